import { Check, CircleAlert } from "lucide-react";
import { Link } from "react-router";
import { sentenceFor } from "@/api/errors";
import { useTestKeys } from "@/entities/banks/queries";
import { Button, classOf } from "@/ui/button";
import { Pill } from "@/ui/pill";
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
          <Pill tone="good" icon={Check}>
            {test.data.message}
          </Pill>
        )}
        {test.error && (
          <Pill tone="bad" icon={CircleAlert}>
            {sentenceFor(test.error)}
          </Pill>
        )}
      </span>
    </div>
  );
}
