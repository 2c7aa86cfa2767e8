"""Point or comma, once for the file."""

import pytest

from backend.imports import reading
from backend.imports.decimals import decide_decimal


@pytest.mark.parametrize(
    ("texts", "hint", "expected"),
    [
        (["12.50", "1,234"], None, (".", True)),
        (["12,50", "1.234"], None, (",", True)),
        (["1.234,56"], ".", (",", True)),
        (["1.234.567"], None, (",", True)),
        (["1.234"], ",", (",", True)),
        (["1.234"], None, (",", False)),
        (["29.000", "12.900", "111.550", "58.450"], None, (".", True)),
        (["1,234.50", "1.234,50"], None, (".", False)),
        (["500", "20"], ",", (",", True)),
        (["0.125"], None, (".", True)),
    ],
)
def test_what_decides(texts: list[str], hint: str | None, expected: tuple[str, bool]) -> None:
    assert tuple(decide_decimal(texts, hint)) == expected


@pytest.mark.parametrize("header", ["Date,Description,Amount", "Buchungstag,Verwendungszweck,Betrag"])
def test_a_currency_without_decimals_has_only_groups(header: str) -> None:
    table = f'{header}\n2026-03-14,RAMEN,"-1,250"\n2026-03-15,SUICA,"-3,000"\n'.encode()
    (found,) = reading.read(table, filename="a.csv", mapping=None, currency="JPY", account_type=None)
    assert ([draft.amount_minor for draft in found.drafts], found.questions) == ([1250, 3000], ())
