import { useQueryClient } from "@tanstack/react-query";
import { BookOpenCheck, CircleCheck, Download, LoaderCircle, TriangleAlert } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import type { Book, BookAccount, BookChoices } from "@/api/types";
import { useAccounts } from "@/entities/accounts/queries";
import { useCategories } from "@/entities/categories/queries";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { count, formatCount } from "@/kit/words";
import { Net } from "@/ui/amount";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Check, Checkbox } from "@/ui/checkbox";
import { Field, Input } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { Notice } from "@/ui/notice";
import { Pill } from "@/ui/pill";
import { Progress } from "@/ui/progress";
import { Select } from "@/ui/select";
import { LoadingRows } from "@/ui/states";
import styles from "../import.module.css";
import {
  choose,
  chooseCurrency,
  closeBook,
  type Moving,
  type MovingStage,
  moveIn,
  stopMoving,
  takesAnAccount,
} from "../moving-in";
import { describeNoPlace } from "../parity";
import archiveStyles from "./archive.module.css";
import fileStripStyles from "./file-strip.module.css";
import movingStyles from "./moving-in.module.css";
import { ParityReport } from "./parity-report";
import summaryStyles from "./summary.module.css";
import { UndoImport } from "./undo-import";

const NEW = "new";
const TYPES = [
  { value: "checking", label: "Checking" },
  { value: "savings", label: "Savings" },
  { value: "credit", label: "Credit card" },
  { value: "loan", label: "Loan" },
  { value: "cash", label: "Cash" },
  { value: "investment", label: "Investment" },
  { value: "asset", label: "Asset" },
  { value: "liability", label: "Liability" },
] as const;
const NAMES_ITS_CURRENCIES = new Set(["GnuCash", "hledger", "beancount", "Firefly III"]);

/** A book of another program: where its accounts and categories go, the parity report before, and the one after. */
export function MovingInView({ moving }: { moving: Moving }) {
  const { book, choices, stage } = moving;
  const isDone = stage.name === "done";
  const title = isDone ? `Moved in from ${book.program}` : `Move in from ${book.program}`;
  return (
    <section className={archiveStyles.page} aria-label={title}>
      <div
        className={cx("scroll-area", archiveStyles.archive)}
        role="region"
        aria-label={book.filename}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        <div className={archiveStyles.head} role="status">
          <Icon
            of={isDone ? CircleCheck : BookOpenCheck}
            className={isDone ? fileStripStyles.done : undefined}
          />
          <h2 className="truncate">{title}</h2>
        </div>
        <p className="secondary">
          {book.filename}: {count(book.entries, "transaction")} in {count(book.accounts.length, "account")}
          {book.first_on && book.last_on && `, ${formatDay(book.first_on)} to ${formatDay(book.last_on)}`}.{" "}
          {!isDone && "Nothing has been added yet."}
        </p>
        {isDone ? (
          <Onward moving={moving} stage={stage} />
        ) : (
          <Choosing book={book} choices={choices} isLocked={stage.name === "moving"} />
        )}
        <Report stage={stage} />
        <NoPlaces book={book} />
      </div>
      {!isDone && <ActBar stage={stage} choices={choices} />}
    </section>
  );
}

function Choosing({ book, choices, isLocked }: { book: Book; choices: BookChoices; isLocked: boolean }) {
  return (
    <fieldset className={movingStyles.choices} disabled={isLocked}>
      <legend className="visually-hidden">Where it goes</legend>
      {!NAMES_ITS_CURRENCIES.has(book.program) && <CurrencyField book={book} />}
      <AccountTable book={book} choices={choices} />
      <Categories book={book} choices={choices} />
      <Check
        checked={choices.keeps_doubtful}
        onChange={(event) => {
          const keeps = event.target.checked;
          choose((now) => ({ ...now, keeps_doubtful: keeps }));
        }}
      >
        Also add transactions that may be here already
      </Check>
    </fieldset>
  );
}

function CurrencyField({ book }: { book: Book }) {
  const [typed, setTyped] = useState(book.currency);
  const isCode = /^[A-Z]{3}$/.test(typed);
  return (
    <Field
      label="Currency"
      className={movingStyles.currency}
      help={`${book.program} does not write the currency into its file.`}
      error={typed.length === 3 && !isCode ? "Three letters, for example EUR" : null}
    >
      {(ids) => (
        <Input
          {...ids}
          value={typed}
          maxLength={3}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value.toUpperCase())}
          onBlur={() => isCode && typed !== book.currency && void chooseCurrency(typed)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && isCode && typed !== book.currency) void chooseCurrency(typed);
          }}
        />
      )}
    </Field>
  );
}

function AccountTable({ book, choices }: { book: Book; choices: BookChoices }) {
  return (
    <div
      className={cx(summaryStyles.table, movingStyles.accounts)}
      role="region"
      aria-label="Accounts of the book"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
      tabIndex={0}
    >
      <table>
        <caption className="visually-hidden">Accounts of the book and where they go</caption>
        <thead>
          <tr>
            <th scope="col">Account in {book.program}</th>
            <th scope="col" className={cx("align-right", summaryStyles.detail)}>
              Transactions
            </th>
            <th scope="col" className="align-right">
              Balance there
            </th>
            <th scope="col">Goes into</th>
            <th scope="col" className={summaryStyles.detail}>
              Type
            </th>
          </tr>
        </thead>
        <tbody>
          {book.accounts.map((account) => (
            <AccountRow key={account.key} account={account} choices={choices} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AccountRow({ account, choices }: { account: BookAccount; choices: BookChoices }) {
  const here = (useAccounts().data ?? []).filter(({ currency }) => currency === account.currency);
  const choice = choices.accounts[account.key] ?? account.choice;
  const set = (some: Partial<typeof choice>) =>
    choose((now) => ({ ...now, accounts: { ...now.accounts, [account.key]: { ...choice, ...some } } }));
  return (
    <tr>
      <th scope="row" className={movingStyles.name}>
        <span className={movingStyles.withBox}>
          <Checkbox
            label={`Move in ${account.name}`}
            checked={!choice.is_left_out}
            onChange={(event) => set({ is_left_out: !event.target.checked })}
          />
          <span>
            {account.name} {account.is_closed && <Pill tone="off">closed</Pill>}
          </span>
        </span>
      </th>
      <td className={cx("align-right tabular", summaryStyles.detail)}>{formatCount(account.entries)}</td>
      <td className="align-right nowrap">
        <Net minor={account.balance_minor} currency={account.currency} />
      </td>
      <td>
        <Select
          small
          className={movingStyles.select}
          label={`Account for ${account.name}`}
          isDisabled={choice.is_left_out}
          value={choice.account_id === null ? NEW : String(choice.account_id)}
          options={[
            { value: NEW, label: `New: ${choice.name || account.name}` },
            ...here.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={(value) => set({ account_id: value === NEW ? null : Number(value) })}
        />
      </td>
      <td className={summaryStyles.detail}>
        <Select
          small
          label={`Type of ${account.name}`}
          isDisabled={choice.is_left_out || choice.account_id !== null}
          value={choice.account_type}
          options={TYPES}
          onChange={(account_type) => set({ account_type })}
        />
      </td>
    </tr>
  );
}

function Categories({ book, choices }: { book: Book; choices: BookChoices }) {
  const { data = [] } = useCategories();
  const fresh = book.categories.filter(({ key }) => choices.categories?.[key] === null).length;
  if (book.categories.length === 0) return null;
  const options = data.map(({ short_desc, display_name, parent_short_desc }) => ({
    value: short_desc,
    label: parent_short_desc
      ? `${data.find((each) => each.short_desc === parent_short_desc)?.display_name ?? ""} › ${display_name}`
      : display_name,
  }));
  return (
    <details className={archiveStyles.unread}>
      <summary>
        {count(book.categories.length, "category", "categories")}, {formatCount(fresh)} new
      </summary>
      <ul className={movingStyles.categories}>
        {book.categories.map(({ key, name, entries }) => (
          <li key={key}>
            <span>
              {name} <span className="muted">{count(entries, "transaction")}</span>
            </span>
            <Select
              small
              className={movingStyles.select}
              label={`Category for ${name}`}
              value={choices.categories?.[key] ?? NEW}
              options={[{ value: NEW, label: `New: ${name}` }, ...options]}
              onChange={(value) =>
                choose((now) => ({
                  ...now,
                  categories: { ...now.categories, [key]: value === NEW ? null : value },
                }))
              }
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Report({ stage }: { stage: MovingStage }) {
  if (stage.name === "moving") return null;
  if (stage.name === "done") return <ParityReport parity={stage.parity} title="Parity report" />;
  return (
    <>
      {stage.refusal && (
        <div role="alert">
          <Notice icon={TriangleAlert} kind="bad">
            {stage.refusal}
          </Notice>
        </div>
      )}
      {stage.parity ? (
        <div className={cx(stage.isTrying && movingStyles.outdated)}>
          <ParityReport parity={stage.parity} title="Parity report, before moving in" />
        </div>
      ) : (
        stage.isTrying && <LoadingRows rows={6} label="Comparing with what is here" />
      )}
    </>
  );
}

function NoPlaces({ book }: { book: Book }) {
  if (book.no_place.length === 0) return null;
  return (
    <section className={archiveStyles.names} aria-label="What has no place here">
      <h3>What has no place here, or another one</h3>
      <ul className={movingStyles.noPlace}>
        {book.no_place.map((each) => (
          <li key={`${each.what} ${each.reason}`} className="secondary">
            {describeNoPlace(each)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function ActBar({ stage, choices }: { stage: MovingStage; choices: BookChoices }) {
  const client = useQueryClient();
  if (stage.name === "done") return null;
  if (stage.name === "moving") {
    const { progress, isStopping } = stage;
    return (
      <div className={styles.commitBar}>
        <span className="secondary" role="status">
          <Icon of={LoaderCircle} className={fileStripStyles.adding} />{" "}
          {isStopping ? "Stopping" : `Moving in, ${formatCount(progress?.done ?? 0)} done`}
        </span>
        <Progress
          label="Transactions moved in"
          done={progress?.done ?? 0}
          total={progress?.total ?? 1}
          className="grow"
        />
        <Button disabled={isStopping} onClick={stopMoving}>
          Stop
        </Button>
      </div>
    );
  }
  const taken = takesAnAccount(choices);
  const added = stage.parity?.counts.added ?? 0;
  const isReady = taken && stage.parity !== null && !stage.isTrying;
  return (
    <div className={styles.commitBar}>
      <span className={cx("secondary", styles.blocked)} role="status">
        {taken
          ? stage.isTrying
            ? "Comparing with what is here."
            : "This is one import and can be undone as a whole."
          : "Choose at least one account."}
      </span>
      <Button onClick={closeBook}>Close</Button>
      <Button kind="primary" disabled={!isReady} onClick={() => void moveIn(client)}>
        {`Move in ${count(added, "transaction")}`}
      </Button>
    </div>
  );
}

/** Where to go on from what was moved in, and the way back. */
function Onward({ moving, stage }: { moving: Moving; stage: MovingStage & { name: "done" } }) {
  const [isUndoing, setUndoing] = useState(false);
  const { parity } = stage;
  const id = parity.import_id;
  return (
    <div className={cx("inline-row", archiveStyles.actions)}>
      {id !== null && (
        <Link className={cx(buttonStyles.button, buttonStyles.primary)} to={`/data?import_id=${id}`}>
          Show transactions
        </Link>
      )}
      <Button icon={Download} onClick={() => saveReport(moving.book, parity)}>
        Save report
      </Button>
      {id !== null && (
        <>
          <Button onClick={() => setUndoing(true)}>Undo this import</Button>
          <UndoImport
            item={isUndoing ? { id, filename: moving.book.filename } : null}
            onClose={() => setUndoing(false)}
            onDone={closeBook}
          />
        </>
      )}
      <Button kind="ghost" onClick={closeBook}>
        Close
      </Button>
    </div>
  );
}

function saveReport({ program }: Book, parity: unknown): void {
  const address = URL.createObjectURL(
    new Blob([JSON.stringify(parity, null, 2)], { type: "application/json" }),
  );
  const link = document.createElement("a");
  link.href = address;
  link.download = `parity-${program.toLowerCase().replace(/[^a-z0-9]+/g, "-")}.json`;
  link.click();
  URL.revokeObjectURL(address);
}
