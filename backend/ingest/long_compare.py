"""Compares a file of very many rows with the ledger, a part of it at a time: the same answers as `compare` gives.

Rows are dealt out twice. By their keys, since a ledger's row and a bank's number settle each key by itself, and equal
rows are counted by key. Then by amount and currency, since only rows that agree in both can be one movement told in
two ways. What concerns the whole file is found before: numbers that the file gives twice, rows that are taken, and
whether two files tell of the same days.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import NamedTuple

from backend.infra.spool import Room, columns
from backend.ingest.arrival import LongArrivals, OtherRow, Outcome
from backend.ingest.dedupe import LedgerRow, counted, grouped, settle
from backend.ingest.elsewhere import Pair, do_agree, matched, nearest
from backend.ingest.parts import Parts
from backend.kit.repeats import Marks, Numbers, repeated
from backend.transactions.draft import Draft

_PROGRESS_EVERY = 2000
Progress = Callable[[int], None]


def no_progress(_done: int) -> None:
    """Report to nobody."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a long file is compared with: the ledger's rows of some days, those that carry the bank numbers of some
    drafts, and what came another way near some days."""

    of_days: Callable[[set[date]], Iterable[Sequence[LedgerRow]]] = lambda _: ()
    by_provider_id: Callable[[Sequence[Draft]], Mapping[str, LedgerRow]] = lambda _: {}
    otherwise: Callable[[set[date]], Iterable[OtherRow]] = lambda _: ()


NOTHING = Known()


def compare_long(
    drafts: Sequence[Draft], keys: Iterable[str], known: Known, room: Room, on_progress: Progress = no_progress
) -> LongArrivals:
    """Return the fate of each draft, in order, as `compare` would. Raises DiskFull and StorageFailed."""
    dealt = _Dealt(drafts, keys, room, on_progress, is_alone=known is NOTHING)
    outcomes, taken = _settled(dealt, known, room, on_progress)
    others = (other for other in known.otherwise(dealt.days) if other.transaction_id not in taken)
    told = _elsewhere(drafts, lambda: outcomes.in_order(dealt.owners), others, room)
    return LongArrivals(drafts, room.keep(Outcome, told))


class _Evidence(NamedTuple):
    """What of a draft is compared by its key."""

    key: str
    on: date = date.min
    amount_minor: int = 0
    currency: str = ""
    balance_minor: int | None = None
    provider_id: str | None = None


class _Dealt:
    """The drafts dealt out by their keys: the part of each, and what all of them tell."""

    def __init__(
        self, drafts: Sequence[Draft], keys: Iterable[str], room: Room, on_progress: Progress, *, is_alone: bool
    ) -> None:
        self.rows = Parts(_Evidence, len(drafts), room)
        self.owners = bytearray()
        self.days: set[date] = set()
        self.has_ids = False
        self.seen = Marks()
        if is_alone:
            # With nothing to compare, the keys alone are counted.
            for index, key in enumerate(keys):
                if index % _PROGRESS_EVERY == 0:
                    on_progress(index)
                self.owners.append(self.rows.add(key, _Evidence(key)))
            return
        evidence = columns(drafts, *_Evidence._fields[1:])
        for index, (key, told) in enumerate(zip(keys, evidence, strict=True)):
            if index % _PROGRESS_EVERY == 0:
                on_progress(index)
            row = _Evidence(key, *told)
            self.owners.append(self.rows.add(key, row))
            self.seen.add(hash(key))
            self.days.add(row.on)
            self.has_ids = self.has_ids or bool(row.provider_id)


def _settled(dealt: _Dealt, known: Known, room: Room, on_progress: Progress) -> tuple[Parts[Outcome], Numbers]:
    """Return the outcomes as far as the ledger tells them, part by part, and the transactions that are taken."""
    ledger = Parts(LedgerRow, len(dealt.owners), room)
    for row in chain.from_iterable(known.of_days(dealt.days)):
        if hash(row.key) in dealt.seen:
            ledger.add(row.key, row)
    ids = repeated(lambda: (row.provider_id for row in chain.from_iterable(dealt.rows))) if dealt.has_ids else set()
    outcomes, taken = Parts(Outcome, len(dealt.owners), room), Numbers()
    for part, here in enumerate(dealt.rows):
        on_progress(len(dealt.owners))
        rows = list(here)
        keys = [row.key for row in rows]
        drafts = [Draft(0, r.on, "", r.amount_minor, r.currency, "", r.balance_minor, r.provider_id) for r in rows]
        by_key = grouped(ledger[part], set(keys))
        settled = settle(drafts, keys, by_key, known.by_provider_id(drafts) if dealt.has_ids else {}, ids)
        taken.update(arrival.twin_id for arrival in settled.values())
        outcomes.extend(part, (Outcome(*arrival[1:]) for arrival in counted(drafts, keys, by_key, settled)))
    return outcomes, taken


def _elsewhere(
    drafts: Sequence[Draft], outcomes: Callable[[], Iterator[Outcome]], others: Iterable[OtherRow], room: Room
) -> Iterator[Outcome]:
    """Yield the outcomes in order; what is new so far may have come another way."""
    there, amounts = Parts(OtherRow, len(drafts), room), Marks()
    # The days that other files tell of.
    first, last, has_others = date.max, date.min, False
    for other in others:
        amounts.add(hash((other.amount_minor, other.currency)))
        there.add((other.amount_minor, other.currency), other)
        has_others = True
        if other.is_of_file:
            first, last = min(first, other.on), max(last, other.on)
    if not has_others:
        return outcomes()
    free = Parts(Draft, len(drafts), room)
    shared = 0
    for index, (draft, outcome) in enumerate(zip(drafts, outcomes(), strict=True)):
        if outcome.fate == "new":
            shared += first <= draft.on <= last
            goes_by = (draft.amount_minor, draft.currency)
            if hash(goes_by) in amounts:
                # For the moment the number of a line is the place among all drafts.
                free.add(goes_by, draft._replace(line_no=index, raw=""))
    pairs, alike = Parts(Pair, len(drafts), room), 0
    for part, here in enumerate(free):
        rows = list(here)
        given = nearest(rows, range(len(rows)), there[part])
        alike += sum(pair.days == 0 and first <= rows[at].on <= last for at, pair in given.items())
        pairs.extend(part, (given[at]._replace(at=rows[at].line_no) for at in sorted(given)))
    return _told(drafts, outcomes(), pairs, agree=do_agree(shared=shared, alike=alike))


def _told(
    drafts: Sequence[Draft], outcomes: Iterator[Outcome], pairs: Parts[Pair], *, agree: bool
) -> Iterator[Outcome]:
    streams = [iter(spool) for spool in pairs]
    heads = [next(stream, None) for stream in streams]
    for index, (draft, outcome) in enumerate(zip(drafts, outcomes, strict=True)):
        part = pairs.part_of((draft.amount_minor, draft.currency))
        pair = heads[part]
        if pair is None or pair.at != index:
            yield outcome
            continue
        heads[part] = next(streams[part], None)
        arrival = matched(draft, outcome.key, pair, agree=agree)
        yield Outcome(*arrival[1:])._replace(occurrence=outcome.occurrence)
