"""The conductor of arrival: a file, Plaid and SimpleFIN are the same from here on."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from backend.accounts.models import Account
from backend.categorization import service as categorization
from backend.categorization.engine import Engine
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.tables import insert_rows
from backend.ingest.arrival import Arrival, Arrivals
from backend.ingest.dedupe import compare, keys_of
from backend.ingest.hints import Hints
from backend.ingest.models import SourceRow
from backend.ingest.queries import Place
from backend.ingest.report import Counting, Report
from backend.kit.compact_rows import CompactRows
from backend.transactions import arrivals as saving
from backend.transactions import splits, totals
from backend.transactions.arrivals import Judged
from backend.transactions.draft import Draft
from backend.transactions.states import Source
from backend.transactions.totals import Cell

Progress = Callable[[str, int], None]
Judging = Callable[[Engine, Hints, Draft], Judged]
# So many rows are categorised and saved in one go.
_BATCH = 15_000
# So many can be summed up in one go.
_MANY = 100_000
_LEDGER = (
    "source_key",
    "occurrence",
    "provider_id",
    "balance_minor",
    "line_no",
    "raw",
    "transaction_id",
    "candidate_id",
    "fate",
    "reason",
)


def no_progress(_phase: str, _done: int) -> None:
    """Report to nobody."""


def arrive(
    db: ReadSession | WriteSession,
    user_id: int,
    drafts: CompactRows[Draft],
    *,
    account_id: int | None,
    kind: str,
    on_progress: Progress = no_progress,
) -> Arrivals:
    """Return the fate of each draft in this account (in no account yet: everything is new). Changes nothing.

    Files of one `kind` write their rows in the same way; those of two kinds may call one movement differently.
    """
    place = Place(db, user_id, account_id, kind) if account_id is not None else None
    return _compared(place, drafts, list(keys_of(drafts)), on_progress)


def arrive_again(
    db: WriteSession,
    user_id: int,
    arrivals: Arrivals,
    *,
    account_id: int,
    kind: str,
    is_first: bool = False,
    on_progress: Progress,
) -> Arrivals:
    """Return the fates as they are now; rows may have come, or another account been chosen, since `arrive`.

    `is_first` says that they were found for no account: in one that has no rows yet they are the same.
    """
    place = Place(db, user_id, account_id, kind)
    if is_first and place.is_empty():
        return arrivals
    return _compared(place, arrivals.drafts, list(arrivals.outcomes.column("key")), on_progress)


def _compared(place: Place | None, drafts: CompactRows[Draft], keys: Sequence[str], on_progress: Progress) -> Arrivals:
    if place is None:
        return compare(drafts, keys)
    days = set(drafts.column("on"))
    has_ledger = place.has_ledger()
    return compare(
        drafts,
        keys,
        place.of_days(days) if has_ledger else (),
        by_id=place.by_provider_id if has_ledger else None,
        others=list(place.otherwise(days)),
        on_progress=lambda done: on_progress("comparing", done),
    )


def ingest(
    db: WriteSession,
    user_id: int,
    arrivals: Arrivals,
    *,
    account: Account,
    source: Source,
    kind: str,
    threshold: int,
    import_id: int | None = None,
    sync_log_id: int | None = None,
    keep: Collection[int] = (),
    on_progress: Progress = no_progress,
    judging: Judging | None = None,
) -> Report:
    """Take arrivals in. Afterwards new ones (and doubtful ones on the lines in `keep`) are saved and judged, and the
    ledger knows every row that is not a repeat. `on_progress` may raise to stop; then nothing is kept.
    `judging` decides in place of `judge`."""
    engine = categorization.engine(db, user_id, threshold=threshold)
    hints = Hints(db, user_id)
    counting = Counting(Counter(arrivals.outcomes.column("fate")))
    done = 0
    for batch in _batches(arrivals.to_record()):
        on_progress("categorising", done)
        kept = [row for row in batch if row.fate == "new" or (row.fate == "doubtful" and row.draft.line_no in keep)]
        judged = [(judging or judge)(engine, hints, arrival.draft) for arrival in kept]
        on_progress("saving", done)
        ids = saving.save(db, user_id, judged, account_id=account.id, import_id=import_id, source=source)
        splits.save(db, user_id, _parts(judged, ids, hints))
        same = {"account_id": account.id, "import_id": import_id, "sync_log_id": sync_log_id, "source": kind}
        _write_ledger(db, user_id, batch, dict(zip(map(id, kept), ids, strict=True)), same)
        counting.add(judged)
        done += len(batch)
    _refresh_totals(db, user_id, account.id, counting.months, is_long=done > _MANY)
    categorization.count_hits(db, engine)
    on_progress("saving", done)
    return counting.report()


def _refresh_totals(db: WriteSession, user_id: int, account_id: int, months: Collection[str], *, is_long: bool) -> None:
    cells = [Cell(account_id, month) for month in sorted(months)]
    # SQLite sorts in memory what it sums up, so the rows of a long file are summed up month by month.
    for some in [[cell] for cell in cells] if is_long else [cells]:
        totals.refresh(db, user_id, some)


def _batches(arrivals: Iterator[Arrival]) -> Iterator[list[Arrival]]:
    while batch := list(islice(arrivals, _BATCH)):
        yield batch


def _parts(judged: Sequence[Judged], ids: Sequence[int], hints: Hints) -> Iterator[splits.Part]:
    for id_, row in zip(ids, judged, strict=True):
        for position, split in enumerate(row.draft.splits):
            yield splits.Part(id_, position, split, hints.category_id(split.category_hint))


def judge(engine: Engine, hints: Hints, draft: Draft) -> Judged:
    """Return the draft with its category: sure ones decided, unsure ones predicted, others waiting."""
    verdict = engine.judge(draft.description, draft.amount_minor, draft.currency, payee=draft.merchant_name)
    if verdict is None:
        hinted = hints.category_id(draft.category_hint, amount_minor=draft.amount_minor)
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
    same: Mapping[str, object],
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
            arrival.twin_id if arrival.fate == "doubtful" else None,
            _ledger_fate(arrival, is_added=id(arrival) in transaction_ids),
            arrival.reason,
        )
        for arrival in arrivals
    )
    everywhere = {**same, "user_id": user_id, "created_at": now, "updated_at": now}
    insert_rows(db, SourceRow, _LEDGER, rows, same=everywhere)


def _ledger_fate(arrival: Arrival, *, is_added: bool) -> str:
    if arrival.matches:
        return "matched"
    return "added" if is_added else "doubtful"
