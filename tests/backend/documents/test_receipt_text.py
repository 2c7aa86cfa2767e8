"""Receipts of several countries as text recognition gives them: what was bought, and whether it adds up."""

from datetime import date

import pytest

from backend.documents.purchase import Purchase
from backend.documents.receipt_text import day_in, read_receipt, warranty_end

TODAY = date(2026, 11, 21)
HARVEST = """
HARVEST LANE MKT #0214
PORTLAND OR
11/20/26 17:48
SOURDOUGH LOAF            6.50
EGGS FR 12CT              5.20 F
APPLES 1.42KG             5.66
DISH SOAP                 4.79 T
LED BULB 2@3.50           7.00
COUPON                   -1.00
SUBTOTAL                 28.15
DEPOSIT                   0.95
TAX                       0.00
TOTAL                    29.10
DEBIT ..4417             29.10
CHANGE                    0.00
"""
GERMAN = """
Nordmarkt
Lindenallee 4, 20095 Hamburg
Tel. 040 123456
                      EUR
Vollkornbrot         3,49 B
Milch 1,5%           1,19 B
2 x 0,89
Joghurt              1,78 B
Pfand                0,25
SUMME                6,71
Gegeben bar         10,00
Rückgeld            -3,29
MwSt 7% 0,44
20.11.2026 18:03
"""
UNITED_STATES = """
MARLOW HARDWARE
Nov 19, 2026
Hammer 24.99
Paint, 1 gal 98.02
Subtotal 123.01
Sales tax 8.25% 10.06
Total $133.07
VISA 133.07
"""


def read(text: str, currency: str = "USD") -> Purchase:
    found = read_receipt(text, currency=currency, today=TODAY)
    assert found is not None
    return found


def test_a_receipt_with_a_deposit_agrees_with_its_total() -> None:
    found = read(HARVEST)
    assert (found.merchant, found.on, found.total_minor) == ("HARVEST LANE MKT", date(2026, 11, 20), 2910)
    assert [(line.text, line.amount_minor, line.quantity) for line in found.lines][2:] == [
        ("APPLES", 566, "1.42KG"),
        ("DISH SOAP", 479, None),
        ("LED BULB", 700, "2@3.50"),
        ("COUPON", -100, None),
    ]
    assert [(extra.text, extra.amount_minor) for extra in found.extras] == [("DEPOSIT", 95)]
    assert (found.difference_minor, found.is_tax_added) == (0, False)


def test_tax_inside_of_prices_is_not_added() -> None:
    found = read(GERMAN, "EUR")
    assert (found.merchant, found.on, found.total_minor, found.tax_minor) == ("Nordmarkt", date(2026, 11, 20), 671, 44)
    assert [line.amount_minor for line in found.lines] == [349, 119, 178]
    assert (found.difference_minor, found.is_tax_added) == (0, False)


def test_tax_beside_prices_is_added() -> None:
    found = read(UNITED_STATES)
    assert (found.total_minor, found.tax_minor, found.is_tax_added, found.difference_minor) == (13307, 1006, True, 0)
    assert found.on == date(2026, 11, 19)


def test_a_line_that_was_not_read_is_a_difference_and_nothing_is_made_up() -> None:
    found = read(HARVEST.replace("EGGS FR 12CT              5.20 F", "EGGS FR 12CT  5,2O"))
    assert found.difference_minor == 520
    assert len(found.lines) == 5


def test_a_text_without_a_total_is_no_receipt() -> None:
    assert read_receipt("Dear customer,\nyour lease ends in May.", currency="USD", today=TODAY) is None


def test_a_purchase_is_the_same_after_json() -> None:
    found = read(HARVEST)
    assert Purchase.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    ("text", "is_month_first", "day"),
    [
        ("03/04/2026", True, date(2026, 3, 4)),
        ("03/04/2026", False, date(2026, 4, 3)),
        ("03.04.2026", True, date(2026, 4, 3)),
        ("25/04/26", True, date(2026, 4, 25)),
        ("2026-04-03T10:00", False, date(2026, 4, 3)),
        ("12 décembre 2025", False, date(2025, 12, 12)),
        ("12/11/2027 and 1 May 2026", False, date(2026, 5, 1)),
        ("no day", False, None),
    ],
)
def test_the_day_is_the_first_that_is_not_in_the_future(text: str, is_month_first: bool, day: date | None) -> None:
    assert day_in(text, today=TODAY, is_month_first=is_month_first) == day


def test_a_warranty_ends_on_the_day_it_names_or_so_many_years_after_the_purchase() -> None:
    assert warranty_end("Warranty valid until 2028-08-02", None, is_month_first=True) == date(2028, 8, 2)
    assert warranty_end("2 year limited warranty", date(2026, 8, 2), is_month_first=True) == date(2028, 8, 2)
    assert warranty_end("no promise", date(2026, 8, 2), is_month_first=True) is None
