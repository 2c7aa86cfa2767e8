import { FlaskConical } from "lucide-react";
import { useAppInfo } from "@/entities/app/queries";
import { Button } from "@/ui/button";
import { Icon } from "@/ui/icon";
import { wayHome } from "./demo";
import noticesStyles from "./notices.module.css";

/** On every page of the sample data, so that nobody takes it for their own. */
export function DemoBanner() {
  if (!useAppInfo().data?.is_demo) return null;
  const home = wayHome();
  return (
    <div className={noticesStyles.strip} role="note">
      <Icon of={FlaskConical} small />
      <span className="grow">
        <b className="medium">Sample data</b> — not your own data
      </span>
      {home && (
        <Button small kind="ghost" onClick={() => window.location.assign(home)}>
          Leave
        </Button>
      )}
    </div>
  );
}
