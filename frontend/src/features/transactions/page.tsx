import { PageHeader } from "@/ui/page-header";
export default function TransactionsPage() {
  return <PageHeader title="Transactions" />;
}
