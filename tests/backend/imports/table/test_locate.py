"""Where the table in a file is."""

import pytest

from backend.imports.errors import NotATable
from backend.imports.table.csv_reader import Record
from backend.imports.table.locate import columns_of, find_header, find_table, header_strength, text_rows

MOVEMENT = "2024-01-15;TEA;-2.50"


def records(*lines: str) -> list[Record]:
    return [Record(number, line, line.split(";")) for number, line in enumerate(lines, start=1)]


@pytest.mark.parametrize(
    ("lines", "index"),
    [
        (("Date;Text;Amount", MOVEMENT), 0),
        (("Period;01.01.2024", "Buchungstag;Verwendungszweck;Betrag", MOVEMENT), 1),
        ((MOVEMENT, MOVEMENT), None),
        ((MOVEMENT, "Date;Text;Amount"), None),
        (("Ngayx;Chuxyz;Tienx", MOVEMENT), 0),
        (("Date;Price;Amount", "none", "Date;Description;Amount;Balance", MOVEMENT, MOVEMENT), 2),
    ],
)
def test_the_header_stands_above_movements(lines: tuple[str, ...], index: int | None) -> None:
    assert find_header(records(*lines)) == index


def test_a_header_names_a_day_and_money() -> None:
    assert header_strength(["Date", "Description", "Amount"]) >= 2
    assert header_strength(["Name", "Description"]) < 2
    assert header_strength(["2024-01-15", "Amount"]) == 0


ROWS = "2024-01-15{0}TEA, GREEN{0}-2.50\n2024-01-16{0}PAY{0}100.00\n"


@pytest.mark.parametrize("delimiter", [";", "\t", "|", "~"])
def test_the_delimiter_is_the_one_that_makes_movements(delimiter: str) -> None:
    table = find_table(text_rows(f"Date{delimiter}Text{delimiter}Amount\n" + ROWS.format(delimiter)))
    assert table.dialect.delimiter == delimiter
    assert [record.cells[2] for record in table.rows] == ["-2.50", "100.00"]


def test_a_file_may_say_its_delimiter_itself() -> None:
    assert find_table(text_rows("sep=;\nDate;Text;Amount\n" + ROWS.format(";"))).dialect.delimiter == ";"


def test_lines_above_the_header_are_the_preamble() -> None:
    table = find_table(text_rows("Account;DE00 1234\n\nDate;Text;Amount\n" + ROWS.format(";")))
    assert table.header is not None
    assert (table.header.line_no, table.preamble[0].cells) == (3, ["Account", "DE00 1234"])


def test_a_file_without_a_header_begins_with_its_first_movement() -> None:
    table = find_table(text_rows(ROWS.format(";")))
    assert table.header is None
    assert len(table.rows) == 2


def test_a_long_file_is_sampled_all_over() -> None:
    rows = "".join(f"2024-01-{1 + i % 28:02d};TEA {i};-2.50\n" for i in range(5000))
    table = find_table(text_rows("Date;Text;Amount\n" + rows))
    sampled = [record.cells[1] for record in (*table.rows, *table.spread)]
    assert max(int(text[4:]) for text in sampled) > 4800
    assert len(sampled) == len(set(sampled)) < 1200


def test_a_letter_is_no_table() -> None:
    with pytest.raises(NotATable):
        find_table(text_rows("Dear customer,\nyour statement is ready.\n"))


def test_each_column_shows_its_header_and_a_few_different_values() -> None:
    columns = columns_of(
        find_table(text_rows("Date;Text;Amount\n" + "2024-01-15;TEA;-2.50\n" * 3 + "2024-01-16;PAY;9.00\n"))
    )
    assert [column.header for column in columns] == ["Date", "Text", "Amount"]
    assert columns[1].samples == ("TEA", "PAY")
