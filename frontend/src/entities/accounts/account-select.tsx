import { Landmark } from "lucide-react";
import { Select } from "@/ui/select";
import { accountTypeName, fullName, inOrder } from "./names";
import { useAccounts } from "./queries";

interface Props {
  value: number | null;
  onChange: (id: number) => void;
  label?: string;
  id?: string;
  small?: boolean;
  placeholder?: string;
  className?: string;
}

export function AccountSelect({
  value,
  onChange,
  label = "Account",
  id,
  small,
  placeholder = "Choose an account",
  className,
}: Props) {
  const accounts = inOrder(useAccounts().data ?? []);
  return (
    <Select
      id={id}
      label={label}
      icon={Landmark}
      small={small}
      className={className}
      placeholder={placeholder}
      value={value === null ? null : String(value)}
      onChange={(next) => onChange(Number(next))}
      options={accounts.map((account) => ({
        value: String(account.id),
        label: fullName(account),
        note: accountTypeName(account.account_type),
      }))}
    />
  );
}
