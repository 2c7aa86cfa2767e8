"""Which column is what, by its header and by its values."""

import pytest

from backend.imports.detection.columns import Columns, Roles
from backend.imports.detection.roles import DateFinder, DescriptionFinder, find_roles
from backend.imports.detection.sign import minor_reader
from backend.imports.formats.csv.reader import read_csv
from backend.imports.values.cells import facts_of


@pytest.mark.parametrize(
    ("header", "date", "authorized"),
    [
        ("Transaction Date;Post Date", 1, 0),
        ("Valutadatum;Buchungstag", 1, None),
        ("Date;Value Date", 0, None),
        ("Datum des Beginns;Datum des Abschlusses", 1, 0),
        ("Fecha de inicio;Fecha de finalización", 1, 0),
        ("x;y", 0, None),
    ],
)
def test_the_day_of_booking_goes_first(header: str, date: int, authorized: int | None) -> None:
    roles = Roles()
    DateFinder(Columns(header.split(";"), [facts_of(["2024-01-15", "2024-01-16"])] * 2, []), roles).find()
    assert (roles.date, roles.authorized_date) == (date, authorized)


def described(header: str, *rows: str, roles: Roles | None = None) -> Roles:
    cells = [row.split(";") for row in rows]
    facts = [facts_of([row[index] for row in cells]) for index in range(len(cells[0]))]
    roles = roles or Roles()
    DescriptionFinder(Columns(header.split(";") if header else [], facts, cells), roles).find()
    return roles


def test_the_banks_own_text_goes_before_a_tidied_one() -> None:
    roles = described("Description;Original Description", "Tea Bar;TEA BAR 0042", "Books;BOOKS 17")
    assert (roles.description, roles.payee) == ((1,), 0)


def test_the_payee_is_part_of_the_description() -> None:
    assert described("Payee;Details", "TEA BAR;Card", "BOOKS;Card", roles=Roles(payee=0)).description == (0, 1)


def test_without_a_header_longer_texts_describe() -> None:
    roles = described("", "A1;TEA BAR IN THE STREET", "A2;BOOK SHOP AT THE CORNER", "A3;TEA BAR AGAIN")
    assert 1 in roles.description
    assert "description" in roles.guessed


def test_the_type_is_the_text_where_some_rows_have_no_name() -> None:
    roles = described("Name;Type", "Tea Bar;Payment", ";Currency Conversion", roles=Roles(payee=0))
    assert (roles.description, roles.kind) == ((0,), 1)


def test_a_broker_describes_its_rows_by_the_action() -> None:
    text = (
        "Run Date,Action,Symbol,Description,Amount ($)\n"
        "03/15/2024,DEBIT CARD PURCHASE TEA BAR (Cash), , No Description,-45.12\n"
        "03/14/2024,DIRECT DEPOSIT PAYROLL (Cash), , No Description,1000\n"
    )
    texts = [draft.description for draft in read_csv(text.encode()).drafts]
    assert texts == ["DEBIT CARD PURCHASE TEA BAR (Cash)", "DIRECT DEPOSIT PAYROLL (Cash)"]


def roles_of(header: str, *rows: str) -> Roles:
    cells = [row.split(";") for row in rows]
    facts = [facts_of([row[index] for row in cells]) for index in range(len(cells[0]))]
    return find_roles(header.split(";") if header else [], facts, cells, minor_reader(".", "EUR"))


def test_headers_and_values_must_agree() -> None:
    roles = roles_of("Amount;Date;Text", "TEA;2024-01-15;-2.50", "RENT;2024-01-16;-3.00")
    assert (roles.date, roles.amount) == (1, 2)


@pytest.mark.parametrize(
    ("header", "rows", "sign_column"),
    [
        ("Date;Text;Amount;Debit/Kredit", ("2024-01-15;TEA;2.50;Debit", "2024-01-16;PAY;9.00;Kredit"), 3),
        ("Date;Text;Amount;Deb_Cred", ("2024-01-15;TEA;2.50;D", "2024-01-16;PAY;9.00;C"), 3),
        ("Date;Text;Amount;Zuordnung", ("2024-01-15;TEA;2.50;Expense", "2024-01-16;PAY;9.00;Income"), 3),
        ("Date;Text;Amount;Debit / Credit", ("2024-01-15;TEA;2.50;", "2024-01-16;PAY;9.00;Cr"), 3),
        ("Date;Text;Amount;Grade", ("2024-01-15;TEA;2.50;C", "2024-01-16;PAY;9.00;D"), None),
    ],
)
def test_a_column_that_tells_in_from_out(header: str, rows: tuple[str, ...], sign_column: int | None) -> None:
    assert roles_of(header, *rows).sign_column == sign_column


def test_the_number_behind_a_payee_is_not_the_account_of_the_file() -> None:
    row = "2024-01-15;{0};TEA;{1};-2.50"
    rows = [row.format("DE0012345678", "ANNA"), row.format("DE0012345679", "BERT")]
    assert roles_of("Date;IBAN;Text;Payee;Amount", *rows).account == 1
    moved = ["2024-01-15;ANNA;DE0012345678;TEA;-2.50", "2024-01-15;BERT;DE0012345679;TEA;-3.50"]
    assert roles_of("Date;Payee;IBAN;Text;Amount", *moved).account is None


def test_the_currency_in_the_header_of_the_amount_goes_before_a_column() -> None:
    roles = roles_of("Date;Text;Amount (EUR);Currency", "2024-01-15;TEA;-2.50;EUR", "2024-01-16;BOOK;-9.00;USD")
    assert (roles.currency, roles.original_currency) == (None, 3)
