import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { upload } from "@/api/client";
import type { EverythingRestored } from "@/api/types";

/** Reads an export of everything back. `sent` is how much of the file has gone out (0 to 1); afterwards all is asked anew. */
export function useRestore() {
  const client = useQueryClient();
  const [sent, setSent] = useState(0);
  const restore = useMutation({
    mutationFn: (file: File) => {
      const form = new FormData();
      form.append("file", file);
      setSent(0);
      return upload<EverythingRestored>("/api/restore", form, { onProgress: setSent });
    },
    onSuccess: () => client.invalidateQueries(),
  });
  return { ...restore, sent };
}
