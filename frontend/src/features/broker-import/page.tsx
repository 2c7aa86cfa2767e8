import { CircleCheck, CircleX, FileCheck2, FileUp, TriangleAlert, Undo2, Upload } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import { sentenceFor } from "@/api/errors";
import { takeFiles, useWaitingFiles } from "@/entities/files/dropped";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count, listOf } from "@/kit/words";
import { Button, LinkButton } from "@/ui/button";
import { Icon } from "@/ui/icon";
import layoutStyles from "@/ui/layout.module.css";
import { Notice } from "@/ui/notice";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, LoadingRows } from "@/ui/states";
import styles from "./broker-import.module.css";
import {
  type Done,
  describeNew,
  type Mapping,
  type PastImport,
  type Preview,
  type Target,
  targetsFor,
} from "./model";
import { BrokerColumns } from "./parts/broker-columns";
import { BrokerRows } from "./parts/broker-rows";
import { PartTarget } from "./parts/part-target";
import { useBrokerImport, useInvestmentAccounts, usePastImports, usePreview } from "./queries";

const KINDS = ".csv,.tsv,.txt,.ofx,.qfx,.qif";

/** The file of a broker becomes activities and holdings: each line is shown with its result before anything is added. */
export default function BrokerImportPage() {
  const [address, setAddress] = useSearchParams();
  const id = Number(address.get("id")) || null;
  const chooser = useRef<HTMLInputElement>(null);
  const preview = usePreview(id);
  const actions = useBrokerImport();
  const [done, setDone] = useState<Done | null>(null);
  const isWaiting = useWaitingFiles("broker-import");
  const { mutate: read } = actions.read;
  const open = (file: File | undefined) => {
    if (!file) return;
    setDone(null);
    read(file, { onSuccess: ({ id: opened }) => setAddress({ id: String(opened) }) });
  };
  const openRef = useRef(open);
  openRef.current = open;
  useEffect(() => {
    if (isWaiting) openRef.current(takeFiles("broker-import")[0]);
  }, [isWaiting]);
  const choose = () => chooser.current?.click();
  useShortcuts("Import", [{ keys: "o", label: "Choose a file", run: choose }]);
  const close = () => {
    setDone(null);
    actions.read.reset();
    setAddress({});
  };
  const failure = actions.read.error ?? (id === null ? null : preview.error);

  return (
    <>
      <PageHeader title="Import broker file" about="Activity and positions">
        <span className="grow" />
        <Button icon={Upload} data-key="o" aria-label="Choose file" onClick={choose}>
          <span className="hide-on-phone">Choose file</span>
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          accept={KINDS}
          aria-label="File of a broker"
          onChange={(event) => {
            open(event.target.files?.[0]);
            event.target.value = "";
          }}
        />
      </PageHeader>
      <div className={cx(layoutStyles.split, styles.page)}>
        <div className={cx(layoutStyles.main, styles.workspace)}>
          {actions.read.isPending || (id !== null && preview.isPending) ? (
            <LoadingRows label="Reading the file" />
          ) : failure ? (
            <div role="alert">
              <EmptyState
                icon={CircleX}
                title="The file could not be read"
                act={<Button onClick={close}>Close</Button>}
              >
                {sentenceFor(failure)}
              </EmptyState>
            </div>
          ) : done ? (
            <Outcome done={done} onClose={close} />
          ) : preview.data && id !== null ? (
            <OneFile key={id} preview={preview.data} actions={actions} onDone={setDone} onClose={close} />
          ) : (
            <Start onChoose={choose} />
          )}
        </div>
      </div>
    </>
  );
}

function Start({ onChoose }: { onChoose: () => void }) {
  const past = usePastImports();
  const { undo } = useBrokerImport();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="scroll-area" role="region" tabIndex={0} aria-label="Import of broker files">
      <EmptyState
        icon={FileUp}
        title="Import the activity or positions of a broker"
        act={
          <Button kind="primary" onClick={onChoose}>
            Choose file
          </Button>
        }
      >
        OFX, QIF, or CSV of Fidelity, Schwab, Vanguard, E*TRADE, Robinhood, Interactive Brokers, Merrill, TD
        Ameritrade, Trading 212, DEGIRO, Portfolio Performance, Wealthfolio, and tables of any other broker.
        You review every line before anything is added.
      </EmptyState>
      {past.data && past.data.length > 0 && (
        <section className={styles.past} aria-label="Imported files">
          <h2>Imported files</h2>
          <ul>
            {past.data.map((item) => (
              <li key={item.id}>
                <span className="grow">
                  <span className={cx(item.status === "undone" && "muted")}>{item.filename}</span>
                  <br />
                  <span className="small muted">{describePast(item)}</span>
                </span>
                {item.status === "done" && (
                  <Button small icon={Undo2} onClick={() => undo.mutate(item)} disabled={undo.isPending}>
                    Undo import
                  </Button>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function describePast(item: PastImport): string {
  const parts = [
    item.broker,
    item.status === "undone" ? "undone" : `${count(item.added, "activity", "activities")} added`,
    item.holdings > 0 ? count(item.holdings, "holding") : "",
    item.first_on && item.last_on ? `${formatDay(item.first_on)} to ${formatDay(item.last_on)}` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

interface FileProps {
  preview: Preview;
  actions: ReturnType<typeof useBrokerImport>;
  onDone: (done: Done) => void;
  onClose: () => void;
}

/** One open file: where it goes, how it is read, its lines, and the button that adds them. */
function OneFile({ preview, actions, onDone, onClose }: FileProps) {
  const accounts = useInvestmentAccounts();
  const [chosen, setChosen] = useState<Record<string, Partial<Target>>>({});
  const [revision, setRevision] = useState(0);
  const { table } = preview;
  const unknown = table?.actions.filter(({ meaning }) => meaning === null).length ?? 0;
  const [isMapOpen, setMapOpen] = useState(table !== null && (!table.is_known_layout || unknown > 0));
  const ask = (targets: Record<string, Partial<Target>>, mapping?: Mapping) =>
    actions.ask.mutate(
      { id: preview.id, targets: targetsFor(preview, targets), ...(mapping && { mapping }) },
      { onSuccess: () => setRevision((now) => now + 1) },
    );
  const change = (key: string, target: Partial<Target>) => {
    const next = { ...chosen, [key]: target };
    setChosen(next);
    ask(next);
  };
  const adds = preview.parts.filter((part) => !part.is_left_out && part.new > 0);
  const added = adds.reduce((sum, part) => sum + part.new, 0);
  const isBusy = actions.ask.isPending || actions.commit.isPending;
  const commit = () =>
    actions.commit.mutate({ id: preview.id, targets: targetsFor(preview, chosen) }, { onSuccess: onDone });
  useShortcuts("Preview", [
    { keys: "Mod+Enter", label: "Add to investments", isOn: added > 0 && !isBusy, run: commit },
  ]);
  const failure = actions.ask.error ?? actions.commit.error;
  return (
    <>
      <section className={styles.head} aria-labelledby="broker-file-name">
        <div className="inline-row">
          <Icon of={FileCheck2} />
          <h2 id="broker-file-name" className="truncate">
            {preview.filename}
          </h2>
          <span className="muted small hide-on-phone">
            {preview.broker || "Unknown layout"}, {count(preview.counts.total, "line")}
          </span>
          {isBusy && (
            <span className="muted small" role="status">
              updating…
            </span>
          )}
          <span className="grow" />
          {table && (
            <LinkButton aria-expanded={isMapOpen} onClick={() => setMapOpen((now) => !now)}>
              {isMapOpen ? "Hide the columns" : "Columns and words"}
            </LinkButton>
          )}
        </div>
        <div className={styles.parts}>
          {preview.parts.map((part) => (
            <PartTarget
              key={part.key}
              part={part}
              accounts={accounts.data?.accounts ?? []}
              chosen={chosen[part.key] ?? {}}
              onChange={(target) => change(part.key, target)}
              onName={(name) =>
                setChosen((now) => ({ ...now, [part.key]: { ...now[part.key], name: name.trim() || null } }))
              }
            />
          ))}
        </div>
        {table && isMapOpen && <BrokerColumns table={table} onChange={(mapping) => ask(chosen, mapping)} />}
        {unknown > 0 && (
          <Notice icon={TriangleAlert} kind="warn">
            {count(unknown, "word")} for activities {unknown === 1 ? "has" : "have"} no meaning yet. Choose
            what {unknown === 1 ? "it means" : "they mean"}, or leave those lines out.
          </Notice>
        )}
        {failure && (
          <div role="alert">
            <Notice icon={TriangleAlert} kind="bad">
              {sentenceFor(failure)}
            </Notice>
          </div>
        )}
      </section>
      <BrokerRows preview={preview} revision={revision} />
      <div className={styles.commitBar}>
        <span className="small secondary grow">
          {added > 0 ? `${describeNew(adds)}.` : "Nothing in this file is new."}
          {preview.new_securities.length > 0 &&
            added > 0 &&
            ` New: ${count(preview.new_securities.length, "security", "securities")}.`}
        </span>
        <Button
          onClick={() => {
            actions.forget.mutate(preview.id);
            onClose();
          }}
        >
          Discard
        </Button>
        <Button kind="primary" disabled={added === 0 || isBusy} onClick={commit}>
          Add {count(added, "line")}
        </Button>
      </div>
    </>
  );
}

function Outcome({ done, onClose }: { done: Done; onClose: () => void }) {
  const navigate = useNavigate();
  const left = done.unreadable + done.left_out;
  return (
    <div className={styles.outcome} role="status">
      <Icon of={CircleCheck} />
      <h2>
        {count(done.added, "activity", "activities")}
        {done.holdings > 0 && ` and ${count(done.holdings, "holding")}`} added
      </h2>
      <p className="secondary">
        {done.repeated > 0 && `${count(done.repeated, "line")} you had already. `}
        {left > 0 && `${count(left, "line")} not added.`}
      </p>
      {done.oversold.length > 0 && (
        <Notice icon={TriangleAlert} kind="warn">
          More left the account than it is known to have held, so the earlier history is missing:{" "}
          {listOf(done.oversold.slice(0, 5).map(({ security, on }) => `${security} on ${formatDay(on)}`))}
          {done.oversold.length > 5 && ` and ${done.oversold.length - 5} more`}. Import earlier files, or
          enter a transfer in.
        </Notice>
      )}
      <div className="inline-row">
        <Button kind="primary" onClick={() => void navigate("/investments")}>
          Show investments
        </Button>
        <Button onClick={onClose}>Import another file</Button>
      </div>
    </div>
  );
}
