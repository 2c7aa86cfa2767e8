"""Read the bytes of a broker's file with the reader of its format."""

from backend.imports.formats.qif.fields import is_investing
from backend.imports.formats.qif.records import split_records
from backend.imports.source.encoding import decode
from backend.imports.source.file_type import format_of, refuse_other_files, refuse_other_texts
from backend.investment_imports.broker_file import BrokerFile
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.formats import interactive_brokers
from backend.investment_imports.formats.mapping import TableMapping
from backend.investment_imports.formats.ofx import read_ofx
from backend.investment_imports.formats.qif import read_qif
from backend.investment_imports.formats.table import TableFile, is_known_table, read_table


def read(
    data: bytes, *, filename: str, default_currency: str, mapping: TableMapping | None = None
) -> tuple[BrokerFile, TableFile | None]:
    """Return what a file says and, if it is a table whose columns a person may map, how it was read.

    Raises NotABrokerFile, and an UnreadableFile of the import if its bytes are no text.
    """
    refuse_other_files(data)
    match format_of(data):
        case "ofx":
            return read_ofx(data), None
        case "qif":
            return read_qif(data, default_currency=default_currency), None
        case "table":
            pass
        case _:
            raise NotABrokerFile("This is no file of a broker that can be read.")
    text = decode(data).text
    refuse_other_texts(text)
    if interactive_brokers.is_statement(text):
        return interactive_brokers.read_statement(text), None
    table = read_table(text, filename=filename, default_currency=default_currency, mapping=mapping)
    return table.file, table


def recognised_as(data: bytes) -> str | None:
    """Return the broker whose layout a file has, or the format in which it states investments; None if neither."""
    file_format = format_of(data)
    if file_format == "ofx":
        return "OFX" if b"<INVSTMTRS" in data.upper() else None
    text = decode(data[:200_000] if file_format == "table" else data).text
    if file_format == "qif":
        return "QIF" if any(is_investing(record.kind) for record in split_records(text).records) else None
    if file_format != "table":
        return None
    if interactive_brokers.is_statement(text):
        return interactive_brokers.NAME
    layout = is_known_table(text)
    return layout.broker if layout else None
