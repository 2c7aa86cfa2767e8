"""An opened file as JSON for the page: its summary, and its rows with their outcome."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.categorization import service as categorization
from backend.imports import queries
from backend.imports.model.statement import Problem
from backend.imports.models import Import
from backend.imports.preview_cache import ParsedFile, ShownFate, ShownRow
from backend.imports.readers import kind_of
from backend.imports.service import Preview
from backend.infra.database import ReadSession
from backend.ingest import pipeline
from backend.ingest.arrival import Arrival, Outcome
from backend.ingest.category_hints import CategoryHints
from backend.ingest.queries import AccountLedger
from backend.ingest.report import Sums
from backend.kit.page import Page, decode_cursor, encode_cursor
from backend.settings import service as settings
from backend.transactions import queries as transactions

Json = dict[str, Any]
_NOTHING: Json = {
    "on": None, "description": "", "amount_minor": None, "currency": None, "twin": None, "prediction": None,
}  # fmt: skip
_GONE_SINCE = "Was already here when this file was imported; that transaction is gone now"


def preview_json(db: ReadSession, user_id: int, preview: Preview) -> Json:
    """Return the head of a preview."""
    found = queries.one(db, user_id, preview.import_id)
    statement, match = preview.parsed.statement, preview.match
    account = db.get(Account, preview.parsed.account_id) if preview.parsed.account_id else None
    chosen = match.chosen if match.chosen and account and match.chosen.account_id == account.id else None
    before = queries.done_before(db, user_id, found.sha256)
    return {
        "id": found.id,
        "status": found.status,
        "filename": found.filename,
        "size": found.size_bytes,
        "format": statement.format,
        "layout": statement.layout,
        "confidence": statement.confidence,
        "needs_mapping": statement.needs_mapping,
        "questions": list(statement.questions),
        "column_mapping": statement.mapping.to_json() if statement.mapping else None,
        "columns": [{"index": c.index, "header": c.header, "samples": list(c.samples)} for c in statement.columns],
        "currency": preview.parsed.currency,
        "account": {"id": account.id, "name": account.name} if account else None,
        "account_reason": chosen.reason if chosen else None,
        "account_candidates": [{"id": c.account_id, "name": c.name, "reason": c.reason} for c in match.candidates],
        "account_hint": statement.account_hint,
        "account_type_hint": statement.account_type_hint,
        "part": statement.part,
        "part_label": statement.part_label,
        "siblings": queries.siblings(db, user_id, found),
        "name_hint": statement.name_hint,
        "institution_hint": statement.institution_hint,
        "balances": [balance._asdict() for balance in statement.balances],
        "warnings": list(statement.warnings),
        "counts": {
            "total": found.total,
            "new": found.added,
            "repeated": found.repeated,
            "doubtful": found.doubtful,
            "unreadable": found.unreadable,
            "left_out": found.left_out,
        },
        **sums_json(_sums_of(preview.parsed), preview.parsed.currency),
        "first_on": found.first_on,
        "last_on": found.last_on,
        "previously": {"import_id": before.id, "at": before.created_at} if before and before.id != found.id else None,
    }


def sums_json(sums: Mapping[str, Sums], currency: str) -> Json:
    """Return what went out and came in; the sum of several currencies is null, with the parts beside."""
    sums = sums or {currency: Sums()}
    only = next(iter(sums.values())) if len(sums) == 1 else None
    return {
        "out_minor": only.out_minor if only else None,
        "in_minor": only.in_minor if only else None,
        "sums": [each.as_json(currency) for currency, each in sorted(sums.items())],
    }


def _sums_of(parsed: ParsedFile) -> dict[str, Sums]:
    sums: dict[str, Sums] = defaultdict(Sums)
    drafts = parsed.arrivals.drafts.columns("currency", "amount_minor")
    for fate, (currency, amount_minor) in zip(parsed.arrivals.outcomes.column("fate"), drafts, strict=True):
        if fate == "new":
            sums[currency].add(amount_minor)
    return sums


def rows(
    db: ReadSession, user_id: int, parsed: ParsedFile, *, fate: ShownFate | None, limit: int, cursor: str | None
) -> Page[Json]:
    """Return one page of a preview's rows in the order of their lines, each with its fate and reason."""
    start = _start(cursor)
    part, total = parsed.rows(fate, start, limit)
    return Page(_rows_json(db, user_id, parsed, part), _next_cursor(start + limit, total), total)


def rows_of_committed(
    db: ReadSession, user_id: int, done: Import, *, fate: str | None, limit: int, cursor: str | None
) -> Page[Json]:
    """Return one page of what became of a finished import's lines. Lines that were known are only counted."""
    told = [
        {**_NOTHING, **{name: each[name] for name in ("line_no", "fate", "reason", "raw")}}
        for each in done.problems or []
        if fate in (None, each["fate"])
    ]
    start = _start(cursor)
    # So many arrivals lie before the page, however many of the lines that are told stand among them.
    skipped = max(0, start - len(told))
    here = queries.arrivals_of(db, user_id, done.id, fate=fate, start=skipped, limit=start - skipped + limit)
    lines = sorted([*map(_committed_row_json, here), *told], key=lambda row: row["line_no"] or 0)
    total = queries.count_arrivals(db, user_id, done.id, fate=fate) + len(told)
    return Page(lines[start - skipped :][:limit], _next_cursor(start + limit, total), total)


def repeated_rows_of_committed(
    db: ReadSession, user_id: int, done: Import, parsed: ParsedFile, *, limit: int, cursor: str | None
) -> Page[Json]:
    """Return one page of the lines that a finished import did not add because they were known. The ledger keeps no
    second copy of these, so they come from the file, read again; where they met what is here now, that is told."""
    own = queries.added_lines(db, user_id, done.id)
    line_nos = parsed.arrivals.drafts.column("line_no")
    others = [place for place, line_no in enumerate(line_nos) if line_no not in own]
    start = _start(cursor)
    known: list[ShownRow] = [
        ("repeated", each if each.fate == "repeated" else each._replace(reason=_GONE_SINCE))
        for each in (parsed.arrivals[place] for place in others[start : start + limit])
    ]
    return Page(_rows_json(db, user_id, parsed, known), _next_cursor(start + limit, len(others)), len(others))


def _start(cursor: str | None) -> int:
    return int(decode_cursor(cursor, int)[0]) if cursor else 0


def _next_cursor(end: int, total: int) -> str | None:
    return encode_cursor(end) if end < total else None


def _committed_row_json(row: Json) -> Json:
    shown = {name: row[name] for name in ("line_no", "on", "amount_minor", "currency", "reason", "raw", "fate")}
    return {**_NOTHING, **shown, "description": row["description"] or ""}


def _rows_json(db: ReadSession, user_id: int, parsed: ParsedFile, part: Sequence[ShownRow]) -> list[Json]:
    arrivals = [row for _, row in part if isinstance(row, Arrival)]
    twins = {
        twin["id"]: twin
        for twin in transactions.by_ids(db, user_id, [a.twin_id for a in arrivals if a.twin_id is not None])
    }
    predictions = _predictions(db, user_id, [a for a in arrivals if a.fate == "new"], parsed.account_id)
    repeats = [Outcome(*arrival[1:]) for arrival in arrivals if arrival.fate == "repeated" and not arrival.reason]
    reasons: dict[Outcome, str] = {}
    if repeats and parsed.account_id is not None:
        reasons = AccountLedger(db, user_id, parsed.account_id, kind_of(parsed.statement)).reasons(repeats)
    return [
        _row_json(fate, row, twins, predictions, reasons) if isinstance(row, Arrival) else _problem_json(fate, row)
        for fate, row in part
    ]


def _row_json(
    fate: str, arrival: Arrival, twins: dict[int, Json], predictions: dict[int, Json], reasons: dict[Outcome, str]
) -> Json:
    draft = arrival.draft
    twin = twins.get(arrival.twin_id or 0)
    return {
        "line_no": draft.line_no,
        "on": draft.on,
        "description": draft.description,
        "amount_minor": draft.amount_minor,
        "currency": draft.currency,
        "fate": fate,
        "reason": arrival.reason or reasons.get(Outcome(*arrival[1:])),
        "raw": draft.raw,
        "twin": {
            "transaction_id": twin["id"],
            **{name: twin[name] for name in ("on", "description", "amount_minor", "account_name", "source")},
        }
        if twin
        else None,
        "prediction": predictions.get(draft.line_no),
    }


def _problem_json(fate: str, problem: Problem) -> Json:
    return {
        "line_no": problem.line_no,
        "on": None,
        "description": "",
        "amount_minor": None,
        "currency": None,
        "fate": fate,
        "reason": problem.message,
        "raw": problem.raw,
        "twin": None,
        "prediction": None,
    }


def _predictions(db: ReadSession, user_id: int, arrivals: Sequence[Arrival], account_id: int | None) -> dict[int, Json]:
    engine = categorization.load_engine(db, user_id, threshold=settings.threshold(db, user_id))
    hints = CategoryHints(db, user_id)
    query = select(Category.id, Category.short_desc, Category.display_name, Category.color, Category.parent_id)
    categories = {row.id: row for row in db.execute(query.where(Category.user_id == user_id))}
    found = {}
    drafts = [arrival.draft for arrival in arrivals]
    for judged in pipeline.categorize(engine, hints, drafts, account_id=account_id or 0):
        category = categories.get(judged.category_id or judged.predicted_category_id or 0)
        if category is None:
            continue
        parent = categories.get(category.parent_id or 0)
        found[judged.draft.line_no] = {
            "category_short_desc": category.short_desc,
            "category_name": category.display_name,
            "color": category.color or (parent.color if parent else None),
            "tier": judged.tier,
            "confidence": judged.confidence,
        }
    return found
