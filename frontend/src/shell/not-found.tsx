import { MapPinOff } from "lucide-react";
import { Link } from "react-router";
import buttonStyles from "@/ui/button.module.css";
import { PageHeader } from "@/ui/page-header";
import { EmptyState } from "@/ui/states";

export function NotFound() {
  return (
    <>
      <PageHeader title="Page not found" />
      <EmptyState
        icon={MapPinOff}
        title="There is no page at this address"
        act={
          <Link className={buttonStyles.button} to="/">
            Go to Today
          </Link>
        }
      />
    </>
  );
}
