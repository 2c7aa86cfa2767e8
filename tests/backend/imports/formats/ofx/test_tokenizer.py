"""The statements, transactions and fields of an OFX text, closed or not."""

import pytest

from backend.imports.errors import NoStatementInside
from backend.imports.formats.ofx.text import BankRefused
from backend.imports.formats.ofx.tokenizer import Blocks, fields_of, leaf, sections_of, tidy


def test_fields_need_no_closing_tags() -> None:
    block = "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20240105<TRNAMT>-5.00<NAME>TEA"
    assert fields_of(block)["TRNAMT"] == "-5.00"


def test_the_name_inside_a_payee_is_kept_apart() -> None:
    fields = fields_of("<STMTTRN><NAME>A</NAME><PAYEE><NAME>B</NAME><CITY>C</CITY></PAYEE></STMTTRN>")
    assert (fields["NAME"], fields["PAYEE.NAME"]) == ("A", "B")


def test_a_second_memo_continues_the_first() -> None:
    assert fields_of("<STMTTRN><MEMO>one<MEMO>two<CUSTOM>x").get("MEMO") == "one two"


def test_angle_brackets_inside_a_text_are_text() -> None:
    assert fields_of("<NAME>PAY <REF>7<MEMO>x")["NAME"] == "PAY <REF>7"


@pytest.mark.parametrize(
    ("value", "plain"),
    [("Tom &amp; Co", "Tom & Co"), ("&amp;lt;", "<"), ("&#233;  a", "é a"), ("&unknown; b", "&unknown; b")],
)
def test_entities_are_resolved(value: str, plain: str) -> None:
    assert tidy(value) == plain


def test_a_leaf_that_no_tag_follows_may_be_cut_off() -> None:
    assert leaf("<ACCTID>1234</ACCTID>", "ACCTID", 0, 21) == "1234"
    assert leaf("<ACCTID>12", "ACCTID", 0, 10) is None


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("<STMTTRN><A>1</STMTTRN><STMTTRN><A>2</STMTTRN>", [False, False]),
        ("<STMTTRN><A>1<STMTTRN><A>2</BANKTRANLIST>", [False, False]),
        ("<STMTTRN><A>1</STMTTRN><STMTTRN><A>2", [False, True]),
    ],
)
def test_a_transaction_ends_at_its_tag_or_at_the_next(text: str, cut: list[bool]) -> None:
    assert [block.is_cut for block in Blocks(text).between(0, len(text))] == cut


def test_statements_are_found_in_order() -> None:
    text = "<STMTRS><A>1</STMTRS><CCSTMTRS><A>2</CCSTMTRS>"
    assert [section.kind for section in sections_of(text)] == ["STMTRS", "CCSTMTRS"]


def test_a_bank_that_refuses_is_quoted() -> None:
    with pytest.raises(BankRefused, match="Try later"):
        sections_of("<STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>Try later</STATUS>")


@pytest.mark.parametrize("text", ["<ACCTINFO>", "<INTRARS>", "<OFX>"])
def test_a_file_without_a_statement_says_what_it_is(text: str) -> None:
    with pytest.raises(NoStatementInside):
        sections_of(text)
