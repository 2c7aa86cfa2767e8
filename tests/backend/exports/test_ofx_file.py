"""OFX files: what they say, and that they read back."""

from datetime import UTC, date, datetime
from xml.etree import ElementTree

from hypothesis import given

from backend.balances.queries import Balance, Stated
from backend.exports.ofx_file import as_ofx
from backend.exports.register import Register
from backend.imports.formats.ofx.reader import read_ofx
from backend.imports.model.statement import StatedBalance, Statement
from tests.backend.exports.makers import a_register, an_entry, facts, registers

NOW = datetime(2024, 3, 2, 12, 0, tzinfo=UTC)


def written(*found: Register) -> str:
    return b"".join(as_ofx(found, now=NOW)).decode()


def read_back(*found: Register) -> list[Statement]:
    return read_ofx(written(*found).encode(), default_currency="USD")


def test_money_out_has_a_minus_and_the_number_stays() -> None:
    text = written(a_register(an_entry(id=7), an_entry(id=8, amount_minor=-200000, description="SALARY")))
    assert "<TRNTYPE>DEBIT</TRNTYPE>" in text
    assert "<TRNAMT>-12.50</TRNAMT><FITID>7</FITID>" in text
    assert "<TRNTYPE>CREDIT</TRNTYPE>" in text
    assert "<TRNAMT>2000.00</TRNAMT><FITID>8</FITID>" in text


def test_cards_and_bank_accounts_stand_in_their_own_lists() -> None:
    root = ElementTree.fromstring(
        written(
            a_register(an_entry(), id=1, mask="4242"),
            a_register(an_entry(), id=2, account_type="credit"),
            a_register(an_entry(), id=3, account_type="savings"),
        )
    )
    banks = root.findall("BANKMSGSRSV1/STMTTRNRS/STMTRS/BANKACCTFROM")
    assert [(bank.findtext("ACCTID"), bank.findtext("ACCTTYPE")) for bank in banks] == [
        ("1-4242", "CHECKING"),
        ("3", "SAVINGS"),
    ]
    cards = root.findall("CREDITCARDMSGSRSV1/CCSTMTTRNRS/CCSTMTRS/CCACCTFROM/ACCTID")
    assert [card.text for card in cards] == ["2"]


def test_a_long_text_is_whole_in_the_memo() -> None:
    text = "THE VERY LONG NAME OF A SHOP IN A TOWN WITH A LONG NAME"
    (statement,) = read_back(a_register(an_entry(description=text)))
    assert statement.drafts[0].description == text
    assert "<NAME>THE VERY LONG NAME OF A SHOP IN</NAME>" in written(a_register(an_entry(description=text)))


def test_what_is_owed_is_a_negative_balance() -> None:
    stated = Stated(date(2024, 3, 2), -128477, "statement", datetime(2024, 3, 2, tzinfo=UTC))
    (statement,) = read_back(
        a_register(an_entry(), account_type="credit", balance=Balance(-128477, stated, stated.on))
    )  # fmt: skip
    assert statement.balances == (StatedBalance(date(2024, 3, 2), -128477, "closing"),)


def test_signs_of_xml_and_control_characters_harm_nothing() -> None:
    text = written(a_register(an_entry(description="A < B & C > D\x00\x08\ufffe", notes="]]>\n")))
    assert ElementTree.fromstring(text).findtext(".//STMTTRN/NAME") == "A < B & C > D"
    assert ElementTree.fromstring(text).findtext(".//STMTTRN/MEMO") == "]]>"


def test_a_row_in_another_currency_says_so() -> None:
    (statement,) = read_back(a_register(an_entry(currency="JPY", amount_minor=980)))
    assert [(draft.amount_minor, draft.currency) for draft in statement.drafts] == [(980, "JPY")]


@given(registers())
def test_every_file_is_xml_and_reads_back_with_the_same_days_amounts_and_numbers(found: list[Register]) -> None:
    ElementTree.fromstring(written(*found))
    back = {statement.account_hint: statement for statement in read_back(*found)}
    assert len(back) == len(found)
    for register in found:
        statement = back[str(register.id)]
        assert statement.currency == register.currency
        assert not statement.problems
        assert not statement.left_out
        rows = list(register.entries())
        assert [(d.on, d.amount_minor, d.currency) for d in statement.drafts] == facts(rows)
        assert [d.provider_id for d in statement.drafts] == [str(entry.id) for entry in rows]
