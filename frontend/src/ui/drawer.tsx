import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./button";

interface Props {
  title: ReactNode;
  label: string;
  onClose: () => void;
  acts?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

/** A drawer beside the list: docked when there is room, over the list when there is not. */
export function Drawer({ title, label, onClose, acts, footer, children }: Props) {
  const box = useRef<HTMLElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) close.current();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <aside className="drawer" aria-label={label} ref={box}>
      <header>
        <h2 className="grow trunc">{title}</h2>
        {acts}
        <IconButton icon={X} small label="Close" onClick={onClose} keys="Escape" />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="scroll" tabIndex={0} aria-label={label}>
        {children}
      </section>
      {footer && <footer>{footer}</footer>}
    </aside>
  );
}
