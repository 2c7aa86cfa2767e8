"""docs/parity.md names tests as proof; each of them exists."""

import re

from build_scripts.paths import ROOT

NAMED = re.compile(r"`((?:backend|e2e|desktop|faults)/[a-z0-9_/]+\.py)(?:::(\w+))?`")


def test_every_test_that_the_parity_checklist_names_exists() -> None:
    text = (ROOT / "docs" / "parity.md").read_text(encoding="utf-8")
    rows = [line.rsplit("|", 2)[-2] for line in text.splitlines() if line.startswith("|")]
    named = NAMED.findall("\n".join(rows))
    assert len(named) > 40
    assert [name for name in named if not exists(*name)] == []


def exists(path: str, test: str) -> bool:
    file = ROOT / "tests" / path
    return file.is_file() and (not test or f"def {test}(" in file.read_text(encoding="utf-8"))
