import { Check, Ellipsis, Eraser, ListX, Sparkles } from "lucide-react";
import { useStats } from "@/entities/app/queries";
import { COMMIT_KEYS } from "@/entities/transactions/use-commit-staged";
import { formatCount } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import { Menu } from "@/ui/menu";
import { PageHeader } from "@/ui/page-header";
import { Tabs } from "@/ui/tabs";
import type { Tab } from "../model";
import styles from "../review.module.css";

interface Props {
  tab: Tab;
  sure: number;
  isRunning: boolean;
  onRun: () => void;
  onClear: () => void;
  onRevert: () => void;
  onCommit: () => void;
  onAcceptSure: () => void;
}

/** The two phases with their counts, and what can be done with a whole phase. */
export function QueueHeader({
  tab,
  sure,
  isRunning,
  onRun,
  onClear,
  onRevert,
  onCommit,
  onAcceptSure,
}: Props) {
  const stats = useStats().data;
  const staged = stats?.pending_save ?? 0;
  const isStaged = tab === "staged";
  return (
    <PageHeader title="Review">
      <Tabs
        label="Review phase"
        tabs={[
          { label: "To review", to: "?", isCurrent: !isStaged, count: stats?.pending_review },
          { label: "Staged", to: "?tab=staged", isCurrent: isStaged, count: stats?.pending_save },
        ]}
      />
      <span className="grow" />
      <Menu
        label="More for the queue"
        trigger={<IconButton icon={Ellipsis} label="More for the queue" />}
        items={[
          { label: "Suggest categories", icon: Sparkles, onSelect: onRun, isDisabled: isRunning },
          { label: "Clear predictions…", icon: Eraser, onSelect: onClear },
          { label: "Send all staged back…", icon: ListX, onSelect: onRevert, isDisabled: staged === 0 },
        ]}
      />
      {staged > 0 && (
        <Button
          kind={isStaged ? "primary" : "default"}
          className={isStaged ? undefined : "hide-on-phone"}
          keys={COMMIT_KEYS}
          onClick={onCommit}
        >
          Confirm {formatCount(staged)}
          <span className="hide-on-phone">staged</span>
        </Button>
      )}
      {!isStaged && sure > 0 && (
        <Button kind="primary" className={styles.sure} icon={Check} data-key="a" onClick={onAcceptSure}>
          <span className="hide-on-phone">Accept</span>
          {formatCount(sure)} sure
        </Button>
      )}
    </PageHeader>
  );
}
