"""The account, bank and balances of an OFX statement."""

from datetime import date

from backend.imports.formats.ofx.account import Institutions, account_of, balances_of
from backend.imports.formats.ofx.values import OfxDates, decimal_of, money_reader

READ = money_reader(decimal_of("<TRNAMT>1.00<", 0, 13), "USD")


def test_bank_number_and_kind_make_an_account() -> None:
    text = "<BANKACCTFROM><BANKID>021<ACCTID>4417<ACCTTYPE>SAVINGS</BANKACCTFROM>"
    found = account_of(text, "STMTRS", 0, len(text), "Meridian")
    assert (found.part, found.label, found.type_hint) == ("021/4417/SAVINGS", "Savings 4417", "savings")


def test_a_card_is_a_card_by_its_statement_or_by_its_account() -> None:
    text = "<CCACCTFROM><ACCTID>8850</CCACCTFROM>"
    assert account_of(text, "CCSTMTRS", 0, len(text), None).type_hint == "credit"
    assert account_of(text, "", 0, len(text), None).type_hint == "credit"


def test_a_statement_without_an_account_has_no_part() -> None:
    assert account_of("<STMTRS>", "STMTRS", 0, 8, None).part is None


def test_a_bank_signs_on_above_its_statements() -> None:
    text = "statement <ORG>First</ORG> statement <ORG>Second</ORG> statement"
    banks = Institutions(text)
    assert [banks.above(place) for place in (0, 20, len(text))] == [None, "First", "Second"]


def balances(text: str, *, is_credit: bool = False) -> list[tuple[date, int, str]]:
    found = balances_of(text, 0, len(text), READ, OfxDates(), is_credit=is_credit)
    return [(each.on, each.balance_minor, each.kind) for each in found]


LEDGER = "<LEDGERBAL><BALAMT>-12.50<DTASOF>20240131</LEDGERBAL>"
AVAILABLE = "<AVAILBAL><BALAMT>100.00<DTASOF>20240131</AVAILBAL>"


def test_the_ledger_balance_closes_the_statement() -> None:
    assert balances(LEDGER + AVAILABLE) == [
        (date(2024, 1, 31), -1250, "closing"),
        (date(2024, 1, 31), 10_000, "available"),
    ]


def test_the_rest_of_a_limit_is_no_balance() -> None:
    assert balances(LEDGER + AVAILABLE, is_credit=True) == [(date(2024, 1, 31), -1250, "closing")]


def test_a_balance_without_day_or_amount_states_nothing() -> None:
    assert balances("<LEDGERBAL><BALAMT>5.00</LEDGERBAL><AVAILBAL><BALAMT>odd<DTASOF>20240131</AVAILBAL>") == []
