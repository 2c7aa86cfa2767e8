"""What could explain a difference between stated balances and transactions."""

from datetime import date

from backend.reconciliation.suspects import DeletedRow, Row, find_suspects


def day(number: int) -> date:
    return date(2026, 10, number)


def row(id: int, on: int, amount_minor: int, text: str = "Northline Transit") -> Row:
    return Row(id, day(on), amount_minor, text)


def kinds(missing_minor: int, *rows: Row, **evidence: object) -> list[tuple[str, int | None]]:
    found = find_suspects(missing_minor, rows, **evidence)  # type: ignore[arg-type]
    return [(each.kind, each.transaction_id) for each in found]


def test_a_deleted_purchase_of_the_missing_amount_is_named() -> None:
    deleted = [
        DeletedRow(5, day(6), 800, "Northline Transit", day(12)),
        DeletedRow(6, day(7), 900, "Northline Transit", day(12)),
    ]
    [suspect] = find_suspects(-800, [row(1, 3, 280)], deleted=deleted)
    assert (suspect.kind, suspect.deleted_id, suspect.on, suspect.deleted_on) == ("deleted", 5, day(6), day(12))


def test_the_later_of_two_equal_transactions_is_named() -> None:
    rows = [row(1, 3, 280), row(2, 5, 280), row(3, 20, 280), row(4, 5, 280, "Old Mill Bakery")]
    assert kinds(280, *rows) == [("duplicate", 2)]


def test_an_amount_that_was_changed_is_named_with_its_earlier_one() -> None:
    [suspect] = find_suspects(540, [row(1, 11, 4_710)], earlier_amounts={1: 4_170})
    assert (suspect.kind, suspect.transaction_id, suspect.earlier_minor) == ("changed", 1, 4_170)


def test_a_payment_with_the_wrong_sign_makes_twice_its_amount() -> None:
    assert kinds(5_000, row(1, 3, 2_500), row(2, 4, 700)) == [("sign", 1)]


def test_a_transaction_of_the_next_statement_is_named_if_that_one_lacks_it() -> None:
    assert kinds(1_560, row(1, 24, 1_560), row(2, 4, 700), neighbours=[-1_560]) == [("other_period", 1)]
    assert kinds(1_560, row(1, 24, 1_560), row(2, 4, 700), neighbours=[20]) == []


def test_nothing_is_named_if_nothing_explains_the_whole_difference() -> None:
    assert kinds(123, row(1, 3, 280), row(2, 5, 300)) == []
