"""How a file shows which sign means money out."""

import pytest

from backend.imports.formats.csv.reader import read_csv


@pytest.mark.parametrize(
    ("text", "outs", "questions"),
    [
        ("Date,Text,Amount\n15-Jan-2024,TEA,2.50\n16-Jan-2024,PAYMENT,+ 100.00\n", [250, -10000], ()),
        ("Date,Text,Amount\n15-Jan-2024,TEA,2.50\n16-Jan-2024,PAYMENT,100.00 CR\n", [250, -10000], ()),
        ("Date,Text,Amount,Dr / Cr\n15-Jan-2024,TEA,2.50,\n16-Jan-2024,PAY,100.00,Cr\n", [250, -10000], ()),
        (
            "Date,Card Number,Text,Amount\n"
            "15-Jan-2024,1234,A,2.50\n16-Jan-2024,1234,B,-9.00\n17-Jan-2024,1234,C,3.00\n",
            [250, -900, 300],
            (),
        ),
        ("Date,Text,Amount\n15-Jan-2024,A,2.50\n16-Jan-2024,B,-9.00\n17-Jan-2024,C,3.00\n", None, ("sign",)),
        ("15-Jan-2024,RETAIL PURCHASE TEA,2.50,\n16-Jan-2024,PAYROLL,,100.00\n", [250, -10000], ()),
        ("15-Jan-2024,ALPHA,2.50,\n16-Jan-2024,BETA,,100.00\n", None, ("sign",)),
    ],
    ids=["plus", "CR", "rare mark", "card", "unclear", "sides by words", "sides unclear"],
)
def test_signs(text: str, outs: list[int] | None, questions: tuple[str, ...]) -> None:
    statement = read_csv(text.encode())
    assert statement.questions == questions
    if outs is not None:
        assert [draft.amount_minor for draft in statement.drafts] == outs


def test_what_is_owed_after_a_purchase_does_not_turn_the_sides() -> None:
    rows = "01/17/2024,BOOK SHOP,7.25,,507.25\n01/16/2024,PAYMENT - THANK YOU,,1000.00,500.00\n"
    statement = read_csv((rows + "01/15/2024,COFFEE,12.50,,1500.00\n").encode())
    assert [draft.amount_minor for draft in statement.drafts] == [725, -100000, 1250]


def test_a_balance_that_proves_the_signs_leaves_no_question() -> None:
    rows = "2025-02-02;REFUND DESK;−100,00;900,00\n2025-02-03;REFUND DESK;-100,00;800,00\n"
    rows += "2025-02-04;Lön;+2 500,00;3 300,00\n"
    statement = read_csv(f"Date;Text;In/Out;Sum\n{rows}".encode())
    assert ([draft.amount_minor for draft in statement.drafts], statement.questions) == ([10000, 10000, -250000], ())


@pytest.mark.parametrize("neither", ["不计收支", "/"])
def test_a_row_that_moved_only_inside_a_wallet_does_not_hide_the_direction_of_the_others(neither: str) -> None:
    text = (
        "交易时间,交易对方,收/支,金额\n2024-01-15 10:00:00,小店,支出,12.50\n"
        f"2024-01-16 10:00:00,某人,收入,100.00\n2024-01-17 10:00:00,基金,{neither},500.00\n"
    )
    statement = read_csv(text.encode())
    assert [draft.amount_minor for draft in statement.drafts] == [1250, -10000]
    assert [problem.code for problem in statement.problems] == ["direction_unknown"]
    assert statement.questions == ()


def test_a_third_word_among_in_and_out_is_asked_about_and_never_taken_as_one_of_them() -> None:
    rows = "2024-01-15;A;Debit;1.50\n2024-01-16;B;Credit;9.00\n2024-01-17;C;Debit;2.00\n2024-01-18;D;Sweep;3.00\n"
    statement = read_csv(f"Date;Text;Type;Amount\n{rows}".encode())
    assert [draft.amount_minor for draft in statement.drafts] == [150, -900, 200]
    assert "sign" in statement.questions


@pytest.mark.parametrize(
    ("header", "texts", "outs"),
    [
        ("Credit", ("-12.50", "1000.00", "-7.25"), [1250, -100000, 725]),
        ("Inflow", ("-12.50", "-10.00", "-7.25"), [1250, 1000, 725]),
        ("Debit", ("-12.50", "-10.00", "-7.25"), [1250, 1000, 725]),
        ("Outflow", ("12.50", "-1000.00", "7.25"), [1250, -100000, 725]),
    ],
)
def test_one_column_of_money_alone(header: str, texts: tuple[str, ...], outs: list[int]) -> None:
    rows = "".join(f"2024-01-1{day};TEA;{text}\n" for day, text in enumerate(texts, start=5))
    statement = read_csv(f"Date;Text;{header}\n{rows}".encode())
    assert [draft.amount_minor for draft in statement.drafts] == outs
    assert statement.questions == ()


def test_a_file_that_is_named_after_a_card_may_write_purchases_as_plus() -> None:
    text = b"Date,Text,Amount\n2024-01-15,ALPHA,33.50\n2024-01-16,BETA,-1525.00\n"
    assert read_csv(text, filename="statement_credit_card.csv").questions == ("sign",)
    assert read_csv(text, filename="statement.csv").questions == ()


def test_a_transfer_in_a_ledger_of_several_accounts_is_no_money_in() -> None:
    text = (
        "type,amount,currency_code,description,date,source_name,destination_name\n"
        "Withdrawal,-50.00,EUR,Groceries,2024-05-13,Checking,Store\n"
        "Deposit,500.00,EUR,Pay,2024-05-15,ACME,Checking\n"
        "Transfer,100.00,EUR,To savings,2024-05-16,Checking,Savings\n"
    )
    statement = read_csv(text.encode())
    assert [draft.amount_minor for draft in statement.drafts] == [5000, -50000]
    assert [problem.code for problem in statement.problems] == ["direction_unknown"]


def test_a_transfer_in_a_statement_of_one_account_keeps_its_sign() -> None:
    text = (
        "Type,Amount,Description,Date\nWithdrawal,-50.00,Groceries,2024-05-13\n"
        "Deposit,500.00,Pay,2024-05-15\nTransfer,100.00,From savings,2024-05-16\n"
    )
    assert [draft.amount_minor for draft in read_csv(text.encode()).drafts] == [5000, -50000, -10000]


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("Chase Visa 2026.csv", "Date,Text,Amount\n2026-01-15,TEA,-2.50\n2026-01-16,BOOKS,-7.25\n", "credit"),
        ("a.csv", "Date,Text,Amount\n2026-01-15,NETFLIX,2.50\n2026-01-16,PAYMENT THANK YOU,-7.25\n", "credit"),
        (
            "a.csv",
            "Date,Text,Amount\n2026-01-15,NETFLIX,2.50\n2026-01-16,STARBUCKS,7.25\n2026-01-17,REFUND,-1\n",
            "credit",
        ),
        ("debit card.csv", "Date,Text,Amount\n2026-01-15,TEA,-2.50\n2026-01-16,BOOKS,-7.25\n", None),
        ("a.csv", "Date,Text,Amount\n2026-01-15,NETFLIX,2.50\n2026-01-16,STARBUCKS,7.25\n", None),
        ("a.csv", "Date,Text,Amount,Account\n2026-01-15,NETFLIX,2.50,A\n2026-01-16,REFUND,-7.25,B\n", None),
    ],
    ids=["by its name", "by thanks", "by its signs", "a debit card", "a list of expenses", "a ledger"],
)
def test_a_statement_of_a_credit_card_is_known_as_one(name: str, text: str, kind: str | None) -> None:
    assert read_csv(text.encode(), filename=name).account_type_hint == kind


@pytest.mark.parametrize("order", [1, -1], ids=["old first", "new first"])
def test_the_balance_tells_the_direction_of_amounts_without_signs(order: int) -> None:
    rows = ["2024-05-13,OLD,7.00,100.00", "2024-05-14,SHOP,5.00,95.00", "2024-05-15,PAY,900.00,995.00"]
    rows += ["2024-05-16,TEA,5.00,990.00"]
    text = "Date,Description,Amount,Balance\n" + "\n".join(rows[::order]) + "\n"
    statement = read_csv(text.encode())
    assert [(d.description, d.amount_minor) for d in statement.drafts][::order] == [
        ("SHOP", 500),
        ("PAY", -90000),
        ("TEA", 500),
    ]
    assert [(problem.code, "OLD" in problem.raw) for problem in statement.problems] == [("direction_unknown", True)]
    assert statement.questions == ()
