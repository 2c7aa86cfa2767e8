import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useLayoutEffect, useState } from "react";
import { keysOf, shortcuts } from "@/kit/shortcuts";
import { IconButton } from "@/ui/button";
import { KeyCap } from "@/ui/key-cap";
import styles from "./keys-overlay.module.css";

interface Cap {
  keys: string;
  left: number;
  top: number;
}

/** Every key that works here: drawn on its control where there is one, and listed. */
export function KeysOverlay({ onClose }: { onClose: () => void }) {
  const [scopes] = useState(() => shortcuts.list());
  const [caps, setCaps] = useState<readonly Cap[]>([]);
  useLayoutEffect(() => setCaps(findCaps()), []);

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.veil}>
          {caps.map((cap, at) => (
            <span
              key={at}
              className={styles.caps}
              style={{ left: cap.left, top: cap.top }}
              aria-hidden="true"
            >
              <KeyCap keys={cap.keys} />
            </span>
          ))}
        </Dialog.Overlay>
        <Dialog.Content
          className={styles.sheet}
          aria-describedby={undefined}
          onKeyDown={(event) => event.key === "?" && onClose()}
        >
          <header className="inline-row">
            <Dialog.Title className="grow">Keyboard shortcuts</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton icon={X} small label="Close" />
            </Dialog.Close>
          </header>
          <div className={styles.lists}>
            {scopes.map((scope) => (
              <section key={scope.name}>
                <h3>{scope.name}</h3>
                <dl>
                  {scope.shortcuts.map((shortcut) => (
                    <div key={shortcut.label}>
                      <dt>{shortcut.label}</dt>
                      <dd>
                        {keysOf(shortcut).map((keys) => (
                          <KeyCap key={keys} keys={keys} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Controls name their key in data-key. A key shown once is enough: the current row's control comes first. */
function findCaps(): Cap[] {
  const caps = new Map<string, Cap>();
  const controls = [...document.querySelectorAll<HTMLElement>("[data-key]")];
  const inCurrentRow = (control: HTMLElement) =>
    control.closest('[role="row"][aria-current], tr[aria-current]') ? 0 : 1;
  for (const control of controls.sort((a, b) => inCurrentRow(a) - inCurrentRow(b))) {
    const keys = control.dataset.key ?? "";
    const box = control.getBoundingClientRect();
    const isShown = box.width > 0 && box.bottom > 0 && box.top < window.innerHeight;
    if (keys && isShown && !caps.has(keys)) caps.set(keys, { keys, left: box.right - 8, top: box.top - 6 });
  }
  return [...caps.values()];
}
