import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useEffect } from "react";
import { useNavigate, useSearchParams } from "react-router";
import type { BankLink } from "@/api/types";
import { useSyncRuns, watchSyncs } from "@/entities/banks/progress";
import { useConnections } from "@/entities/banks/queries";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Button } from "@/ui/button";
import { PageHeader } from "@/ui/page-header";
import { FailedState, LoadingRows } from "@/ui/states";
import styles from "./connect.module.css";
import { type Step, stepOf } from "./model";
import { ChooseWay } from "./parts/choose-way";
import { FirstSync } from "./parts/first-sync";
import { MatchAccounts } from "./parts/match-accounts";
import { OpenAgain } from "./parts/open-again";
import { Result } from "./parts/result";
import { SignIn } from "./parts/sign-in";
import { StepList } from "./parts/step-list";
import { useCancelLink, useLink } from "./queries";

/**
 * Connect a bank, or repair a connection, one step on screen at a time.
 * The address carries the link, so that a reload goes on where it was.
 */
export default function ConnectPage() {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const linkId = numberIn(params, "link");
  const link = useLink(linkId);
  const connections = useConnections();
  const cancel = useCancelLink();
  const runs = useSyncRuns();
  const connectionId = link.data?.connection_id ?? numberIn(params, "repair") ?? numberIn(params, "choose");
  const connection = connections.data?.find(({ id }) => id === connectionId) ?? null;
  const run = runs.find(({ connection_id }) => connection_id === connectionId) ?? null;
  const step = stepOf(link.data ?? null, connection, run);
  useSyncStartedElsewhere(step);

  const follow = (next: BankLink) => setParams({ link: String(next.id) }, { replace: true });
  const leave = () => void navigate("/accounts");
  /** Gives an open link up; nothing of it is kept. What was connected stays. */
  const cancelAll = () => {
    const isOpen = link.data && (step === "sign_in" || step === "accounts");
    if (!isOpen || link.data.status === "expired") return leave();
    cancel.mutate(link.data.id, { onSettled: leave });
  };
  useShortcuts("Connect a bank", [{ keys: "Escape", label: "Cancel", run: cancelAll }]);

  return (
    <>
      <PageHeader
        title={connection && step !== "way" ? connection.name : "Connect a bank"}
        parent={{ title: "Accounts", to: "/accounts" }}
      >
        <span className="grow" />
        <Button kind="ghost" icon={X} keys="Escape" onClick={cancelAll}>
          Close
        </Button>
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Connect a bank">
        <div className={styles.page}>
          <StepList step={step} />
          <div className={styles.content}>
            {linkId !== null && link.isPending ? (
              <LoadingRows rows={4} label="Loading the connection" />
            ) : link.isError ? (
              <FailedState
                title="The connection could not be loaded"
                error={link.error}
                onRetry={link.refetch}
              />
            ) : !link.data ? (
              numberIn(params, "repair") || numberIn(params, "choose") ? (
                <OpenAgain
                  connectionId={connectionId ?? 0}
                  name={connection?.name ?? "your bank"}
                  isRepair={params.has("repair")}
                  onLink={follow}
                  onCancel={leave}
                />
              ) : (
                <ChooseWay
                  first={params.get("way") === "simplefin" ? "simplefin" : "plaid"}
                  accountId={numberIn(params, "account")}
                  onLink={follow}
                  onCancel={leave}
                />
              )
            ) : step === "sign_in" ? (
              <SignIn link={link.data} onCancel={cancelAll} onStartAgain={() => setParams({})} />
            ) : step === "accounts" ? (
              <MatchAccounts key={link.data.id} link={link.data} onCancel={cancelAll} />
            ) : step === "sync" ? (
              <FirstSync connectionId={link.data.connection_id ?? 0} run={run} onLeave={leave} />
            ) : (
              <Result connection={connection} run={run} onDone={leave} onAnother={() => setParams({})} />
            )}
          </div>
        </div>
      </div>
    </>
  );
}

/** After a repair the backend starts the sync itself. */
function useSyncStartedElsewhere(step: Step): void {
  const client = useQueryClient();
  useEffect(() => {
    if (step === "sync") watchSyncs(client);
  }, [step, client]);
}

function numberIn(params: URLSearchParams, name: string): number | null {
  const number = Number(params.get(name));
  return Number.isInteger(number) && number > 0 ? number : null;
}
