/** What each key does right now. Pages and the shell add their keys while they are shown; the newest answer wins. */

export interface Shortcut {
  /** One press (`j`, `Shift+Enter`, `Mod+k`) or two in a row (`g r`). The first is the one that is shown. */
  keys: string | readonly string[];
  label: string;
  run: (event: KeyboardEvent) => void;
  /** Also while typing in a field; meant for Mod combinations. */
  whileTyping?: boolean;
  /** When false the key is as if it were not there. */
  isOn?: boolean;
}

export interface Scope {
  name: string;
  shortcuts: () => readonly Shortcut[];
}

const PREFIX_PATIENCE_MS = 1200;

export class Shortcuts {
  private scopes: Scope[] = [];
  private prefix: { key: string; at: number } | null = null;

  /** Adds a scope and returns how to take it away again. */
  add(scope: Scope): () => void {
    this.scopes = [...this.scopes, scope];
    return () => {
      this.scopes = this.scopes.filter((other) => other !== scope);
    };
  }

  /** Everything that a key does now, by scope, newest first: what the overlay of keys shows. */
  list(): { name: string; shortcuts: Shortcut[] }[] {
    const byName = new Map<string, Shortcut[]>();
    for (const scope of [...this.scopes].reverse()) {
      const on = scope.shortcuts().filter((shortcut) => shortcut.isOn !== false);
      if (on.length) byName.set(scope.name, [...(byName.get(scope.name) ?? []), ...on]);
    }
    return [...byName].map(([name, shortcuts]) => ({ name, shortcuts }));
  }

  /** Runs what belongs to this press. Returns whether anything did. */
  press(event: KeyboardEvent, now = Date.now()): boolean {
    // A control that leaves Mod presses to the page does so by preventing its own answer.
    const isTaken = event.defaultPrevented && !event.ctrlKey && !event.metaKey;
    if (isTaken || event.isComposing || isModifier(event.key)) return false;
    const typing = isTyping(event.target);
    const pressed = nameOf(event);
    const waiting = this.prefix && now - this.prefix.at < PREFIX_PATIENCE_MS ? this.prefix.key : null;
    this.prefix = null;

    const found =
      (waiting && !typing ? this.find(`${waiting} ${pressed}`, event) : null) ?? this.find(pressed, event);
    if (found && (!typing || found.whileTyping)) {
      event.preventDefault();
      found.run(event);
      return true;
    }
    if (!typing && this.beginsSequence(pressed)) this.prefix = { key: pressed, at: now };
    return false;
  }

  private find(keys: string, event: KeyboardEvent): Shortcut | null {
    if (belongsToControl(event)) return null;
    for (const scope of [...this.scopes].reverse()) {
      const found = scope
        .shortcuts()
        .find((shortcut) => shortcut.isOn !== false && keysOf(shortcut).includes(keys));
      if (found) return found;
    }
    return null;
  }

  private beginsSequence(pressed: string): boolean {
    return this.scopes.some((scope) =>
      scope.shortcuts().some((shortcut) => keysOf(shortcut).some((keys) => keys.startsWith(`${pressed} `))),
    );
  }
}

/** The one set of keys of this window. */
export const shortcuts = new Shortcuts();

export function keysOf(shortcut: Shortcut): readonly string[] {
  return typeof shortcut.keys === "string" ? [shortcut.keys] : shortcut.keys;
}

/** `Shift+Enter`, `Mod+k`, `?`. Shift is named only where it does not already change the character. */
export function nameOf(
  event: Pick<KeyboardEvent, "key" | "shiftKey" | "ctrlKey" | "metaKey" | "altKey">,
): string {
  const isLetter = /^[a-z]$/i.test(event.key);
  const key = isLetter ? event.key.toLowerCase() : event.key === " " ? "Space" : event.key;
  const shift = event.shiftKey && (isLetter || event.key.length > 1 || event.key === " ");
  return [event.ctrlKey || event.metaKey ? "Mod" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", key]
    .filter(Boolean)
    .join("+");
}

function isModifier(key: string): boolean {
  return key === "Shift" || key === "Control" || key === "Meta" || key === "Alt";
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement
  )
    return true;
  return target instanceof HTMLInputElement && !["checkbox", "radio", "button", "file"].includes(target.type);
}

/** Enter and Space press the focused button; keys inside a floating menu or dialog stay there. */
function belongsToControl(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]')) return true;
  const presses = event.key === "Enter" || event.key === " ";
  return (
    presses &&
    !event.ctrlKey &&
    !event.metaKey &&
    target.closest("button,a,summary,input,[role=tab]") !== null
  );
}
