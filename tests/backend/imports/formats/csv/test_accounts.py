"""Files of several accounts."""

from backend.imports.formats.csv.reader import read_csv, read_csv_by_account

TEXT = (
    b"Account,Date,Payee,Amount\n"
    b"Checking,2024-01-15,Bakery,-12.50\nCard,2024-01-16,Hotel,-100.00\nChecking,2024-01-17,Acme,1000.00\n"
    b"Account,Date,Payee,Amount\n"
)


def test_the_accounts_are_listed_and_all_rows_kept() -> None:
    statement = read_csv(TEXT)
    assert statement.accounts == ("Checking", "Card")
    assert len(statement.drafts) == 3
    assert "2 accounts" in statement.warnings[0]


def test_each_account_is_a_statement_of_its_own() -> None:
    checking, card = read_csv_by_account(TEXT)
    assert [draft.amount_minor for draft in checking.drafts] == [1250, -100000]
    assert [draft.amount_minor for draft in card.drafts] == [10000]
    assert [(row.line_no, row.code) for row in (*checking.left_out, *card.left_out)] == [(5, "repeated_header")]
    assert (checking.part, card.part, checking.warnings, card.warnings) == ("Checking", "Card", (), ())


def test_a_file_of_one_account_stays_one_statement() -> None:
    text = b"Date,Payee,Amount\n2024-01-15,Bakery,-12.50\n"
    (statement,) = read_csv_by_account(text)
    assert (len(statement.drafts), statement.part) == (1, None)


def test_a_file_with_a_row_that_names_no_account_stays_whole() -> None:
    (statement,) = read_csv_by_account(TEXT + b",2024-01-18,Kiosk,-3.00\n")
    assert (len(statement.drafts), statement.part) == (4, None)


def test_the_total_of_each_account_is_no_transaction() -> None:
    text = (
        b"Account,Date,Payee,Amount\n"
        b"Checking,2024-01-15,Bakery,-12.50\nChecking,2024-01-16,Kiosk,-7.50\nChecking,2024-01-16,Total,-20.00\n"
        b"Card,2024-01-16,Hotel,-100.00\nCard,2024-01-17,Taxi,-40.00\nCard,2024-01-17,Total,-140.00\n"
    )
    assert [[d.amount_minor for d in one.drafts] for one in read_csv_by_account(text)] == [[1250, 750], [10000, 4000]]
