/** What the forms of investments share. */
import { useState } from "react";
import { sentenceFor } from "@/api/errors";

/** Sends a form; a refusal stays in the form as a sentence. */
export function useSubmit(onDone: () => void) {
  const [error, setError] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  return {
    error,
    isBusy,
    submit: async (send: () => Promise<unknown>) => {
      setBusy(true);
      setError(null);
      try {
        await send();
        onDone();
      } catch (failure) {
        setError(sentenceFor(failure));
        setBusy(false);
      }
    },
  };
}

/** Reads an exact decimal as a person types it: `1,204.318`, `1204,318`. Null if it is none. */
export function parseDecimal(typed: string): string | null {
  const text = typed.replace(/[\s\u00a0\u202f']/g, "");
  const isEuropean = /,\d*$/.test(text) && !/,\d{3}$/.test(text) && !text.includes(".");
  const plain = isEuropean ? text.replace(",", ".") : text.replace(/,(?=\d{3})/g, "");
  return /^\d+(\.\d+)?$|^\.\d+$/.test(plain) ? plain : null;
}
