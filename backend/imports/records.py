"""The database rows of an import: the import itself, and the remembered mapping of an account."""

from collections import Counter
from dataclasses import replace

from backend.accounts.models import Account
from backend.imports import queries, readers
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Statement
from backend.imports.models import Import, RememberedMapping
from backend.imports.preview_cache import ParsedFile
from backend.infra.database import ReadSession, WriteSession
from backend.ingest.arrival import Fate
from backend.ingest.report import IngestReport

_KEPT_PROBLEMS = 5000


def describe_import(pending: Import, parsed: ParsedFile) -> None:
    """Write down what a preview says, as it would be imported now."""
    statement, arrivals = parsed.statement, parsed.arrivals
    fates: Counter[Fate] = Counter()
    days = set(arrivals.drafts.column("on"))
    out_minor = in_minor = 0
    rows = zip(arrivals.outcomes.column("fate"), arrivals.drafts.column("amount_minor"), strict=True)
    for fate, amount in rows:
        fates[fate] += 1
        if fate == "new":
            out_minor, in_minor = out_minor + max(amount, 0), in_minor + max(-amount, 0)
    pending.undone_at = None
    pending.account_id = parsed.account_id
    describe_sibling(pending, statement)
    pending.currency = parsed.currency
    pending.column_mapping = dict(statement.mapping.to_json()) if statement.mapping else None
    pending.added, pending.repeated, pending.doubtful = fates["new"], fates["repeated"], fates["doubtful"]
    pending.unreadable, pending.left_out = len(statement.problems), len(statement.left_out)
    pending.out_minor, pending.in_minor = out_minor, in_minor
    pending.first_on, pending.last_on = min(days, default=None), max(days, default=None)
    told = [("unreadable", problem) for problem in statement.problems[:_KEPT_PROBLEMS]]
    told += [("left_out", problem) for problem in statement.left_out[: _KEPT_PROBLEMS - len(told)]]
    pending.problems = [
        {"fate": fate, "line_no": p.line_no, "raw": p.raw[:1000], "code": p.code, "reason": p.message}
        for fate, p in told
    ]


def take_from_account(db: WriteSession, user_id: int, import_id: int) -> None:
    """Write down that a preview belongs to no account that is here. Raises NoSuchImport."""
    waiting = queries.one(db, user_id, import_id)
    if waiting.status != "done":
        waiting.account_id = None


def describe_sibling(pending: Import, statement: Statement) -> None:
    """Write down which statement waits; what would become of its rows is found out when somebody looks."""
    pending.status = "previewed"
    pending.format, pending.layout = statement.format, statement.layout[:100]
    pending.part, pending.part_label = statement.part, statement.part_label
    pending.currency = statement.currency
    pending.total = len(statement.drafts) + len(statement.problems) + len(statement.left_out)


def finish(pending: Import, account: Account, report: IngestReport) -> None:
    """Write down what became of the file."""
    pending.status = "done"
    pending.account_id = account.id
    pending.added, pending.repeated, pending.doubtful = report.added, report.repeated, report.doubtful
    pending.out_minor, pending.in_minor = report.out_minor, report.in_minor


def remember(db: WriteSession, user_id: int, account_id: int, statement: Statement) -> None:
    """Keep the column mapping for the next file of this kind in this account."""
    key = readers.header_key(statement)
    if key is None or statement.mapping is None:
        return
    known = queries.remembered(db, user_id, account_id, key)
    if known is None:
        known = RememberedMapping(user_id=user_id, account_id=account_id, header_key=key)
        db.add(known)
    known.header_text = " | ".join(column.header for column in statement.columns)[:2000]
    known.column_mapping = dict(statement.mapping.to_json())


def remembered(db: ReadSession, user_id: int, account_id: int, statement: Statement) -> ColumnMapping | None:
    """Return the mapping of earlier files of this kind: their columns and signs, but this file's own encoding and
    start. None if there was no such file."""
    key = readers.header_key(statement)
    settled = queries.remembered(db, user_id, account_id, key) if key else None
    known = readers.mapping_from(settled.column_mapping) if settled else None  # type: ignore[arg-type]
    if known is None or statement.mapping is None:
        return known
    return replace(known, encoding=statement.mapping.encoding, header_line=statement.mapping.header_line)
