import { QueryClient } from "@tanstack/react-query";
import { ApiError } from "./errors";

/** The cache of answers. A refused request is not repeated by itself; an unreachable backend is asked again twice. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: true,
        networkMode: "always",
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 502),
        retryDelay: (failures) => 400 * 2 ** failures,
      },
      mutations: { retry: false, networkMode: "always" },
    },
  });
}
