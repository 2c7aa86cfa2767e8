"""What axe finds on a page; the source of axe is the one that the page's own packages pin."""

from functools import cache

from playwright.sync_api import Page

from build_scripts.paths import NODE_MODULES

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${rule.help}: ${node.target.join(" ")}`));
}"""


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule; an empty list is what a test wants.

    Data that is about to be replaced is shown faded: it waits until the new one is there.
    """
    page.wait_for_function("() => !document.querySelector('[class*=outdated]')")
    page.evaluate(axe_source())
    found: list[str] = page.evaluate(RUN, WCAG)
    return found


@cache
def axe_source() -> str:
    return (NODE_MODULES / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
