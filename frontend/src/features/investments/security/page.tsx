import { ChevronLeft, ChevronRight, Plus, Tag, TrendingUp } from "lucide-react";
import { useState } from "react";
import { useNavigate, useParams } from "react-router";
import { useToday } from "@/entities/app/queries";
import { loadInvestmentFigure } from "@/entities/investments/figures";
import { formatDay, formatWeekday } from "@/kit/dates";
import { formatSignedNet } from "@/kit/money";
import { useShortcuts } from "@/kit/use-shortcuts";
import { Figure, Net } from "@/ui/amount";
import { Button, IconButton } from "@/ui/button";
import { ExplainFigure, FigureSourceProvider } from "@/ui/explain-figure";
import { Facts } from "@/ui/facts";
import { PageHeader } from "@/ui/page-header";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import { Terms } from "@/ui/terms";
import styles from "../investments.module.css";
import { formatNumber, formatPoints, formatPrice, formatReturn, type SecurityPage } from "../model";
import { ActivityDialog } from "../parts/activity-dialog";
import { ActivityList } from "../parts/activity-list";
import { type InvestmentActions, useInvestmentActions, useSecurityPage } from "../queries";
import { DividendTable } from "./dividend-table";
import { OpenLots, SoldLots } from "./lot-tables";
import { PriceChart } from "./price-chart";
import { PriceDialog } from "./price-dialog";
import { SaleSection } from "./sale-section";
import { SplitDialog } from "./split-dialog";

/** One security: what it is worth, by which lots, and what a sale would realise. */
export default function HoldingPage() {
  const id = Number(useParams().id);
  const page = useSecurityPage(id);
  const actions = useInvestmentActions();
  const navigate = useNavigate();
  const [open, setOpen] = useState<"price" | "activity" | "split" | null>(null);
  const { data } = page;
  const go = (to: number | null | undefined) => to && void navigate(`/investments/${to}`);
  useShortcuts("Holding", [
    { keys: "p", label: "New price", run: () => setOpen("price") },
    { keys: "a", label: "Add an activity", run: () => setOpen("activity") },
    { keys: "[", label: "Previous holding", run: () => go(data?.previous_id) },
    { keys: "]", label: "Next holding", run: () => go(data?.next_id) },
  ]);
  const about =
    data && [data.security.ticker, data.security.sector, accountsOf(data)].filter(Boolean).join(" · ");

  return (
    <>
      <PageHeader
        title={data?.security.name ?? "Holding"}
        parent={{ title: "Investments", to: "/investments" }}
        about={about}
      >
        <span className="grow" />
        <IconButton
          icon={ChevronLeft}
          label="Previous holding"
          disabled={!data?.previous_id}
          onClick={() => go(data?.previous_id)}
        />
        <IconButton
          icon={ChevronRight}
          label="Next holding"
          disabled={!data?.next_id}
          onClick={() => go(data?.next_id)}
        />
        <Button icon={Tag} data-key="p" onClick={() => setOpen("price")}>
          New price
        </Button>
        <Button kind="primary" icon={Plus} data-key="a" onClick={() => setOpen("activity")}>
          Add
        </Button>
      </PageHeader>
      <div
        className="scroll-area"
        role="region"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={data?.security.name ?? "Holding"}
      >
        {page.isPending ? (
          <LoadingRows label="Loading the holding" />
        ) : page.isError ? (
          <FailedState title="The holding could not be loaded" error={page.error} onRetry={page.refetch} />
        ) : (
          <Content
            page={page.data}
            actions={actions}
            onPrice={() => setOpen("price")}
            onSplit={() => setOpen("split")}
          />
        )}
      </div>
      {data && open === "price" && (
        <PriceDialog security={data.security} actions={actions} onClose={() => setOpen(null)} />
      )}
      {data && open === "split" && (
        <SplitDialog security={data.security} actions={actions} onClose={() => setOpen(null)} />
      )}
      {data && open === "activity" && (
        <ActivityDialog
          start={{ securityId: id, accountId: data.books[0]?.account_id }}
          actions={actions}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

interface ContentProps {
  page: SecurityPage;
  actions: InvestmentActions;
  onPrice: () => void;
  onSplit: () => void;
}

function Content({ page, actions, onPrice, onSplit }: ContentProps) {
  const isHeld = Number(page.quantity) > 0;
  const sellable = page.books.filter((book) => Number(book.quantity) > 0);
  return (
    <>
      <section className={styles.lead} aria-label="Value and price">
        <div className={styles.value}>
          <Value page={page} actions={actions} onPrice={onPrice} />
          <Terms
            caption="Gain since it was bought"
            terms={[
              ...page.gain.terms.map(({ label, value, why }, at) => ({
                sign: at === 0 ? ("" as const) : ("+" as const),
                label,
                value:
                  value === null ? (
                    <span className="muted" title={why ?? ""}>
                      No value
                    </span>
                  ) : (
                    <Net minor={Number(value)} currency={page.currency} signed />
                  ),
              })),
              {
                sign: "=" as const,
                label: page.gain.label,
                value:
                  page.gain.value === null ? (
                    "No value"
                  ) : (
                    <ExplainFigure figure={page.gain}>
                      {formatSignedNet(Number(page.gain.value), page.currency)}
                    </ExplainFigure>
                  ),
              },
            ]}
          />
          <HoldingFacts page={page} onSplit={onSplit} />
        </div>
        <PriceChart page={page} />
      </section>
      {page.books.length === 0 && (
        <EmptyState icon={TrendingUp} title="Never held">
          It is known for its price alone, for example to compare with.
        </EmptyState>
      )}
      {page.books.map((book) => (
        <OpenLots key={book.account_id} book={book} />
      ))}
      {page.books
        .filter((book) => book.sold.length > 0)
        .map((book) => (
          <SoldLots key={book.account_id} book={book} />
        ))}
      {(isHeld || page.dividends.length > 0) && (
        <div className={styles.two}>
          {sellable.length > 0 ? (
            <SaleSection page={page} books={sellable} actions={actions} />
          ) : (
            <p className="muted">Nothing is held any more, so there is nothing to sell.</p>
          )}
          <DividendTable page={page} />
        </div>
      )}
      <ActivityList actions={actions} securityId={page.security.id} />
    </>
  );
}

function Value({ page, actions, onPrice }: Omit<ContentProps, "onSplit">) {
  const today = useToday();
  const { security, quantity, value, currency, price, price_as_of, no_value_because } = page;
  const shares = security.security_type === "mutual_fund" ? "units" : "shares";
  if (no_value_because)
    return (
      <>
        <h2 className="secondary">
          {formatNumber(quantity)} {shares}
        </h2>
        <p className={styles.noValue}>No value</p>
        <p className="small secondary">{no_value_because}</p>
        <p className={styles.ways}>
          <Button kind="primary" data-key="p" onClick={onPrice}>
            Enter a price
          </Button>
          {price !== null && (
            <>
              <Button onClick={() => void actions.setPrice(security.id, today, "0")}>
                Count it as worthless
              </Button>
              <Button
                kind="ghost"
                onClick={() => void actions.changeSecurity(security.id, { accepts_old_price: true })}
              >
                Use the last price
              </Button>
            </>
          )}
        </p>
      </>
    );
  return (
    <>
      <h2 className="secondary">
        {formatNumber(quantity)} {shares}
        {price_as_of && `, ${formatWeekday(price_as_of)}`}
      </h2>
      <FigureSourceProvider value={loadInvestmentFigure}>
        <ExplainFigure figure={value}>
          <Figure minor={Number(value.value ?? value.known_value ?? 0)} currency={currency} />
        </ExplainFigure>
      </FigureSourceProvider>
      <p className={`small secondary ${styles.day}`}>
        {price !== null && `${formatPrice(price, security.currency)} each`}
        {page.day_change_minor !== null && (
          <>
            , <span className="tabular">{formatSignedNet(page.day_change_minor, currency)}</span>{" "}
            {formatReturn(page.day_change_percent)} that day
          </>
        )}
      </p>
    </>
  );
}

const SOURCES = {
  plaid: "your bank",
  market: "the price source",
  manual: "you",
  file: "a file",
  trade: "your last trade",
} as const;

function HoldingFacts({ page, onSplit }: { page: SecurityPage; onSplit: () => void }) {
  const { target_percent, drift_points, time_weighted_1y: time, money_weighted_1y: money } = page;
  const weight = `${page.weight_percent}% of all`;
  return (
    <Facts
      className={styles.facts}
      facts={[
        {
          name: "Weight",
          value:
            target_percent === null
              ? weight
              : `${weight}, target ${target_percent}%, ${formatPoints(drift_points ?? "0")} points`,
        },
        {
          name: "Return, 1 year",
          value:
            time.percent === null
              ? `none: ${time.why}`
              : `${formatReturn(time.percent)} time-weighted, ${money.percent === null ? "no" : formatReturn(money.percent)} money-weighted`,
        },
        {
          name: "Price from",
          value:
            page.price_source &&
            page.price_as_of &&
            `${SOURCES[page.price_source]}, ${formatDay(page.price_as_of)}; ${page.price_count.toLocaleString()} on file`,
        },
        {
          name: "Split",
          value: (
            <Button small kind="ghost" onClick={onSplit}>
              Enter a split
            </Button>
          ),
        },
      ]}
    />
  );
}

function accountsOf(page: SecurityPage): string {
  return page.books
    .filter((book) => Number(book.quantity) > 0)
    .map((book) => book.account_name)
    .join(", ");
}
