"""Files of several accounts."""

from backend.imports.formats.csv.reader import read_csv

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


def test_one_account_is_kept_and_the_others_left_out() -> None:
    statement = read_csv(TEXT, account="Checking")
    assert [draft.amount_minor for draft in statement.drafts] == [1250, -100000]
    assert [(row.line_no, row.code) for row in statement.left_out] == [(3, "other_account"), (5, "repeated_header")]
    assert statement.warnings == ()


def test_a_file_of_one_account_does_not_mind() -> None:
    text = b"Date,Payee,Amount\n2024-01-15,Bakery,-12.50\n"
    assert len(read_csv(text, account="Checking").drafts) == 1
