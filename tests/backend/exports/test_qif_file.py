"""QIF files: what they say, and that they read back."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from backend.exports.qif_file import as_qif
from backend.exports.register import EntrySplit, Register
from backend.imports.formats.qif.reader import read_qif
from backend.imports.model.statement import Statement
from tests.backend.exports.makers import CURRENCIES, a_register, an_entry, facts, registers


def written(*found: Register) -> str:
    return b"".join(as_qif(found)).decode()


def read_back(*found: Register, currency: str = "USD") -> list[Statement]:
    return read_qif(
        written(*found).encode(), filename="", default_currency=currency, mapping=None, account_type=None, today=None
    )


def test_a_register_is_written_as_programs_expect_it() -> None:
    entry = an_entry(on=date(2024, 3, 1), notes="with Ada", category=("Food", "Coffee"))
    assert written(a_register(entry, account_type="credit", name="Travel card")) == (
        "!Option:MDY\n!Account\nNTravel card\nTCCard\n^\n!Type:CCard\n"
        "D03/01/2024\nT-12.50\nPCOFFEE BAR 0042\nMwith Ada\nLFood:Coffee\n^\n"
    )


def test_the_parts_of_a_row_come_back() -> None:
    parts = (EntrySplit(1000, ("Food", "Groceries"), "milk"), EntrySplit(250, (), ""))
    (statement,) = read_back(a_register(an_entry(amount_minor=1250, parts=parts)))
    assert [(split.amount_minor, split.category_hint, split.memo) for split in statement.drafts[0].splits] == [
        (1000, "Food:Groceries", "milk"),
        (250, None, None),
    ]


def test_signs_that_mean_something_in_a_category_are_taken_out() -> None:
    assert "LFood - Drink:Bar - Pub\n" in written(a_register(an_entry(category=("Food / Drink", "[Bar]: Pub"))))


def test_no_text_begins_a_line_of_its_own() -> None:
    text = written(a_register(an_entry(description="A\n^\nD01/01/2020\u2028T-1.00\x85!Type:Bank")))
    assert "PA ^ D01/01/2020 T-1.00 !Type:Bank\n" in text


def test_accounts_of_one_name_stay_apart() -> None:
    first, second = a_register(an_entry(), id=1), a_register(an_entry(), id=2)
    assert [statement.name_hint for statement in read_back(first, second)] == ["Everyday", "Everyday (2)"]


@given(st.sampled_from(CURRENCIES).flatmap(lambda code: st.tuples(st.just(code), registers(currencies=[code]))))
def test_every_file_reads_back_with_the_same_days_and_amounts(drawn: tuple[str, Sequence[Register]]) -> None:
    currency, found = drawn
    # QIF writes days and amounts without a century or a currency in doubt, but has no name for an account.
    found = [replace(register, name=f"Account {register.id}") for register in found]
    back = {statement.name_hint: statement for statement in read_back(*found, currency=currency)}
    for register in found:
        statement = back[register.name]
        assert not statement.problems
        assert not statement.questions
        rows = list(register.entries())
        assert [(d.on, d.amount_minor, d.currency) for d in statement.drafts] == facts(rows)
