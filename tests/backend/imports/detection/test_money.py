"""Which column moves the account."""

import pytest

from backend.imports.detection.columns import Columns, Roles
from backend.imports.detection.money import MoneyFinder
from backend.imports.detection.sign import minor_reader
from backend.imports.formats.csv.reader import read_csv
from backend.imports.values.cells import facts_of


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


def money_of(header: str, *rows: str) -> Roles:
    cells = [row.split(";") for row in rows]
    facts = [facts_of([row[index] for row in cells]) for index in range(len(cells[0]))]
    roles = Roles(date=0)
    MoneyFinder(Columns(header.split(";"), facts, cells), roles, minor_reader(".", "EUR")).find()
    return roles


def test_the_balance_decides_between_gross_and_net() -> None:
    rows = (
        "2024-01-15;100.00;-4.00;96.00;96.00",
        "2024-01-16;50.00;-2.00;48.00;144.00",
        "2024-01-17;9.00;0;9.00;153.00",
    )
    roles = money_of("Date;Gross;Fee;Net;Balance", *rows)
    assert (roles.amount, roles.balance) == (3, 4)


@pytest.mark.parametrize("header", ["Date;Text;In/Out;Sum", "Date;Text;Mutation;Amount", "Date;Text;Sum;Rest"])
def test_the_balance_proves_the_amount_whatever_the_header_calls_them(header: str) -> None:
    rows = ("2025-02-02;TEA;-100.00;900.00", "2025-02-03;CAKE;-100.00;800.00", "2025-02-04;PAY;2500.00;3300.00")
    roles = money_of(header, *rows)
    assert (roles.amount, roles.balance) == (2, 3)


def test_without_a_balance_the_net_counts_if_the_fee_explains_it() -> None:
    assert money_of("Date;Amount;Fee;Net", "2024-01-15;100.00;4.00;96.00", "2024-01-16;50.00;0.00;50.00").amount == 3


def test_a_column_of_noughts_is_not_the_amount() -> None:
    rows = ("2024-01-15;0.00;-2.50", "2024-01-16;0.00;-3.50")
    assert money_of("Date;Transaction amount;Value", *rows).amount == 2


@pytest.mark.parametrize(
    "header", ["Date;Debit;Credit", "Date;Amount (debit);Amount (credit)", "Date;Funds Out;Funds In"]
)
def test_two_sides(header: str) -> None:
    roles = money_of(header, "2024-01-15;2.50;", "2024-01-16;;9.00")
    assert (roles.debit, roles.credit) == (1, 2)


def test_one_column_a_currency_is_doubtful_where_both_are_used() -> None:
    assert "which amount" in money_of("Date;CAD$;USD$", "2024-01-15;-2.50;", "2024-01-16;;-9.00").guessed
    assert not money_of("Date;CAD$;USD$", "2024-01-15;-2.50;", "2024-01-16;-9.00;").guessed


def test_the_amount_of_the_purchase_counts_where_there_is_no_other() -> None:
    rows = ("2024-01-15;TEA;2.50;EUR", "2024-01-16;RENT;3.50;EUR")
    assert money_of("Date;Text;Original amount;Currency", *rows).amount == 2
