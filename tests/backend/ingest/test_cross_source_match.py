"""Rows that came another way: from a connection, by hand, or with a file of another kind."""

from collections.abc import Sequence
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from backend.ingest.arrival import Arrival, OtherRow
from backend.ingest.dedupe import compare, fingerprints
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft

START = date(2026, 3, 1)


def draft(text: str = "COFFEE BAR", minor: int = 450, day: int = 1) -> Draft:
    return Draft(day, START + timedelta(days=day - 1), text, minor, "EUR", text)


def filed(text: str = "COFFEE BAR", minor: int = 450, day: int = 1, *, id_: int = 9) -> OtherRow:
    """A row that a file of another kind brought."""
    return OtherRow(id_, START + timedelta(days=day - 1), minor, "EUR", text, is_manual=False, is_of_file=True)


def beside(drafts: Sequence[Draft], *others: OtherRow) -> list[Arrival]:
    rows = CompactRows(Draft, drafts)
    return list(compare(rows, list(fingerprints(rows)), others=others))


def fates(arrivals: Sequence[Arrival]) -> list[str]:
    return [arrival.fate for arrival in arrivals]


def test_the_same_movement_in_another_format_is_known() -> None:
    [arrival] = beside([draft("Coffee Bar, card 4411")], filed())
    assert (arrival.fate, arrival.twin_id, arrival.matches) == ("repeated", 9, True)


def test_the_coffee_of_the_next_day_is_asked_about_and_not_swallowed() -> None:
    assert fates(beside([draft(day=2)], filed(day=1))) == ["doubtful"]


def test_other_words_on_the_same_day_are_asked_about() -> None:
    assert fates(beside([draft("SEPA DEBIT 0042")], filed("Quite another text"))) == ["doubtful"]


def test_other_words_on_another_day_are_another_row() -> None:
    assert fates(beside([draft("SEPA DEBIT 0042", day=2)], filed("Quite another text"))) == ["new"]


def test_where_whole_days_agree_words_do_not_matter() -> None:
    drafts = [draft(f"REF {day}", 100 + day, day) for day in range(1, 11)]
    others = [filed("Something else entirely", 100 + day, day, id_=day) for day in range(1, 11)]
    assert fates(beside(drafts, *others)) == ["repeated"] * 10
    assert [arrival.twin_id for arrival in beside(drafts, *others)] == list(range(1, 11))


def test_rows_beyond_the_shared_days_are_new() -> None:
    drafts = [draft(f"REF {day}", 100 + day, day) for day in range(1, 16)]
    others = [filed("Something else entirely", 100 + day, day, id_=day) for day in range(1, 11)]
    assert fates(beside(drafts, *others)) == ["repeated"] * 10 + ["new"] * 5


def test_one_chance_agreement_among_many_rows_is_asked_about() -> None:
    drafts = [draft(f"REF {day}", 100 + day, day) for day in range(1, 11)]
    others = [filed("Rent", 7777, 1, id_=1), filed("Something", 105, 5, id_=5), filed("Rent", 7777, 10, id_=10)]
    assert fates(beside(drafts, *others)) == ["new"] * 4 + ["doubtful"] + ["new"] * 5


def test_the_exact_day_goes_before_an_earlier_row_of_the_file() -> None:
    monday, tuesday = beside([draft(day=1), draft(day=2)], filed(day=2))
    assert (monday.fate, tuesday.fate) == ("new", "repeated")


days = st.lists(st.integers(1, 28), max_size=12)


@given(days, days)
def test_no_row_is_given_away_twice_and_none_is_lost(mine: list[int], theirs: list[int]) -> None:
    drafts = [draft(day=day) for day in mine]
    found = beside(drafts, *[filed(day=day, id_=id_) for id_, day in enumerate(theirs)])
    twins = [arrival.twin_id for arrival in found if arrival.twin_id is not None]
    assert len(twins) == len(set(twins))
    assert [arrival.draft for arrival in found] == drafts
    # Each day that both tell of is recognised as often as both tell of it.
    both = sum(min(mine.count(day), theirs.count(day)) for day in set(mine))
    assert fates(found).count("repeated") == both
