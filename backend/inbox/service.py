"""Keep the notices up to date, dismiss them; the only writer of the inbox."""

from collections.abc import Sequence
from datetime import date

from backend.inbox import queries
from backend.inbox.detection import is_material
from backend.inbox.looking import Notice, notices
from backend.inbox.models import InboxItem
from backend.infra.database import Database, ReadSession, WriteSession
from backend.infra.figure_schema import FigureOut
from backend.infra.undo_log import record_changes


def look(budget: Database, user_id: int, *, today: date) -> None:
    """Look for notices and keep what was found; the data file is opened for writing only if something changed."""
    with budget.read() as db:
        found = notices(db, user_id, today=today)
        is_changed = differs(db, user_id, found)
    if is_changed:
        with budget.write() as writing:
            keep(writing, user_id, found)


def differs(db: ReadSession, user_id: int, found: Sequence[Notice]) -> bool:
    """Say whether `keep` would change anything."""
    known = queries.every(db, user_id)
    keys = {each.key for each in found}
    return any(
        key not in known or _changed(known[key], each) for key, each in ((each.key, each) for each in found)
    ) or any(each.status == "open" and each.key not in keys for each in known.values())


def keep(db: WriteSession, user_id: int, found: Sequence[Notice]) -> None:
    """Keep what was found. A dismissed notice comes back only if its amount changed much; one that no longer holds
    leaves the inbox."""
    known = queries.every(db, user_id)
    for notice in found:
        item = known.pop(notice.key, None)
        if item is None:
            item = InboxItem(user_id=user_id, key=notice.key, kind=notice.kind, status="gone")
            db.add(item)
        if _opens(item, notice):
            item.status = "open"
        item.title, item.because, item.link = notice.title[:200], notice.because[:300], notice.link[:500]
        item.found_on, item.currency, item.amount_minor = notice.found_on, notice.figure.unit, _minor(notice)
        item.figure = FigureOut.model_validate(notice.figure).model_dump(mode="json")
    for item in known.values():
        if item.status == "open":
            item.status = "gone"
    db.flush()


def dismiss(db: WriteSession, user_id: int, item_id: int) -> int | None:
    """Dismiss a notice, and return the change. Raises NoSuchNotice."""
    item = queries.one(db, user_id, item_id)
    with record_changes(db, user_id, f"Dismissed “{item.title}”") as recorder:
        recorder.capture(InboxItem, [item.id])
        item.status, item.dismissed_minor = "dismissed", item.amount_minor
    return recorder.change_id


def _opens(item: InboxItem, notice: Notice) -> bool:
    if item.status == "dismissed":
        return is_material(item.dismissed_minor, _minor(notice), notice.figure.unit)
    return item.status == "gone"


def _changed(item: InboxItem, notice: Notice) -> bool:
    shown = (item.title, item.because, item.amount_minor, item.link)
    return _opens(item, notice) or shown != (
        notice.title[:200],
        notice.because[:300],
        _minor(notice),
        notice.link[:500],
    )


def _minor(notice: Notice) -> int | None:
    value = notice.figure.value
    return value if isinstance(value, int) else None
