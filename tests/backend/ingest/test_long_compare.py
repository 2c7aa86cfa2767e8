"""A file of very many rows gets the same answers as a short one, whatever it meets."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.failures import ImportCancelled
from backend.infra.spool import Room
from backend.ingest.arrival import Arrival, OtherRow
from backend.ingest.dedupe import LedgerRow, compare, grouped, keys_of
from backend.ingest.long_compare import NOTHING, Known, compare_long
from backend.transactions.draft import Draft

DAYS = [date(2026, 3, day) for day in range(1, 9)]


@st.composite
def drafts(draw: st.DrawFn) -> list[Draft]:
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from(DAYS),
                st.sampled_from(["COFFEE BAR", "COFFEE BAR 0042", "LUNCH", ""]),
                st.sampled_from([450, 451, -1200]),
                st.sampled_from(["USD", "EUR"]),
                st.sampled_from([None, 100, 200]),
                st.sampled_from([None, "", "A1", "A2", "A3", "A4"]),
                st.sampled_from([None, "KETTLE"]),
            ),
            max_size=30,
        )
    )
    return [
        Draft(line, on, text, amount, currency, f"raw {line}", balance, number, payee)
        for line, (on, text, amount, currency, balance, number, payee) in enumerate(rows, start=2)
    ]


@st.composite
def ledgers(draw: st.DrawFn) -> list[LedgerRow]:
    """What earlier files brought; a transaction may have been edited since, or be gone."""
    earlier = draw(drafts())
    rows: list[LedgerRow] = []
    for id_, (draft, key) in enumerate(zip(earlier, keys_of(earlier), strict=True), start=1):
        living = draw(st.sampled_from([id_, id_, None]))
        amount = draw(st.sampled_from([draft.amount_minor, draft.amount_minor, 451]))
        nth = 1 + sum(row.key == key for row in rows)
        rows.append(
            LedgerRow(id_, key, nth, draft.provider_id, draft.balance_minor, living, f"told {id_}", draft.on, amount)
        )
    return rows


others = st.lists(
    st.builds(
        OtherRow,
        transaction_id=st.integers(1, 40),
        on=st.sampled_from(DAYS),
        amount_minor=st.sampled_from([450, 451, -1200]),
        currency=st.sampled_from(["USD", "EUR"]),
        text=st.sampled_from(["COFFEE BAR", "KETTLE COFFEE", "breakfast", ""]),
        is_manual=st.booleans(),
        is_of_file=st.booleans(),
    ),
    max_size=12,
    unique_by=lambda row: row.transaction_id,
)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as name:
        yield Path(name)


def short(file: Sequence[Draft], ledger: Sequence[LedgerRow], beside: Sequence[OtherRow]) -> list[Arrival]:
    keys = list(keys_of(file))
    wanted = {draft.provider_id for draft in file if draft.provider_id}
    numbers = {row.provider_id: row for row in ledger if row.provider_id in wanted and row.provider_id}
    return compare(file, keys, grouped(ledger, set(keys)), numbers, beside)


def long(
    file: Sequence[Draft], ledger: Sequence[LedgerRow], beside: Sequence[OtherRow], folder: Path, most: int
) -> list[Arrival]:
    known = Known(
        of_days=lambda _: [ledger[:2], ledger[2:]],
        by_provider_id=lambda some: {
            row.provider_id: row
            for row in ledger
            if row.provider_id and row.provider_id in {draft.provider_id for draft in some}
        },
        otherwise=lambda _: beside,
    )
    return list(compare_long(file, keys_of(file), known, Room(folder, most)))


@given(drafts(), ledgers(), others, st.sampled_from([1, 3, 200]))
def test_a_long_file_is_compared_as_a_short_one(
    folder: Path, file: list[Draft], ledger: list[LedgerRow], beside: list[OtherRow], most: int
) -> None:
    assert long(file, ledger, beside, folder, most) == short(file, ledger, beside)


@given(drafts(), st.sampled_from([1, 3]))
def test_in_no_account_all_is_new_and_twins_are_counted(folder: Path, file: list[Draft], most: int) -> None:
    assert list(compare_long(file, keys_of(file), NOTHING, Room(folder, most))) == short(file, [], [])


def test_a_row_that_was_edited_since_is_taken_all_the_same(folder: Path) -> None:
    """The row that a key finds has another amount now: no other draft of that amount may have it, in whatever part."""
    first = Draft(2, DAYS[0], "COFFEE BAR", 450, "USD", "")
    file = [first, replace_amount(first, 451)]
    [key] = keys_of([first])
    ledger = [LedgerRow(1, key, 1, None, None, 7, "told", DAYS[0], 451)]
    beside = [OtherRow(7, DAYS[0], 451, "USD", "COFFEE BAR", is_manual=False, is_of_file=True)]
    found = long(file, ledger, beside, folder, 1)
    assert [arrival.fate for arrival in found] == ["repeated", "new"]
    assert found == short(file, ledger, beside)


def replace_amount(draft: Draft, amount: int) -> Draft:
    return draft._replace(line_no=draft.line_no + 1, amount_minor=amount)


def test_comparing_can_be_stopped(folder: Path) -> None:
    def stop(_done: int) -> None:
        raise ImportCancelled

    file = [Draft(2, DAYS[0], "COFFEE BAR", 450, "USD", "")]
    with pytest.raises(ImportCancelled):
        compare_long(file, keys_of(file), NOTHING, Room(folder, 1), stop)


def statement_and_another(rows: int, alike: int) -> tuple[list[Draft], list[OtherRow]]:
    """A file, and what another format of it brought in other words; only `alike` rows of it are there."""
    file = [Draft(2 + n, DAYS[n], f"CARD {n}", 1000 + n, "USD", "") for n in range(rows)]
    beside = [
        OtherRow(n + 1, DAYS[n], 1000 + n, "USD", "quite different", is_manual=False, is_of_file=True)
        for n in [*range(alike - 1), rows - 1]
    ]
    return file, beside


@pytest.mark.parametrize(("alike", "fate"), [(6, "repeated"), (5, "doubtful")])
def test_two_files_agree_by_all_their_rows_and_not_by_those_of_a_part(folder: Path, alike: int, fate: str) -> None:
    file, beside = statement_and_another(6, alike)
    # Typed by hand on a day that the other file does not tell of: it says nothing about the two files.
    file.append(Draft(9, DAYS[7], "TEA", 300, "USD", ""))
    beside.append(OtherRow(99, DAYS[7], 300, "USD", "TEA", is_manual=True))
    found = long(file, [], beside, folder, 1)
    assert found[0].fate == fate
    assert found == short(file, [], beside)
