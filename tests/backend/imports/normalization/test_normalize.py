"""Records to drafts: minor units, positive is money out."""

from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.normalization.normalize import Normalized, Normalizer
from backend.imports.table.csv_reader import Record


def normalize(*rows: list[str], mapping: ColumnMapping) -> Normalized:
    records = [Record(number, ";".join(cells), cells) for number, cells in enumerate(rows, start=2)]
    return Normalizer(mapping, default_currency="EUR", width=len(rows[0])).normalize(records, None)


def amounts(result: Normalized) -> list[int]:
    return [draft.amount_minor for draft in result.drafts]


ONE_COLUMN = ColumnMapping(";", "utf-8", date=0, description=(1,), amount=2)
TWO_COLUMNS = ColumnMapping(";", "utf-8", date=0, description=(1,), debit=2, credit=3)


def test_a_minus_is_money_out() -> None:
    result = normalize(["2024-01-05", "Coffee", "-4.50"], ["2024-01-06", "Salary", "20.00"], mapping=ONE_COLUMN)
    assert amounts(result) == [450, -2000]


def test_debit_is_money_out_and_credit_is_money_in() -> None:
    result = normalize(["2024-01-05", "Coffee", "4.50", ""], ["2024-01-06", "Salary", "", "20.00"], mapping=TWO_COLUMNS)
    assert amounts(result) == [450, -2000]


def test_a_row_that_cannot_be_read_is_a_problem_with_its_line() -> None:
    result = normalize(["2024-01-05", "Coffee", "-4.50"], ["2024-13-45", "Tea", "-3.00"], mapping=ONE_COLUMN)
    assert (amounts(result), [problem.line_no for problem in result.problems]) == ([450], [3])
