import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { sentenceFor } from "@/api/errors";
import { KeyQuestion } from "@/entities/secrets/key-question";
import { Notice } from "@/ui/notice";

/** Why a step did not work, with what the person can do about it. Nothing without an error. */
export function Refusal({ error, onAgain, act }: { error: unknown; onAgain: () => void; act?: ReactNode }) {
  if (!error) return null;
  return (
    <div role="alert">
      <Notice
        icon={CircleAlert}
        kind="bad"
        act={
          <>
            <KeyQuestion error={error} onAgain={onAgain} />
            {act}
          </>
        }
      >
        {sentenceFor(error)}
      </Notice>
    </div>
  );
}
