"""Bytes of a file to a statement: which reader, which mapping, which currency."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256

from backend.imports.column_mapping import BadMapping, ColumnMapping, Json
from backend.imports.csv_statement import read_csv
from backend.imports.failures import MappingNotUnderstood
from backend.imports.statement import Statement
from backend.infra import clock


def read(
    data: bytes,
    *,
    filename: str,
    mapping: ColumnMapping | None,
    currency: str,
    account_type: str | None,
    on_progress: Callable[[int], None] | None = None,
) -> Statement:
    """Return what the file says. Raises an UnreadableFile."""
    return read_csv(
        data,
        filename=filename,
        mapping=mapping,
        default_currency=currency,
        account_type=account_type,
        on_progress=on_progress,
        today=clock.today(),
    )


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
    """Return what files of one layout have in common: the header, or the number of columns if there is none."""
    if statement.mapping is None:
        return None
    headers = [column.header for column in statement.columns]
    told = headers if any(headers) else [str(len(headers))]
    return sha256(json.dumps([statement.format, statement.mapping.delimiter, told]).encode()).hexdigest()
