import { Lightbulb, ListChecks, Pencil, SearchX } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { Link, useNavigate, useSearchParams } from "react-router";
import { useBaseCurrency } from "@/entities/app/queries";
import { CategoryName } from "@/entities/categories/category-name";
import categoryNameStyles from "@/entities/categories/category-name.module.css";
import { cx } from "@/kit/cx";
import { dayOf, formatDay } from "@/kit/dates";
import { useIsPhone } from "@/kit/use-media";
import { count, formatCount } from "@/kit/words";
import { Button, IconButton } from "@/ui/button";
import { SearchField } from "@/ui/field";
import layoutStyles from "@/ui/layout.module.css";
import { Notice } from "@/ui/notice";
import { Cell, HeadCell, type RowEntry, RowList } from "@/ui/row-list";
import { EmptyState, FailedState, LoadingRows } from "@/ui/states";
import tagStyles from "@/ui/tag.module.css";
import { useCurrent } from "@/ui/use-current";
import { useRowHeight } from "@/ui/use-row-height";
import styles from "../categories.module.css";
import { useAmountRules, useMappings } from "../queries";
import {
  describeActions,
  describeOverruled,
  describeTrouble,
  isOftenOverruled,
  type Learned,
  learnedOf,
  type Rule,
  STAGES,
  topOf,
} from "../rules-model";
import { useRuleActions, useRuleHealth, useRules, useSuggestions } from "../rules-queries";
import { LearnedCells, learnedAddress } from "./learned-cells";
import { RuleEditor } from "./rule-editor";
import { RuleKinds } from "./rule-kinds";

const keyOf = (rule: Rule) => `r${rule.id}`;
// The most used of each kind; its own list has all.
const SHOWN_LEARNED = 5;

function groupEntry(key: string, label: string, about: ReactNode) {
  return {
    kind: "group" as const,
    key,
    label: (
      <>
        {label} <span className="muted">{about}</span>
      </>
    ),
  };
}

function learnedEntries(
  label: string,
  about: string,
  { shown, total }: ReturnType<typeof topOf>,
  wanted: string,
): RowEntry<Rule | Learned>[] {
  const [first] = shown;
  if (!first) return [];
  const more = total > shown.length && (
    <Link className="link" to={learnedAddress(first.kind, wanted)}>
      {formatCount(total - shown.length)} more
    </Link>
  );
  return [
    groupEntry(
      first.kind,
      label,
      <>
        {about} {more}
      </>,
    ),
    ...shown.map((one) => ({ kind: "row" as const, key: one.key, item: one })),
  ];
}

/** The person's rules in the order in which they run, and the editor beside them. */
export function PersonRules({ isAdding, onAdded }: { isAdding: boolean; onAdded: () => void }) {
  const rules = useRules();
  const health = useRuleHealth(rules.isSuccess && rules.data.length > 0).data;
  const suggestion = useSuggestions().data?.[0];
  const actions = useRuleActions();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [edited, setEdited] = useState<number | null>(null);
  const [started, setStarted] = useState<Partial<Rule> | null>(null);
  const search = useRef<HTMLInputElement>(null);
  const isPhone = useIsPhone();
  const rowHeight = useRowHeight({ phone: 56 });

  const all = rules.data ?? [];
  const numbers = useMemo(
    () => new Map((rules.data ?? []).map((rule, at) => [rule.id, at + 1])),
    [rules.data],
  );
  const troubles = useMemo(() => new Map((health ?? []).map((each) => [each.rule_id, each])), [health]);
  const numberOf = (id: number) => numbers.get(id) ?? 0;
  const wanted = typed.trim().toLowerCase();
  const shown = all.filter((rule) => `${rule.name} ${rule.search}`.toLowerCase().includes(wanted));
  const base = useBaseCurrency();
  const amounts = topOf(learnedOf("amounts", useAmountRules().data ?? [], base), wanted, SHOWN_LEARNED);
  const merchants = topOf(learnedOf("merchants", useMappings().data ?? [], base), wanted, SHOWN_LEARNED);
  const learned = [...amounts.shown, ...merchants.shown];
  const entries: RowEntry<Rule | Learned>[] = [
    ...learnedEntries("Amount rules", "first: a text and an exact amount", amounts, wanted),
    ...STAGES.flatMap((stage) => {
      const inStage = shown.filter((rule) => String(rule.stage) === stage.value);
      if (!inStage.length) return [];
      return [
        groupEntry(`stage ${stage.value}`, stage.label, stage.about),
        ...inStage.map((rule) => ({ kind: "row" as const, key: keyOf(rule), item: rule })),
      ];
    }),
    ...learnedEntries("Merchants", "last: what you taught about one merchant", merchants, wanted),
  ];
  const openLearned = (one: Learned) => void navigate(learnedAddress(one.kind, one.pattern));
  const openKey = (key: unknown) => {
    const rule = shown.find((one) => keyOf(one) === key);
    const other = learned.find((one) => one.key === key);
    if (rule) setEdited(rule.id);
    else if (other) openLearned(other);
  };
  const withCurrent = (run: (rule: Rule) => void) => () => {
    const rule = shown.find((one) => keyOf(one) === current);
    if (rule) run(rule);
  };
  const inStage = (rule: Rule) => all.filter((other) => other.stage === rule.stage).indexOf(rule) + 1;
  const inOrder = [
    ...amounts.shown.map((one) => one.key),
    ...shown.map(keyOf),
    ...merchants.shown.map((one) => one.key),
  ];
  const { current, moveTo } = useCurrent(inOrder, [
    { keys: ["Enter", "e"], label: "Edit the rule", run: () => openKey(current) },
    {
      keys: "[",
      label: "Move up",
      run: withCurrent((rule) => void actions.move(rule, Math.max(1, inStage(rule) - 1))),
    },
    { keys: "]", label: "Move down", run: withCurrent((rule) => void actions.move(rule, inStage(rule) + 1)) },
    {
      keys: "o",
      label: "Turn on or off",
      run: withCurrent((rule) => void actions.switchOn(rule, !rule.is_enabled)),
    },
    {
      keys: "d",
      label: "Copy the rule",
      run: withCurrent((rule) => setStarted({ ...rule, name: `${rule.name} (copy)` })),
    },
    { keys: "Delete", label: "Delete the rule", run: withCurrent((rule) => void actions.remove(rule)) },
    { keys: "/", label: "Search", run: () => search.current?.focus() },
  ]);

  const asked = params.get("new");
  const openRule = all.find((rule) => rule.id === edited) ?? null;
  const start = started ?? (asked === null ? null : { search: asked });
  const isOpen = openRule !== null || start !== null || isAdding;
  function close() {
    setEdited(null);
    setStarted(null);
    onAdded();
    if (asked !== null)
      setParams(
        (now) => {
          const next = new URLSearchParams(now);
          next.delete("new");
          return next;
        },
        { replace: true },
      );
  }

  if (rules.isPending) return <LoadingRows label="Loading rules" />;
  if (rules.isError)
    return <FailedState title="Rules could not be loaded" error={rules.error} onRetry={rules.refetch} />;
  const needsALook = (health ?? []).filter((each) => describeTrouble(each, numberOf)).length;
  return (
    <div className={layoutStyles.split}>
      <div className={layoutStyles.main}>
        <div className={layoutStyles.toolbar}>
          <SearchField
            label="Search rules"
            className={styles.search}
            value={typed}
            onChange={setTyped}
            inputRef={search}
          />
          <RuleKinds view="rules" />
          <span className="small muted tabular" role="status">
            {count(shown.length, "rule")}
            {needsALook > 0 && `, ${formatCount(needsALook)} ${needsALook === 1 ? "needs" : "need"} a look`}
          </span>
        </div>
        {suggestion && (
          <Notice
            icon={Lightbulb}
            act={
              <span className="inline-row">
                <Button
                  small
                  onClick={() => {
                    if (suggestion.extends_rule_id === null)
                      setStarted({ ...suggestion, name: suggestion.merchant });
                    else {
                      const rule = all.find((one) => one.id === suggestion.extends_rule_id);
                      setStarted(null);
                      if (rule) setStarted({ ...rule, search: suggestion.search });
                    }
                  }}
                >
                  Yes
                </Button>
                <Button small kind="ghost" onClick={() => void actions.dismiss(suggestion)}>
                  Never
                </Button>
              </span>
            }
          >
            <b>
              You gave {suggestion.merchant} {suggestion.tags.length ? "the tag" : "the category"}{" "}
              {suggestion.target} {count(suggestion.times, "time")}.
            </b>{" "}
            {suggestion.extends_name
              ? `Add it to the rule “${suggestion.extends_name}”?`
              : "Do it from now on?"}
          </Notice>
        )}
        {shown.length + learned.length === 0 ? (
          all.length === 0 && !wanted ? (
            <EmptyState icon={ListChecks} title="No rules yet">
              Write one here, or search your transactions and choose “Make a rule”.
            </EmptyState>
          ) : (
            <EmptyState icon={SearchX} title={`No rule has “${typed}”`}>
              {count(all.length, "rule")}, amount rules and merchants searched.
            </EmptyState>
          )
        ) : (
          <RowList
            label="Rules"
            id="rules"
            className={styles.personRules}
            entries={entries}
            rowHeight={rowHeight}
            columns={7}
            total={shown.length + learned.length}
            head={
              isPhone ? undefined : (
                <>
                  <HeadCell className={cx(styles.number, "align-right")}>No.</HeadCell>
                  <HeadCell>When</HeadCell>
                  <HeadCell>Then</HeadCell>
                  <HeadCell className={cx(styles.matches, "align-right")}>Decided</HeadCell>
                  <HeadCell className={styles.lastMatch}>Last</HeadCell>
                  <HeadCell className={styles.overruled}>Overruled</HeadCell>
                  <HeadCell>
                    <span className="visually-hidden">Actions</span>
                  </HeadCell>
                </>
              )
            }
            currentKey={current}
            onCurrent={(key) => moveTo(String(key))}
            onOpen={openKey}
            renderRow={(rule) => {
              if ("kind" in rule) return <LearnedCells one={rule} onOpen={() => openLearned(rule)} />;
              const trouble = describeTrouble(troubles.get(rule.id), numberOf);
              return (
                <>
                  <Cell className={cx(styles.number, "align-right tabular muted")}>{numberOf(rule.id)}</Cell>
                  <Cell className={styles.when}>
                    <span className={cx("medium", !rule.is_enabled && "muted")}>{rule.name}</span>{" "}
                    {!rule.is_enabled && <span className={tagStyles.tag}>off</span>}
                    {trouble && <span className={cx("small", styles.trouble)}>{trouble}</span>}{" "}
                    {rule.search !== rule.name && <span className="small muted">{rule.search}</span>}
                  </Cell>
                  <Cell className={styles.ruleCategory}>
                    {rule.category_name && (
                      <span className={cx(categoryNameStyles.category, styles.category)}>
                        <CategoryName name={rule.category_name} parent={null} color={rule.category_color} />
                      </span>
                    )}{" "}
                    <span className="small secondary">{describeActions(rule)}</span>
                  </Cell>
                  <Cell className={cx("align-right tabular", styles.matches)}>
                    {formatCount(rule.decided)}
                  </Cell>
                  <Cell className={cx(styles.lastMatch, "small muted tabular")}>
                    {rule.last_matched_at ? formatDay(dayOf(rule.last_matched_at)) : "never"}
                  </Cell>
                  <Cell
                    className={cx(
                      styles.overruled,
                      "small tabular",
                      isOftenOverruled(rule) && styles.trouble,
                    )}
                  >
                    {describeOverruled(rule)}
                  </Cell>
                  <Cell className={styles.actions}>
                    <IconButton
                      icon={Pencil}
                      small
                      label={`Edit the rule ${rule.name}`}
                      onClick={() => setEdited(rule.id)}
                    />
                  </Cell>
                </>
              );
            }}
          />
        )}
      </div>
      {isOpen && (
        <RuleEditor
          key={openRule ? openRule.id : `new ${start?.search ?? ""}`}
          rule={
            openRule ?? (start && "id" in start && !start.name?.endsWith("(copy)") ? (start as Rule) : null)
          }
          start={start ?? {}}
          number={openRule ? numberOf(openRule.id) : null}
          numberOf={numberOf}
          nameOf={(id) => all.find((rule) => rule.id === id)?.name ?? ""}
          actions={actions}
          onClose={close}
        />
      )}
    </div>
  );
}
