"""Which of two amounts moved the account."""

from backend.imports.csv_statement import read_csv


def outs(header: str, *rows: str) -> list[int]:
    return [draft.amount_minor for draft in read_csv("\n".join([header, *rows, ""]).encode()).drafts]


def test_the_amount_whose_currency_never_changes() -> None:
    rows = ("2024-01-15;CAFE;-3.00;EUR;-12.50;PLN", "2024-01-16;RENT;-7.25;PLN;-7.25;PLN")
    assert outs("Date;Text;Amount;Currency;Value;Currency", *rows) == [1250, 725]


def test_the_amount_that_is_named_after_the_account() -> None:
    rows = ("2024-01-15;CAFE;-3.00;-12.50", "2024-01-16;RENT;-7.25;-7.25")
    assert outs("Date;Text;Transaction amount;Account amount", *rows) == [1250, 725]


def test_two_names_alike_leave_the_first() -> None:
    rows = ("2024-01-15;CAFE;-12.50;-12.50", "2024-01-16;RENT;-7.25;-7.25")
    assert outs("Date;Text;Amount;Value", *rows) == [1250, 725]
