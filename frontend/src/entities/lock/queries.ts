/** Encryption of the data folder and the lock of the app. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { get, post, put } from "@/api/client";
import { lockReason } from "@/api/lock-state";
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];
export type EncryptionStatus = Schemas["EncryptionStatus"];
export type ProposedPhrase = Schemas["ProposedPhrase"];
export type LockStatus = Schemas["LockStatus"];
type Unlock = Partial<Schemas["UnlockRequest"]>;

export function useEncryption() {
  return useQuery({
    queryKey: ["encryption"],
    queryFn: ({ signal }) => get<EncryptionStatus>("/api/encryption", { signal }),
  });
}

export function useAppLock() {
  return useQuery({
    queryKey: ["app-lock"],
    queryFn: ({ signal }) => get<LockStatus>("/api/app-lock", { signal }),
  });
}

export function proposePhrase(): Promise<ProposedPhrase> {
  return post<ProposedPhrase>("/api/encryption/phrase");
}

/** Afterwards the page shows the data again, read anew. */
export function useOpened() {
  const client = useQueryClient();
  return async () => {
    lockReason.set(null);
    await client.invalidateQueries();
  };
}

export function useEncrypt() {
  const opened = useOpened();
  return useMutation({
    mutationFn: (request: Schemas["EncryptRequest"]) =>
      post<Schemas["Converted"]>("/api/encryption/encrypt", request),
    onSuccess: opened,
  });
}

export function useDecrypt() {
  const opened = useOpened();
  return useMutation({
    mutationFn: () => post<Schemas["Converted"]>("/api/encryption/decrypt"),
    onSuccess: opened,
  });
}

export function useUnlockData() {
  const opened = useOpened();
  return useMutation({
    mutationFn: (by: Unlock) => post<EncryptionStatus>("/api/encryption/unlock", by),
    onSuccess: opened,
  });
}

export function useUnlockApp() {
  const opened = useOpened();
  return useMutation({
    mutationFn: (pin: string) => post<LockStatus>("/api/app-lock/unlock", { pin }),
    onSuccess: opened,
  });
}

export function useSetPin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (request: Schemas["NewPin"]) => put<LockStatus>("/api/app-lock", request),
    onSuccess: (status) => client.setQueryData(["app-lock"], status),
  });
}

export function useRemovePin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (pin: string) => post<LockStatus>("/api/app-lock/remove", { pin }),
    onSuccess: (status) => client.setQueryData(["app-lock"], status),
  });
}

/** Covers the page at once. */
export async function lockNow(): Promise<void> {
  const status = await post<LockStatus>("/api/app-lock/lock");
  if (status.is_locked) lockReason.set("app_locked");
}
