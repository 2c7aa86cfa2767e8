"""OFX and QFX files: what is read, what is left out, what is refused."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.imports.errors import EmptyFile, NoStatementInside, UnreadableFile
from backend.imports.formats.ofx.reader import read_ofx
from backend.imports.formats.ofx.text import BankRefused, NotOfx
from backend.imports.model.statement import StatedBalance, Statement

HEADER = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n"
SIGN_ON = (
    "<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS><FI><ORG>Bank of Nowhere</FI></SONRS>"
    "</SIGNONMSGSRSV1>\n"
)
ACCOUNT = "<BANKACCTFROM><BANKID>123456789<ACCTID>0042<ACCTTYPE>CHECKING</BANKACCTFROM>\n"


def movement(
    amount: str = "-12.50", day: str = "20240115", kind: str = "DEBIT", more: str = "<FITID>A1\n<NAME>COFFEE"
) -> str:
    return f"<STMTTRN>\n<TRNTYPE>{kind}\n<DTPOSTED>{day}\n<TRNAMT>{amount}\n{more}\n</STMTTRN>\n"


def statement(*movements: str, currency: str = "<CURDEF>USD", account: str = ACCOUNT, after: str = "") -> str:
    rows = "".join(movements)
    return f"<STMTTRNRS><STMTRS>{currency}{account}<BANKTRANLIST>\n{rows}</BANKTRANLIST>{after}</STMTRS></STMTTRNRS>\n"


def file(*statements: str) -> str:
    return HEADER + "<OFX>" + SIGN_ON + "<BANKMSGSRSV1>" + "".join(statements) + "</BANKMSGSRSV1></OFX>\n"


def read(text: str, currency: str = "USD") -> list[Statement]:
    return read_ofx(text.encode(), default_currency=currency)


def read_one(*movements: str, **options: str) -> Statement:
    (only,) = read(file(statement(*movements, **options)))
    return only


def test_a_movement_becomes_a_draft() -> None:
    found = read_one(movement())
    draft = found.drafts[0]
    assert (draft.on, draft.description, draft.amount_minor) == (date(2024, 1, 15), "COFFEE", 1250)
    assert (draft.currency, draft.provider_id, draft.line_no) == ("USD", "A1", 10)
    assert draft.raw == movement().rstrip()


def test_the_account_and_the_bank_are_told() -> None:
    found = read_one(movement())
    assert (found.format, found.layout, found.currency) == ("ofx", "OFX 1.0.2", "USD")
    assert (found.part, found.part_label) == ("123456789/0042/CHECKING", "Checking 0042")
    assert (found.account_hint, found.account_type_hint, found.institution_hint) == (
        "0042",
        "checking",
        "Bank of Nowhere",
    )


def test_quicken_marks_its_files() -> None:
    assert read(file(statement(movement())).replace("<FI>", "<INTU.BID>42<FI>"))[0].format == "qfx"


@pytest.mark.parametrize(
    "shape",
    [
        lambda text: text.replace("\n", ""),
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: re.sub(r"<[^>]*>", lambda tag: tag[0].lower(), text),
        lambda text: text[len(HEADER) :],
        lambda text: text.replace("<NAME>COFFEE", "<NAME>COFFEE</NAME>").replace("-12.50", "-12.50</TRNAMT>"),
        lambda text: text.replace("</STMTTRN>", ""),
        lambda text: text.replace("<NAME>COFFEE", "<NAME>\n   COFFEE\n  </NAME>"),
        lambda text: text.replace("COFFEE", "<![CDATA[COFFEE]]>"),
        lambda text: text.replace("<NAME>", "<!-- <NAME>TEA --><NAME>"),
        lambda text: "POST /ofx HTTP/1.1\nContent-Type: application/x-ofx\n\n" + text + "\0\0",
        lambda text: "\ufeff" + text,
        lambda text: text.replace("<STMTTRN>", "<STMTTRN >").replace("<CURDEF>", "<CLTCOOKIE /><CURDEF>"),
    ],
    ids=["one line", "crlf", "cr", "small letters", "no header", "closed", "never closed", "pretty", "cdata",
         "comment", "envelope", "mark", "spaces"],
)  # fmt: skip
def test_every_shape_of_the_same_file_reads_the_same(shape) -> None:  # type: ignore[no-untyped-def]
    text = shape(file(statement(movement(), movement("200.00", more="<FITID>A2\n<NAME>SALARY", kind="CREDIT"))))
    (found,) = read(text)
    assert not found.problems
    assert [(d.on, d.description, d.amount_minor, d.provider_id) for d in found.drafts] == [
        (date(2024, 1, 15), "COFFEE", 1250, "A1"),
        (date(2024, 1, 15), "SALARY", -20000, "A2"),
    ]
    assert len({d.line_no for d in found.drafts}) == 2


@pytest.mark.parametrize(
    ("name", "memo", "description"),
    [
        ("COFFEE BAR", "", "COFFEE BAR"),
        ("", "COFFEE BAR", "COFFEE BAR"),
        ("COFFEE BAR", "COFFEE BAR", "COFFEE BAR"),
        ("THE VERY LONG NAME OF A SHOP IN A", "THE VERY LONG NAME OF A SHOP IN A TOWN", "THE VERY LONG NAME OF A SHOP "
         "IN A TOWN"),
        ("COFFEE BAR", "CARD 1234", "COFFEE BAR CARD 1234"),
        ("COFFEE BAR", "POS;COFFEE BAR", "POS;COFFEE BAR"),
        ("FISH &amp; CHIPS", "", "FISH & CHIPS"),
        ("FISH & CHIPS", "", "FISH & CHIPS"),
        ("A&B &copy C", "", "A&B &copy C"),
        ("PAY &amp;lt;REF&amp;gt;", "", "PAY <REF>"),
        ("PAY <REF> 5 < 6", "", "PAY <REF> 5 < 6"),
        ("Caf&#233;", "", "Café"),
        ("&xxe;", "", "&xxe;"),
    ],
)  # fmt: skip
def test_name_and_memo_are_said_once(name: str, memo: str, description: str) -> None:
    more = "".join(f"<{tag}>{text}\n" for tag, text in (("NAME", name), ("MEMO", memo)) if text)
    assert read_one(movement(more=more)).drafts[0].description == description


def test_a_payee_with_an_address_is_the_merchant() -> None:
    payee = "<PAYEE><NAME>Coffee Bar Ltd<ADDR1>Main Street 1<CITY>Nowhere</PAYEE><MEMO>LATTE"
    draft = read_one(movement(more=payee)).drafts[0]
    assert (draft.description, draft.merchant_name) == ("Coffee Bar Ltd LATTE", "Coffee Bar Ltd")


def test_what_no_words_describe_is_named_by_its_kind() -> None:
    assert read_one(movement(kind="FEE", more="")).drafts[0].description == "Fee"
    check = read_one(movement(kind="CHECK", more="<CHECKNUM>000123")).drafts[0]
    assert (check.description, check.notes) == ("Check 123", "Check 123")


@pytest.mark.parametrize(
    ("amount", "out_minor"),
    [
        ("-12.50", 1250), ("12.50", -1250), ("+12.50", -1250), ("-12,50", 1250), ("-1,234.56", 123456),
        ("-1.234,56", 123456), ("-12", 1200), ("-12.5", 1250), (" -12.50 ", 1250), ("-.50", 50), ("-12.", 1200),
        ("-12.5000", 1250), ("-00000000001500.0000", 150000), ("$-120.00", 12000), ("-1 234.56", 123456), ("0.00", 0),
        ("-12.50 DR", None), ("12.50 DR", 1250),
        ("", None), ("abc", None), ("-12.345", None), ("-12.50.1", None), ("1e5", None), ("NaN", None),
        ("9999999999999999", None), ("-1,234", None), ("--5", None),
    ],
)  # fmt: skip
def test_an_amount_is_exact_or_a_problem(amount: str, out_minor: int | None) -> None:
    found = read_one(movement(amount, kind="OTHER"))
    assert [draft.amount_minor for draft in found.drafts] == ([] if out_minor is None else [out_minor])
    assert len(found.problems) == (out_minor is None)


@pytest.mark.parametrize("amount", ["-12.505", "-12,505", "-12.50500"])
def test_a_currency_of_three_decimals_has_three_after_the_mark(amount: str) -> None:
    (draft,) = read_one(movement(amount), currency="<CURDEF>KWD").drafts
    assert draft.amount_minor == 12505


def test_the_other_amounts_tell_thousands_from_decimals() -> None:
    points = read_one(movement("-1,234"), movement("-12.50"))
    assert [draft.amount_minor for draft in points.drafts] == [123400, 1250]
    commas = read_one(movement("-1.234"), movement("-12,50"))
    assert [draft.amount_minor for draft in commas.drafts] == [123400, 1250]
    decimals = read_one(movement("-30.000"), movement("-3.77000"))
    assert [draft.amount_minor for draft in decimals.drafts] == [3000, 377]


@pytest.mark.parametrize(
    ("day", "on"),
    [
        ("20240131", date(2024, 1, 31)),
        ("20240131235959", date(2024, 1, 31)),
        ("20240131000000.000[-5:EST]", date(2024, 1, 31)),
        ("20240131235959.000[+10:AEST]", date(2024, 1, 31)),
        ("20240131120000[-3.5:NST]", date(2024, 1, 31)),
        ("20240131[0:GMT]", date(2024, 1, 31)),
        ("202401311200", date(2024, 1, 31)),
        ("20240131093914:014", date(2024, 1, 31)),
        ("2024-01-31", date(2024, 1, 31)),
        ("20240231", None),
        ("00000000000000", None),
        ("********", None),
        ("", None),
        ("31012024", None),
        ("01/02/24", None),
        ("2024013", None),
        ("yesterday", None),
    ],
)
def test_a_day_stays_as_written_or_is_a_problem(day: str, on: date | None) -> None:
    found = read_one(movement(day=day))
    assert [draft.on for draft in found.drafts] == ([] if on is None else [on])
    assert [problem.line_no for problem in found.problems] == ([10] if on is None else [])


def test_the_day_of_payment_stands_in_for_an_open_booking_day() -> None:
    both = read_one(movement(more="<DTUSER>20240112")).drafts[0]
    assert (both.on, both.authorized_on) == (date(2024, 1, 15), date(2024, 1, 12))
    only = read_one(movement(day="00000000", more="<DTUSER>20240112")).drafts[0]
    assert (only.on, only.authorized_on) == (date(2024, 1, 12), None)


def test_a_file_without_a_currency_is_read_in_ours() -> None:
    found = read_one(movement(), currency="")
    assert (found.currency, found.drafts[0].currency) == (None, "USD")


def test_an_unknown_currency_makes_every_row_a_problem() -> None:
    found = read_one(movement(), movement(), currency="<CURDEF>XQZ")
    assert [problem.code for problem in found.problems] == ["currency_unknown"] * 2


def test_digits_follow_the_currency() -> None:
    assert read_one(movement("-1500"), currency="<CURDEF>JPY").drafts[0].amount_minor == 1500
    assert read_one(movement("-1.500,5"), currency="<CURDEF>jpy").problems[0].code == "too_many_decimals"
    assert read_one(movement("-1.234"), movement("-0.5"), currency="<CURDEF>KWD").drafts[0].amount_minor == 1234


def test_a_row_in_another_currency_keeps_it_and_is_told() -> None:
    found = read_one(movement(more="<CURRENCY><CURRATE>1.06<CURSYM>EUR</CURRENCY><NAME>TEA"))
    assert (found.drafts[0].amount_minor, found.drafts[0].currency, found.currency) == (1250, "EUR", "USD")
    assert "EUR" in found.warnings[0]


def test_a_converted_row_is_in_the_currency_of_the_account() -> None:
    found = read_one(movement(more="<ORIGCURRENCY><CURRATE>1.06<CURSYM>EUR</ORIGCURRENCY><NAME>TEA"))
    assert (found.drafts[0].currency, found.drafts[0].notes) == ("USD", "Paid in EUR, rate 1.06")
    assert not found.warnings


def test_the_same_id_on_several_rows_stays_for_the_dedupe_to_judge() -> None:
    found = read_one(movement(), movement("-3.00"))
    assert [draft.provider_id for draft in found.drafts] == ["A1", "A1"]
    assert read_one(movement(more="<FITID>\n<NAME>TEA")).drafts[0].provider_id is None


def test_balances_are_stated_and_empty_ones_are_not() -> None:
    after = "<LEDGERBAL><BALAMT>-10.25<DTASOF>20240131</LEDGERBAL><AVAILBAL><BALAMT> <DTASOF>20240131</AVAILBAL>"
    assert read_one(movement(), after=after).balances == (StatedBalance(date(2024, 1, 31), -1025, "closing"),)


def test_what_is_available_on_a_card_is_no_balance() -> None:
    text = file(
        "<CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4111</CCACCTFROM><BANKTRANLIST>",
        movement(),
        "</BANKTRANLIST><LEDGERBAL><BALAMT>-50<DTASOF>20240131</LEDGERBAL><AVAILBAL><BALAMT>950<DTASOF>20240131"
        "</AVAILBAL></CCSTMTRS></CCSTMTTRNRS>",
    )
    (found,) = read(text)
    assert (found.account_type_hint, found.part) == ("credit", "4111/credit")
    assert [balance.balance_minor for balance in found.balances] == [-5000]


def test_each_account_gives_a_statement_and_two_lists_of_one_account_give_one() -> None:
    other = ACCOUNT.replace("0042", "0043").replace("CHECKING", "SAVINGS")
    text = file(statement(movement()), statement(movement("-1.00"), account=other), statement(movement("-2.00")))
    first, second = read(text)
    assert [draft.amount_minor for draft in first.drafts] == [1250, 200]
    assert (second.part, second.account_type_hint, len(second.drafts)) == ("123456789/0043/SAVINGS", "savings", 1)


def test_no_two_statements_of_a_file_have_the_same_part() -> None:
    dollars, euros = read(file(statement(movement()), statement(movement(), currency="<CURDEF>EUR")))
    assert (dollars.part, euros.part) == ("123456789/0042/CHECKING/USD", "123456789/0042/CHECKING/EUR")
    nameless = read(file(statement(movement(), account=""), statement(movement(), account="")))
    assert [one.part for one in nameless] == ["statement 1", "statement 2"]


def test_elements_may_stand_in_any_order() -> None:
    text = file("<STMTTRNRS><STMTRS><BANKTRANLIST>" + movement() + "</BANKTRANLIST>" + ACCOUNT + "<CURDEF>EUR</STMTRS>")
    (found,) = read(text)
    assert (found.currency, found.account_hint, found.drafts[0].currency) == ("EUR", "0042", "EUR")


def test_what_is_not_booked_yet_is_left_out() -> None:
    pending = "<BANKTRANLISTP><STMTTRNP><DTTRAN>20240116<TRNAMT>-5<NAME>TEA</STMTTRNP></BANKTRANLISTP>"
    found = read_one(movement(), movement(kind="HOLD"), after=pending)
    assert len(found.drafts) == 1
    assert [row.code for row in found.left_out] == ["pending", "pending"]


def test_a_row_that_states_a_balance_is_left_out() -> None:
    found = read_one(movement(), movement("100.00", kind="OTHER", more="<MEMO>Saldo Anterior"))
    assert [row.code for row in found.left_out] == ["balance_row"]


INVESTMENT = (
    "<INVSTMTTRNRS><INVSTMTRS><CURDEF>USD<INVACCTFROM><BROKERID>broker.example<ACCTID>77</INVACCTFROM><INVTRANLIST>\n"
    "<BUYSTOCK><INVBUY><INVTRAN><FITID>9<DTTRADE>20240110</INVTRAN><TOTAL>-100</INVBUY></BUYSTOCK>\n"
    "<INCOME><INVTRAN><FITID>10<DTTRADE>20240110</INVTRAN><INCOMETYPE>DIV<TOTAL>5</INCOME>\n"
    "<INVBANKTRAN>" + movement("500.00", kind="DEP", more="<NAME>DEPOSIT") + "<SUBACCTFUND>CASH</INVBANKTRAN>\n"
    "</INVTRANLIST><INVPOSLIST><POSSTOCK><INVPOS><UNITS>5</INVPOS></POSSTOCK></INVPOSLIST></INVSTMTRS></INVSTMTTRNRS>"
)


def test_an_investment_account_gives_its_cash_and_says_the_rest() -> None:
    (found,) = read(file(INVESTMENT))
    assert [draft.amount_minor for draft in found.drafts] == [-50000]
    assert [(row.code, row.line_no) for row in found.left_out] == [
        ("investment_movement", 9),
        ("investment_movement", 10),
    ]
    assert (found.account_type_hint, found.warnings) == (
        "investment",
        ("The file lists 1 holdings; holdings are not imported.",),
    )


def test_a_row_cut_in_the_middle_is_a_problem_and_the_rest_is_read() -> None:
    text = file(statement(movement(), movement("-999.99")))
    (found,) = read(text[: text.index("-999.99") + 4])
    assert [draft.amount_minor for draft in found.drafts] == [1250]
    assert [problem.code for problem in found.problems] == ["cut_off"]
    assert "ends too early" in found.warnings[0]


def test_a_file_cut_behind_a_row_is_read_and_told() -> None:
    text = file(statement(movement(), movement("-999.99")))
    (found,) = read(text[: text.rindex("</STMTTRN>") + 10])
    assert (len(found.drafts), len(found.problems)) == (2, 0)
    assert "ends too early" in found.warnings[0]


def test_a_balance_that_is_cut_is_not_stated() -> None:
    text = file(statement(movement(), after="<LEDGERBAL><DTASOF>20240131<BALAMT>1234.56</LEDGERBAL>"))
    (found,) = read(text[: text.index("1234.56") + 2])
    assert found.balances == ()


def credit(amount: str) -> str:
    return movement(amount, kind="CREDIT")


def test_a_debit_without_a_minus_is_money_out_where_no_amount_has_one() -> None:
    found = read_one(movement("45.10"), movement("12.00"), credit("900.00"))
    assert [draft.amount_minor for draft in found.drafts] == [4510, 1200, -90000]
    assert "The types count" in found.warnings[0]


def test_signs_that_are_all_turned_are_turned_back() -> None:
    found = read_one(movement("45.10"), movement("12.00"), credit("-900.00"))
    assert [draft.amount_minor for draft in found.drafts] == [4510, 1200, -90000]


def test_signs_of_which_most_contradict_their_types_are_asked_about() -> None:
    found = read_one(movement("12.50"), movement("3.00"), movement("-1.00"))
    assert [draft.amount_minor for draft in found.drafts] == [-1250, -300, 100]
    assert "signs are kept" in found.warnings[0]
    assert found.questions == ("sign",)


def test_one_debit_taken_back_keeps_its_plus() -> None:
    found = read_one(movement(), movement(), movement("3.00"))
    assert (found.drafts[2].amount_minor, found.warnings, found.questions) == (-300, (), ())


def correction(amount: str, fitid: int, action: str) -> str:
    return movement(amount, more=f"<FITID>{fitid}0<CORRECTFITID>{fitid}<CORRECTACTION>{action}")


def test_a_corrected_row_counts_once() -> None:
    rows = [movement("-100.00", more="<FITID>1"), movement("-40.00", more="<FITID>2"), movement("-7.00")]
    found = read_one(*rows, correction("-90.00", 1, "REPLACE"), correction("-40.00", 2, "DELETE"))
    assert [draft.amount_minor for draft in found.drafts] == [700, 9000]
    assert [row.code for row in found.left_out] == ["corrected"] * 3


def test_a_correction_of_a_row_of_an_earlier_file_is_no_transaction_of_its_own() -> None:
    found = read_one(movement("-7.00"), correction("-90.00", 1, "REPLACE"), correction("-40.00", 2, "DELETE"))
    assert [draft.amount_minor for draft in found.drafts] == [700]
    corrections = [(each.draft.amount_minor, each.provider_id, each.is_deletion) for each in found.corrections]
    assert corrections == [(9000, "1", False), (4000, "2", True)]


@pytest.mark.parametrize(
    ("encoding", "charset"), [("utf-8", "1252"), ("cp1252", "1252"), ("cp1252", "8859-1"), ("utf-16", "NONE"),
                              ("cp1251", "1251"), ("cp1250", "1250"), ("gb18030", "936")]
)  # fmt: skip
def test_the_text_is_read_whatever_the_header_says(encoding: str, charset: str) -> None:
    name = {"cp1251": "Кофейня", "cp1250": "Kavárna Děčín", "gb18030": "咖啡馆"}.get(encoding, "Café Übersee")
    text = file(statement(movement(more=f"<NAME>{name}"))).replace("CHARSET:1252", f"CHARSET:{charset}")
    (found,) = read_ofx(text.encode(encoding), default_currency="USD")
    assert found.drafts[0].description == name


def test_a_header_on_one_line_still_tells_the_page() -> None:
    text = file(statement(movement(more="<NAME>Кофейня")))
    header = "OFXHEADER:100DATA:OFXSGMLVERSION:102SECURITY:NONEENCODING:USASCIICHARSET:1251COMPRESSION:NONE"
    (found,) = read_ofx((header + text[len(HEADER) :]).encode("cp1251"), default_currency="USD")
    assert (found.drafts[0].description, found.layout) == ("Кофейня", "OFX 1.0.2")


def test_a_line_break_inside_a_memo_is_a_space() -> None:
    assert read_one(movement(more="<MEMO>TEA<BR>ROOM")).drafts[0].description == "TEA ROOM"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", EmptyFile),
        (" \r\n", EmptyFile),
        ("Date,Amount\n2024-01-15,5\n", NotOfx),
        (HEADER + "<OFX></OFX>", NoStatementInside),
        (HEADER + "<OFX>" + SIGN_ON + "</OFX>", NoStatementInside),
        (HEADER + "<OFX><SIGNUPMSGSRSV1><ACCTINFO><DESC>SAVINGS</ACCTINFO></OFX>", NoStatementInside),
        (HEADER + "<OFX><INTRATRNRS><INTRARS><XFERINFO><TRNAMT>5</XFERINFO></OFX>", NoStatementInside),
        (HEADER + "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR</STATUS></OFX>", BankRefused),
    ],
)
def test_a_file_without_a_statement_is_refused(text: str, error: type[UnreadableFile]) -> None:
    with pytest.raises(error):
        read(text)


def test_the_words_of_the_bank_are_passed_on() -> None:
    text = "<OFX><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong password</STATUS></SONRS></OFX>"
    with pytest.raises(BankRefused, match="Wrong password"):
        read(text)


def test_an_error_beside_a_statement_is_told() -> None:
    failed = "<STMTTRNRS><STATUS><CODE>2000<SEVERITY>ERROR<MESSAGE>Try later</STATUS></STMTTRNRS>"
    assert "Try later" in read(file(statement(movement()), failed))[0].warnings[0]


def test_movements_without_a_statement_around_them_are_read() -> None:
    (found,) = read("<OFX><BANKTRANLIST>" + movement() + "</BANKTRANLIST></OFX>")
    assert (found.drafts[0].amount_minor, found.part) == (1250, None)


def test_entities_of_a_document_are_never_expanded() -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE OFX [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
    (found,) = read(bomb + file(statement(movement(more="<NAME>&a; &b;")))[len(HEADER) :])
    assert found.drafts[0].description == "&a; &b;"


@pytest.mark.parametrize(
    "body",
    [
        "<A>" * 100_000,
        "<STMTTRN>" * 20_000,
        "<STMTRS>" * 20_000,
        "<STMTTRN><NAME>" + "<" * 500_000,
        "<STMTTRN><NAME>" + "a<b " * 100_000,
        "<STMTTRN><TRNAMT>" + "9" * 500_000,
        "<STMTTRN><DTPOSTED>" + "0" * 500_000,
        "<!--" * 100_000,
        "<![CDATA[" * 100_000,
        "<STATUS>" * 50_000,
    ],
)
def test_a_bomb_is_quick_and_harmless(body: str) -> None:
    try:
        found = read("<OFX>" + body + "</OFX>")
    except UnreadableFile:
        return
    assert not any(one.drafts for one in found)


def test_a_movement_of_a_megabyte_is_a_problem() -> None:
    found = read_one(movement(more="<NAME>" + "x" * 1_100_000), movement())
    assert [problem.code for problem in found.problems] == ["field_too_large"]
    assert len(found.drafts) == 1


def test_progress_is_told_and_may_stop() -> None:
    told: list[int] = []
    read_ofx(file(statement(*[movement()] * 2500)).encode(), default_currency="USD", on_progress=told.append)
    assert told == [1000, 2000, 2500]


words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Z"), exclude_characters="<>&\ufffd"))
rows = st.tuples(
    st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.integers(-(10**10), 10**10), words, st.integers(0, 10**9)
)


@given(st.lists(rows, max_size=8), st.booleans(), st.booleans())
def test_a_written_statement_reads_back_exactly(
    given_rows: list[tuple[date, int, str, int]], is_xml: bool, is_one_line: bool
) -> None:
    def end(tag: str) -> str:
        return f"</{tag}>" if is_xml else ""

    text = file(
        statement(
            *(
                f"<STMTTRN>\n<DTPOSTED>{on:%Y%m%d}{end('DTPOSTED')}\n"
                f"<TRNAMT>{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}{end('TRNAMT')}\n"
                f"<FITID>{id_}{end('FITID')}\n<NAME>SHOP {name}{end('NAME')}\n</STMTTRN>\n"
                for on, minor, name, id_ in given_rows
            )
        )
    )
    (found,) = read(text.replace("\n", "") if is_one_line else text)
    assert [(d.on, -d.amount_minor, d.description, d.provider_id) for d in found.drafts] == [
        (on, minor, f"SHOP {name}".strip(), str(id_)) for on, minor, name, id_ in given_rows
    ]


pieces = st.sampled_from(
    "<OFX> </OFX> <STMTRS> </STMTRS> <CCSTMTRS> <INVSTMTRS> <STMTTRN> </STMTTRN> <STMTTRNP> <TRNAMT> -1.50 1,234"
    " <DTPOSTED> 20240115 <NAME> TEA <MEMO> <CURDEF> USD <BANKACCTFROM> <ACCTID> 42 <CURRENCY> <CURSYM> EUR"
    " </CURRENCY> <LEDGERBAL> <BALAMT> <DTASOF> <!-- --> <![CDATA[ ]]> <BUYSTOCK> </BUYSTOCK> & < > <STATUS> <CODE>"
    " <PAYEE> <SPLIT>".split()
)  # fmt: skip


@given(st.lists(st.one_of(pieces, st.text(max_size=3)), max_size=60), st.sampled_from(["", "\n"]))
def test_anything_gives_statements_or_says_why_not(parts: list[str], between: str) -> None:
    text = "<OFX>" + between.join(parts)
    try:
        found = read_ofx(text.encode("utf-8", "replace"), default_currency="USD")
    except UnreadableFile:
        return
    assert len({one.part for one in found}) == len(found)
    assert all(len({draft.line_no for draft in one.drafts}) == len(one.drafts) for one in found)
    is_plain = "<!" not in text and "\ufffd" not in text
    if is_plain:
        rows_read = sum(len(one.drafts) + len(one.problems) for one in found)
        left = sum(row.code not in ("investment_movement", "loan_movement") for one in found for row in one.left_out)
        assert rows_read + left == text.count("<STMTTRN>") + text.count("<STMTTRNP>")


@given(st.binary(max_size=300))
def test_any_bytes_give_statements_or_say_why_not(data: bytes) -> None:
    try:
        read_ofx(b"<OFX><STMTRS><STMTTRN>" + data, default_currency="USD")
    except UnreadableFile:
        return
