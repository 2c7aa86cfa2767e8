import { PageHeader } from "@/ui/page-header";
export default function ReviewPage() {
  return <PageHeader title="Review" />;
}
