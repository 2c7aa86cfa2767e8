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
        title="This page stumbled"
        act={
          <span className="hstack">
            <Button kind="primary" onClick={() => window.location.reload()}>
              Load it again
            </Button>
            <Button onClick={() => void navigate("/")}>Go to the first page</Button>
          </span>
        }
      >
        {error instanceof ApiError
          ? error.detail
          : "Your data is safe: it is kept by the engine, not by this page."}
        {error instanceof Error && (
          <details className="small ink3">
            <summary>What it said</summary>
            <code>{error.message}</code>
          </details>
        )}
      </EmptyState>
    </div>
  );
}
