"""The columns as a person sees them."""

from backend.imports.shown_columns import columns_of
from backend.imports.sniff import find_table


def test_each_column_shows_its_header_and_a_few_different_values() -> None:
    columns = columns_of(find_table("Date;Text;Amount\n" + "2024-01-15;TEA;-2.50\n" * 3 + "2024-01-16;PAY;9.00\n"))
    assert [column.header for column in columns] == ["Date", "Text", "Amount"]
    assert columns[1].samples == ("TEA", "PAY")
