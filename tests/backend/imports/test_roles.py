"""Which column is what, by its header and by its values."""

import pytest

from backend.imports.cells import facts_of
from backend.imports.column_roles import Roles
from backend.imports.guess_sign import minor_reader
from backend.imports.roles import find_roles


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
