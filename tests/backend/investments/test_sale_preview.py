"""What a sale would realise by each method, and by lots that a person chooses."""

from datetime import date
from decimal import Decimal

from backend.investments.lots import Cost, Lot, LotPick
from backend.investments.sale_preview import preview_sale

D = Decimal


def lot(id_: int, on: str, quantity: str, cost: int | None) -> Lot:
    day = date.fromisoformat(on)
    return Lot(id_, day, day, D(quantity), D(quantity), Cost(cost, None))


# The four open lots of one stock, and a sale of 10 at 184.25.
LOTS = [
    lot(2, "2023-03-14", "12", 115_440),
    lot(3, "2024-02-20", "10", 128_550),
    lot(5, "2026-01-20", "8", 137_040),
    lot(7, "2026-08-17", "8", 153_680),
]
ON = date(2026, 11, 20)


def test_all_methods_are_compared_at_once() -> None:
    found = preview_sale(LOTS, quantity=D(10), proceeds_minor=184_250, on=ON, picks=[LotPick(3, D(10))])
    assert [(each.method, each.cost_minor, each.gain_minor, each.term) for each in found] == [
        ("fifo", 96_200, 88_050, "long"),
        ("lifo", 187_940, -3_690, "short"),
        ("hifo", 187_940, -3_690, "short"),
        ("average", 140_713, 43_537, "long"),
        ("chosen", 128_550, 55_700, "long"),
    ]
    assert [(part.opening_id, part.quantity) for part in found[1].parts] == [(7, D(8)), (5, D(2))]


def test_lots_of_both_terms_say_how_much_of_the_gain_is_long() -> None:
    (lifo,) = [
        each for each in preview_sale(LOTS, quantity=D(20), proceeds_minor=368_500, on=ON) if each.method == "lifo"
    ]
    assert (lifo.term, lifo.gain_minor, lifo.long_gain_minor) == (None, 26_360, 73_700 - 51_420)


def test_a_lot_of_unknown_cost_makes_the_gain_unknown_and_nothing_is_changed() -> None:
    lots = [lot(1, "2023-03-14", "5", None)]
    (fifo, *_) = preview_sale(lots, quantity=D(2), proceeds_minor=1_000, on=ON)
    assert (fifo.cost_minor, fifo.gain_minor, fifo.long_gain_minor) == (None, None, None)
    assert lots[0].quantity == 5
