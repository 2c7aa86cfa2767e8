import { Check, ExternalLink } from "lucide-react";
import { type FormEvent, type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { BankLink } from "@/api/types";
import type { ProviderName } from "@/entities/banks/queries";
import { useSettings } from "@/entities/settings/queries";
import { cx } from "@/kit/cx";
import { Button } from "@/ui/button";
import checkboxStyles from "@/ui/checkbox.module.css";
import { Field, Input } from "@/ui/field";
import { Pill } from "@/ui/pill";
import { Select } from "@/ui/select";
import styles from "../connect.module.css";
import { type LinkStart, useStartLink } from "../queries";
import { hasPlaidKeys, PlaidKeys } from "./plaid-keys";
import { Refusal } from "./refusal";

interface Props {
  first: ProviderName;
  /** The account from which the person started, if any. */
  accountId: number | null;
  onLink: (link: BankLink) => void;
  onCancel: () => void;
}

const HISTORY = [
  { value: "730", label: "24 months, the most a bank gives" },
  { value: "365", label: "12 months" },
  { value: "90", label: "3 months" },
] as const;

/** The first step: Plaid, SimpleFIN, or files. */
export function ChooseWay({ first, accountId, onLink, onCancel }: Props) {
  const [way, setWay] = useState<ProviderName>(first);
  const [days, setDays] = useState<(typeof HISTORY)[number]["value"]>("730");
  const [token, setToken] = useState("");
  const [isEditingKeys, setEditingKeys] = useState(false);
  const settings = useSettings().data;
  const start = useStartLink();
  const hasKeys = settings ? hasPlaidKeys(settings) : false;
  const asksForKeys = way === "plaid" && settings !== undefined && (!hasKeys || isEditingKeys);

  function open() {
    const wanted: LinkStart =
      way === "plaid"
        ? { provider: way, days: Number(days), account_id: accountId }
        : { provider: way, setup_token: token.trim(), account_id: accountId };
    start.mutate(wanted, {
      onSuccess: (link) => {
        if (link.url) window.open(link.url, "_blank", "noopener");
        onLink(link);
      },
    });
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    open();
  }

  return (
    <>
      <h2>How should transactions come in?</h2>
      <p className={styles.lead}>You can change the way later. Transactions stay.</p>
      <ul className={styles.ways}>
        <Way
          value="plaid"
          label="Plaid"
          region="most banks in the US, Canada and Europe"
          chosen={way}
          onChoose={setWay}
          end={
            hasKeys &&
            !asksForKeys && (
              <Pill tone="good" icon={Check}>
                Keys are stored
              </Pill>
            )
          }
        >
          You sign in on the bank’s own page in your browser. Plaid sees your transactions; Budget App keeps
          the access key, encrypted.
        </Way>
        <Way
          value="simplefin"
          label="SimpleFIN"
          region="US and Canada, a paid service"
          chosen={way}
          onChoose={setWay}
        >
          You paste a setup token from SimpleFIN. At most 24 syncs a day.
        </Way>
        <li className={styles.way}>
          <span />
          <div>
            <span className="medium">A broker</span>{" "}
            <span className={styles.note}>holdings and activities</span>
            <p>A login with investments alone has its own page.</p>
          </div>
          <Link className={styles.textLink} to="/investments/connect">
            Connect a broker
          </Link>
        </li>
        <li className={styles.way}>
          <span />
          <div>
            <span className="medium">No connection</span>{" "}
            <span className={styles.note}>works with every bank</span>
            <p>You download files and drop them into this window. Nobody else sees anything.</p>
          </div>
          <Link className={styles.textLink} to="/import">
            Import a file
          </Link>
        </li>
      </ul>
      {asksForKeys ? (
        <PlaidKeys
          settings={settings}
          onBegin={() => setEditingKeys(true)}
          onDone={() => setEditingKeys(false)}
          onCancel={onCancel}
        />
      ) : (
        <form className={styles.start} onSubmit={submit}>
          {way === "plaid" ? (
            <Field label="History to fetch" help="It cannot be made longer later." className={styles.field}>
              {(ids) => (
                <Select
                  id={ids.id}
                  label="History to fetch"
                  value={days}
                  options={HISTORY}
                  onChange={setDays}
                />
              )}
            </Field>
          ) : (
            <Field
              label="Setup token"
              help="From your SimpleFIN account. A token works once."
              className={styles.field}
            >
              {(ids) => (
                <Input
                  {...ids}
                  type="password"
                  autoComplete="off"
                  spellCheck={false}
                  value={token}
                  isBad={Boolean(start.error)}
                  onChange={(event) => {
                    setToken(event.target.value);
                    start.reset();
                  }}
                />
              )}
            </Field>
          )}
          <Refusal
            error={start.error}
            onAgain={open}
            act={
              way === "plaid" && (
                <Button small onClick={() => setEditingKeys(true)}>
                  Change keys
                </Button>
              )
            }
          />
          <div className={styles.acts}>
            <Button kind="ghost" keys="Escape" onClick={onCancel}>
              Cancel
            </Button>
            {way === "plaid" && hasKeys && (
              <Button kind="ghost" onClick={() => setEditingKeys(true)}>
                Change keys
              </Button>
            )}
            {way === "plaid" ? (
              <Button
                kind="primary"
                type="submit"
                icon={ExternalLink}
                disabled={start.isPending || !settings}
              >
                Open the bank’s page
              </Button>
            ) : (
              <Button kind="primary" type="submit" disabled={start.isPending || !token.trim()}>
                Connect
              </Button>
            )}
          </div>
        </form>
      )}
    </>
  );
}

interface WayProps {
  value: ProviderName;
  label: string;
  region: string;
  chosen: ProviderName;
  onChoose: (way: ProviderName) => void;
  end?: ReactNode;
  children: ReactNode;
}

function Way({ value, label, region, chosen, onChoose, end, children }: WayProps) {
  return (
    <li className={styles.way}>
      <input
        className={cx(checkboxStyles.box, checkboxStyles.radio)}
        type="radio"
        name="way"
        id={`way-${value}`}
        checked={chosen === value}
        onChange={() => onChoose(value)}
      />
      <div>
        <label className="medium" htmlFor={`way-${value}`}>
          {label}
        </label>{" "}
        <span className={styles.note}>{region}</span>
        <p>{children}</p>
      </div>
      {end}
    </li>
  );
}
