"""Small files in the shapes of real banks, with invented contents: what comes out of each."""

from pathlib import Path

import pytest

from backend.imports.errors import NotAStatement
from backend.imports.formats.csv.reader import read_csv
from backend.imports.model.statement import Statement
from tests.backend.imports.formats.csv.test_banks import BANKS

SAMPLES = Path(__file__).parents[4] / "samples" / "csv"

# File: money out per row in minor units, codes of what is left out, and what a person is asked.
EXPECTED: dict[str, tuple[list[int], list[str], list[str]]] = {
    "abn_headerless.tab": ([450, -1000, 525], [], []),
    "alipay.csv": ([1250, -10000], ["cancelled", "note", "note", "note"], []),
    "amex_us.csv": ([1240, -30000, 4500], [], []),
    "banco_do_brasil.csv": ([1250, -100000], ["balance_row", "balance_row"], []),
    "bancoposta.csv": ([1250, -120000], [], []),
    "barclays.csv": ([1200, -50000], [], []),
    "bofa_checking.csv": ([-250000, 2550, 5000], ["balance_row"], []),
    "capital_one_360.csv": ([-125, 5000, -10000], [], []),
    "citi_card.csv": ([3520, -20000, 4100], [], []),
    "commbank_headerless.csv": ([1250, -50000, 2000], [], []),
    "cr_only.csv": ([1250, -50000], [], []),
    "discover.csv": ([3520, -10000], [], []),
    "evo_es.csv": ([3020, -100000], [], []),
    "excel_escapes.csv": ([1250, -150000], [], []),
    "firefly.csv": ([1250, -50000], [], []),
    "hsbc_uk_headerless.csv": ([1240, -150000], [], []),
    "icici_marks.csv": ([12345650, -200000], [], []),
    "ing_nl.csv": ([450, -150000], [], []),
    "itau_headerless.txt": ([1250, -150000, 23010], [], []),
    "lloyds.csv": ([750, -10000], [], []),
    "nubank_card.csv": ([1250, -30000, 2000], [], []),
    "rabobank.csv": ([450, -1000], [], []),
    "rakuten_card_jp.csv": ([-1200, -3400], [], ["sign"]),
    "rbc_two_currencies.csv": ([1250, -50000], [], []),
    "revolut.csv": ([420, 2050, -5000], ["reverted", "pending"], []),
    "sofi.csv": ([-50000, 1250], ["pending"], []),
    "swedbank_lt.csv": ([450, -50000], ["balance_row", "balance_row", "balance_row"], []),
    "td_headerless.csv": ([1250, -50000, 8000], [], []),
    "tinkoff.csv": ([12050, -100000], ["declined"], []),
    "utf16_no_mark.csv": ([1250, -50000], [], []),
    "vanguard.csv": ([-500], [], ["sign"]),
    "venmo.csv": ([-1250, 500], ["note", "note"], []),
    "wechat.csv": ([1800, -6600], [], []),
    "wells_fargo_headerless.csv": ([2500, -120000, 8010], [], []),
    "wise.csv": ([1050, -10000], [], []),
    "ynab.csv": ([1250, -50000], [], []),
}


def read(name: str, currency: str = "USD") -> Statement:
    return read_csv((SAMPLES / name).read_bytes(), filename=name, default_currency=currency)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_to_the_cent(name: str) -> None:
    outs, left_out, questions = EXPECTED[name]
    statement = read(name, "JPY" if "_jp" in name else "USD")
    assert [draft.amount_minor for draft in statement.drafts] == outs
    assert [problem.code for problem in statement.left_out] == left_out
    assert list(statement.questions) == questions
    assert statement.problems == []


def test_every_sample_is_expected() -> None:
    refused = {"kraken_trades.csv"}
    assert {path.name for path in SAMPLES.iterdir()} == EXPECTED.keys() | BANKS.keys() | refused


def test_trades_are_no_statement() -> None:
    with pytest.raises(NotAStatement):
        read("kraken_trades.csv")


def test_a_sample_tells_its_currency_and_account() -> None:
    rabobank = read("rabobank.csv")
    assert (rabobank.currency, rabobank.account_hint, rabobank.account_type_hint) == ("EUR", "0001", "checking")
    assert rabobank.drafts[0].balance_minor == 9550
    assert rabobank.drafts[0].provider_id == "000000000000000101"
    assert rabobank.drafts[0].merchant_name == "Bakker"


def test_the_fee_counts_where_the_balance_says_so() -> None:
    assert read("revolut.csv").drafts[1].amount_minor == 2000 + 50
