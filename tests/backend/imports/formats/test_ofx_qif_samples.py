"""Small OFX, QFX and QIF files in the shapes of real banks, with invented contents: what comes out of each."""

from datetime import date
from pathlib import Path

import pytest

from backend.imports.errors import UnreadableFile
from backend.imports.formats.ofx.reader import read_ofx
from backend.imports.formats.ofx.text import BankRefused
from backend.imports.formats.qif.reader import read_qif
from backend.imports.model.statement import Statement

SAMPLES = Path(__file__).parents[3] / "samples"

# File: for each account its money out per row in minor units, codes of problems and of what is left out.
EXPECTED: dict[str, list[tuple[list[int], list[str], list[str]]]] = {
    "ofx/us_checking.qfx": [([450, -250000], [], [])],
    "ofx/card_on_one_line.ofx": [([3520, -20000], [], [])],
    "ofx/brazil_commas.ofx": [([123456], ["date_missing"], ["balance_row"])],
    "ofx/two_accounts.ofx": [([1240], [], []), ([-3107], [], [])],
    "ofx/broker_cash.ofx": [([15000], ["too_many_decimals"], ["investment_movement"])],
    "ofx/header_in_a_comment.ofx": [([65000], [], [])],
    "ofx/cut_off.ofx": [([450], ["cut_off"], [])],
    "qif/quicken_two_accounts.qif": [([6250, 30000], [], ["balance_row"]), ([2000], [], [])],
    "qif/money_fr_1252.qif": [([123450, -1200], [], [])],
    "qif/broker.qif": [([-10000], [], ["investment_movement", "investment_movement"])],
    "qif/ambiguous_days.qif": [([500], [], [])],
    "qif/cut_off.qif": [([999], ["cut_off"], [])],
}


def read(name: str) -> list[Statement]:
    data = (SAMPLES / name).read_bytes()
    if name.endswith(".qif"):
        return read_qif(
            data, filename=name, default_currency="USD", mapping=None, account_type=None, today=date(2026, 7, 1)
        )
    return read_ofx(data, default_currency="USD")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_to_the_cent(name: str) -> None:
    assert [
        (
            [draft.amount_minor for draft in one.drafts],
            [problem.code for problem in one.problems],
            [row.code for row in one.left_out],
        )
        for one in read(name)
    ] == EXPECTED[name]


def test_only_the_ambiguous_sample_asks_for_its_days() -> None:
    asking = [name for name in EXPECTED if any(one.questions for one in read(name))]
    assert asking == ["qif/ambiguous_days.qif"]


def test_a_failed_login_is_no_statement() -> None:
    with pytest.raises(BankRefused, match="Signon invalid"):
        read("ofx/login_failed.ofx")


def test_each_sample_is_expected_here() -> None:
    found = {f"{kind}/{path.name}" for kind in ("ofx", "qif") for path in (SAMPLES / kind).iterdir()}
    assert found == {*EXPECTED, "ofx/login_failed.ofx"}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_cut_anywhere_never_gives_a_row_that_is_not_in_it(name: str) -> None:
    """Cut off a download at any byte: each row that is still read is one of the whole file."""
    data = (SAMPLES / name).read_bytes()
    known = {(draft.on, draft.amount_minor) for one in read(name) for draft in one.drafts}
    for end in range(0, len(data), 3):
        try:
            if name.endswith(".qif"):
                mapping = read(name)[0].mapping
                found = read_qif(
                    data[:end], filename="", default_currency="USD", mapping=mapping, account_type=None, today=None
                )
            else:
                found = read_ofx(data[:end], default_currency="USD")
        except UnreadableFile:
            continue
        assert {(draft.on, draft.amount_minor) for one in found for draft in one.drafts} <= known
