"""Read the bytes of a broker's file with the reader of its format."""

from backend.imports.source.encoding import decode
from backend.imports.source.file_type import format_of, refuse_other_files, refuse_other_texts
from backend.investment_imports.broker_file import BrokerFile
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.formats import interactive_brokers
from backend.investment_imports.formats.mapping import TableMapping
from backend.investment_imports.formats.table import TableFile, is_known_table, read_table


def read(
    data: bytes, *, filename: str, default_currency: str, mapping: TableMapping | None = None
) -> tuple[BrokerFile, TableFile | None]:
    """Return what a file says and, if it is a table whose columns a person may map, how it was read.

    Raises NotABrokerFile, and an UnreadableFile of the import if its bytes are no text.
    """
    refuse_other_files(data)
    if format_of(data) != "table":
        raise NotABrokerFile("This is not a CSV file.")
    text = decode(data).text
    refuse_other_texts(text)
    if interactive_brokers.is_statement(text):
        return interactive_brokers.read_statement(text), None
    table = read_table(text, filename=filename, default_currency=default_currency, mapping=mapping)
    return table.file, table


def broker_of(data: bytes) -> str | None:
    """Return the broker whose layout a file has; None if it is none that is known."""
    if format_of(data) != "table":
        return None
    text = decode(data[:200_000]).text
    if interactive_brokers.is_statement(text):
        return interactive_brokers.NAME
    layout = is_known_table(text)
    return layout.broker if layout else None
