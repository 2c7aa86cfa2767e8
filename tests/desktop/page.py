"""What a test does in the page of the window, as a person would."""

import json
from typing import Any

from tests.desktop.shell import Shell


def press(shell: Shell, label: str) -> bool:
    """Press the button or link that begins with these words; False while there is none that can be pressed."""
    found = (
        "[...document.querySelectorAll('button, a, [role=menuitem]')]"
        f".find((b) => (b.getAttribute('aria-label') ?? b.innerText).trim().startsWith({label!r}) && !b.disabled)"
    )
    # Menus open when the pointer goes down, everything else on a click.
    pointer = "new PointerEvent('pointerdown', {bubbles: true, button: 0, pointerType: 'mouse'})"
    acted = f"if (b.getAttribute('aria-haspopup') === 'menu') b.dispatchEvent({pointer}); else b.click();"
    return bool(shell.run(f"(() => {{ const b = {found}; if (!b) return false; {acted} return true; }})()"))


def write(shell: Shell, label: str, text: str) -> bool:
    """Write into the field of this name, as typing would."""
    script = f"""(() => {{
      const named = [...document.querySelectorAll('label')].find((l) => l.innerText === {label!r});
      const field = named && document.getElementById(named.htmlFor);
      if (!field) return false;
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, {text!r});
      return field.dispatchEvent(new Event('input', {{bubbles: true}}));
    }})()"""
    return bool(shell.run(script))


def fetch(shell: Shell, path: str) -> Any:
    """Get JSON as the page does."""
    return shell.run(f"fetch({path!r}).then((answer) => answer.json())")


def send(shell: Shell, path: str, body: dict[str, object]) -> dict[str, object]:
    """Post as the page does, and return the answer."""
    wanted = (
        f"{{method: 'POST', headers: {{'content-type': 'application/json'}}, body: {json.dumps(json.dumps(body))}}}"
    )
    answer: dict[str, object] = shell.run(f"fetch({path!r}, {wanted}).then((answer) => answer.json())")
    return answer


def total(shell: Shell) -> int:
    """How many transactions there are."""
    return int(fetch(shell, "/api/stats")["total_transactions"])
