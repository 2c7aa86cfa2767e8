import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { formatDay } from "@/kit/dates";
import { Button, classOf } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { SelectField, TextField } from "@/ui/form-fields";
import { Icon } from "@/ui/icon";
import { FailedState, LoadingRows } from "@/ui/states";
import type { Item } from "../model";
import styles from "../profile.module.css";
import { type Feedback, useItem } from "../queries";

const FEEDBACK = [
  { value: "helpful", label: "Helpful" },
  { value: "not_helpful", label: "Not helpful" },
  { value: "inaccurate", label: "Not accurate" },
  { value: "irrelevant", label: "Not about me" },
  { value: "other", label: "Something else" },
] as const;

interface Props {
  item: Item;
  onClose: () => void;
  onFeedback: (feedback: Feedback, comment: string | null) => void;
}

/** An item to read, with where it comes from and what one thinks of it. */
export function ItemDialog({ item, onClose, onFeedback }: Props) {
  const body = useItem(item.id);
  const [feedback, setFeedback] = useState<Feedback | null>(item.feedback);
  const [comment, setComment] = useState(item.comment ?? "");
  const keep = () => {
    if (!feedback) return;
    onFeedback(feedback, comment.trim() || null);
    onClose();
  };
  return (
    <Dialog
      title={item.title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button kind="primary" disabled={!feedback} onClick={keep}>
            Keep feedback
          </Button>
        </>
      }
    >
      {body.isPending ? (
        <LoadingRows rows={5} label="Loading the text" />
      ) : body.isError ? (
        <FailedState title="The text could not be read" error={body.error} onRetry={body.refetch} />
      ) : (
        <div className={styles.reading}>
          <p className="secondary">{body.data.summary}</p>
          {body.data.body.split("\n\n").map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
          {body.data.link && (
            <p>
              <a className={classOf("default")} href={body.data.link} target="_blank" rel="noreferrer">
                <Icon of={ExternalLink} />
                Open {new URL(body.data.link).hostname}
              </a>
            </p>
          )}
          {body.data.calculator && (
            <p>
              <Link className={classOf("default")} to={`/calculators?open=${body.data.calculator}`}>
                Open the calculator
              </Link>
            </p>
          )}
          <p className="small muted">
            {SOURCE_WORDS[body.data.source]} on {formatDay(body.data.created_on)}. {body.data.disclaimer}
          </p>
          <div className={styles.feedback}>
            <SelectField
              label="What do you think of it?"
              value={feedback}
              options={FEEDBACK}
              placeholder="Choose"
              onChange={setFeedback}
            />
            <TextField label="Comment" maxLength={1000} value={comment} onChange={setComment} />
          </div>
        </div>
      )}
    </Dialog>
  );
}

const SOURCE_WORDS = {
  template: "Filled in from a template",
  llm: "Written by a language model",
  human: "Written by a person",
} as const;
