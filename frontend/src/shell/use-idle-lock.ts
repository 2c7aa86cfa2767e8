import { useEffect } from "react";
import { get, post } from "@/api/client";
import { lockReason } from "@/api/lock-state";
import { type LockStatus, useAppLock } from "@/entities/lock/queries";

const TELL_EVERY_MS = 20_000;
const LOOK_EVERY_MS = 10_000;

/** Tells the backend when the person does something, and covers the page when the idle time is up. */
export function useIdleLock(): void {
  const hasPin = useAppLock().data?.idle_minutes != null;
  useEffect(() => {
    if (!hasPin) return;
    let toldAt = 0;
    const use = () => {
      if (lockReason.get() || Date.now() - toldAt < TELL_EVERY_MS) return;
      toldAt = Date.now();
      void post("/api/app-lock/use").catch(() => undefined);
    };
    const look = async () => {
      const status = await get<LockStatus>("/api/app-lock").catch(() => null);
      if (status?.is_locked) lockReason.set("app_locked");
    };
    const events = ["pointerdown", "keydown", "wheel"] as const;
    for (const name of events) window.addEventListener(name, use, { passive: true });
    const timer = window.setInterval(() => void look(), LOOK_EVERY_MS);
    return () => {
      for (const name of events) window.removeEventListener(name, use);
      window.clearInterval(timer);
    };
  }, [hasPin]);
}
