"""Save, change and delete activities: purchases, sales, income, fees, transfers and cash.

Each verb returns the change that can be undone. What is computed from the rows is up to date afterwards.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.tables import insert_rows, reserve_ids
from backend.investments.activities import AccountFacts, ActivityDraft, complete, problem
from backend.investments.errors import InvalidActivity, SoldMoreThanHeld
from backend.investments.lots import AccountLots, Oversold
from backend.investments.models import InvestmentTransaction
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import securities as security_queries
from backend.investments.recompute import Touched, recompute
from backend.investments.service import Saved, record

_COLUMNS = (
    "id",
    "account_id",
    "security_id",
    "source",
    "source_key",
    "on",
    "type",
    "quantity",
    "price",
    "amount_minor",
    "fees_minor",
    "currency",
    "security_amount_minor",
    "cost_basis_minor",
    "acquired_on",
    "related_security_id",
    "cost_fraction",
    "lot_picks",
    "notes",
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """What became of a batch: the ids of the new activities, how many were there already, and where more left an
    account than it held, which is stored all the same."""

    ids: Sequence[int]
    repeated: int
    oversold: Sequence[Oversold]
    change_id: int | None


def insert_transactions(db: WriteSession, user_id: int, drafts: Sequence[ActivityDraft]) -> Sequence[int]:
    """Store completed and checked activities without a change that can be undone, and return their ids; the caller
    recomputes."""
    ids = reserve_ids(db, InvestmentTransaction, len(drafts))
    currencies = {account.id: account.currency for account in account_queries.accounts(db, user_id)}
    now = clock.now()
    same = {"user_id": user_id, "created_at": now, "updated_at": now}
    rows = [_row(id_, draft, currencies[draft.account_id]) for id_, draft in zip(ids, drafts, strict=True)]
    insert_rows(db, InvestmentTransaction, _COLUMNS, rows, constants=same)
    return ids


def record_transactions(
    db: WriteSession, user_id: int, drafts: Sequence[ActivityDraft], *, summary: str, refuses_oversold: bool = False
) -> Recorded:
    """Store new activities, all or none; one whose source key is there already is not stored again.

    Of a bank or a file, whose history may begin late, more can leave an account than is known to be there: those are
    named in the answer. Raises InvalidActivity with the position of the draft, SoldMoreThanHeld if `refuses_oversold`.
    """
    drafts, repeated = _without_repeated(db, user_id, drafts)
    checked = _checked(db, user_id, drafts)
    touched = Touched()
    for draft in checked:
        touched.add(draft.account_id, draft.on, trade_of=draft.security_id)
    before = _oversold_before(db, user_id, touched.account_ids) if refuses_oversold else set()
    with record(db, user_id, summary) as recorder:
        ids = insert_transactions(db, user_id, checked)
        for id_ in ids:
            recorder.record_created(InvestmentTransaction, id_)
        lots = recompute(db, user_id, touched)
        if refuses_oversold:
            _refuse_oversold(db, user_id, lots, before)
            for id_, draft in zip(ids, checked, strict=True):
                _check_picks(lots[draft.account_id], id_, draft)
    oversold = [each for account_id in touched.account_ids for each in lots[account_id].oversold]
    return Recorded(ids, repeated, [each for each in oversold if each.activity_id in ids], recorder.change_id)


def update_transaction(db: WriteSession, user_id: int, transaction_id: int, draft: ActivityDraft) -> Saved:
    """Put `draft` in the place of an activity. Raises NoSuchActivity, InvalidActivity, SoldMoreThanHeld."""
    activity = activity_queries.transaction(db, user_id, transaction_id)
    (checked,) = _checked(db, user_id, [draft])
    touched = Touched()
    touched.add(activity.account_id, activity.on, trade_of=activity.security_id)
    touched.add(checked.account_id, checked.on, trade_of=checked.security_id)
    before = _oversold_before(db, user_id, touched.account_ids)
    with record(db, user_id, f"Changed an activity of {checked.on}") as recorder:
        recorder.capture(InvestmentTransaction, [transaction_id])
        currency = account_queries.account(db, user_id, checked.account_id).currency
        for name, value in zip(_COLUMNS, _row(transaction_id, checked, currency), strict=True):
            if name not in ("id", "source", "source_key"):
                setattr(activity, name, value)
        lots = recompute(db, user_id, touched)
        _refuse_oversold(db, user_id, lots, before)
        _check_picks(lots[checked.account_id], transaction_id, checked)
    return Saved(transaction_id, recorder.change_id)


def delete_transaction(db: WriteSession, user_id: int, transaction_id: int) -> Saved:
    """Delete an activity. Raises NoSuchActivity, and SoldMoreThanHeld if a later sale needs its shares."""
    activity = activity_queries.transaction(db, user_id, transaction_id)
    touched = Touched()
    touched.add(activity.account_id, activity.on, trade_of=activity.security_id)
    before = _oversold_before(db, user_id, touched.account_ids)
    with record(db, user_id, f"Deleted an activity of {activity.on}") as recorder:
        recorder.capture(InvestmentTransaction, [transaction_id])
        db.delete(activity)
        _refuse_oversold(db, user_id, recompute(db, user_id, touched), before)
    return Saved(transaction_id, recorder.change_id)


def _without_repeated(
    db: WriteSession, user_id: int, drafts: Sequence[ActivityDraft]
) -> tuple[list[ActivityDraft], int]:
    """Return the drafts whose source key is new, and how many are not."""
    known = activity_queries.source_keys(db, user_id, {draft.account_id for draft in drafts if draft.source_key})
    new = []
    for draft in drafts:
        key = (draft.account_id, draft.source, draft.source_key)
        if draft.source_key is None or key not in known:
            new.append(draft)
            known.add(key)
    return new, len(drafts) - len(new)


def _checked(db: WriteSession, user_id: int, drafts: Iterable[ActivityDraft]) -> list[ActivityDraft]:
    """Return the drafts with what follows filled in. Raises InvalidActivity for the first that cannot be stored."""
    today = clock.today()
    facts: dict[int, AccountFacts] = {}
    currencies: dict[int, str] = {}
    checked = []
    for position, draft in enumerate(drafts):
        if draft.account_id not in facts:
            account = account_queries.account(db, user_id, draft.account_id)
            facts[account.id] = AccountFacts(account.currency, account.opened_on)
        for security_id in (draft.security_id, draft.related_security_id):
            if security_id is not None and security_id not in currencies:
                currencies[security_id] = security_queries.security(db, user_id, security_id).currency
        whole = complete(
            draft, account=facts[draft.account_id], security_currency=currencies.get(draft.security_id or 0)
        )
        if reason := problem(whole, account=facts[draft.account_id], today=today):
            raise InvalidActivity(reason, position=position)
        checked.append(whole)
    return checked


def _row(id_: int, draft: ActivityDraft, currency: str) -> tuple[object, ...]:
    picks = tuple((pick.opening_id, f"{pick.quantity:f}") for pick in draft.picks) or None
    return (
        id_,
        draft.account_id,
        draft.security_id,
        draft.source,
        draft.source_key,
        draft.on,
        draft.type,
        draft.quantity,
        draft.price,
        draft.amount_minor,
        draft.fees_minor,
        currency,
        draft.security_amount_minor,
        draft.cost_basis_minor,
        draft.acquired_on,
        draft.related_security_id,
        draft.cost_fraction,
        picks,
        draft.notes,
    )


def _oversold_before(db: WriteSession, user_id: int, account_ids: Iterable[int]) -> set[int]:
    """Return the activities for which an account did not hold enough already: only new ones are refused."""
    return {each.activity_id for id_ in account_ids for each in position_queries.lots_of(db, user_id, id_).oversold}


def _refuse_oversold(db: WriteSession, user_id: int, lots: Mapping[int, AccountLots], before: set[int]) -> None:
    for account_lots in lots.values():
        for each in account_lots.oversold:
            if each.activity_id not in before:
                name = security_queries.security(db, user_id, each.security_id).name
                raise SoldMoreThanHeld(name=name, on=each.on, quantity=each.quantity, held=each.held)


def _check_picks(lots: AccountLots, transaction_id: int, draft: ActivityDraft) -> None:
    """Raise InvalidActivity if a sale could not take what was chosen from its lots."""
    if not draft.picks or draft.security_id is None:
        return
    taken: dict[int | None, Decimal] = {}
    for disposal in lots.book(draft.security_id).disposals:
        if disposal.closing_id == transaction_id:
            taken[disposal.opening_id] = taken.get(disposal.opening_id, Decimal(0)) + disposal.quantity
    for pick in draft.picks:
        if taken.get(pick.opening_id, Decimal(0)) != pick.quantity:
            held = taken.get(pick.opening_id, Decimal(0))
            raise InvalidActivity(f"A chosen lot has {held:f} left on {draft.on}, not {pick.quantity:f}.")
