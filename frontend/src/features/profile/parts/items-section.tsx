import { BookOpen, Calculator, Check, CirclePlay, ExternalLink, ThumbsDown, ThumbsUp } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { cx } from "@/kit/cx";
import { Button, IconButton, LinkButton } from "@/ui/button";
import { Icon, type LucideIcon } from "@/ui/icon";
import { Pill } from "@/ui/pill";
import { SectionHeader } from "@/ui/section-header";
import { EmptyState } from "@/ui/states";
import { amountWords, becauseParts, type Item, itemWords, type Profile } from "../model";
import styles from "../profile.module.css";
import type { useRespond } from "../queries";

export const ITEM_ICONS: Record<Item["type"], LucideIcon> = {
  article: BookOpen,
  video: CirclePlay,
  tool: ExternalLink,
  calculator: Calculator,
};
const SHOWN = 6;

interface Props {
  profile: Profile;
  current: string | null;
  onRead: (item: Item) => void;
  onRespond: ReturnType<typeof useRespond>["mutate"];
}

/** What fits the signals, each item with its reason in the person's own figures. */
export function ItemsSection({ profile, current, onRead, onRespond }: Props) {
  const [areAllShown, setAreAllShown] = useState(false);
  const [areHiddenShown, setAreHiddenShown] = useState(false);
  const visible = profile.items.filter((item) => !item.is_hidden);
  const hidden = profile.items.filter((item) => item.is_hidden);
  const at = visible.findIndex(({ id }) => id === current);
  const shown = areAllShown || at >= SHOWN ? visible : visible.slice(0, SHOWN);
  return (
    <section className={styles.section} aria-labelledby="h-learn">
      <div className={styles.head}>
        <SectionHeader
          title="To learn"
          id="h-learn"
          end={<span className="small muted hide-on-phone">education, not advice; nothing is sold here</span>}
        >
          <span className="muted tabular">
            {profile.items.length} of {profile.library_count} fit
          </span>
        </SectionHeader>
      </div>
      {visible.length === 0 ? (
        <EmptyState icon={Check} title="All of them are hidden">
          New ones come when your figures change.
        </EmptyState>
      ) : (
        <ul className={styles.items}>
          {shown.map((item) => (
            <li
              key={item.id}
              className={cx(styles.item, current === item.id && styles.currentItem)}
              data-row={item.id}
            >
              <Icon of={ITEM_ICONS[item.type]} className={styles.itemIcon} />
              <div className="grow">
                <p>
                  <button type="button" className={styles.name} onClick={() => onRead(item)}>
                    {item.title}
                  </button>{" "}
                  <span className="small muted nowrap">{itemWords(item)}</span>
                </p>
                <Because profile={profile} item={item} />
              </div>
              <span className={styles.itemActs}>
                {item.feedback ? (
                  <Pill tone={item.feedback === "helpful" ? "good" : "plain"} icon={Check}>
                    {FEEDBACK_WORDS[item.feedback]}
                  </Pill>
                ) : (
                  <>
                    <IconButton
                      small
                      icon={ThumbsUp}
                      label={`Helpful: ${item.title}`}
                      onClick={() => onRespond({ item, feedback: "helpful", comment: null })}
                    />
                    <IconButton
                      small
                      icon={ThumbsDown}
                      label={`Not for me: ${item.title}`}
                      onClick={() => onRespond({ item, feedback: "not_helpful", comment: null })}
                    />
                  </>
                )}
                <Button
                  kind="ghost"
                  small
                  keys={current === item.id ? "h" : undefined}
                  aria-label={`Hide ${item.title}`}
                  onClick={() => onRespond({ item, isHidden: true })}
                >
                  Hide
                </Button>
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={styles.more}>
        <Link className="link" to="/calculators">
          All calculators
        </Link>
        {visible.length > shown.length && (
          <LinkButton onClick={() => setAreAllShown(true)}>
            Show {visible.length - shown.length} more
          </LinkButton>
        )}
        {hidden.length > 0 && (
          <LinkButton aria-expanded={areHiddenShown} onClick={() => setAreHiddenShown(!areHiddenShown)}>
            {hidden.length} hidden
          </LinkButton>
        )}
      </p>
      {areHiddenShown && (
        <ul className={styles.items} aria-label="Hidden items">
          {hidden.map((item) => (
            <li key={item.id} className={styles.item}>
              <Icon of={ITEM_ICONS[item.type]} className={styles.itemIcon} />
              <span className="grow muted">{item.title}</span>
              <Button
                kind="ghost"
                small
                aria-label={`Show ${item.title}`}
                onClick={() => onRespond({ item, isHidden: false })}
              >
                Show
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const FEEDBACK_WORDS: Record<NonNullable<Item["feedback"]>, string> = {
  helpful: "helpful",
  not_helpful: "not helpful",
  inaccurate: "inaccurate",
  irrelevant: "not about me",
  other: "commented",
};

function Because({ profile, item }: { profile: Profile; item: Item }) {
  return (
    <p className={styles.because}>
      {becauseParts(profile, item).map((part, at) =>
        "text" in part ? (
          part.text
        ) : (
          <b key={at} className="medium tabular">
            {amountWords(part.figure)}
          </b>
        ),
      )}
    </p>
  );
}
