/** Why the backend refuses everything right now; null while it does not. */
import { createStore } from "@/kit/store";
import type { ApiError } from "./errors";

const REASONS = ["app_locked", "data_locked", "data_being_converted"] as const;
export type LockReason = (typeof REASONS)[number];

export const lockReason = createStore<LockReason | null>(null);

/** Remembers a refusal that means the whole page is locked. */
export function noteRefusal(error: ApiError): ApiError {
  const reason = REASONS.find((each) => each === error.code);
  if (reason) lockReason.set(reason);
  return error;
}
