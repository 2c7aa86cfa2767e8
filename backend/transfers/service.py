"""Link and unlink transfers; the only module that writes their tables. Linked sides are left out of every report."""

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from backend.categories.models import Category
from backend.exchange_rates.queries import rate_table, rate_table_of_days
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.sql import in_list
from backend.infra.undo_log import ChangeRecorder
from backend.transactions import service as transactions
from backend.transactions.errors import NoSuchTransaction
from backend.transactions.models import Transaction
from backend.transfers import queries
from backend.transfers.errors import CannotLink, NotATransfer
from backend.transfers.matching import (
    DayRate,
    Leg,
    Match,
    Rate,
    days_apart,
    difference_by_rate,
    is_near_less_fee,
    match,
    no_rate,
    possible_pairs,
)
from backend.transfers.models import PossiblePair, RejectedPair, TransferPair

T = Transaction
_FEW_DAYS = 60
_LINKED_AT_ONCE = 5_000
_RESTORED = ("is_internal", "status", "category_id", "categorization_tier", "prediction_confidence", "reason")


def find_transfers(
    db: WriteSession, user_id: int, ids: Sequence[int], *, recorder: ChangeRecorder | None = None
) -> int:
    """Look for the other sides of these transactions: link the sure ones, remember the others as questions.

    Return how many pairs were linked.
    """
    names = queries.account_names(db, user_id)
    if len(names) < 2 or not ids:
        return 0
    new = queries.legs(db, user_id, ids)
    if not new:
        return 0
    around = queries.legs_around(db, user_id, {leg.on for leg in new})
    pairs = list(possible_pairs(new, around, names))
    involved = sorted({leg.id for pair in pairs for leg in pair})
    rejected = queries.rejected(db, user_id, involved)
    matches = match(pairs, names, rejected=rejected, rate=_rates(db, user_id, pairs))
    sure = [found for found in matches if found.is_sure]
    _link(db, user_id, [(m.out.id, m.into.id, m.reason) for m in sure], decided_by="matcher", recorder=recorder)
    _ask(db, user_id, [found for found in matches if not found.is_sure])
    return len(sure)


def link(db: WriteSession, user_id: int, first_id: int, second_id: int, *, recorder: ChangeRecorder) -> None:
    """Link two transactions as one transfer. Raises NoSuchTransaction, CannotLink."""
    first, second = _leg(db, user_id, first_id), _leg(db, user_id, second_id)
    out, into = (first, second) if first.amount_minor > 0 else (second, first)
    if not out.amount_minor > 0 > into.amount_minor:
        raise CannotLink("A transfer is money out of one account and into another. These two go the same way.")
    if out.account_id == into.account_id:
        raise CannotLink("Both transactions are in the same account. Choose one in another account.")
    _check_free(db, user_id, [out.id, into.id])
    _link(db, user_id, [(out.id, into.id, "You linked them")], decided_by="user", recorder=recorder)


def mark_as_transfer(db: WriteSession, user_id: int, transaction_id: int, *, recorder: ChangeRecorder) -> None:
    """Mark a transaction as a transfer whose other account is not here. Raises NoSuchTransaction, CannotLink."""
    leg = _leg(db, user_id, transaction_id)
    _check_free(db, user_id, [leg.id])
    sides = (leg.id, None) if leg.amount_minor > 0 else (None, leg.id)
    _link(db, user_id, [(*sides, "The other account is not here")], decided_by="user", recorder=recorder)


def link_stated(db: WriteSession, user_id: int, pairs: Sequence[tuple[int | None, int | None]], *, reason: str) -> int:
    """Link transfers (out, in) that another program states; one side is None if it is not here. A side
    that is linked already stays as it is; then the other is a transfer by itself.

    Return how many were linked. Nothing is recorded for undo.
    """
    linked = 0
    for start in range(0, len(pairs), _LINKED_AT_ONCE):
        some = pairs[start : start + _LINKED_AT_ONCE]
        ids = [id_ for pair in some for id_ in pair if id_ is not None]
        known = queries.pairs_of(db, user_id, ids)
        taken = {id_ for pair in known for id_ in (pair.out_transaction_id, pair.in_transaction_id)} - {None}
        left = [(out if out not in taken else None, into if into not in taken else None) for out, into in some]
        free = [pair for pair in left if pair != (None, None)]
        _link_many(db, user_id, free, reason)
        linked += len(free)
    return linked


def _link_many(db: WriteSession, user_id: int, pairs: Sequence[tuple[int | None, int | None]], reason: str) -> None:
    """Do what `_link` does for the matcher, past the ORM: a book of another program has tens of thousands of pairs."""
    ids = [id_ for pair in pairs for id_ in pair if id_ is not None]
    mine = (T.user_id == user_id, T.id.in_(in_list(ids)))
    before = {
        row.id: {name: getattr(row, name) for name in _RESTORED}
        for row in db.execute(select(T.id, *(getattr(T, name) for name in _RESTORED)).where(*mine))
    }
    now = clock.now()
    same = {"user_id": user_id, "decided_by": "matcher", "reason": reason, "created_at": now, "updated_at": now}
    made = [
        {
            **same,
            "out_transaction_id": out,
            "in_transaction_id": into,
            "before": {str(id_): before[id_] for id_ in (out, into) if id_ is not None},
        }
        for out, into in pairs
    ]
    if made:
        db.execute(insert(TransferPair), made)
    db.execute(update(T).where(*mine).values(is_internal=True).execution_options(synchronize_session=False))
    category_id = _transfer_category(db, user_id)
    if category_id is not None:
        decided = {
            "status": "auto_confirmed",
            "category_id": category_id,
            "categorization_tier": "rule",
            "prediction_confidence": None,
            "reason": _reason_of(reason),
        }
        is_waiting = T.status.in_(("pending_review", "pending_save"))
        db.execute(update(T).where(*mine, is_waiting).values(decided).execution_options(synchronize_session=False))
    db.expire_all()
    transactions.refresh_totals(db, user_id, transactions.affected_cells(db, user_id, ids))


def unlink(db: WriteSession, user_id: int, transaction_id: int, *, is_rejected: bool, recorder: ChangeRecorder) -> None:
    """Take a transfer apart; both sides are as they were before, as far as nobody changed them since.

    With `is_rejected` the two are never suggested again. Raises NotATransfer.
    """
    pair = queries.pair_of(db, user_id, transaction_id)
    if pair is None:
        raise NotATransfer
    if is_rejected and pair.out_transaction_id is not None and pair.in_transaction_id is not None:
        reject(db, user_id, pair.out_transaction_id, pair.in_transaction_id, recorder=recorder)
    _unlink(db, user_id, [pair], recorder)


def keep_without_account(db: WriteSession, user_id: int, transaction_id: int, *, recorder: ChangeRecorder) -> None:
    """Remember that this is still a transfer, though the account of its other side was deleted. Raises NotATransfer."""
    pair = queries.pair_of(db, user_id, transaction_id)
    if pair is None:
        raise NotATransfer
    recorder.capture(TransferPair, [pair.id])
    pair.is_kept_without_account = True
    db.flush()


def count_without_account(db: WriteSession, user_id: int, transaction_id: int, *, recorder: ChangeRecorder) -> None:
    """Let a transaction count by itself, because the account of its other side was deleted. Raises NotATransfer.

    The two stay a possible transfer, so that they are found or asked about when that account is restored.
    """
    pair = queries.pair_of(db, user_id, transaction_id)
    if pair is None:
        raise NotATransfer
    out_id, in_id = pair.out_transaction_id, pair.in_transaction_id
    _unlink(db, user_id, [pair], recorder)
    if out_id is not None and in_id is not None:
        reason = "They were linked before the account was deleted"
        asked = PossiblePair(user_id=user_id, out_transaction_id=out_id, in_transaction_id=in_id, reason=reason)
        db.add(asked)
        db.flush()
        recorder.record_created(PossiblePair, asked.id)


def find_of_account(db: WriteSession, user_id: int, account_id: int) -> None:
    """Look for the other sides of all transactions of an account that came back."""
    ids = db.scalars(select(T.id).where(T.user_id == user_id, T.account_id == account_id)).all()
    find_transfers(db, user_id, ids)


def reject(db: WriteSession, user_id: int, out_id: int, in_id: int, *, recorder: ChangeRecorder) -> None:
    """Remember that these two are no transfer."""
    same = (RejectedPair.out_transaction_id == out_id, RejectedPair.in_transaction_id == in_id)
    if db.scalar(select(RejectedPair.id).where(RejectedPair.user_id == user_id, *same)) is None:
        rejected = RejectedPair(user_id=user_id, out_transaction_id=out_id, in_transaction_id=in_id)
        db.add(rejected)
        db.flush()
        recorder.record_created(RejectedPair, rejected.id)
    asked = select(PossiblePair.id).where(
        PossiblePair.user_id == user_id,
        PossiblePair.out_transaction_id == out_id,
        PossiblePair.in_transaction_id == in_id,
    )
    _forget_questions(db, db.scalars(asked).all(), recorder)


def reject_suggested(
    db: WriteSession, user_id: int, transaction_id: int, other_id: int | None, *, recorder: ChangeRecorder
) -> None:
    """Remember that a transaction is no transfer with this other one; without one, with none that was suggested."""
    leg = _leg(db, user_id, transaction_id)
    others = [other_id] if other_id is not None else queries.suggested_for(db, user_id, transaction_id)
    for id_ in others:
        other = _leg(db, user_id, id_)
        out, into = (leg, other) if leg.amount_minor > 0 else (other, leg)
        reject(db, user_id, out.id, into.id, recorder=recorder)


def candidates_of(db: ReadSession, user_id: int, transaction_id: int) -> list[tuple[int, str]]:
    """Return the transactions that may be the other side of this one, likeliest first, each with the reason in words.

    Here a person looks: also those whose text says nothing of a transfer, and those that differ by a fee.
    """
    leg = _leg(db, user_id, transaction_id)
    others = [each for each in queries.legs_around(db, user_id, [leg.on]) if each.account_id != leg.account_id]
    pairs = [(leg, other) if leg.amount_minor > 0 else (other, leg) for other in others]
    pairs = [(out, into) for out, into in pairs if out.amount_minor > 0 > into.amount_minor]
    rate = _rates(db, user_id, pairs)
    found = []
    for out, into in pairs:
        days = abs((out.on - into.on).days)
        other = into if out is leg else out
        deviation = Fraction(0)
        if out.currency != into.currency:
            by_rate = difference_by_rate(out, into, rate)
            if by_rate is None:
                continue
            reason, deviation, _ = by_rate
        elif out.amount_minor == -into.amount_minor:
            reason = "Same amount"
        elif is_near_less_fee(out.amount_minor, -into.amount_minor):
            reason, deviation = "The difference could be a fee", Fraction(1)
        else:
            continue
        found.append((deviation, days, other.id, f"{reason}, {days_apart(days)}"))
    return [(id_, reason) for _, _, id_, reason in sorted(found)]


def unlink_broken(db: WriteSession, user_id: int, *, recorder: ChangeRecorder | None = None) -> None:
    """Take those transfers apart of which a side was deleted; the other side counts again."""
    if pairs := queries.broken_pairs(db, user_id):
        _unlink(db, user_id, pairs, recorder)


def _rates(db: ReadSession | WriteSession, user_id: int, pairs: Iterable[tuple[Leg, Leg]]) -> Rate:
    """Return the rates that count on the days of pairs in two currencies; no query if there is no such pair."""
    crossing = [(out, into) for out, into in pairs if out.currency != into.currency]
    if not crossing:
        return no_rate
    currencies = {leg.currency for pair in crossing for leg in pair}
    days = sorted({out.on for out, _ in crossing})
    # The rates of a few days are quickly looked up one by one; for many, all are read.
    table = (
        rate_table_of_days(db, user_id, currencies, days)
        if len(days) <= _FEW_DAYS
        else rate_table(db, user_id, currencies, until=days[-1])
    )

    def rate(source: str, target: str, on: date) -> DayRate | None:
        known = table.rate(source, target, on)
        return DayRate(known.value, known.on) if known else None

    return rate


def _leg(db: ReadSession | WriteSession, user_id: int, transaction_id: int) -> Leg:
    leg = queries.leg(db, user_id, transaction_id)
    if leg is None:
        raise NoSuchTransaction
    return leg


def _check_free(db: WriteSession, user_id: int, ids: Sequence[int]) -> None:
    if queries.pairs_of(db, user_id, ids):
        raise CannotLink("One of these is linked as a transfer already. Unlink it first.")


def _link(
    db: WriteSession,
    user_id: int,
    pairs: Iterable[tuple[int | None, int | None, str]],
    *,
    decided_by: str,
    recorder: ChangeRecorder | None,
) -> None:
    pairs = list(pairs)
    ids = [id_ for out, into, _ in pairs for id_ in (out, into) if id_ is not None]
    if not ids:
        return
    if recorder:
        recorder.capture(T, ids)
    category_id = _transfer_category(db, user_id)
    rows = {row.id: row for row in db.scalars(select(T).where(T.user_id == user_id, T.id.in_(in_list(ids))))}
    linked = []
    for out, into, reason in pairs:
        sides = [rows[id_] for id_ in (out, into) if id_ is not None]
        pair = TransferPair(
            user_id=user_id,
            out_transaction_id=out,
            in_transaction_id=into,
            decided_by=decided_by,
            reason=reason,
            before={str(row.id): {name: getattr(row, name) for name in _RESTORED} for row in sides},
        )
        for row in sides:
            _mark(row, category_id, reason, decided_by)
        linked.append(pair)
    db.add_all(linked)
    db.flush()
    if recorder:
        for pair in linked:
            recorder.record_created(TransferPair, pair.id)
    in_pair = or_(PossiblePair.out_transaction_id.in_(in_list(ids)), PossiblePair.in_transaction_id.in_(in_list(ids)))
    asked = db.scalars(select(PossiblePair.id).where(PossiblePair.user_id == user_id, in_pair)).all()
    _forget_questions(db, asked, recorder)
    transactions.refresh_totals(db, user_id, transactions.affected_cells(db, user_id, ids))


def _mark(row: Transaction, category_id: int | None, reason: str, decided_by: str) -> None:
    row.is_internal = True
    if row.status in ("pending_review", "pending_save") and category_id is not None:
        row.status = "auto_confirmed" if decided_by == "matcher" else "confirmed"
        row.category_id = category_id
        row.categorization_tier = "rule" if decided_by == "matcher" else "user"
        row.prediction_confidence = None
        row.reason = _reason_of(reason)


def _reason_of(reason: str) -> str:
    return f"A transfer between your accounts: {reason[0].lower()}{reason[1:]}"[:300]


def _unlink(db: WriteSession, user_id: int, pairs: Sequence[TransferPair], recorder: ChangeRecorder | None) -> None:
    ids = [id_ for pair in pairs for id_ in (pair.out_transaction_id, pair.in_transaction_id) if id_ is not None]
    if recorder:
        recorder.capture(T, ids)
        recorder.capture(TransferPair, [pair.id for pair in pairs])
    rows = {row.id: row for row in db.scalars(select(T).where(T.user_id == user_id, T.id.in_(in_list(ids))))}
    for pair in pairs:
        for id_, before in pair.before.items():
            if row := rows.get(int(id_)):
                _restore(row, before)
        db.delete(pair)
    db.flush()
    transactions.refresh_totals(db, user_id, transactions.affected_cells(db, user_id, ids))


def _restore(row: Transaction, before: dict[str, Any]) -> None:
    """Put a side back as it was before the link; what a person decided since stays."""
    row.is_internal = before["is_internal"]
    if row.status != before["status"] and (row.reason or "").startswith("A transfer between your accounts"):
        for name in _RESTORED:
            setattr(row, name, before[name])


def _transfer_category(db: WriteSession, user_id: int) -> int | None:
    query = select(Category.id).where(
        Category.user_id == user_id, Category.kind == "transfer", Category.is_archived.is_(False)
    )
    is_other = Category.short_desc != "transfer"
    return db.scalar(query.order_by(is_other, Category.parent_id.is_not(None), Category.position, Category.id).limit(1))


def _ask(db: WriteSession, user_id: int, matches: Iterable[Match]) -> None:
    matches = list(matches)
    here = select(PossiblePair.out_transaction_id, PossiblePair.in_transaction_id).where(
        PossiblePair.user_id == user_id,
        PossiblePair.out_transaction_id.in_(in_list([found.out.id for found in matches])),
    )
    known = {(out, into) for out, into in db.execute(here)}
    db.add_all(
        PossiblePair(
            user_id=user_id, out_transaction_id=found.out.id, in_transaction_id=found.into.id, reason=found.reason
        )
        for found in matches
        if (found.out.id, found.into.id) not in known
    )
    db.flush()


def _forget_questions(db: WriteSession, ids: Sequence[int], recorder: ChangeRecorder | None) -> None:
    if recorder:
        recorder.capture(PossiblePair, ids)
    db.execute(delete(PossiblePair).where(PossiblePair.id.in_(in_list(ids))))
