import { useMutation } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { useDataFile } from "@/entities/app/queries";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import noticesStyles from "./notices.module.css";

/** On every page once another program has replaced the data file: nothing can be saved any more but a copy. */
export function DataFileNotice() {
  const file = useDataFile().data;
  const save = useMutation({ mutationFn: () => post<{ paths: string[] }>("/api/app/data-file/copy") });
  if (file?.state !== "replaced") return null;
  return (
    <div className={noticesStyles.strip} role="alert">
      <Icon of={TriangleAlert} small />
      <span className="grow">
        {file.message} {save.isSuccess && <b className="medium">Saved as {save.data.paths[0]}.</b>}
        {save.isError && <b className="medium">{sentenceFor(save.error)}</b>}
      </span>
      {!save.isSuccess && (
        <Button small disabled={save.isPending} onClick={() => save.mutate()}>
          {save.isPending ? "Saving" : "Save a copy"}
        </Button>
      )}
    </div>
  );
}
