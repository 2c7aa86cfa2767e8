import { useState } from "react";
import { Link } from "react-router";
import type { DocumentDetails } from "@/api/types";
import { useAccounts } from "@/entities/accounts/queries";
import { formatDay } from "@/kit/dates";
import { Amount } from "@/ui/amount";
import { Button } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Select } from "@/ui/select";
import styles from "../documents.module.css";
import { useDocumentActions, useGoalNames } from "../queries";

/** The transactions, accounts and goals that a document belongs to; accounts and goals can be added here. */
export function DocumentLinks({ document }: { document: DocumentDetails }) {
  const actions = useDocumentActions();
  const [isAdding, setAdding] = useState(false);
  return (
    <section className={styles.section} aria-label="Linked to">
      <div className={styles.bar}>
        <h3 className="grow">Linked to</h3>
        <Button small kind="ghost" aria-expanded={isAdding} onClick={() => setAdding(!isAdding)}>
          Link an account or goal
        </Button>
      </div>
      {document.links.map((link) => (
        <div key={link.id} className={styles.row}>
          {link.on && <span className="small secondary tabular">{formatDay(link.on)}</span>}
          <Link className={`${buttonStyles.link} medium grow truncate`} to={addressOfLink(link)}>
            {link.name}
          </Link>
          {link.amount_minor !== null && link.currency && (
            <Amount minor={link.amount_minor} currency={link.currency} />
          )}
          <Button
            small
            kind="ghost"
            aria-label={`Unlink ${link.name}`}
            onClick={() => void actions.unlink(document.id, link.id)}
          >
            Unlink
          </Button>
        </div>
      ))}
      {document.links.length === 0 && !isAdding && <p className="small secondary">Nothing yet</p>}
      {isAdding && (
        <Targets
          document={document}
          onLink={(target) => {
            setAdding(false);
            void actions.link(document.id, target);
          }}
        />
      )}
    </section>
  );
}

function addressOfLink(link: DocumentDetails["links"][number]): string {
  if (link.transaction_id !== null) return `/data?open=${link.transaction_id}`;
  return link.account_id !== null ? `/accounts/${link.account_id}` : `/goals?goal=${link.goal_id}`;
}

interface TargetsProps {
  document: DocumentDetails;
  onLink: (target: Record<string, number>) => void;
}

function Targets({ document, onLink }: TargetsProps) {
  const { data: accounts = [] } = useAccounts();
  const { data: goals } = useGoalNames();
  const linked = new Set(document.links.map((link) => `${link.account_id}/${link.goal_id}`));
  const options = [
    ...accounts.map(({ id, name }) => ({ value: `account_id ${id}`, label: name, key: `${id}/null` })),
    ...(goals?.items ?? []).map(({ id, name }) => ({
      value: `goal_id ${id}`,
      label: name,
      note: "goal",
      key: `null/${id}`,
    })),
  ].filter(({ key }) => !linked.has(key));
  return (
    <Select
      label="Account or goal"
      placeholder="Choose an account or goal"
      value={null}
      options={options}
      onChange={(value) => {
        const [name, id] = value.split(" ");
        if (name && id) onLink({ [name]: Number(id) });
      }}
    />
  );
}
