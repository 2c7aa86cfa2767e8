/** Going to the sample data, which a second engine serves at its own address, and coming back. */
import { post } from "@/api/client";

const KEPT = "came-from";

export async function goToDemo(): Promise<void> {
  const { url } = await post<{ url: string }>("/api/app/demo");
  const there = new URL(url, window.location.href);
  there.searchParams.set(KEPT, window.location.origin);
  window.location.assign(there);
}

/** The address one came from; only ever this computer. */
export function wayHome(): string | null {
  const told = new URLSearchParams(window.location.search).get(KEPT);
  if (told && isThisComputer(told)) sessionStorage.setItem(KEPT, told);
  const kept = sessionStorage.getItem(KEPT);
  return kept && isThisComputer(kept) ? kept : null;
}

export function isThisComputer(address: string): boolean {
  try {
    const { protocol, hostname } = new URL(address);
    return protocol === "http:" && (hostname === "127.0.0.1" || hostname === "localhost");
  } catch {
    return false;
  }
}
