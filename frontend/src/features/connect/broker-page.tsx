import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, CircleDashed, ExternalLink, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { get, post, remove } from "@/api/client";
import type { components } from "@/api/schema.gen";
import { useSettings } from "@/entities/settings/queries";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { Button, classOf } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page-header";
import { LoadingRows } from "@/ui/states";
import { Terms } from "@/ui/terms";
import styles from "./connect.module.css";
import { brokerTerms, eventWords } from "./model";
import { hasPlaidKeys, PlaidKeys } from "./parts/plaid-keys";
import { Refusal } from "./parts/refusal";

type Schemas = components["schemas"];
type Link = Schemas["BrokerageLink"];

const POLL_MS = 3_000;
const OPEN_LINK = ["broker-link", "open"];

/** Connect a broker by Plaid: keys, the broker's own page in the browser, and what came from it. */
export default function ConnectBrokerPage() {
  const navigate = useNavigate();
  const settings = useSettings().data;
  const [isEditingKeys, setEditingKeys] = useState(false);
  const client = useQueryClient();
  // The backend keeps the open link, so that loading this page again goes on with it.
  const open = useQuery({
    queryKey: OPEN_LINK,
    queryFn: () => get<Link | null>("/api/investments/link"),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const link = open.data ?? null;
  const setLink = (next: Link | null) => client.setQueryData(OPEN_LINK, next);
  const start = useMutation({
    mutationFn: () => post<Link>("/api/investments/link-token", {}),
    onSuccess: (opened) => {
      window.open(opened.url, "_blank", "noopener");
      setLink(opened);
    },
  });
  const forget = () => {
    if (link) void remove("/api/investments/link");
    setLink(null);
  };
  const leave = () => {
    forget();
    void navigate("/investments");
  };
  useShortcuts("Connect a broker", [{ keys: "Escape", label: "Close", run: leave }]);
  const asksForKeys = settings !== undefined && (!hasPlaidKeys(settings) || isEditingKeys);

  return (
    <>
      <PageHeader title="Connect a broker" parent={{ title: "Investments", to: "/investments" }}>
        <span className="grow" />
        <Button kind="ghost" icon={X} keys="Escape" onClick={leave}>
          Close
        </Button>
      </PageHeader>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="scroll-area" role="region" tabIndex={0} aria-label="Connect a broker">
        <div className={styles.page}>
          <div className={styles.content}>
            {!settings || open.isPending ? (
              <LoadingRows rows={4} label="Loading the settings" />
            ) : asksForKeys ? (
              <>
                <h2>Your keys for Plaid</h2>
                <p className={styles.lead}>Brokers are read through Plaid, with keys of your own.</p>
                <PlaidKeys
                  settings={settings}
                  onBegin={() => setEditingKeys(true)}
                  onDone={() => setEditingKeys(false)}
                  onCancel={leave}
                />
              </>
            ) : link ? (
              <BrokerLink link={link} onAgain={forget} onLeave={leave} />
            ) : (
              <>
                <h2>Sign in on the broker’s own page</h2>
                <p className={styles.lead}>
                  Holdings, prices and up to two years of activities come in, and again every six hours. An
                  account that a file already brought is recognised by its number.
                </p>
                <Refusal
                  error={start.error}
                  onAgain={() => start.mutate()}
                  act={
                    <Button small onClick={() => setEditingKeys(true)}>
                      Change keys
                    </Button>
                  }
                />
                <div className={styles.acts}>
                  <Button kind="ghost" onClick={() => setEditingKeys(true)}>
                    Change keys
                  </Button>
                  <Button
                    kind="primary"
                    icon={ExternalLink}
                    disabled={start.isPending}
                    onClick={() => start.mutate()}
                  >
                    Open the broker’s page
                  </Button>
                </div>
              </>
            )}
          </div>
        </div>
      </div>
    </>
  );
}

/** Follows a link from the open page to what the broker sent. */
function BrokerLink({ link, onAgain, onLeave }: { link: Link; onAgain: () => void; onLeave: () => void }) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ["broker-link", link.link_token],
    queryFn: () =>
      post<Schemas["BrokerageLinkState"]>("/api/investments/link/follow", { link_token: link.link_token }),
    staleTime: 0,
    retry: false,
    refetchInterval: ({ state }) =>
      state.error || (state.data?.status ?? "waiting") !== "waiting" ? false : POLL_MS,
    // The person is on the broker's page in another window meanwhile.
    refetchIntervalInBackground: true,
    refetchOnWindowFocus: false,
  });
  const status = data?.status ?? "waiting";
  useEffect(() => {
    if (status !== "done") return;
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "broker-link" });
  }, [status, client]);

  if (error) {
    return (
      <>
        <h2>The broker could not be read</h2>
        <Refusal error={error} onAgain={() => void refetch()} />
        <div className={styles.acts}>
          <Button kind="ghost" keys="Escape" onClick={onLeave}>
            Close
          </Button>
          <Button kind="primary" onClick={onAgain}>
            Start again
          </Button>
        </div>
      </>
    );
  }
  if (data?.status === "done")
    return <BrokerResult synced={data.synced} onAgain={onAgain} onLeave={onLeave} />;
  if (data?.status === "ended") {
    return (
      <>
        <h2>The broker is not connected</h2>
        <div className={styles.waitingEnd} role="alert">
          <Notice icon={TriangleAlert} kind="warn">
            {data.message}
          </Notice>
        </div>
        <div className={styles.acts}>
          <Button kind="ghost" keys="Escape" onClick={onLeave}>
            Close
          </Button>
          <Button kind="primary" onClick={onAgain}>
            Start again
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <h2>Sign in on the broker’s page</h2>
      <p className={styles.lead}>Your browser has opened it. Come back here when it says so.</p>
      <div className={styles.waiting}>
        <p className={styles.waitingHead} role="status">
          <span className={styles.pulse} aria-hidden="true" />
          <span className="medium grow">Waiting for your browser</span>
        </p>
        <ol className={styles.events}>
          {eventWords(data?.events ?? []).map(({ words }) => (
            <li key={words}>
              <Icon of={Check} />
              <span className="grow">{words}</span>
            </li>
          ))}
          <li className={styles.current}>
            <Icon of={CircleDashed} />
            <span className="grow">
              Your sign-in and your choice of accounts
              <span className={styles.under}>
                Password and codes go to the broker only. They never pass through Budget App.
              </span>
            </span>
          </li>
        </ol>
      </div>
      <div className={styles.acts}>
        <Button kind="ghost" keys="Escape" onClick={onLeave}>
          Cancel
        </Button>
        <a className={classOf("default")} href={link.url} target="_blank" rel="noreferrer">
          <Icon of={ExternalLink} />
          Open again
        </a>
      </div>
    </>
  );
}

interface ResultProps {
  synced: readonly Schemas["BrokerageSynced"][];
  onAgain: () => void;
  onLeave: () => void;
}

function BrokerResult({ synced, onAgain, onLeave }: ResultProps) {
  return (
    <>
      {synced.map((broker) => (
        <section key={broker.connection_id} aria-label={broker.name}>
          <h2>{broker.name} is connected</h2>
          {broker.is_off ? (
            <Notice icon={TriangleAlert} kind="warn">
              This login has no investments, or you did not share them. Its investments are not asked for
              again.
            </Notice>
          ) : (
            <Terms caption={`What came from ${broker.name}`} terms={brokerTerms(broker)} />
          )}
          {broker.unreadable.length > 0 && (
            <>
              <p className={styles.lead}>{count(broker.unreadable.length, "line")} could not be used:</p>
              <ul className="small secondary">
                {broker.unreadable.map((sentence, at) => (
                  <li key={at}>{sentence}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      ))}
      <div className={styles.acts}>
        <Button kind="ghost" onClick={onAgain}>
          Connect another
        </Button>
        <Button kind="primary" autoFocus onClick={onLeave}>
          Show investments
        </Button>
      </div>
    </>
  );
}
