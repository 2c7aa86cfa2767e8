"""The reference of the HTTP interface as one plain page: no script, nothing from elsewhere."""

from html import escape
from typing import Any

_STYLE = (
    "body{font:14px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    ":root{color-scheme:light dark}"
    "code{font-family:ui-monospace,monospace}h2{margin-top:2rem}li{margin:.4rem 0}"
    "b{display:inline-block;min-width:4rem}"
)


def reference_page(openapi: dict[str, Any]) -> str:
    """Return the OpenAPI document as HTML: each address with what it does and what it takes."""
    by_tag: dict[str, list[str]] = {}
    for path, methods in openapi["paths"].items():
        for method, operation in methods.items():
            by_tag.setdefault(operation.get("tags", ["other"])[0], []).append(_line(path, method, operation))
    sections = "".join(f"<h2>{escape(tag)}</h2><ul>{''.join(lines)}</ul>" for tag, lines in by_tag.items())
    title = f"{openapi['info']['title']} {openapi['info']['version']}: HTTP reference"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title><style>{_STYLE}</style>'
        f'<h1>{escape(title)}</h1><p>The whole schema: <a href="/openapi.json">openapi.json</a></p>{sections}</html>'
    )


def _line(path: str, method: str, spec: dict[str, Any]) -> str:
    names = ", ".join(parameter["name"] for parameter in spec.get("parameters", ()))
    takes = f" <small>({escape(names)})</small>" if names else ""
    return (
        f"<li><b>{method.upper()}</b> <code>{escape(path)}</code>{takes}<br>{escape(spec.get('description', ''))}</li>"
    )
