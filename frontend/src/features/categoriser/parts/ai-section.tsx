import { Check, CircleAlert } from "lucide-react";
import { Link } from "react-router";
import { sentenceFor } from "@/api/errors";
import type { AiState } from "@/api/types";
import { useSaveSettings } from "@/entities/settings/queries";
import { cx } from "@/kit/cx";
import { Button, classOf } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { TierBadge } from "@/ui/marks";
import pillStyles from "@/ui/pill.module.css";
import { Segmented } from "@/ui/segmented";
import { toastFailure } from "@/ui/toast";
import styles from "../categoriser.module.css";
import { useAiState, useTestAi } from "../queries";
import { TokenField } from "./token-field";

const PROVIDERS = [
  { value: "off", label: "Off" },
  { value: "anthropic", label: "Anthropic" },
  { value: "server", label: "Own server" },
] as const;

const ABOUT: Record<AiState["provider"], string> = {
  off: "Off means that no connection is made at all.",
  anthropic: "Your own Anthropic key. Nothing is sent until you press Ask.",
  server: "A server that you name, such as Ollama on this computer. Nothing is sent until you press Ask.",
};

/** Whether and where AI is asked, and what never leaves the computer. */
export function AiSection({ state }: { state: AiState }) {
  const save = useSaveSettings();
  const { refetch } = useAiState();
  const keep = (settings: Readonly<Record<string, string>>) =>
    save.mutate(settings, {
      onSuccess: () => void refetch(),
      onError: (error) => toastFailure(sentenceFor(error)),
    });
  return (
    <section className={styles.section} aria-labelledby="h-ai">
      <div className={styles.heading}>
        <h2 id="h-ai">AI and what may leave</h2>
        {state.provider === "off" ? <span className="muted">off</span> : <TierBadge tier="ai" />}
      </div>
      <div className={styles.setting}>
        <span className="medium" id="ai-use">
          Use AI
        </span>
        <Segmented
          label="Use AI"
          value={state.provider}
          segments={PROVIDERS}
          onChange={(provider) => keep({ ai_provider: provider })}
        />
        <p className={styles.note}>{ABOUT[state.provider]}</p>
      </div>
      <TokenField
        label="Never send"
        help="A merchant whose text has one of these words is not sent at all."
        placeholder="word or merchant"
        entries={state.never_send}
        isBusy={save.isPending}
        onChange={(entries) => keep({ ai_never_send: entries.join(", ") })}
      />
      <TokenField
        label="Hide names"
        help="Names of people in your texts. Numbers, addresses and your account names are always taken out."
        placeholder="name"
        entries={state.hidden_names}
        isBusy={save.isPending}
        onChange={(entries) => keep({ ai_hidden_names: entries.join(", ") })}
      />
      {state.provider !== "off" && <SetUp />}
    </section>
  );
}

function SetUp() {
  const test = useTestAi();
  return (
    <div className={styles.setUp}>
      <Button small disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? "Testing…" : "Test key and model"}
      </Button>
      <Link className={classOf("ghost", true)} to="/settings">
        Key, model and limits
      </Link>
      <span role="status">
        {test.data && (
          <span className={cx(pillStyles.pill, pillStyles.good)}>
            <Icon of={Check} />
            {test.data.message}
          </span>
        )}
        {test.error && (
          <span className={cx(pillStyles.pill, pillStyles.bad)}>
            <Icon of={CircleAlert} />
            {sentenceFor(test.error)}
          </span>
        )}
      </span>
    </div>
  );
}
