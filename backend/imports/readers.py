"""Read the bytes of a file with the reader of its format."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from hashlib import sha256
from typing import Any

from backend.imports.errors import MappingNotUnderstood
from backend.imports.formats.zip.archive import holds_files
from backend.imports.model.column_mapping import BadMapping, ColumnMapping, Json
from backend.imports.model.statement import ReadSettings, Statement
from backend.imports.source.file_type import format_of, refuse_empty_and_huge
from backend.infra import clock
from backend.transactions.states import Source

# Formats that are tables of cells; the others say themselves what each value means.
TABLES = frozenset({"csv", "xlsx", "xls", "html", "pdf"})


def read(
    data: bytes,
    *,
    filename: str,
    mapping: ColumnMapping | None,
    currency: str,
    account_type: str | None,
    settle: Callable[[Statement], ReadSettings] | None = None,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Return what the file says: one statement for each account in it, and never none.

    `settle` is asked how a table is read once its layout is known and before its rows are.

    Raises an UnreadableFile.
    """
    refuse_empty_and_huge(data)
    file_format = format_of(data)
    # A reader is loaded when the first file of its format comes: the start should not wait for all of them.
    if file_format == "ofx":
        from backend.imports.formats.ofx.reader import read_ofx

        return read_ofx(data, default_currency=currency, on_progress=on_progress)
    if file_format == "camt":
        from backend.imports.formats.camt.reader import read_camt

        return read_camt(data, default_currency=currency, on_progress=on_progress)
    if file_format == "mt940":
        from backend.imports.formats.mt940.reader import read_mt940

        return read_mt940(data, default_currency=currency, on_progress=on_progress)
    table_options: dict[str, Any] = {
        "filename": filename,
        "default_currency": currency,
        "mapping": mapping,
        "account_type": account_type,
        "today": clock.today(),
        "on_progress": on_progress,
    }
    if file_format == "qif":
        from backend.imports.formats.qif.reader import read_qif

        return read_qif(data, **table_options)
    if file_format == "pdf":
        from backend.imports.formats.pdf.reader import read_pdf_statement

        return read_pdf_statement(data, settle=settle, **table_options)
    if file_format == "workbook":
        if holds_files(data):
            from backend.imports.formats.zip.reader import read_zip

            alone = partial(read, currency=currency, account_type=account_type, settle=settle, on_progress=on_progress)
            return read_zip(data, alone, mapping=mapping)
        from backend.imports.formats.excel.reader import read_workbook

        return read_workbook(data, settle=settle, **table_options)
    from backend.imports.formats.csv.reader import read_csv_by_account

    return read_csv_by_account(data, settle=settle, **table_options)


def source_of(file_format: str) -> Source:
    """Return the source that transactions from files of this format have."""
    if file_format == "archive":
        return "archive"
    return "csv_import" if file_format in TABLES else "file_import"


def kind_of(statement: Statement) -> str:
    """Return what files have in common that write their rows in the same way: the format, and of tables the header."""
    if statement.format not in TABLES:
        return statement.format
    return f"table:{sha256(json.dumps(_headers(statement)).encode()).hexdigest()[:12]}"


def mapping_from(plain: Mapping[str, Json] | None) -> ColumnMapping | None:
    """Return a mapping that came from outside. Raises MappingNotUnderstood."""
    if plain is None:
        return None
    try:
        return ColumnMapping.from_json(plain)
    except BadMapping as error:
        raise MappingNotUnderstood(str(error)) from error


def mapping_from_text(text: str | None) -> ColumnMapping | None:
    """Return a mapping that came as JSON text. Raises MappingNotUnderstood."""
    if not text:
        return None
    try:
        plain = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise MappingNotUnderstood("The mapping is not JSON.") from error
    if not isinstance(plain, dict):
        raise MappingNotUnderstood("The mapping is not a JSON object.")
    return mapping_from(plain)


def header_key(statement: Statement) -> str | None:
    """Return what tables of one layout have in common: the header, or the number of columns if there is none."""
    if statement.mapping is None:
        return None
    layout = [statement.format, statement.mapping.delimiter, _headers(statement)]
    return sha256(json.dumps(layout).encode()).hexdigest()


def _headers(statement: Statement) -> list[str]:
    headers = [column.header for column in statement.columns]
    return headers if any(headers) else [str(len(headers))]
