import { useMutation } from "@tanstack/react-query";
import { FileUp, FlaskConical, Landmark, type LucideIcon } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Link, useNavigate } from "react-router";
import { sentenceFor } from "@/api/errors";
import { isOnServer } from "@/api/server-session";
import { handOver } from "@/entities/files/dropped";
import { STATEMENT_KINDS, STATEMENT_WORDS } from "@/entities/files/kinds";
import { useEncryption } from "@/entities/lock/queries";
import { RestoreExport } from "@/entities/takeout/restore-export";
import { cx } from "@/kit/cx";
import { Icon } from "@/ui/icon";
import { goToDemo } from "./demo";
import styles from "./first-run.module.css";
import { Mark } from "./mark";

/** The first page of an app without data: the ways to start that work. */
export function FirstRun() {
  const navigate = useNavigate();
  const chooser = useRef<HTMLInputElement>(null);
  const demo = useMutation({ mutationFn: goToDemo });
  return (
    <div className={cx(styles.page, "scroll-area")}>
      <div className={styles.content}>
        <Mark size={28} />
        <h1>Where does your money go?</h1>
        <p className="secondary">
          {isOnServer() ? "Only your household can see what you add." : "Everything stays on this computer."}{" "}
          Choose how to start.
        </p>
        <ul>
          <Way
            icon={FileUp}
            title="Import a file"
            isFirst
            onClick={() => chooser.current?.click()}
            note={`Statements from any bank, several at once: ${STATEMENT_WORDS}. You review every line before anything is added.`}
          />
          <Way
            icon={Landmark}
            title="Connect a bank"
            onClick={() => void navigate("/accounts/connect")}
            note="Transactions arrive by themselves, through Plaid with your own keys or through SimpleFIN."
          />
          <Way
            icon={FlaskConical}
            title="Explore sample data"
            onClick={() => demo.mutate()}
            isDisabled={demo.isPending}
            note={
              demo.error
                ? sentenceFor(demo.error)
                : "Fifteen months of made-up data to try everything. It is kept apart from your own."
            }
          />
        </ul>
        <p className="small muted">You can also drop a file anywhere in this window.</p>
        <EncryptionOffer />
        <div className={styles.restore}>
          <p className="small muted">Moving from another computer? Restore a backup file:</p>
          <RestoreExport />
        </div>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={STATEMENT_KINDS}
          aria-label="Statement files"
          onChange={(event) => {
            handOver(event.target.files ?? []);
            void navigate("/import");
          }}
        />
      </div>
    </div>
  );
}

/** Offers encryption before there is anything to encrypt. */
function EncryptionOffer() {
  const status = useEncryption().data;
  if (!status || status.unavailable) return null;
  return (
    <p className="small muted">
      {status.state === "plain" ? (
        <>
          Others use this computer, or its disk may be lost?{" "}
          <Link to="/settings#privacy">Encrypt your data</Link> before you begin.
        </>
      ) : (
        "Your data is encrypted."
      )}
    </p>
  );
}

interface WayProps {
  icon: LucideIcon;
  title: string;
  note: ReactNode;
  isFirst?: boolean;
  isDisabled?: boolean;
  onClick?: () => void;
}

function Way({ icon, title, note, isFirst, isDisabled, onClick }: WayProps) {
  return (
    <li>
      <button
        type="button"
        className={cx(styles.choice, isFirst && styles.recommended)}
        disabled={isDisabled}
        onClick={onClick}
      >
        <Icon of={icon} />
        <span>
          <b className="medium">{title}</b>
          <span className="secondary">{note}</span>
        </span>
      </button>
    </li>
  );
}
