import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ApiError, post } from "@/api/client";
import { Button } from "@/ui/button";

/** What the person must agree to before a secret can be stored; by the code of the refusal. */
const AGREEMENTS: Readonly<Record<string, { label: string; body: { in_place_of_lost?: boolean } }>> = {
  key_file_consent: { label: "Keep the key in a file", body: {} },
  key_lost: { label: "Start with a new key", body: { in_place_of_lost: true } },
};

/** The button below a refusal to store a secret for want of a key; afterwards the caller tries again. */
export function KeyQuestion({ error, onAgain }: { error: unknown; onAgain: () => void }) {
  const client = useQueryClient();
  const agree = useMutation({
    mutationFn: (body: { in_place_of_lost?: boolean }) => post("/api/app/secrets/key", body),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["secrets"] });
      onAgain();
    },
  });
  const agreement = error instanceof ApiError ? AGREEMENTS[error.code] : undefined;
  if (!agreement) return null;
  return (
    <Button small disabled={agree.isPending} onClick={() => agree.mutate(agreement.body)}>
      {agreement.label}
    </Button>
  );
}
