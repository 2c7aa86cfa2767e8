"""Save what a broker says of a login: accounts, activities that are new, changed or gone, holdings and prices."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from backend.brokerage_sync import queries
from backend.brokerage_sync.provider import BrokerageUpdate, FoundActivity, FoundBrokerage
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.investment_imports.broker_file import SecurityName
from backend.investment_imports.plan import Securities, draft_of, source_key, to_minor
from backend.investments import service, stated_holdings, transactions
from backend.investments.activities import AccountFacts, ActivityDraft, complete, number_problem, problem
from backend.investments.errors import InvalidActivity
from backend.investments.models import InvestmentAccount
from backend.investments.prices import NewPrice, save_prices
from backend.investments.queries import accounts as account_queries
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import securities as security_queries
from backend.investments.stated_holdings import StatedHolding


@dataclass(slots=True)
class Applied:
    """What a sync came to, in numbers of activities and holdings."""

    accounts: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    holdings: int = 0


@dataclass(frozen=True, slots=True)
class Login:
    """The connection that an update came through."""

    connection_id: int
    item_id: str
    name: str


def apply_update(db: WriteSession, user_id: int, login: Login, update: BrokerageUpdate, *, start: date) -> Applied:
    """Save an update whose activities begin on `start`. What it leaves out is added to its `unreadable`."""
    applied = Applied()
    for found in update.accounts:
        account = _account(db, user_id, login, found, update)
        if account.deleted_at is not None:
            continue
        applied.accounts += 1
        ids = _security_ids(db, user_id, found, update)
        _apply_activities(db, user_id, account, update, found, ids, applied, start)
        _apply_holdings(db, user_id, account, update, found, ids, applied)
        account.last_synced_at, account.last_sync_error = clock.now(), None
    return applied


def _account(
    db: WriteSession, user_id: int, login: Login, found: FoundBrokerage, update: BrokerageUpdate
) -> InvestmentAccount:
    known = queries.linked_accounts(db, user_id).get(found.id) or _same_account(db, user_id, login, found, update)
    if known is None:
        fields = {
            "account_name": found.name,
            "account_type": found.account_type,
            "institution_name": login.name,
            "mask": found.mask,
            "currency": found.currency,
            "plaid_account_id": found.id,
        }
        id_ = service.add_account(db, user_id, fields).id
        known = account_queries.account(db, user_id, id_)
    known.bank_connection_id, known.plaid_item_id = login.connection_id, login.item_id
    known.plaid_account_id = found.id
    known.connection_status = "connected"
    return known


def _same_account(
    db: WriteSession, user_id: int, login: Login, found: FoundBrokerage, update: BrokerageUpdate
) -> InvestmentAccount | None:
    """Return the account that this one was before: of a file, or of a login that was linked anew and has new ids."""
    others = {each.id for each in update.accounts}
    same = [
        account
        for account in account_queries.accounts(db, user_id)
        if found.mask
        and account.mask == found.mask
        and account.currency == found.currency
        and account.institution_name.casefold() == login.name.casefold()
        and account.plaid_account_id not in others
    ]
    return same[0] if len(same) == 1 else None


def _security_ids(db: WriteSession, user_id: int, account: FoundBrokerage, update: BrokerageUpdate) -> dict[str, int]:
    """Return our ids of the securities of an account by Plaid's; new ones are added."""
    names: dict[str, SecurityName] = {}
    for each in update.activities[account.id]:
        if each.security_id and each.activity.security:
            names[each.security_id] = each.activity.security
    for held in update.holdings[account.id]:
        names[held.security_id] = held.holding.security
    known = {
        each.plaid_security_id: each.id for each in security_queries.securities(db, user_id) if each.plaid_security_id
    }
    index = Securities.of(db, user_id)
    ids = {}
    for plaid_id, name in names.items():
        id_ = known.get(plaid_id) or index.id_of(name, account.currency)
        if id_ < 0:
            currency = name.currency or account.currency
            fields = {
                "plaid_security_id": plaid_id,
                "ticker": name.ticker,
                "isin": name.isin,
                "name": name.name or name.label,
                "currency": currency,
                "security_type": name.security_type or "other",
                "accepts_old_price": name.security_type == "cash",
            }
            id_ = service.add_security(db, user_id, fields).id
            index = Securities.of(db, user_id)
        ids[plaid_id] = id_
    return ids


def _apply_activities(
    db: WriteSession,
    user_id: int,
    account: InvestmentAccount,
    update: BrokerageUpdate,
    found: FoundBrokerage,
    ids: dict[str, int],
    applied: Applied,
    start: date,
) -> None:
    currencies = {each.id: each.currency for each in security_queries.securities(db, user_id)}
    facts = AccountFacts(account.currency, account.opened_on)
    stored = activity_queries.activity_values(db, user_id, account.id)
    known = {row.source_key: row for row in stored if row.source == "plaid"}
    others = Counter(
        source_key(row.on, row.type, row.security_id, row.quantity, row.amount_minor)
        for row in stored
        if row.source != "plaid"
    )
    new: list[ActivityDraft] = []
    listed = set()
    for each in update.activities[found.id]:
        draft = _draft(each, account, ids, currencies, facts)
        listed.add(draft.source_key)
        if trouble := problem(draft, account=facts, today=clock.today()):
            update.unreadable.append(f"{each.activity.notes} of {draft.on}: {trouble}")
            continue
        values = (draft.on, draft.type, draft.security_id, draft.quantity, draft.amount_minor)
        row = known.get(draft.source_key)
        if row is None:
            key = source_key(*values)
            if others[key] > 0:
                # It was entered by hand, or came with a file.
                others[key] -= 1
                continue
            new.append(draft)
        elif (row.on, row.type, row.security_id, row.quantity, row.amount_minor) != values:
            try:
                with db.begin_nested():
                    transactions.update_transaction(db, user_id, row.id, draft)
                applied.changed += 1
            except InvalidActivity as refused:
                update.unreadable.append(f"{each.activity.notes} of {draft.on} stays as it was: {refused}")
    for row in known.values():
        if row.on >= start and row.source_key not in listed:
            try:
                with db.begin_nested():
                    transactions.delete_transaction(db, user_id, row.id)
                applied.removed += 1
            except InvalidActivity as refused:
                update.unreadable.append(f"An activity of {row.on} that the broker removed stays: {refused}")
    if new:
        summary = f"Synced {account.account_name}"
        applied.added += len(transactions.record_transactions(db, user_id, new, summary=summary).ids)


def _draft(
    each: FoundActivity,
    account: InvestmentAccount,
    ids: dict[str, int],
    currencies: dict[int, str],
    facts: AccountFacts,
) -> ActivityDraft:
    id_ = ids.get(each.security_id or "") if each.activity.security else None
    priced_in = currencies.get(id_ or 0)
    draft = draft_of(
        each.activity, account.currency, account_id=account.id, security_id=id_, priced_in=priced_in or account.currency
    )
    return complete(
        draft._replace(source="plaid", source_key=each.id or None), account=facts, security_currency=priced_in
    )


def _apply_holdings(
    db: WriteSession,
    user_id: int,
    account: InvestmentAccount,
    update: BrokerageUpdate,
    found: FoundBrokerage,
    ids: dict[str, int],
    applied: Applied,
) -> None:
    today = clock.today()
    stated: dict[int, StatedHolding] = {}
    new_prices: dict[tuple[int, date], NewPrice] = {}
    for each in update.holdings[found.id]:
        id_, holding = ids[each.security_id], each.holding
        currency = security_queries.security(db, user_id, id_).currency
        quantity = holding.quantity.normalize()
        if trouble := number_problem("quantity", quantity):
            update.unreadable.append(f"A holding of {holding.security.label} is not counted: {trouble}")
            continue
        stated[id_] = StatedHolding(
            id_, quantity, to_minor(holding.cost, account.currency), to_minor(holding.value, currency)
        )
        on = min(each.price_on or today, today)
        is_cash = holding.security.security_type == "cash"
        if each.price is not None and not is_cash and not number_problem("price", each.price):
            new_prices[id_, on] = NewPrice(id_, on, each.price)
    stated_holdings.record_holdings(
        db, user_id, account_id=account.id, on=today, holdings=list(stated.values()), is_complete=True, source="plaid"
    )
    if new_prices:
        summary = f"Synced prices of {account.account_name}"
        save_prices(db, user_id, list(new_prices.values()), source="plaid", summary=summary)
    applied.holdings += len(stated)
