import { MapPinOff } from "lucide-react";
import { Link } from "react-router";
import { EmptyState } from "@/ui/faces";
import { PageHeader } from "@/ui/page-header";

export function NotFound() {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState
        icon={MapPinOff}
        title="There is no page at this address"
        act={
          <Link className="btn" to="/">
            Go to Today
          </Link>
        }
      />
    </>
  );
}
