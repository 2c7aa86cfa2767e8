import { ExternalLink } from "lucide-react";
import type { BankLink } from "@/api/types";
import { Button } from "@/ui/button";
import styles from "../connect.module.css";
import { useStartLink } from "../queries";
import { Refusal } from "./refusal";

interface Props {
  connectionId: number;
  name: string;
  /** Signs in again; otherwise only chooses accounts. */
  isRepair: boolean;
  onLink: (link: BankLink) => void;
  onCancel: () => void;
}

/** The first step for a bank that is connected already: sign in again, or choose its accounts again. */
export function OpenAgain({ connectionId, name, isRepair, onLink, onCancel }: Props) {
  const start = useStartLink();
  const open = () =>
    start.mutate(isRepair ? { repair: connectionId } : { choose: connectionId }, {
      onSuccess: (link) => {
        if (link.url) window.open(link.url, "_blank", "noopener");
        onLink(link);
      },
    });
  return (
    <>
      <h2>{isRepair ? `Sign in again at ${name}` : `Which accounts of ${name}?`}</h2>
      <p className={styles.lead}>
        {isRepair
          ? "Your transactions, categories and accounts stay as they are. Nothing is added twice."
          : "The bank is asked which accounts you shared. Accounts you leave out keep their transactions."}
      </p>
      <Refusal error={start.error} onAgain={open} />
      <div className={styles.acts}>
        <Button kind="ghost" keys="Escape" onClick={onCancel}>
          Cancel
        </Button>
        <Button
          kind="primary"
          icon={isRepair ? ExternalLink : undefined}
          autoFocus
          disabled={start.isPending}
          onClick={open}
        >
          {isRepair ? "Open the bank’s page" : "Ask the bank"}
        </Button>
      </div>
    </>
  );
}
