"""Decide which rows of a file are new. Pure functions: rows in, outcomes out.

Equal rows of one file are different movements (two coffees on one day), so rows are counted, not merged: a file adds
only those beyond what the ledger has. Where rows carry evidence of their own (the bank's number, the running
balance), equal rows are told apart by it; if the evidence disagrees the person is asked.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from backend.ingest.arrival import NEAR_DAYS, Arrivals, OtherRow, Outcome
from backend.ingest.cross_source_match import match_across_sources
from backend.kit.compact_rows import CompactRows
from backend.kit.fingerprint import fingerprint
from backend.transactions.draft import Draft

_PROGRESS_EVERY = 2000
# What tells equal rows apart: the bank's number and the running balance.
Evidence = tuple[str | None, int | None]


class LedgerRow(NamedTuple):
    """A row that arrived earlier. `transaction_id` is None if it was never added or is deleted now; `arrived` says in
    words when the row came."""

    id: int
    key: str
    occurrence: int
    provider_id: str | None
    balance_minor: int | None
    transaction_id: int | None
    arrived: str
    on: date | None = None
    amount_minor: int | None = None


def fingerprints(drafts: CompactRows[Draft]) -> Iterator[str]:
    """Yield the fingerprint of each draft."""
    rows = drafts.columns("on", "amount_minor", "currency", "description", "merchant_name")
    return (
        fingerprint(on, amount, currency, f"{text} {payee}" if payee else text)
        for on, amount, currency, text, payee in rows
    )


def compare(
    drafts: CompactRows[Draft],
    keys: Sequence[str],
    ledger: Iterable[LedgerRow] = (),
    *,
    by_id: Callable[[Collection[str]], Mapping[str, LedgerRow]] | None = None,
    others: Sequence[OtherRow] = (),
    on_progress: Callable[[int], None] = lambda _: None,
) -> Arrivals:
    """Return the fate of each draft, in order.

    `ledger` yields rows that arrived earlier, those of one key next to each other; `by_id` returns those with one of
    these bank numbers. Without it the ledger is empty.
    """
    matched: list[Outcome | None] = [None] * len(drafts)
    last_occurrences: dict[str, int] = {}
    if by_id is not None:
        last_occurrences = _settle_by_key(matched, drafts, keys, ledger, on_progress)
        _settle_by_id(matched, drafts, by_id)
    if others:
        taken = {outcome.twin_id for outcome in matched if outcome}
        left = [other for other in others if other.transaction_id not in taken]
        free = (index for index, outcome in enumerate(matched) if outcome is None)
        for index, outcome in match_across_sources(drafts, keys, free, left).items():
            matched[index] = outcome
    return Arrivals(drafts, CompactRows(Outcome, _counted(keys, matched, last_occurrences)))


def _settle_by_key(
    matched: list[Outcome | None],
    drafts: CompactRows[Draft],
    keys: Sequence[str],
    ledger: Iterable[LedgerRow],
    on_progress: Callable[[int], None],
) -> dict[str, int]:
    """Settle the drafts that the ledger has an equal row for. Returns the last occurrence of each key in it that some
    draft goes beyond."""
    # Most keys come once, so that a list for each would only take memory.
    index_of: dict[str, int] = {}
    further: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if index_of.setdefault(key, index) != index:
            further.setdefault(key, []).append(index)
    ids, balances = list(drafts.column("provider_id")), list(drafts.column("balance_minor"))
    last_occurrences: dict[str, int] = {}
    done = 0
    for key, group in groupby(ledger, key=attrgetter("key")):
        first = index_of.get(key)
        if first is None:
            continue
        rows = sorted(group, key=attrgetter("occurrence"))
        evidence = {index: (ids[index], balances[index]) for index in (first, *further.get(key, ()))}
        if len(rows) == len(evidence) == 1 and _may_be_same(evidence[first], rows[0]):
            matched[first] = _repeat(keys[first], rows[0])
        elif not _settle_equal(matched, keys[first], evidence, rows):
            last_occurrences[key] = rows[-1].occurrence
        if not done % _PROGRESS_EVERY:
            on_progress(done)
        done += 1
    return last_occurrences


def _settle_equal(
    matched: list[Outcome | None],
    key: str,
    evidence: Mapping[int, Evidence],
    ledger_rows: Sequence[LedgerRow],
) -> bool:
    """Give the ledger's rows of one key to the drafts with this key, and say whether all of these are repeats. The
    surest pairs are made first, so that a row without its pair never takes another's."""
    rows = list(ledger_rows)
    for is_sure in (_is_same, _may_be_same):
        for index in [index for index in evidence if matched[index] is None]:
            row = next((row for row in rows if is_sure(evidence[index], row)), None)
            if row is not None:
                rows.remove(row)
                matched[index] = _repeat(key, row)
    left = [index for index in evidence if matched[index] is None]
    # What is equal but for its evidence may be a second movement, or the bank may have renumbered the first.
    for index, row in zip(left, rows, strict=False):
        reason = f"Same as an existing transaction, but {_difference(evidence[index], row)}. {row.arrived}"
        matched[index] = Outcome("doubtful", key, 0, reason, row.transaction_id)
    return not left


def _settle_by_id(
    matched: list[Outcome | None],
    drafts: CompactRows[Draft],
    by_id: Callable[[Collection[str]], Mapping[str, LedgerRow]],
) -> None:
    """A bank may change the text of a row and keep its number; it may also give one number to different rows."""
    times = Counter(drafts.column("provider_id"))
    rows = zip(matched, drafts.columns("provider_id", "on", "amount_minor"), strict=True)
    free = {
        index: (id_, on, amount)
        for index, (outcome, (id_, on, amount)) in enumerate(rows)
        if outcome is None and id_ and times[id_] == 1
    }
    rows_by_id = by_id({id_ for id_, _, _ in free.values()}) if free else {}
    for index, (id_, on, amount) in free.items():
        row = rows_by_id.get(id_)
        if row and row.amount_minor == amount and _is_near(row.on, on):
            matched[index] = _repeat(row.key, row)


def _counted(
    keys: Sequence[str], matched: Iterable[Outcome | None], last_occurrences: dict[str, int]
) -> Iterator[Outcome]:
    """Yield the outcomes: what is not settled is new, and equal rows are counted on from the ledger's."""
    for key, outcome in zip(keys, matched, strict=True):
        if outcome is None or outcome.fate == "doubtful" or outcome.matches:
            last_occurrences[key] = nth = last_occurrences.get(key, 0) + 1
            yield outcome._replace(occurrence=nth) if outcome else Outcome("new", key, nth)
        else:
            yield outcome


def _repeat(key: str, row: LedgerRow) -> Outcome:
    """The reason is looked up for the few rows that are shown, see `queries.Place.reasons`."""
    return Outcome("repeated", key, row.occurrence, None, row.transaction_id)


def _is_same(evidence: Evidence, row: LedgerRow) -> bool:
    provider_id, balance = evidence
    return bool(provider_id or balance is not None) and (provider_id or None, balance) == (
        row.provider_id,
        row.balance_minor,
    )


def _may_be_same(evidence: Evidence, row: LedgerRow) -> bool:
    """Say whether no evidence contradicts it: what only one of them has says nothing."""
    provider_id, balance = evidence
    ids_agree = not (provider_id and row.provider_id) or provider_id == row.provider_id
    balances_agree = balance is None or row.balance_minor is None or balance == row.balance_minor
    return ids_agree and balances_agree


def _difference(evidence: Evidence, row: LedgerRow) -> str:
    balance = evidence[1]
    if balance is not None and row.balance_minor is not None and balance != row.balance_minor:
        return "its running balance is another"
    return "the bank gave it another number"


def _is_near(first: date | None, second: date) -> bool:
    return first is not None and abs(first - second) <= timedelta(days=NEAR_DAYS)
