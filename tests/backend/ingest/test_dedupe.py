"""Which rows of a file are new: the same file adds nothing, true twins live, evidence tells equal rows apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from backend.ingest.arrival import Arrival, OtherRow
from backend.ingest.dedupe import LedgerRow, compare, fingerprints
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


def draft(
    text: str = "COFFEE BAR",
    amount: int = 450,
    day: int = 1,
    *,
    balance: int | None = None,
    number: str | None = None,
) -> Draft:
    """A row of a file; only what matters is named."""
    on = date(2026, 3, day)
    return Draft(2, on, text, amount, "USD", raw="", balance_minor=balance, provider_id=number)


@dataclass
class Ledger:
    """An account's ledger, kept as the app keeps it: new and doubtful rows go in, repeats do not."""

    rows: list[LedgerRow] = field(default_factory=list)

    def take(self, drafts: Sequence[Draft]) -> list[Arrival]:
        rows = CompactRows(Draft, drafts)
        by_key = sorted(self.rows, key=lambda row: row.key)
        numbers = {row.provider_id: row for row in self.rows if row.provider_id}
        arrivals = list(compare(rows, list(fingerprints(rows)), by_key, by_id=lambda _: numbers))
        for arrival in arrivals:
            if arrival.fate != "repeated":
                d = arrival.draft
                id_ = len(self.rows) + 1
                self.rows.append(
                    LedgerRow(
                        id_,
                        arrival.key,
                        arrival.occurrence,
                        d.provider_id,
                        d.balance_minor,
                        id_,
                        "told",
                        d.on,
                        d.amount_minor,
                    )
                )
        return arrivals


def fates(arrivals: Sequence[Arrival]) -> list[str]:
    return [arrival.fate for arrival in arrivals]


def test_the_same_file_again_adds_nothing() -> None:
    ledger = Ledger()
    file = [draft("A"), draft("B"), draft("B", day=2)]
    assert fates(ledger.take(file)) == ["new"] * 3
    assert fates(ledger.take(file)) == ["repeated"] * 3


def test_true_twins_of_one_file_both_live() -> None:
    ledger = Ledger()
    first = ledger.take([draft(), draft()])
    assert fates(first) == ["new", "new"]
    assert [arrival.occurrence for arrival in first] == [1, 2]


def test_a_third_equal_row_in_a_later_file_is_the_only_new_one() -> None:
    ledger = Ledger()
    ledger.take([draft(), draft()])
    assert fates(ledger.take([draft(), draft(), draft()])) == ["repeated", "repeated", "new"]


def test_an_overlapping_file_adds_only_what_lies_beyond() -> None:
    ledger = Ledger()
    ledger.take([draft("A", day=1), draft("B", day=2)])
    assert fates(ledger.take([draft("B", day=2), draft("C", day=3)])) == ["repeated", "new"]


def test_case_and_spaces_of_the_text_do_not_make_a_row_new() -> None:
    ledger = Ledger()
    ledger.take([draft("Coffee  Bar")])
    assert fates(ledger.take([draft("COFFEE BAR")])) == ["repeated"]


def test_the_second_twin_is_told_from_the_first_by_its_balance() -> None:
    """The first file ended between two equal coffees; the second begins with the later one."""
    ledger = Ledger()
    ledger.take([draft(balance=9550), draft("LUNCH", 1200, balance=8350)])
    second = ledger.take([draft("LUNCH", 1200, balance=8350), draft(balance=7900), draft(balance=9550)])
    assert fates(second) == ["repeated", "new", "repeated"]


def test_a_row_that_differs_only_in_its_balance_asks() -> None:
    ledger = Ledger()
    ledger.take([draft(balance=9550)])
    assert fates(ledger.take([draft(balance=9000)])) == ["doubtful"]


def test_a_file_without_balances_repeats_one_with_them() -> None:
    ledger = Ledger()
    ledger.take([draft(balance=9550)])
    assert fates(ledger.take([draft()])) == ["repeated"]


def test_a_bank_number_that_comes_twice_in_a_file_is_no_identity() -> None:
    ledger = Ledger()
    assert fates(ledger.take([draft("A", number="1"), draft("B", number="1")])) == ["new", "new"]
    assert fates(ledger.take([draft("C", number="1"), draft("D", number="1")])) == ["new", "new"]


def test_a_row_whose_text_the_bank_changed_is_known_by_its_number() -> None:
    ledger = Ledger()
    ledger.take([draft("PENDING COFFEE", number="77")])
    assert fates(ledger.take([draft("COFFEE BAR 0042", number="77", day=2)])) == ["repeated"]


def test_a_number_used_again_for_another_amount_is_another_row() -> None:
    ledger = Ledger()
    ledger.take([draft("RENT", 90000, number="77")])
    assert fates(ledger.take([draft("COFFEE", 450, number="77")])) == ["new"]


def other(text: str = "COFFEE BAR", day: int = 1, *, id_: int = 9, is_manual: bool = False) -> OtherRow:
    """A row that came another way."""
    return OtherRow(id_, date(2026, 3, day), 450, "USD", text, is_manual)


def beside(drafts: Sequence[Draft], *others: OtherRow) -> list[Arrival]:
    rows = CompactRows(Draft, drafts)
    return list(compare(rows, list(fingerprints(rows)), others=others))


def test_a_row_that_the_bank_sync_brought_is_not_added_again() -> None:
    [arrival] = beside([draft("COFFEE BAR 0042", day=3)], other(day=1))
    assert (arrival.fate, arrival.twin_id, arrival.matches) == ("repeated", 9, True)


def test_each_synced_row_stands_for_one_row_of_the_file() -> None:
    assert fates(beside([draft(), draft()], other())) == ["repeated", "new"]


def test_the_nearest_day_is_taken_first() -> None:
    [arrival] = beside([draft(day=3)], other(day=1, id_=1), other(day=3, id_=3))
    assert arrival.twin_id == 3


def test_a_typed_row_with_another_text_asks() -> None:
    assert fates(beside([draft("SQ *KETTLE")], other("breakfast with Kim", is_manual=True))) == ["doubtful"]


def test_a_synced_row_with_a_quite_different_text_is_another_row() -> None:
    assert fates(beside([draft("SHELL 1234")], other("GYM MEMBERSHIP"))) == ["new"]


def test_four_days_apart_is_another_row() -> None:
    assert fates(beside([draft(day=5)], other(day=1))) == ["new"]


rows = st.lists(
    st.builds(draft, st.sampled_from(["A", "B", "C"]), st.sampled_from([100, 200]), st.integers(1, 4)), max_size=20
)


@given(rows)
def test_any_file_twice_adds_nothing_the_second_time(file: list[Draft]) -> None:
    ledger = Ledger()
    assert set(fates(ledger.take(file))) <= {"new"}
    assert set(fates(ledger.take(file))) <= {"repeated"}


@given(rows, st.integers(0, 20), st.integers(0, 20))
def test_overlapping_parts_add_up_to_the_whole(file: list[Draft], a: int, b: int) -> None:
    """However a history of whole days is cut into two overlapping downloads, every row is there once."""
    history = sorted(file, key=lambda row: row.on)
    start, end = sorted((a % 5, b % 5))
    first = [row for row in history if row.on.day <= end]
    second = [row for row in history if row.on.day >= start]
    ledger = Ledger()
    added = fates(ledger.take(first)).count("new") + fates(ledger.take(second)).count("new")
    assert added == len(first) + len([row for row in second if row.on.day > end])
