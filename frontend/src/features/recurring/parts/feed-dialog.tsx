import { Copy, Download, RefreshCw } from "lucide-react";
import { useState } from "react";
import { post } from "@/api/client";
import { sentenceFor } from "@/api/errors";
import { Button, classOf } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { Input } from "@/ui/field";
import { Icon } from "@/ui/icon";
import { toastFailure, toastNote } from "@/ui/toast";
import styles from "../recurring.module.css";

/** Bills for a calendar program: a file, or an address that it reads again and again. */
export function FeedDialog({ onClose }: { onClose: () => void }) {
  const [address, setAddress] = useState<string | null>(null);
  const renew = async () => {
    try {
      const { path } = await post<{ path: string }>("/api/recurring/feed");
      setAddress(`${window.location.origin}${path}`);
    } catch (error) {
      toastFailure(sentenceFor(error));
    }
  };
  const copy = () => {
    if (address) void navigator.clipboard?.writeText(address).then(() => toastNote("Address copied"));
  };
  return (
    <Dialog title="Calendar feed" isOpen onClose={onClose} footer={<Button onClick={onClose}>Close</Button>}>
      <p>
        Any calendar program on this computer can show what is due while Budget App runs. The address works
        without a password, so treat it like one. It is shown once; a new address replaces it.
      </p>
      {address && (
        <div className={styles.line}>
          <Input className="grow" value={address} readOnly aria-label="Address of the feed" />
          <Button icon={Copy} onClick={copy}>
            Copy
          </Button>
        </div>
      )}
      <div className={styles.line}>
        <a className={classOf("default")} href="/api/recurring/file" download="bills.ics">
          <Icon of={Download} small /> Download .ics
        </a>
        <Button kind="ghost" icon={RefreshCw} onClick={() => void renew()}>
          New address
        </Button>
      </div>
    </Dialog>
  );
}
