"""Days as a file writes them, and how many of their texts are remembered."""

from datetime import date

import pytest

from backend.imports.formats.csv.reader import read_csv
from backend.imports.normalization.rejected_rows import DateCache
from backend.imports.values.dates import UnreadableDate
from tests.makers import statement


def test_times_that_differ_in_each_row_are_not_all_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DateCache, "LIMIT", 10)
    days = DateCache("DMY")
    texts = [f"{day:02}/01/2024 10:{minute:02}" for day in range(1, 32) for minute in range(60)]
    assert [days[text] for text in texts] == [date(2024, 1, day) for day in range(1, 32) for _ in range(60)]
    assert len(days) < 31
    for text in ("31/02/2024 10:00", "31/02/2024 10:01"):
        assert not days.reads(text)
        with pytest.raises(UnreadableDate):
            days[text]
    assert days.reads(texts[-1])


def test_a_day_above_twelve_decides_however_late_it_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DateCache, "LIMIT", 20)
    lines = [f"{n % 12 + 1:02}/05/2024 10:{n % 60:02}:{n // 60:02},SHOP {n},-{n + 1}.50" for n in range(20_000)]
    found = read_csv(statement(*lines, "13/05/2024 11:00:00,LATE,-1.00", *lines))
    assert (len(found.drafts), found.questions) == (40_001, ())
    assert {draft.on.month for draft in found.drafts} == {5}
