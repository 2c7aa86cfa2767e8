import type { UseQueryResult } from "@tanstack/react-query";
import { CircleDashed, Scale } from "lucide-react";
import { Fragment, useMemo } from "react";
import { Link, useNavigate } from "react-router";
import { cx } from "@/kit/cx";
import { formatDay } from "@/kit/dates";
import { formatNet, formatSignedNet } from "@/kit/money";
import { count } from "@/kit/words";
import { ShareBar } from "@/ui/bars";
import { Button } from "@/ui/button";
import { ExplainFigure } from "@/ui/explain-figure";
import { Icon } from "@/ui/icon";
import { SectionHeader } from "@/ui/section-header";
import { Segmented } from "@/ui/segmented";
import { FailedState, LoadingRows } from "@/ui/states";
import tableStyles from "@/ui/table.module.css";
import { useCurrent } from "@/ui/use-current";
import styles from "../investments.module.css";
import {
  formatNumber,
  formatPoints,
  formatPrice,
  formatReturn,
  type Group,
  groupHoldings,
  type Holdings,
  type Row,
  type Target,
  WAY_NAMES,
  WAYS,
  type Way,
} from "../model";
import tables from "../tables.module.css";

interface Props {
  holdings: UseQueryResult<Holdings>;
  way: Way;
  onWay: (way: Way) => void;
  onRebalance: () => void;
}

/** Every holding with its price and the age of it, its gain, and how far it is from its target. */
export function HoldingsTable({ holdings, way, onWay, onRebalance }: Props) {
  const navigate = useNavigate();
  const groups = useMemo(
    () => (holdings.data ? groupHoldings(holdings.data, way) : []),
    [holdings.data, way],
  );
  const rows = groups.flatMap((group) => group.rows);
  const { current, moveTo } = useCurrent(
    rows.map((row) => row.key),
    [
      {
        keys: "Enter",
        label: "Open the holding",
        run: () => {
          const row = rows.find((one) => one.key === current);
          if (row?.securityId) void navigate(`/investments/${row.securityId}`);
        },
      },
    ],
  );
  if (holdings.isPending) return <LoadingRows rows={6} label="Loading holdings" />;
  if (holdings.isError)
    return (
      <FailedState title="Holdings could not be loaded" error={holdings.error} onRetry={holdings.refetch} />
    );
  const { currency, total } = holdings.data;
  const unvalued = rows.filter((row) => row.noValueBecause).length;
  return (
    <section className={styles.section} aria-labelledby="holdings">
      <SectionHeader
        title="Holdings"
        id="holdings"
        end={
          <>
            <Segmented
              label="Group by"
              small
              value={way}
              segments={WAYS.map((value) => ({ value, label: WAY_NAMES[value] }))}
              onChange={onWay}
            />
            <Button small icon={Scale} data-key="w" onClick={onRebalance}>
              What if I rebalance
            </Button>
          </>
        }
      >
        <span className="muted tabular">
          {rows.length - unvalued} with a value{unvalued > 0 && `, ${unvalued} without`}
        </span>
      </SectionHeader>
      <table className={cx(tableStyles.table, tables.holdings)}>
        <caption className="visually-hidden">Holdings</caption>
        <colgroup>
          <col />
          <col className={tables.wide} />
          <col className={tables.priceColumn} />
          <col className={tables.wide} />
          <col className={tables.valueColumn} />
          <col className={tables.middle} />
          <col className={tables.gainColumn} />
          <col className={tables.middle} />
          <col className={tables.weightColumn} />
          <col className={tables.targetColumn} />
          <col className={tables.driftColumn} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Holding</th>
            <th scope="col" className={cx("align-right", tables.wide)}>
              Quantity
            </th>
            <th scope="col" className={cx("align-right", tables.priceColumn)}>
              Price
            </th>
            <th scope="col" className={tables.wide}>
              Age
            </th>
            <th scope="col" className="align-right">
              Value
            </th>
            <th scope="col" className={cx("align-right", tables.middle)}>
              Day
            </th>
            <th scope="col" className={cx("align-right", tables.gainColumn)}>
              Gain
            </th>
            <th scope="col" className={cx("align-right", tables.middle)}>
              1 year
            </th>
            <th scope="col" className="align-right">
              Weight
            </th>
            <th scope="col" className={tables.targetColumn}>
              Target
            </th>
            <th scope="col" className={cx("align-right", tables.driftColumn)}>
              Drift
            </th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <Fragment key={group.name}>
              {way !== "none" && <GroupLine group={group} currency={currency} />}
              {group.rows.map((row) => (
                <HoldingLine
                  key={row.key}
                  row={row}
                  currency={currency}
                  isCurrent={row.key === current}
                  onPoint={() => moveTo(row.key)}
                />
              ))}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" className="strong">
              All holdings
            </th>
            <td className={tables.wide} />
            <td className={tables.priceColumn} />
            <td className={tables.wide} />
            <td className="align-right strong tabular">
              <ExplainFigure figure={total}>
                {formatNet(Number(total.value ?? total.known_value ?? 0), currency)}
              </ExplainFigure>
            </td>
            <td className={tables.middle} />
            <td className={tables.gainColumn} />
            <td className={tables.middle} />
            <td className="align-right strong tabular">100%</td>
            <td className={tables.targetColumn} />
            <td className={cx("align-right small muted", tables.driftColumn)}>points</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function GroupLine({ group, currency }: { group: Group; currency: string }) {
  return (
    <tr className={tables.group}>
      <th scope="rowgroup" className="medium">
        {group.name}
      </th>
      <td className={tables.wide} />
      <td className={tables.priceColumn} />
      <td className={tables.wide} />
      <td className="align-right medium tabular">{group.value ? formatNet(group.value, currency) : ""}</td>
      <td className={cx("align-right secondary tabular", tables.middle)}>
        {signed(group.dayChange, currency, "")}
      </td>
      <td className={cx("align-right secondary tabular", tables.gainColumn)}>
        {signed(group.gain, currency, "")}
      </td>
      <td className={tables.middle} />
      <td className="align-right secondary tabular">{group.value ? `${group.weight.toFixed(1)}%` : ""}</td>
      <td className={tables.targetColumn}>{group.target && <TargetBar target={group.target} />}</td>
      <td className={cx("align-right", tables.driftColumn)}>
        {group.target && <Drift target={group.target} />}
      </td>
    </tr>
  );
}

interface LineProps {
  row: Row;
  currency: string;
  isCurrent: boolean;
  onPoint: () => void;
}

function HoldingLine({ row, currency, isCurrent, onPoint }: LineProps) {
  const name = (
    <>
      <span className="medium">{row.name}</span>{" "}
      <span className="small muted">
        {row.securityId === null ? row.accounts > 1 && count(row.accounts, "account") : row.ticker}
      </span>
    </>
  );
  return (
    <tr
      data-row={row.key}
      aria-current={isCurrent || undefined}
      className={cx(isCurrent && tableStyles.current)}
      onMouseDown={onPoint}
    >
      <th scope="row" className="truncate">
        {row.securityId === null ? (
          name
        ) : (
          <Link className={tables.name} to={`/investments/${row.securityId}`}>
            {name}
          </Link>
        )}
      </th>
      <td className={cx("align-right tabular", tables.wide)}>
        {row.quantity === null || row.type === "cash" ? "–" : formatNumber(row.quantity, 4)}
      </td>
      <td className={cx("align-right tabular", tables.priceColumn)}>
        {row.price === null ? "–" : formatPrice(row.price, row.priceCurrency)}
      </td>
      <td className={cx("small", row.isPriceBehind ? "warning-text" : "muted", tables.wide)}>
        {row.priceAsOf ? formatDay(row.priceAsOf) : "–"}
      </td>
      <td className="align-right strong tabular">
        {row.value === null ? (
          <span className={tables.noValueCell} title={row.noValueBecause ?? ""}>
            <Icon of={CircleDashed} small />
            No value<span className="visually-hidden">: {row.noValueBecause}</span>
          </span>
        ) : (
          formatNet(row.value, currency)
        )}
      </td>
      <td className={cx("align-right tabular", tables.middle)}>
        {row.dayChange === null && row.isPriceBehind && row.value !== null ? (
          <span className="muted">not yet</span>
        ) : (
          signed(row.dayChange, currency)
        )}
      </td>
      <td className={cx("align-right tabular", tables.gainColumn)}>
        {row.gain === null && row.noValueBecause && row.cost !== null ? (
          <span className="small muted">cost {formatNet(row.cost, currency)}</span>
        ) : (
          signed(row.gain, currency)
        )}
      </td>
      <td className={cx("align-right tabular", tables.middle)}>{formatReturn(row.yearReturn)}</td>
      <td className="align-right tabular">{row.value === null ? "–" : `${row.weight.toFixed(1)}%`}</td>
      <td className={tables.targetColumn}>{row.target && <TargetBar target={row.target} />}</td>
      <td className={cx("align-right", tables.driftColumn)}>{row.target && <Drift target={row.target} />}</td>
    </tr>
  );
}

/** The longest bar is a weight of 40 %, so that small targets can still be told apart. */
const FULL = 40;

function TargetBar({ target }: { target: Target }) {
  return (
    <ShareBar
      share={Number(target.weight_percent) / FULL}
      tick={Math.min(1, Number(target.target_percent) / FULL)}
    />
  );
}

function Drift({ target }: { target: Target }) {
  return (
    <span className={cx("tabular", target.is_notable && "warning-text medium")}>
      <span className="visually-hidden">target {target.target_percent}%, drift </span>
      {formatPoints(target.drift_points)}
    </span>
  );
}

function signed(minor: number | null, currency: string, none = "–"): string {
  return minor === null ? none : formatSignedNet(minor, currency);
}
