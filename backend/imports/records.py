"""The database rows of an import: the import itself, and the remembered mapping of an account."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from backend.accounts.models import Account
from backend.imports import queries, readers
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Statement
from backend.imports.models import Import, RememberedMapping
from backend.imports.preview_cache import ParsedFile
from backend.infra.database import ReadSession, WriteSession
from backend.ingest.arrival import Fate
from backend.ingest.report import IngestReport, Sums

_KEPT_PROBLEMS = 5000


def describe_import(pending: Import, parsed: ParsedFile) -> None:
    """Write down what a preview says, as it would be imported now."""
    statement, arrivals = parsed.statement, parsed.arrivals
    fates: Counter[Fate] = Counter()
    days = set(arrivals.drafts.column("on"))
    out: dict[str, int] = defaultdict(int)
    into: dict[str, int] = defaultdict(int)
    amounts = arrivals.drafts.columns("currency", "amount_minor")
    for fate, (currency, amount_minor) in zip(arrivals.outcomes.column("fate"), amounts, strict=True):
        fates[fate] += 1
        if fate == "new":
            if amount_minor > 0:
                out[currency] += amount_minor
            else:
                into[currency] -= amount_minor
    sums = {currency: Sums(out[currency], into[currency]) for currency in out.keys() | into.keys()}
    pending.undone_at = None
    pending.account_id = parsed.account_id
    describe_sibling(pending, statement)
    pending.currency = parsed.currency
    pending.column_mapping = dict(statement.mapping.to_json()) if statement.mapping else None
    pending.added, pending.repeated, pending.doubtful = fates["new"], fates["repeated"], fates["doubtful"]
    pending.unreadable, pending.left_out = len(statement.problems), len(statement.left_out)
    _describe_sums(pending, sums)
    pending.first_on, pending.last_on = min(days, default=None), max(days, default=None)
    problems = [("unreadable", problem) for problem in statement.problems[:_KEPT_PROBLEMS]]
    problems += [("left_out", problem) for problem in statement.left_out[: _KEPT_PROBLEMS - len(problems)]]
    pending.problems = [
        {"fate": fate, "line_no": p.line_no, "raw": p.raw[:1000], "code": p.code, "reason": p.message}
        for fate, p in problems
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
    _describe_sums(pending, report.sums)


def count_handed_over(receiving: Import, rows: Sequence[tuple[str, int]]) -> None:
    """Count transactions (currency, amount) that were of an undone import as added by this one, which has them too."""
    receiving.added += len(rows)
    receiving.repeated = max(0, receiving.repeated - len(rows))
    before = receiving.sums or {receiving.currency or "": [receiving.out_minor, receiving.in_minor]}
    sums = {currency: Sums(*minors) for currency, minors in before.items() if any(minors)}
    for currency, amount_minor in rows:
        sums.setdefault(currency, Sums()).add(amount_minor)
    _describe_sums(receiving, sums)


def _describe_sums(pending: Import, sums: Mapping[str, Sums]) -> None:
    """Write down what went out and came in; amounts of several currencies are never added."""
    only = next(iter(sums.values())) if len(sums) == 1 else Sums()
    pending.out_minor, pending.in_minor = only.out_minor, only.in_minor
    parts = {currency: [each.out_minor, each.in_minor] for currency, each in sorted(sums.items())}
    pending.sums = parts if len(parts) > 1 else None


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
