"""Rows of a bank connection on their way in.

Unlike a file, a connection numbers its rows for good: a known id updates its row, an unknown one is settled from a
pending row, matched with a row that came another way, or new. Every id stays in the ledger with the transaction it led
to, so an old payload recreates nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from backend.accounts.models import Account
from backend.categorization import service as categorization
from backend.categorization.engine import RowToJudge
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.ingest import feed_queries, pipeline, service
from backend.ingest.arrival import Arrival, Arrivals, OtherRow, Outcome
from backend.ingest.cross_source_match import SURE_LIKENESS, Pair, files_agree, nearest_pairs
from backend.ingest.feed_queries import KnownRow
from backend.ingest.models import SourceRow
from backend.ingest.settlement import PendingRow, Settled, settle
from backend.kit.compact_rows import CompactRows
from backend.transactions import provider_updates, soft_delete
from backend.transactions.draft import Draft
from backend.transactions.provider_updates import ProviderUpdate
from backend.transactions.states import Source
from backend.transfers import service as transfers

_WITHDRAWN = "The bank removed this transaction."
_BANK_NAMES_IT = "The bank names this category"


class Feed(NamedTuple):
    """One connection's stream of rows. `kind` is its name in the ledger; a new login is another kind."""

    kind: str
    source: Source
    sync_log_id: int


@dataclass(slots=True)
class FeedReport:
    """What became of the rows of a sync: counts, and the ids of transactions that changed."""

    added: int = 0
    matched: int = 0
    doubtful: int = 0
    settled: list[int] = field(default_factory=list)
    modified: list[int] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    def include(self, other: "FeedReport") -> None:
        """Add what another account's rows came to."""
        self.added += other.added
        self.matched += other.matched
        self.doubtful += other.doubtful
        self.settled += other.settled
        self.modified += other.modified
        self.removed += other.removed


def ingest_feed(
    db: WriteSession,
    user_id: int,
    feed: Feed,
    drafts: Sequence[Draft],
    *,
    account: Account,
    removed: Collection[str] = (),
    pending_since: date | None = None,
    threshold: int,
    recorder: ChangeRecorder | None = None,
    on_progress: pipeline.ImportProgressCallback = pipeline.no_import_progress,
) -> FeedReport:
    """Take in what a connection sent for one account.

    Args:
        removed: provider ids that the bank took back.
        pending_since: the feed lists every pending row since that day, so those it does not list are gone.
        recorder: records the rows that are changed or taken back; new ones are in the ledger under the sync.
    """
    rows = _once_each(drafts)
    # A pending row that comes together with its posted one only has to be known, so that it never comes again.
    posted_at_once = {draft.pending_provider_id for draft in rows.values() if not draft.is_pending} & rows.keys()
    replaced_here = {id_: rows.pop(id_) for id_ in posted_at_once if id_}
    removed = set(removed)
    rows = {id_: draft for id_, draft in rows.items() if id_ not in removed}
    pending = feed_queries.pending_rows(db, user_id, account.id)
    if pending_since is not None:
        removed |= {row.provider_id for row in pending if row.on >= pending_since and row.provider_id not in rows}
    asked = (
        rows.keys()
        | replaced_here.keys()
        | removed
        | {draft.pending_provider_id for draft in drafts if draft.pending_provider_id}
    )
    known = feed_queries.known_rows(db, user_id, account.id, feed.kind, asked)
    if _bring_back(db, user_id, known, rows):
        known = feed_queries.known_rows(db, user_id, account.id, feed.kind, asked)

    fresh = [draft for id_, draft in rows.items() if id_ not in known]
    settled = _settled(db, user_id, fresh, pending, known, removed)
    sure = {each.row.provider_id for each in settled.values() if each.how != "suggested"}
    report = FeedReport(removed=_withdraw(db, user_id, removed - sure, known, recorder))

    arrivals = [*_arrivals(db, user_id, feed, account.id, fresh, settled, known), *_first_seen(rows, known)]
    report.doubtful = sum(arrival.fate == "doubtful" for arrival in arrivals)
    report.matched = sum(arrival.matches for arrival in arrivals) - len(sure)
    arrivals += [
        Arrival(draft, "repeated", id_, 1, "Replaced by the posted transaction.", matches=True)
        for id_, draft in replaced_here.items()
        if id_ not in known
    ]
    if arrivals:
        done = pipeline.ingest(
            db, user_id, _together(arrivals), account=account, source=feed.source, kind=feed.kind, threshold=threshold,
            sync_log_id=feed.sync_log_id, on_progress=on_progress, hint_reason=_BANK_NAMES_IT,
        )  # fmt: skip
        report.added = done.added
    updates = [(known[id_], draft) for id_, draft in rows.items() if id_ in known]
    report.settled, report.modified = _update(db, user_id, updates, arrivals, settled, threshold, recorder)
    replaced = sure | {draft.pending_provider_id for draft in fresh if draft.pending_provider_id}
    service.mark_replaced(db, user_id, account.id, feed.kind, replaced)
    return report


def _once_each(drafts: Iterable[Draft]) -> dict[str, Draft]:
    """Return the drafts by id. Of an id that comes twice the posted row counts, else the last one."""
    by_id: dict[str, Draft] = {}
    for draft in drafts:
        assert draft.provider_id, "a connection numbers its rows"
        before = by_id.get(draft.provider_id)
        if before is None or before.is_pending or not draft.is_pending:
            by_id[draft.provider_id] = draft
    return by_id


def _bring_back(
    db: WriteSession, user_id: int, known: Mapping[str, KnownRow], rows: Mapping[str, Draft]
) -> Sequence[int]:
    """Restore rows that the bank took back earlier and lists again, itself or by the posted row that names them."""
    asked = rows.keys() | {draft.pending_provider_id for draft in rows.values()}
    back = [row for id_, row in known.items() if id_ in asked and row.was_withdrawn and row.deleted_id]
    if back:
        soft_delete.restore(db, user_id, [row.deleted_id for row in back if row.deleted_id])
        service.mark_brought_back(db, user_id, [row.ledger_id for row in back if row.ledger_id])
    return [row.transaction_id for row in back if row.transaction_id]


def _settled(
    db: WriteSession,
    user_id: int,
    fresh: Sequence[Draft],
    pending: Sequence[PendingRow],
    known: Mapping[str, KnownRow],
    removed: Collection[str],
) -> dict[int, Settled]:
    named_ids = {id_ for id_ in (draft.pending_provider_id for draft in fresh) if id_ and id_ in known}
    living = feed_queries.rows_by_id(db, user_id, [known[id_].transaction_id for id_ in named_ids])
    named = {id_: living[row_id] for id_ in named_ids if (row_id := known[id_].transaction_id or 0) in living}
    return settle(fresh, pending, named=named, withdrawn=removed)


def _withdraw(
    db: WriteSession,
    user_id: int,
    ids: Collection[str],
    known: Mapping[str, KnownRow],
    recorder: ChangeRecorder | None,
) -> list[int]:
    """Delete the rows that the bank took back, softly; one that took another id meanwhile stays."""
    rows = [known[id_] for id_ in ids if id_ in known and known[id_].is_current]
    gone_ids = [row.transaction_id for row in rows if row.transaction_id]
    gone = soft_delete.delete(db, user_id, gone_ids, recorder=recorder)
    ledger_ids = [row_id for id_ in ids if id_ in known and (row_id := known[id_].ledger_id)]
    service.mark_withdrawn(db, user_id, ledger_ids, _WITHDRAWN)
    return list(gone.values())


def _arrivals(
    db: WriteSession,
    user_id: int,
    feed: Feed,
    account_id: int,
    fresh: Sequence[Draft],
    settled: Mapping[int, Settled],
    known: Mapping[str, KnownRow],
) -> list[Arrival]:
    gone = {  # The person deleted the pending row, so its posted one stays away too.
        index: known[id_]
        for index, draft in enumerate(fresh)
        if (id_ := draft.pending_provider_id or "") in known and known[id_].was_deleted_by_person
    }
    sure = {index for index, each in settled.items() if each.how != "suggested"} | gone.keys()
    free = [index for index in range(len(fresh)) if index not in sure]
    others = feed_queries.other_rows(db, user_id, account_id, feed.kind, {fresh[index].on for index in free})
    # A row that has an id of its own in this update is no other row's twin.
    claimed = {row.transaction_id for row in known.values()}
    others_left = [other for other in others.rows if other.transaction_id not in claimed]
    matched = match_feed(fresh, free, others_left, deleted=others.deleted)
    arrivals = []
    for index, draft in enumerate(fresh):
        key = draft.provider_id or ""
        if index in gone:
            reason, row_id = "You deleted it while it was pending.", gone[index].transaction_id
            arrivals.append(Arrival(draft, "repeated", key, 1, reason, row_id, matches=True))
        elif index in sure:
            row = settled[index].row
            reason = f"Settles the pending transaction of {row.on}"
            arrivals.append(Arrival(draft, "repeated", key, 1, reason, row.transaction_id, matches=True))
        elif index in matched:
            arrivals.append(matched[index]._replace(key=key, occurrence=1))
        else:
            suggestion = f"May be the settled transaction of {settled[index].row.on}" if index in settled else None
            arrivals.append(Arrival(draft, "new", key, 1, suggestion))
    return arrivals


def _first_seen(rows: Mapping[str, Draft], known: Mapping[str, KnownRow]) -> list[Arrival]:
    """Return the rows that are known by their id alone (of an older app, of a restored export), for the ledger."""
    return [
        Arrival(draft, "repeated", id_, 1, "Already here under this id.", known[id_].transaction_id, matches=True)
        for id_, draft in rows.items()
        if id_ in known and known[id_].ledger_id is None
    ]


def _together(arrivals: Sequence[Arrival]) -> Arrivals:
    outcomes = (Outcome(*arrival[1:]) for arrival in arrivals)
    return Arrivals(CompactRows(Draft, (arrival.draft for arrival in arrivals)), CompactRows(Outcome, outcomes))


def match_feed(
    drafts: Sequence[Draft], free: Sequence[int], others: Sequence[OtherRow], *, deleted: Collection[int] = ()
) -> dict[int, Arrival]:
    """Return the drafts (of those at `free`) that are, or may be, rows that came another way.

    Each other row is given to one draft at most, the nearest day first. Banks and files may name the day of booking
    differently; where nearly all rows of the shared days agree one to one, a like row some days off is the same one.
    """
    given = nearest_pairs({index: drafts[index] for index in free}, others)
    days = [other.on for other in others if other.is_of_file and other.transaction_id not in deleted]
    first, last = min(days, default=date.max), max(days, default=date.min)
    shared = {index for index in free if first <= drafts[index].on <= last}
    agree = files_agree(shared=len(shared), alike=sum(index in given for index in shared))
    matched = {}
    for index, pair in given.items():
        arrival = _matched(
            drafts[index], pair, agree=agree and index in shared, is_deleted=pair.other.transaction_id in deleted
        )
        if arrival is not None:
            matched[index] = arrival
    return matched


def _matched(draft: Draft, pair: Pair, *, agree: bool, is_deleted: bool) -> Arrival | None:
    other, is_like, is_same_day = pair.other, -pair.unlikeness >= SURE_LIKENESS, pair.days == 0
    other_in_words = f"“{other.text[:80]}” of {other.on}"
    if is_deleted:
        # Nobody is asked about a row that was deleted; a sure one stays away, any other is new.
        reason = f"You deleted {other_in_words}"
        is_sure = is_like and is_same_day
        return Arrival(draft, "repeated", "", 1, reason, other.transaction_id, matches=True) if is_sure else None
    is_sure = is_like if not other.is_of_file else (is_same_day and (is_like or agree)) or (is_like and agree)
    if is_sure:
        return Arrival(draft, "repeated", "", 1, f"Already here: {other_in_words}", other.transaction_id, matches=True)
    return Arrival(
        draft, "doubtful", "", 1, f"Same amount as {other_in_words}. Is it the same transaction?", other.transaction_id
    )


def _update(
    db: WriteSession,
    user_id: int,
    updates: Sequence[tuple[KnownRow, Draft]],
    arrivals: Sequence[Arrival],
    settled: Mapping[int, Settled],
    threshold: int,
    recorder: ChangeRecorder | None,
) -> tuple[list[int], list[int]]:
    """Bring known, settled and matched rows up to date. Return the ids of settled rows, and of other changed ones."""
    settling = {row.row.transaction_id for row in settled.values() if row.how != "suggested"}
    changes = [
        ProviderUpdate(row.transaction_id, draft)
        for row, draft in updates
        if row.transaction_id and row.is_current and row.is_own
    ]
    changes += [ProviderUpdate(a.twin_id, a.draft) for a in arrivals if a.matches and a.twin_id in settling]
    changes += [
        ProviderUpdate(a.twin_id, a.draft, is_id_only=True)
        for a in arrivals
        if a.matches and a.twin_id and a.twin_id not in settling
    ]
    changed = provider_updates.apply(db, user_id, changes, recorder=recorder)
    settled_ids = [id_ for id_ in changed if id_ in settling or changed[id_].is_settled]
    _judge_settled(db, user_id, settled_ids, threshold)
    transfers.unlink_broken(db, user_id, recorder=recorder)
    transfers.find_transfers(db, user_id, list(changed), recorder=recorder)
    modified = [id_ for id_, change in changed.items() if id_ not in set(settled_ids) and change.is_visible]
    return settled_ids, modified


def _judge_settled(db: WriteSession, user_id: int, ids: Sequence[int], threshold: int) -> None:
    """Categorise rows that are settled now: pending ones were not decided without asking."""
    waiting = provider_updates.undecided(db, user_id, ids)
    if not waiting:
        return
    engine = categorization.load_engine(db, user_id, threshold=threshold)
    decided: dict[int, dict[str, Any]] = {}
    rows = [RowToJudge(*row[1:]) for row in waiting]
    for row, category_match in zip(waiting, engine.categorize_many(rows), strict=True):
        if category_match is not None and category_match.is_sure:
            decided[row.id] = {
                "status": "auto_confirmed",
                "category_id": category_match.category_id,
                "predicted_category_id": None,
                "categorization_tier": category_match.tier,
                "prediction_confidence": category_match.confidence,
                "reason": category_match.reason,
            }
    provider_updates.decide(db, user_id, decided)
    categorization.count_hits(db, user_id, engine)


def decide_doubtful(
    db: WriteSession,
    user_id: int,
    row: SourceRow,
    draft: Draft,
    *,
    account: Account,
    source: Source,
    is_same: bool,
    threshold: int,
) -> int | None:
    """Take the person's answer about a doubtful row in. Return the id of the transaction it is now."""
    if is_same:
        row.fate, row.transaction_id, row.reason = "matched", row.candidate_id, "You said it is the same."
        changes = [ProviderUpdate(row.candidate_id, draft, is_id_only=True)] if row.candidate_id else []
        provider_updates.apply(db, user_id, changes)
        return row.candidate_id
    arrival = Arrival(draft, "new", row.source_key, row.occurrence, "You said it is another one.")
    kind, sync_log_id = row.source, row.sync_log_id
    db.delete(row)
    db.flush()
    pipeline.ingest(
        db, user_id, _together([arrival]), account=account, source=source, kind=kind, threshold=threshold,
        sync_log_id=sync_log_id, hint_reason=_BANK_NAMES_IT,
    )  # fmt: skip
    return feed_queries.known_rows(db, user_id, account.id, kind, [arrival.key])[arrival.key].transaction_id
