import { useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Account } from "@/api/types";

export function useAccounts() {
  return useQuery({
    queryKey: ["accounts"],
    queryFn: ({ signal }) => get<Account[]>("/api/accounts", { signal }),
    staleTime: 60_000,
  });
}
