import type { BankConnection } from "@/api/types";
import { providerName } from "@/entities/banks/health";
import { listOf, plural } from "@/kit/words";
import { Confirm } from "@/ui/dialog";

/** Asks before a bank is disconnected, and says what stays. */
export function DisconnectDialog({
  connection,
  onClose,
  onConfirm,
}: {
  connection: BankConnection;
  onClose: () => void;
  onConfirm: () => void;
}) {
  const names = connection.accounts.map((account) => account.name);
  return (
    <Confirm
      title={`Disconnect ${connection.name}?`}
      isOpen
      onClose={onClose}
      refusal="Keep it"
      verb="Disconnect"
      isDanger
      onConfirm={() => {
        onConfirm();
        onClose();
      }}
    >
      <p>
        Its key is deleted here and at {providerName(connection.provider)}.{" "}
        {names.length > 0 &&
          `${listOf(names)} ${plural(names.length, "stays", "stay")} with all transactions and ${plural(names.length, "is", "are")} kept by hand from then on.`}
      </p>
    </Confirm>
  );
}
