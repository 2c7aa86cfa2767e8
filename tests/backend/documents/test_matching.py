"""The transaction that paid a purchase, and the split that its lines propose."""

from datetime import date

from backend.documents.matching import Candidate, is_sure, matches, proposed_parts
from backend.documents.purchase import Purchase, PurchaseLine

CATEGORIES = ("groceries", "home_supplies")


def purchase(*lines: tuple[str, int], total: int, extras: tuple[PurchaseLine, ...] = ()) -> Purchase:
    bought = tuple(PurchaseLine(*line) for line in lines)
    return Purchase("HARVEST LANE MKT", date(2026, 11, 20), total, "USD", bought, extras)


def candidate(id_: int, *, day: int = 20, amount: int = 2910, text: str = "Bluebird Pharmacy") -> Candidate:
    return Candidate(id_, date(2026, 11, day), amount, text, 0)


def test_amount_day_and_merchant_decide() -> None:
    bought = purchase(("Bread", 2910), total=2910)
    found = matches(
        bought,
        [
            candidate(1, day=19),
            candidate(2, day=22, text="Harvest Lane Market"),
            candidate(3, day=14),
            candidate(4, amount=2911),
        ],
    )
    assert [match.candidate.transaction_id for match in found] == [2, 1]
    assert [match.reason for match in found] == ["Same amount, 2 days apart, same merchant", "Same amount, 1 day apart"]
    assert is_sure(found)
    assert not is_sure(matches(bought, [candidate(1), candidate(2)]))


def test_lines_are_divided_by_category_and_the_deposit_is_shared_out() -> None:
    bought = purchase(
        ("Bread", 650), ("Dish soap", 479), ("LED bulb", 700), total=1924, extras=(PurchaseLine("Deposit", 95),)
    )
    parts = proposed_parts(bought, own_category="groceries", known={}, categories=CATEGORIES)
    assert [(part.category, part.texts) for part in parts] == [
        ("home_supplies", ("Dish soap", "LED bulb")),
        ("groceries", ("Bread",)),
    ]
    assert sum(part.amount_minor for part in parts) == 1924


def test_what_the_lines_do_not_explain_is_a_part_of_its_own() -> None:
    bought = purchase(("Bread", 650), ("Dish soap", 479), total=1500)
    *_, rest = proposed_parts(bought, own_category="groceries", known={}, categories=CATEGORIES)
    assert (rest.is_rest, rest.amount_minor, rest.category) == (True, 371, "groceries")


def test_earlier_splits_decide_before_words_and_one_category_needs_no_split() -> None:
    bought = purchase(("Bread", 650), ("Dish soap", 479), total=1129)
    known = {"dish soap": "groceries"}
    assert proposed_parts(bought, own_category="groceries", known=known, categories=CATEGORIES) == []
