import { Check, CircleAlert } from "lucide-react";
import { Link } from "react-router";
import { sentenceFor } from "@/api/errors";
import { useTestKeys } from "@/entities/banks/queries";
import { cx } from "@/kit/cx";
import { Button, classOf } from "@/ui/button";
import fieldStyles from "@/ui/field.module.css";
import { Icon } from "@/ui/icon";
import pillStyles from "@/ui/pill.module.css";
import statesStyles from "@/ui/states.module.css";
import styles from "./plaid-test.module.css";

/** Asks Plaid whether the stored keys work, and says what it answered. */
export function PlaidTest() {
  const test = useTestKeys("plaid");
  return (
    <div className={styles.line}>
      <Button disabled={test.isPending} onClick={() => test.mutate()}>
        {test.isPending ? "Testing…" : "Test keys"}
      </Button>
      <Link className={classOf("default")} to="/accounts/connect">
        Connect a bank
      </Link>
      <span role="status" className={styles.answer}>
        {test.data && (
          <span className={cx(pillStyles.pill, pillStyles.good)}>
            <Icon of={Check} />
            {test.data.message}
          </span>
        )}
        {test.error && (
          <span className={cx(pillStyles.pill, fieldStyles.invalid, pillStyles.bad, statesStyles.failed)}>
            <Icon of={CircleAlert} />
            {sentenceFor(test.error)}
          </span>
        )}
      </span>
    </div>
  );
}
