import { Archive } from "lucide-react";
import { Link, useSearchParams } from "react-router";
import type { TaxPackData } from "@/api/types";
import { useToday } from "@/entities/app/queries";
import { cx } from "@/kit/cx";
import { formatSignedNet } from "@/kit/money";
import { useShortcuts } from "@/kit/use-shortcuts";
import { count } from "@/kit/words";
import { classOf } from "@/ui/button";
import buttonStyles from "@/ui/button.module.css";
import { Icon } from "@/ui/icon";
import { KeyCap } from "@/ui/key-cap";
import { SectionHeader } from "@/ui/section-header";
import { Select } from "@/ui/select";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import styles from "../documents.module.css";
import { useTaxPack } from "../queries";

const YEARS = 8;

/** What was earned, given and spent in a year, with the documents that prove it, and what is missing. */
export function TaxPack() {
  const today = useToday();
  const [params, setParams] = useSearchParams();
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, at) => thisYear - at);
  const year = years.find((each) => String(each) === params.get("pack")) ?? thisYear;
  const pack = useTaxPack(year);
  const address = `/api/tax-packs/${year}/zip`;
  useShortcuts("Tax pack", [
    { keys: "z", label: "Make the ZIP", run: () => window.location.assign(address) },
  ]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="scroll-area" role="region" tabIndex={0} aria-label="Tax pack">
      <section aria-labelledby="tax-pack" className={styles.pack}>
        <div className={styles.heading}>
          <SectionHeader
            id="tax-pack"
            title={`Tax pack ${year}`}
            end={
              <span className={styles.bar}>
                <Select
                  small
                  label="Year"
                  value={String(year)}
                  options={years.map((each) => ({ value: String(each), label: String(each) }))}
                  onChange={(next) =>
                    setParams(
                      (now) => {
                        const changed = new URLSearchParams(now);
                        changed.set("pack", next);
                        return changed;
                      },
                      { replace: true },
                    )
                  }
                />
                <a className={classOf("default", true)} href={address} download>
                  <Icon of={Archive} small />
                  Make the ZIP
                  <KeyCap keys="z" />
                </a>
              </span>
            }
          >
            {pack.data && (
              <span className="muted small">{count(pack.data.document_count, "document")} of this year</span>
            )}
          </SectionHeader>
        </div>
        {pack.isPending ? (
          <LoadingRows rows={6} label="Loading the tax pack" />
        ) : pack.isError ? (
          <FailedState title="The tax pack could not be loaded" error={pack.error} onRetry={pack.refetch} />
        ) : pack.data.parts.length === 0 ? (
          <EmptyState icon={Archive} title={`Nothing of ${year} belongs here`}>
            Income, interest, dividends, realised gains, donations and medical costs come by themselves, and
            every transaction with a tag that begins with “tax”.
          </EmptyState>
        ) : (
          <Parts pack={pack.data} />
        )}
      </section>
      {pack.data && pack.data.gaps.length > 0 && <Gaps pack={pack.data} />}
    </div>
  );
}

function Parts({ pack }: { pack: TaxPackData }) {
  return (
    <table className={cx(tableStyles.table, styles.table)}>
      <caption className="visually-hidden">Parts of the tax pack {pack.year}</caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col" className={styles.number}>
            Amount
          </th>
          <th scope="col" className={styles.number}>
            Documents
          </th>
          <th scope="col" className={styles.number}>
            Missing
          </th>
        </tr>
      </thead>
      <tbody>
        {pack.parts.map((part) => (
          <tr key={`${part.label}${part.currency}`}>
            <td className="medium">{part.label}</td>
            <td className={cx(styles.number, "tabular")}>
              {part.amount_minor === null ? "No value" : formatSignedNet(part.amount_minor, part.currency)}
            </td>
            <td className={cx(styles.number, "tabular")}>
              {part.present} of {part.wanted}
            </td>
            <td className={cx(styles.number, "tabular", part.wanted > part.present && styles.differs)}>
              {part.wanted - part.present || "–"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Gaps({ pack }: { pack: TaxPackData }) {
  return (
    <section aria-labelledby="tax-gaps">
      <div className={styles.heading}>
        <SectionHeader
          id="tax-gaps"
          title="Missing"
          end={<span className="muted small">not a tax form, no advice</span>}
        >
          <span className="muted tabular">{pack.gap_count}</span>
        </SectionHeader>
      </div>
      {pack.gaps.map((gap) => (
        <div key={`${gap.label}${gap.detail}${gap.transaction_id}`} className={styles.gap}>
          <span className="grow truncate">
            <span className="medium">{gap.label}</span> <span className="secondary small">{gap.detail}</span>
          </span>
          {gap.transaction_id !== null && (
            <Link className={buttonStyles.link} to={`/data?open=${gap.transaction_id}`}>
              Attach
            </Link>
          )}
        </div>
      ))}
    </section>
  );
}
