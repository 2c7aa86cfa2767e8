"""Which rows of a file are new. Thinking only: rows in, fates out.

Equal rows of one file are different movements (two coffees on one day), so rows are counted, not merged: a file adds
only those beyond what the ledger has. Where rows carry evidence of their own (the bank's number, the running
balance), equal rows are told apart by it; if the evidence disagrees the person is asked.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from backend.ingest.arrival import NEAR_DAYS, Arrival, OtherRow
from backend.ingest.elsewhere import match_elsewhere
from backend.kit.fingerprint import fingerprint
from backend.transactions.draft import Draft

_PROGRESS_EVERY = 2000


class LedgerRow(NamedTuple):
    """A row that arrived earlier. `transaction_id` is None if it was never added or is deleted now."""

    id: int
    key: str
    occurrence: int
    provider_id: str | None
    balance_minor: int | None
    transaction_id: int | None
    told: str
    on: date | None = None
    amount_minor: int | None = None


def keys_of(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the fingerprint of each draft."""
    return (
        fingerprint(draft.on, draft.amount_minor, draft.currency, f"{draft.description} {draft.merchant_name or ''}")
        for draft in drafts
    )


def grouped(rows: Iterable[LedgerRow], keys: Collection[str]) -> dict[str, list[LedgerRow]]:
    """Return the rows that have one of these keys, grouped by key, in order of occurrence."""
    found: dict[str, list[LedgerRow]] = {}
    for row in rows:
        if row.key in keys:
            found.setdefault(row.key, []).append(row)
    for each in found.values():
        if len(each) > 1:
            each.sort(key=lambda row: row.occurrence)
    return found


def compare(
    drafts: Sequence[Draft],
    keys: Sequence[str],
    known: Mapping[str, Sequence[LedgerRow]],
    known_ids: Mapping[str, LedgerRow],
    others: Sequence[OtherRow] = (),
    on_progress: Callable[[int], None] | None = None,
) -> list[Arrival]:
    """Return the fate of each draft, in order. `known` has the ledger's rows by key, `known_ids` by bank number."""
    repeated_ids = _repeated(drafts) if known or known_ids else set()
    settled = settle(drafts, keys, known, known_ids, repeated_ids)
    if others:
        taken = {arrival.twin_id for arrival in settled.values()}
        free = [index for index in range(len(drafts)) if index not in settled]
        left = [other for other in others if other.transaction_id not in taken]
        settled.update(match_elsewhere(drafts, keys, free, left))
    return counted(drafts, keys, known, settled, on_progress)


def counted(
    drafts: Sequence[Draft],
    keys: Sequence[str],
    known: Mapping[str, Sequence[LedgerRow]],
    settled: Mapping[int, Arrival],
    on_progress: Callable[[int], None] | None = None,
) -> list[Arrival]:
    """Return the fate of each draft, in order: what is not settled is new, and equal rows are counted on from the
    ledger's."""
    seen = {key: max(row.occurrence for row in rows) for key, rows in known.items() if rows}
    found: list[Arrival] = []
    for index, (draft, key) in enumerate(zip(drafts, keys, strict=True)):
        if on_progress and index % _PROGRESS_EVERY == 0:
            on_progress(index)
        arrival = settled.get(index)
        if arrival is None or arrival.fate == "doubtful" or arrival.matches:
            seen[key] = nth = seen.get(key, 0) + 1
            arrival = arrival._replace(occurrence=nth) if arrival else Arrival(draft, "new", key, nth)
        found.append(arrival)
    return found


def settle(
    drafts: Sequence[Draft],
    keys: Sequence[str],
    known: Mapping[str, Sequence[LedgerRow]],
    known_ids: Mapping[str, LedgerRow],
    repeated_ids: Collection[str],
) -> dict[int, Arrival]:
    """Return the drafts that the ledger has a row for. The surest pairs are made first, for all rows of a key,
    so that a row without its pair never takes another's. `repeated_ids` are the numbers that the file gives twice."""
    if not known and not known_ids:
        return {}
    by_key: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        if key in known:
            by_key.setdefault(key, []).append(index)
    settled: dict[int, Arrival] = {}
    for key, indexes in by_key.items():
        rows = list(known[key])
        if len(indexes) == len(rows) == 1 and _may_be_same(drafts[indexes[0]], rows[0]):
            settled[indexes[0]] = _repeat(drafts[indexes[0]], rows[0])
            continue
        for is_sure in (_is_same, _may_be_same):
            for index in [index for index in indexes if index not in settled]:
                row = next((row for row in rows if is_sure(drafts[index], row)), None)
                if row is not None:
                    rows.remove(row)
                    settled[index] = _repeat(drafts[index], row)
        # What is equal but for its evidence may be a second movement, or the bank may have renumbered the first.
        for index, row in zip([index for index in indexes if index not in settled], rows, strict=False):
            reason = f"Equal to a row that is here, but {_difference(drafts[index], row)}. {row.told}"
            settled[index] = Arrival(drafts[index], "doubtful", key, 0, reason, row.transaction_id)
    # A bank may change the text of a row and keep its number; it may also give one number to different rows.
    for index, draft in enumerate(drafts):
        if index not in settled and draft.provider_id and draft.provider_id not in repeated_ids:
            row = known_ids.get(draft.provider_id)
            if row and row.amount_minor == draft.amount_minor and _is_near(row.on, draft.on):
                settled[index] = _repeat(draft, row)
    return settled


def _repeat(draft: Draft, row: LedgerRow) -> Arrival:
    return Arrival(draft, "repeated", row.key, row.occurrence, row.told, row.transaction_id)


def _is_same(draft: Draft, row: LedgerRow) -> bool:
    evidence = (draft.provider_id or None, draft.balance_minor)
    return evidence != (None, None) and evidence == (row.provider_id, row.balance_minor)


def _may_be_same(draft: Draft, row: LedgerRow) -> bool:
    """Say whether no evidence speaks against it: what only one of them has says nothing."""
    ids_agree = not (draft.provider_id and row.provider_id) or draft.provider_id == row.provider_id
    balances_agree = None in (draft.balance_minor, row.balance_minor) or draft.balance_minor == row.balance_minor
    return ids_agree and balances_agree


def _difference(draft: Draft, row: LedgerRow) -> str:
    if None not in (draft.balance_minor, row.balance_minor) and draft.balance_minor != row.balance_minor:
        return "its running balance is another"
    return "the bank gave it another number"


def _is_near(first: date | None, second: date) -> bool:
    return first is not None and abs(first - second) <= timedelta(days=NEAR_DAYS)


def _repeated(drafts: Sequence[Draft]) -> set[str]:
    counted = Counter(draft.provider_id for draft in drafts if draft.provider_id)
    return {id_ for id_, times in counted.items() if times > 1}
