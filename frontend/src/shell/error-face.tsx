import { CircleAlert } from "lucide-react";
import { useNavigate, useRouteError } from "react-router";
import { ApiError } from "@/api/errors";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/faces";

/** When a page itself falls: what happened, that nothing is lost, and two ways on. */
export function ErrorFace() {
  const error = useRouteError();
  const navigate = useNavigate();
  return (
    <div className="error-face" role="alert">
      <EmptyState
        icon={CircleAlert}
        title="This page stopped working"
        act={
          <span className="hstack">
            <Button kind="primary" onClick={() => window.location.reload()}>
              Reload
            </Button>
            <Button onClick={() => void navigate("/")}>Go to Today</Button>
          </span>
        }
      >
        {error instanceof ApiError ? error.detail : "Your data is safe; it is not stored in this page."}
        {error instanceof Error && (
          <details className="small ink3">
            <summary>Details</summary>
            <code>{error.message}</code>
          </details>
        )}
      </EmptyState>
    </div>
  );
}
