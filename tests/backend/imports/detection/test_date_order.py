"""Which of two short numbers is the day."""

from datetime import date

import pytest

from backend.imports.detection.date_order import decide_date_order, direction_of_days
from backend.imports.detection.evidence import Evidence

NO_EVIDENCE, IN_2024 = Evidence(), Evidence(latest=date(2024, 3, 1))


@pytest.mark.parametrize(
    ("texts", "evidence", "expected"),
    [
        (["24-01-15", "24-01-16", "24-01-17"], NO_EVIDENCE, ("YMD", True)),
        (["24/01/15", "24/01/16", "24/01/17"], NO_EVIDENCE, ("YMD", True)),
        (["24.01.15", "24.01.16", "24.01.17"], NO_EVIDENCE, ("DMY", True)),
        (["24.01.15", "24.01.16", "24.01.17"], Evidence(languages=frozenset({"hu"})), ("YMD", True)),
        (["31-12-21", "31-12-22", "31-12-23"], IN_2024, ("DMY", True)),
        (["24-01-15"], IN_2024, ("YMD", False)),
        (["24-01-15"], Evidence(latest=date(2024, 3, 1), languages=frozenset({"sv"})), ("YMD", True)),
        (["15-01-24"], IN_2024, ("DMY", True)),
        (["22-01-23"], IN_2024, ("YMD", False)),
        (["15-01-24", "16-01-24", "17-01-24"], NO_EVIDENCE, ("DMY", True)),
    ],
)
def test_the_year_stands_still_and_is_not_long_past(
    texts: list[str], evidence: Evidence, expected: tuple[str, bool]
) -> None:
    assert tuple(decide_date_order(texts, evidence)) == expected


NOTHING = Evidence()


@pytest.mark.parametrize(
    ("texts", "evidence", "expected"),
    [
        (["13/01/2024", "02/03/2024"], NOTHING, ("DMY", True)),
        (["01/13/2024", "02/03/2024"], NOTHING, ("MDY", True)),
        (["2024-01-05"], NOTHING, ("YMD", True)),
        (["05 Jan 2024"], NOTHING, ("DMY", True)),
        (["05.01.2024"], NOTHING, ("DMY", True)),
        (["05/01/2024"], NOTHING, ("MDY", False)),
        (["05/01/2024"], Evidence(home_currency="GBP"), ("DMY", False)),
        (["05/01/2024"], Evidence(languages=frozenset({"de"})), ("DMY", True)),
        (["05/01/2024"], Evidence(date_order="MDY"), ("MDY", True)),
        (["4/2/19", "4/2/19"], Evidence(decimal=",", currency="EUR"), ("DMY", False)),
        (["03/05/2024", "03/07/2024", "03/08/2024", "03/12/2024"], NOTHING, ("MDY", True)),
        (["02/01/2024", "02/02/2024", "02/03/2024", "02/04/2024"], NOTHING, ("MDY", False)),
        (["01/05/2024", "03/05/2024", "02/06/2024", "05/06/2024"], NOTHING, ("DMY", True)),
        (["19-04-01", "19-04-02", "19-04-03", "19-04-05", "19-04-09"], NOTHING, ("YMD", True)),
        (["13/01/2024", "01/13/2024"], NOTHING, ("MDY", False)),
        (["15/01/2024", "2024-05-01", "17/01/2024"], NOTHING, ("DMY", False)),
        (["15/01/2024", "2024-01-16", "17/01/2024"], NOTHING, ("DMY", True)),
        (["02/11/2024"], Evidence(latest=date(2024, 3, 1)), ("MDY", True)),
        (["13/01/2024"] + ["02/03/2024"] * 99, NOTHING, ("DMY", True)),
        (["13/01/2024"] * 12 + ["01/13/2024"], NOTHING, ("DMY", True)),
        (["11/02/2024"], Evidence(latest=date(2024, 3, 1)), ("DMY", True)),
    ],
)
def test_what_decides(texts: list[str], evidence: Evidence, expected: tuple[str, bool]) -> None:
    assert tuple(decide_date_order(texts, evidence)) == expected


@pytest.mark.parametrize(
    ("texts", "direction"),
    [
        (["2024-01-15", "2024-01-16", "2024-01-16"], 1),
        (["17.01.2024", "16.01.2024"], -1),
        (["2024-01-17", "2024-01-15", "2024-01-18"], 0),
        (["02/01/2024", "01/02/2024"], 0),
        ([], 0),
    ],
)
def test_days_run_forwards_or_backwards(texts: list[str], direction: int) -> None:
    assert direction_of_days(texts) == direction
