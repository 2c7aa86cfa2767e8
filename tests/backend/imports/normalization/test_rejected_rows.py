"""Days as a file writes them, and how many of their texts are remembered."""

import pytest

from backend.imports.formats.csv.reader import read_csv
from backend.imports.values.dates import DateCache
from tests.makers import statement


def test_a_day_above_twelve_decides_however_late_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DateCache, "LIMIT", 20)
    lines = [f"{n % 12 + 1:02}/05/2024 10:{n % 60:02}:{n // 60:02},SHOP {n},-{n + 1}.50" for n in range(20_000)]
    found = read_csv(statement(*lines, "13/05/2024 11:00:00,LATE,-1.00", *lines))
    assert (len(found.drafts), found.questions) == (40_001, ())
    assert {draft.on.month for draft in found.drafts} == {5}
