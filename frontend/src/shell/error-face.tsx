import { CircleAlert } from "lucide-react";
import { useNavigate, useRouteError } from "react-router";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/states";
import noticesStyles from "./notices.module.css";

/** When a page itself falls: what happened, that nothing is lost, and two ways on. */
export function ErrorFace() {
  const error = useRouteError();
  const navigate = useNavigate();
  return (
    <div className={noticesStyles.errorPage} role="alert">
      <EmptyState
        icon={CircleAlert}
        title="This page stopped working"
        act={
          <span className="inline-row">
            <Button kind="primary" onClick={() => window.location.reload()}>
              Reload
            </Button>
            <Button onClick={() => void navigate("/")}>Go to Today</Button>
          </span>
        }
      >
        {error instanceof ApiError ? error.detail : "Your data is safe; it is not stored in this page."}
        {error instanceof Error && (
          <details className="small muted">
            <summary>Details</summary>
            <code>{error.message}</code>
          </details>
        )}
      </EmptyState>
    </div>
  );
}
