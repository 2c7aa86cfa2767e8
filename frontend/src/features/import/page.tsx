import { PageHeader } from "@/ui/page-header";
export default function ImportPage() {
  return <PageHeader title="Import" />;
}
