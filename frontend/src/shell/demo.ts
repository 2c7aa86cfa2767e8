/** Going to the sample data, which a second engine serves at its own address, and coming back. */
import { post } from "@/api/client";

const KEPT = "came-from";

export async function goToDemo(): Promise<void> {
  const { url } = await post<{ url: string }>("/api/app/demo");
  const there = new URL(url, window.location.href);
  // Behind the hash, because that alone survives the redirect with which the other engine opens its door.
  there.hash = `${KEPT}=${encodeURIComponent(window.location.origin)}`;
  window.location.assign(there);
}

/** The address one came from; only ever this computer. */
export function wayHome(): string | null {
  const address = new URLSearchParams(window.location.hash.slice(1)).get(KEPT);
  if (address && isThisComputer(address)) sessionStorage.setItem(KEPT, address);
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
