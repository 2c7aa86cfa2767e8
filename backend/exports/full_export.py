"""Everything a person has as one JSON file, piece by piece: complete enough to be read back (see restore.py).

One row stands on one line, so that the file can be searched and compared like any text.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.documents import files
from backend.documents import queries as documents
from backend.exports.export_rows import ReferenceNames, export_rows
from backend.exports.export_schema import FILES, FORMAT, FORMAT_VERSION, INVESTMENT_PARTS, OMISSIONS, PARTS, ExportPart
from backend.infra import clock
from backend.infra.tables import last_given_ids
from backend.settings.models import AppSetting
from backend.settings.preferences import PREFERENCES
from backend.version import VERSION


def export_chunks(db: Session, investments: Session, user_id: int, *, home: Path) -> Iterator[bytes]:
    """Yield the file in pieces, from both data files and the attached files of `home`.

    The secrets stay on this computer, and the file says so.
    """
    head = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "app_version": VERSION,
        "exported_at": clock.now(),
        "left_out": OMISSIONS,
        "settings": _settings(db, user_id),
        "last_ids": _last_ids(db, PARTS) | _last_ids(investments, INVESTMENT_PARTS),
    }
    yield b"{\n" + b",\n".join(_json(name) + b": " + _json(value) for name, value in head.items())
    names = ReferenceNames.load(db, user_id)
    for session, part in (*((db, part) for part in PARTS), *((investments, part) for part in INVESTMENT_PARTS)):
        yield b",\n" + _json(part.name) + b": ["
        between = b"\n"
        for rows in export_rows(session, user_id, part, names):
            yield between + b",\n".join(map(_json, rows))
            between = b",\n"
        yield b"\n]"
    yield b",\n" + _json(FILES) + b": ["
    between = b"\n"
    for sha256 in documents.hashes(db, user_id):
        content = files.read_whole(home, sha256)
        yield between + _json({"sha256": sha256, "content": None if content is None else b64encode(content).decode()})
        between = b",\n"
    yield b"\n]"
    yield b"\n}\n"


def _json(value: object) -> bytes:
    return orjson.dumps(value, default=_exact_text)


def _exact_text(value: object) -> str:
    assert isinstance(value, Decimal)
    return format(value, "f")


def _settings(db: Session, user_id: int) -> dict[str, str]:
    query = select(AppSetting.key, AppSetting.value).where(AppSetting.user_id == user_id).order_by(AppSetting.key)
    rows = db.execute(query).all()
    return {key: value for key, value in rows if key in PREFERENCES and not PREFERENCES[key].is_secret}


def _last_ids(db: Session, parts: Iterable[ExportPart]) -> dict[str, Any]:
    """Return the last number that each part gave out: a number that was deleted must not come again elsewhere."""
    given = last_given_ids(db)
    return {part.name: given[part.table.name] for part in parts if part.has_sequence and given.get(part.table.name)}
