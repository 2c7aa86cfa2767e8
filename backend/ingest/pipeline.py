"""Ingest drafts from a file, Plaid or SimpleFIN: compare with the ledger, categorise, save."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from backend.accounts.models import Account
from backend.categorization import service as categorization
from backend.categorization.category_match import CategoryMatch
from backend.categorization.engine import Engine, RowToJudge
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.tables import insert_rows
from backend.ingest.arrival import Arrival, Arrivals
from backend.ingest.category_hints import CategoryHints
from backend.ingest.dedupe import compare, fingerprints
from backend.ingest.models import SourceRow
from backend.ingest.queries import AccountLedger
from backend.ingest.report import IngestCounter, IngestReport
from backend.kit.compact_rows import CompactRows
from backend.rule_runs import service as rule_runs
from backend.transactions import bulk_insert, splits, totals
from backend.transactions.bulk_insert import CategorizedDraft
from backend.transactions.draft import Draft
from backend.transactions.recount import Cell
from backend.transactions.states import Source
from backend.transfers import service as transfers

ImportProgressCallback = Callable[[str, int], None]
DecideDraft = Callable[[CategoryHints, Draft], CategorizedDraft | None]
FILE_NAMES_IT = "The file names this category"
# Rows categorised and saved per batch.
_BATCH = 15_000
# So many of them are judged in one go.
_JUDGED_AT_ONCE = 1_000
# Above this many rows the totals are refreshed month by month.
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


def no_import_progress(_phase: str, _done: int) -> None:
    """Report to nobody."""


def compare_with_ledger(
    db: ReadSession | WriteSession,
    user_id: int,
    drafts: CompactRows[Draft],
    *,
    account_id: int | None,
    kind: str,
    on_progress: ImportProgressCallback = no_import_progress,
) -> Arrivals:
    """Return the fate of each draft in this account (in no account yet: everything is new). Changes nothing.

    Files of one `kind` write their rows in the same way; those of two kinds may call one movement differently.
    """
    account_ledger = AccountLedger(db, user_id, account_id, kind) if account_id is not None else None
    return _compare(account_ledger, drafts, list(fingerprints(drafts)), on_progress)


def compare_again_with_ledger(
    db: WriteSession,
    user_id: int,
    arrivals: Arrivals,
    *,
    account_id: int,
    kind: str,
    is_first: bool = False,
    on_progress: ImportProgressCallback,
) -> Arrivals:
    """Return the fates as they are now; rows may have come, or another account been chosen, since
    `compare_with_ledger`.

    `is_first` says that they were found for no account: in one that has no rows yet they are the same.
    """
    account_ledger = AccountLedger(db, user_id, account_id, kind)
    if is_first and account_ledger.is_empty():
        return arrivals
    return _compare(account_ledger, arrivals.drafts, list(arrivals.outcomes.column("key")), on_progress)


def _compare(
    account_ledger: AccountLedger | None,
    drafts: CompactRows[Draft],
    keys: Sequence[str],
    on_progress: ImportProgressCallback,
) -> Arrivals:
    if account_ledger is None:
        return compare(drafts, keys)
    days = set(drafts.column("on"))
    has_ledger = account_ledger.has_ledger()
    return compare(
        drafts,
        keys,
        account_ledger.rows_of_days(days) if has_ledger else (),
        by_id=account_ledger.rows_by_provider_id if has_ledger else None,
        others=list(account_ledger.rows_from_other_sources(days)),
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
    on_progress: ImportProgressCallback = no_import_progress,
    decide: DecideDraft | None = None,
    hint_reason: str = FILE_NAMES_IT,
    finds_transfers: bool = True,
) -> IngestReport:
    """Take arrivals in. Afterwards new ones (and doubtful ones on the lines in `keep`) are saved and judged, and the
    ledger knows every row that is not a repeat. `on_progress` may raise to stop; then nothing is kept.
    Where `decide` returns something, it decides in place of the categoriser. A caller that knows the transfers of its
    source itself passes `finds_transfers=False`."""
    engine = categorization.load_engine(db, user_id, threshold=threshold)
    hints = CategoryHints(db, user_id)
    counter = IngestCounter(Counter(arrivals.outcomes.column("fate")))
    done = 0
    new_ids: list[int] = []
    for batch in _batches(arrivals.to_record()):
        on_progress("categorising", done)
        kept = [row for row in batch if row.fate == "new" or (row.fate == "doubtful" and row.draft.line_no in keep)]
        categorized = categorize(
            engine,
            hints,
            [arrival.draft for arrival in kept],
            account_id=account.id,
            source=source,
            hint_reason=hint_reason,
            decide=decide,
        )
        on_progress("saving", done)
        ids = bulk_insert.insert_drafts(
            db, user_id, categorized, account_id=account.id, import_id=import_id, source=source
        )
        new_ids += ids
        splits.save(db, user_id, _parts(categorized, ids, hints))
        same = {"account_id": account.id, "import_id": import_id, "sync_log_id": sync_log_id, "source": kind}
        _write_ledger(db, user_id, batch, dict(zip(map(id, kept), ids, strict=True)), same)
        counter.add(categorized)
        done += len(batch)
    _refresh_totals(db, user_id, account.id, counter.months, is_long=done > _MANY)
    rule_runs.run_on_new(db, user_id, new_ids)
    if finds_transfers:
        transfers.find_transfers(db, user_id, new_ids)
    categorization.count_hits(db, user_id, engine)
    on_progress("saving", done)
    return counter.report()


def _refresh_totals(db: WriteSession, user_id: int, account_id: int, months: Collection[str], *, is_long: bool) -> None:
    cells = [Cell(account_id, month) for month in sorted(months)]
    # SQLite sorts in memory what it sums up, so the rows of a long file are summed up month by month.
    for some in [[cell] for cell in cells] if is_long else [cells]:
        totals.refresh(db, user_id, some)


def _batches(arrivals: Iterator[Arrival]) -> Iterator[list[Arrival]]:
    while batch := list(islice(arrivals, _BATCH)):
        yield batch


def _parts(
    categorized: Sequence[CategorizedDraft], ids: Sequence[int], hints: CategoryHints
) -> Iterator[splits.NewSplit]:
    for id_, row in zip(ids, categorized, strict=True):
        for position, split in enumerate(row.draft.splits):
            yield splits.NewSplit(id_, position, split, hints.category_id(split.category_hint))


def categorize(
    engine: Engine,
    hints: CategoryHints,
    drafts: Sequence[Draft],
    *,
    account_id: int,
    source: Source = "file_import",
    hint_reason: str = FILE_NAMES_IT,
    decide: DecideDraft | None = None,
) -> list[CategorizedDraft]:
    """Return the drafts with their categories: sure ones decided, unsure ones predicted, others waiting."""
    found: list[CategorizedDraft] = []
    for start in range(0, len(drafts), _JUDGED_AT_ONCE):
        some = drafts[start : start + _JUDGED_AT_ONCE]
        decided = [decide(hints, draft) if decide else None for draft in some]
        rows = [
            RowToJudge(
                draft.description,
                draft.merchant_name,
                draft.amount_minor,
                draft.currency,
                draft.on,
                account_id,
                source,
                draft.notes,
            )
            for draft, known in zip(some, decided, strict=True)
            if known is None
        ]
        matches = iter(engine.categorize_many(rows))
        found += [
            known or _categorized(hints, draft, next(matches), hint_reason)
            for draft, known in zip(some, decided, strict=True)
        ]
    return found


def _categorized(hints: CategoryHints, draft: Draft, match: CategoryMatch | None, hint_reason: str) -> CategorizedDraft:
    if match is None or match.tier == "brand" or (match.tier == "model" and match.confidence < hints.CONFIDENCE):
        hinted = hints.category_id(draft.category_hint, amount_minor=draft.amount_minor)
        if hinted is not None:
            return CategorizedDraft(draft, "pending_review", None, hinted, "import", hints.CONFIDENCE, hint_reason)
    if match is None:
        return CategorizedDraft(draft, "pending_review", None, None, None, None, None)
    if match.is_sure and not draft.is_pending:
        return CategorizedDraft(
            draft, "auto_confirmed", match.category_id, None, match.tier, match.confidence, match.reason
        )
    return CategorizedDraft(
        draft, "pending_review", None, match.category_id, match.tier, match.confidence, match.reason
    )


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
    insert_rows(db, SourceRow, _LEDGER, rows, constants=everywhere)


def _ledger_fate(arrival: Arrival, *, is_added: bool) -> str:
    if arrival.matches:
        return "matched"
    return "added" if is_added else "doubtful"
