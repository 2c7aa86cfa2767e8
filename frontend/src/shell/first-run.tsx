import { useMutation } from "@tanstack/react-query";
import { FileUp, FlaskConical, Landmark, type LucideIcon } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useNavigate } from "react-router";
import { sentenceFor } from "@/api/errors";
import { handOver } from "@/entities/files/dropped";
import { STATEMENT_KINDS, STATEMENT_WORDS } from "@/entities/files/kinds";
import { RestoreExport } from "@/entities/takeout/restore-export";
import { cx } from "@/kit/cx";
import { Icon } from "@/ui/icon";
import { goToDemo } from "./demo";
import { Mark } from "./mark";
import "./first-run.css";

/** The front door of an app with nothing in it: three ways to begin, each of which begins. */
export function FirstRun() {
  const navigate = useNavigate();
  const chooser = useRef<HTMLInputElement>(null);
  const demo = useMutation({ mutationFn: goToDemo });
  return (
    <div className="first scroll">
      <div className="first-inner">
        <Mark size={28} />
        <h1>Where does your money stand?</h1>
        <p className="ink2">Everything stays on this computer. Begin in one of three ways.</p>
        <ul>
          <Way
            icon={FileUp}
            title="Import a file"
            isFirst
            onClick={() => chooser.current?.click()}
            note={`Statements of any bank, several at once: ${STATEMENT_WORDS}. You see each line before anything is added.`}
          />
          <Way
            icon={FlaskConical}
            title="Look at sample data"
            onClick={() => demo.mutate()}
            isDisabled={demo.isPending}
            note={
              demo.error
                ? sentenceFor(demo.error)
                : "Fifteen invented months to try everything on. It opens apart from your own data."
            }
          />
          <Way
            icon={Landmark}
            title="Connect a bank"
            isDisabled
            note="Comes later: it needs keys of a bank service, which this version cannot use yet."
          />
        </ul>
        <p className="small ink3">A file dropped anywhere in this window works as well.</p>
        <div className="first-restore">
          <p className="small ink3">Coming from another computer, with everything in one file?</p>
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
        className={cx("way", isFirst && "first-way")}
        disabled={isDisabled}
        onClick={onClick}
      >
        <Icon of={icon} />
        <span>
          <b className="med">{title}</b>
          <span className="ink2">{note}</span>
        </span>
      </button>
    </li>
  );
}
