"""Which columns describe a movement."""

from backend.imports.cells import facts_of
from backend.imports.column_roles import Columns, Roles
from backend.imports.csv_statement import read_csv
from backend.imports.description_columns import DescriptionFinder


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
