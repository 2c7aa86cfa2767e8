"""The conductor of arrival: a file, Plaid and SimpleFIN are the same from here on."""

from collections.abc import Callable, Collection, Iterator, Sequence

from backend.accounts.models import Account
from backend.categorization import service as categorization
from backend.categorization.engine import Engine
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.tables import insert_rows
from backend.ingest import queries
from backend.ingest.arrival import Arrival
from backend.ingest.dedupe import compare, keys_of
from backend.ingest.hints import Hints
from backend.ingest.models import SourceRow
from backend.ingest.report import Report
from backend.transactions import arrivals as saving
from backend.transactions import splits
from backend.transactions.arrivals import Judged
from backend.transactions.descriptors import matching_text
from backend.transactions.draft import Draft
from backend.transactions.states import Source

Progress = Callable[[str, int], None]
Judging = Callable[[Engine, Hints, Draft], Judged]
_LEDGER = (
    "source_key",
    "occurrence",
    "provider_id",
    "balance_minor",
    "line_no",
    "raw",
    "transaction_id",
    "fate",
    "reason",
)


def no_progress(_phase: str, _done: int) -> None:
    """Report to nobody."""


def arrive(
    db: ReadSession | WriteSession,
    user_id: int,
    drafts: Sequence[Draft],
    *,
    account_id: int | None,
    kind: str,
    on_progress: Progress = no_progress,
) -> list[Arrival]:
    """Return the fate of each draft in this account (in no account yet: everything is new). Changes nothing.

    Files of one `kind` write their rows in the same way; those of two kinds may call one movement differently.
    """
    keys = keys_of(drafts)
    return _compared(db, user_id, drafts, keys, account_id=account_id, kind=kind, on_progress=on_progress)


def arrive_again(
    db: WriteSession,
    user_id: int,
    arrivals: Sequence[Arrival],
    *,
    account_id: int,
    kind: str,
    on_progress: Progress,
) -> list[Arrival]:
    """Return the fates as they are now; rows may have come, or another account been chosen, since `arrive`."""
    drafts, keys = [arrival.draft for arrival in arrivals], [arrival.key for arrival in arrivals]
    return _compared(db, user_id, drafts, keys, account_id=account_id, kind=kind, on_progress=on_progress)


def _compared(
    db: ReadSession | WriteSession,
    user_id: int,
    drafts: Sequence[Draft],
    keys: Sequence[str],
    *,
    account_id: int | None,
    kind: str,
    on_progress: Progress,
) -> list[Arrival]:
    if account_id is None:
        return compare(drafts, keys, {}, {})
    has_ledger = not queries.is_empty(db, user_id, account_id)
    return compare(
        drafts,
        keys,
        queries.by_key(db, user_id, account_id, kind, keys, (draft.on for draft in drafts)) if has_ledger else {},
        queries.by_provider_id(db, user_id, account_id, kind, drafts) if has_ledger else {},
        queries.came_otherwise(db, user_id, account_id, kind, drafts),
        on_progress=lambda done: on_progress("comparing", done),
    )


def ingest(
    db: WriteSession,
    user_id: int,
    arrivals: Sequence[Arrival],
    *,
    account: Account,
    import_id: int | None,
    source: Source,
    kind: str,
    threshold: int,
    keep: Collection[int] = (),
    on_progress: Progress = no_progress,
    judging: Judging | None = None,
) -> Report:
    """Take arrivals in. Afterwards new ones (and doubtful ones on the lines in `keep`) are saved and judged, and the
    ledger knows every row that is not a repeat. `on_progress` may raise to stop; then nothing is kept.
    `judging` decides in place of `judge`."""
    kept = [row for row in arrivals if row.fate == "new" or (row.fate == "doubtful" and row.draft.line_no in keep)]
    engine = categorization.engine(db, user_id, threshold=threshold)
    hints = Hints(db, user_id)
    judged = []
    for index, arrival in enumerate(kept):
        if index % 1000 == 0:
            on_progress("categorising", index)
        judged.append((judging or judge)(engine, hints, arrival.draft))
    on_progress("saving", 0)
    ids = saving.save(db, user_id, judged, account_id=account.id, import_id=import_id, source=source)
    splits.save(db, user_id, _parts(judged, ids, hints))
    _write_ledger(db, user_id, arrivals, dict(zip(map(id, kept), ids, strict=True)), account.id, import_id, kind)
    categorization.count_hits(db, engine)
    on_progress("saving", len(kept))
    return _report(arrivals, judged)


def _parts(judged: Sequence[Judged], ids: Sequence[int], hints: Hints) -> Iterator[splits.Part]:
    for id_, row in zip(ids, judged, strict=True):
        for position, split in enumerate(row.draft.splits):
            yield splits.Part(id_, position, split, hints.category_id(split.category_hint))


def judge(engine: Engine, hints: Hints, draft: Draft) -> Judged:
    """Return the draft with its category: sure ones decided, unsure ones predicted, others waiting."""
    text = matching_text(draft.description, draft.merchant_name)
    verdict = engine.judge(text, draft.amount_minor, draft.currency)
    if verdict is None:
        hinted = hints.category_id(draft.category_hint)
        if hinted is None:
            return Judged(draft, "pending_review", None, None, None, None, None)
        return Judged(draft, "pending_review", None, hinted, "import", hints.CONFIDENCE, "The file names this category")
    if verdict.is_sure and not draft.is_pending:
        return Judged(
            draft, "auto_confirmed", verdict.category_id, None, verdict.tier, verdict.confidence, verdict.reason
        )
    return Judged(draft, "pending_review", None, verdict.category_id, verdict.tier, verdict.confidence, verdict.reason)


def _write_ledger(
    db: WriteSession,
    user_id: int,
    arrivals: Sequence[Arrival],
    transaction_ids: dict[int, int],
    account_id: int,
    import_id: int | None,
    kind: str,
) -> None:
    now = clock.now()
    rows = (
        (
            arrival.key,
            arrival.occurrence,
            arrival.draft.provider_id,
            arrival.draft.balance_minor,
            arrival.draft.line_no,
            arrival.draft.raw,
            arrival.twin_id if arrival.matches else transaction_ids.get(id(arrival)),
            _ledger_fate(arrival, is_added=id(arrival) in transaction_ids),
            arrival.reason,
        )
        for arrival in arrivals
        if arrival.fate != "repeated" or arrival.matches
    )
    same = {
        "user_id": user_id,
        "account_id": account_id,
        "import_id": import_id,
        "source": kind,
        "created_at": now,
        "updated_at": now,
    }
    insert_rows(db, SourceRow, _LEDGER, rows, same=same)


def _ledger_fate(arrival: Arrival, *, is_added: bool) -> str:
    if arrival.matches:
        return "matched"
    return "added" if is_added else "doubtful"


def _report(arrivals: Sequence[Arrival], judged: Sequence[Judged]) -> Report:
    amounts = [row.draft.amount_minor for row in judged]
    days = [row.draft.on for row in judged]
    auto = sum(row.status == "auto_confirmed" for row in judged)
    predicted = sum(row.predicted_category_id is not None for row in judged)
    return Report(
        added=len(judged),
        repeated=sum(arrival.fate == "repeated" for arrival in arrivals),
        doubtful=sum(arrival.fate == "doubtful" for arrival in arrivals),
        auto_confirmed=auto,
        predicted=predicted,
        unmatched=len(judged) - auto - predicted,
        out_minor=sum(amount for amount in amounts if amount > 0),
        in_minor=-sum(amount for amount in amounts if amount < 0),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
    )
