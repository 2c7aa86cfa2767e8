"""Which end of 24-01-15 is the year."""

from datetime import date

import pytest

from backend.imports.date_order import decide_date_order
from backend.imports.evidence import Evidence

NOTHING, IN_2024 = Evidence(), Evidence(latest=date(2024, 3, 1))


@pytest.mark.parametrize(
    ("texts", "evidence", "expected"),
    [
        (["24-01-15", "24-01-16", "24-01-17"], NOTHING, ("YMD", True)),
        (["24/01/15", "24/01/16", "24/01/17"], NOTHING, ("YMD", True)),
        (["24.01.15", "24.01.16", "24.01.17"], NOTHING, ("DMY", True)),
        (["24.01.15", "24.01.16", "24.01.17"], Evidence(languages=frozenset({"hu"})), ("YMD", True)),
        (["31-12-21", "31-12-22", "31-12-23"], IN_2024, ("DMY", True)),
        (["24-01-15"], IN_2024, ("YMD", False)),
        (["24-01-15"], Evidence(latest=date(2024, 3, 1), languages=frozenset({"sv"})), ("YMD", True)),
        (["15-01-24"], IN_2024, ("DMY", True)),
        (["22-01-23"], IN_2024, ("YMD", False)),
        (["15-01-24", "16-01-24", "17-01-24"], NOTHING, ("DMY", True)),
    ],
)
def test_the_year_stands_still_and_is_not_long_past(
    texts: list[str], evidence: Evidence, expected: tuple[str, bool]
) -> None:
    assert tuple(decide_date_order(texts, evidence)) == expected
