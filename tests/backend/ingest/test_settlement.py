"""Pending rows and the posted ones that replace them."""

from datetime import date

from backend.ingest.settlement import PendingRow, settle
from backend.transactions.draft import Draft


def posted(amount_minor: int = 1000, *, on: int = 10, text: str = "OLD MILL", pending_id: str | None = None) -> Draft:
    return Draft(0, date(2026, 3, on), text, amount_minor, "USD", "", provider_id="new", pending_provider_id=pending_id)


def pending(id_: int = 1, amount_minor: int = 1000, *, on: int = 8, text: str = "OLD MILL") -> PendingRow:
    return PendingRow(id_, f"p{id_}", date(2026, 3, on), amount_minor, "USD", text)


def found(drafts: list[Draft], rows: list[PendingRow], *, gone: tuple[int, ...] = (1, 2)) -> dict[int, tuple[int, str]]:
    named = {row.provider_id: row for row in rows}
    settled = settle(drafts, rows, named=named, withdrawn={f"p{id_}" for id_ in gone})
    return {index: (each.row.transaction_id, each.how) for index, each in settled.items()}


def test_a_number_decides_whatever_amount_and_text_say() -> None:
    assert found([posted(4800, text="ELSE", pending_id="p1")], [pending()], gone=()) == {0: (1, "named")}


def test_without_a_number_the_same_amount_and_a_like_text_decide() -> None:
    assert found([posted()], [pending()]) == {0: (1, "same_amount")}
    assert found([posted(text="QUITE ANOTHER SHOP")], [pending()]) == {}


def test_a_pending_row_that_the_bank_still_lists_is_not_settled() -> None:
    assert found([posted()], [pending()], gone=()) == {}


def test_a_posted_row_never_settles_a_later_pending_one() -> None:
    assert found([posted(on=7)], [pending(on=8)]) == {}


def test_two_equal_ones_are_paired_one_to_one_nearest_first() -> None:
    rows = [pending(1, on=5), pending(2, on=9)]
    assert found([posted(on=10), posted(on=9)], rows) == {1: (2, "same_amount"), 0: (1, "same_amount")}


def test_a_tip_is_only_suggested_and_more_than_30_percent_is_not() -> None:
    assert found([posted(1250)], [pending()]) == {0: (1, "suggested")}
    assert found([posted(1400)], [pending()]) == {}
    assert found([posted(-1100)], [pending()]) == {}
