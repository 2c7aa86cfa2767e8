"""The whole ledger in double entry, as beancount and hledger want it: accounts, postings, balances on days.

Where a stated balance and the transactions disagree, the difference is a transaction of its own, so that every balance
is the one that the app shows.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from backend.accounts import queries as accounts
from backend.accounts.kinds import LIABILITY_TYPES
from backend.accounts.models import Account
from backend.balances import queries as balances
from backend.balances.models import BalanceSnapshot
from backend.categories.models import Category
from backend.exports import queries
from backend.transactions import queries as transactions
from backend.transactions.filters import Filter
from backend.transactions.models import Transaction
from backend.transfers.models import TransferPair

B, T = BalanceSnapshot, Transaction
# An account by its kind (assets, liabilities, income, expenses, equity) and the names below it.
Name = tuple[str, ...]
OPENING: Name = ("equity", "Opening balances")
UNEXPLAINED: Name = ("equity", "Unexplained differences")
TRANSFERS: Name = ("equity", "Transfers")


class LedgerPosting(NamedTuple):
    """`amount_minor` goes into the account. `price_minor` and `price_currency` are what all of it cost."""

    account: Name
    amount_minor: int
    currency: str
    memo: str = ""
    price_minor: int | None = None
    price_currency: str | None = None


class LedgerTransaction(NamedTuple):
    """A transaction; its postings sum to zero by currency or price."""

    on: date
    payee: str
    text: str
    notes: str
    tags: tuple[str, ...]
    is_pending: bool
    postings: tuple[LedgerPosting, ...]


class LedgerBalance(NamedTuple):
    """What an account holds at the end of a day, in its currency; a debt is negative."""

    on: date
    account: Name
    minor: int
    currency: str


@dataclass(slots=True)
class TextLedger:
    """The ledger. `transactions` are read when they are asked for, in the order of their days."""

    accounts: dict[Name, str]
    categories: list[Name]
    currencies: list[str]
    first_on: date
    differences: list[LedgerTransaction] = field(default_factory=list)
    balances: list[LedgerBalance] = field(default_factory=list)
    transactions: Callable[[], Iterator[LedgerTransaction]] = field(default=lambda: iter(()))


class _Pair(NamedTuple):
    """The other side of a transfer whose sides are of one day."""

    other_id: int
    account_id: int
    amount_minor: int
    currency: str


def text_ledger(db: Session, user_id: int, filter: Filter) -> TextLedger:
    """Return the ledger; with a filter only the transactions that match, and then without balances."""
    kept = accounts.list_accounts(db, user_id)
    names = _account_names(kept)
    categories = _category_names(db, user_id)
    pairs = _pairs(db, user_id)
    days = transactions.days(db, user_id, filter)
    points = _stated(db, user_id, kept) if filter == Filter() else {}
    firsts = [first for first, _ in days.values()] + [day for each in points.values() for day in each]
    found = TextLedger(
        {names[account.id]: account.currency for account in kept},
        sorted(set(categories.values())),
        sorted({account.currency for account in kept}),
        min(firsts, default=date(2000, 1, 1)) - timedelta(days=1),
    )
    for account in kept:
        if points.get(account.id):
            _add_balances(db, user_id, found, account, names[account.id], points[account.id], days.get(account.id))
    found.transactions = lambda: _transactions(db, user_id, filter, names, categories, pairs)
    return found


def _account_names(kept: Sequence[Account]) -> dict[int, Name]:
    return {
        account.id: ("liabilities" if account.account_type in LIABILITY_TYPES else "assets", account.name)
        for account in kept
    }


def _category_names(db: Session, user_id: int) -> dict[int | None, Name]:
    kinds = dict(db.execute(select(Category.id, Category.kind).where(Category.user_id == user_id)).all())
    roots = {"income": "income", "expense": "expenses", "transfer": "equity"}
    names: dict[int | None, Name] = {
        id_: (roots[kinds[id_]], *path) for id_, path in queries.category_paths(db, user_id).items()
    }
    return {**names, None: ("expenses", "Uncategorised")}


def _pairs(db: Session, user_id: int) -> dict[int, _Pair]:
    """Return for both sides of each transfer of one day the other one."""
    out, into = aliased(T), aliased(T)
    query = (
        select(
            out.id, out.account_id, out.amount_minor, out.currency, out.has_parts,
            into.id, into.account_id, into.amount_minor, into.currency, into.has_parts,
        )
        .select_from(TransferPair)
        .join(out, out.id == TransferPair.out_transaction_id)
        .join(into, into.id == TransferPair.in_transaction_id)
        .where(TransferPair.user_id == user_id, out.on == into.on)
    )  # fmt: skip
    found: dict[int, _Pair] = {}
    for *first, has_first, second_id, second_account, second_amount, second_currency, has_second in db.execute(query):
        if not has_first and not has_second:
            found[first[0]] = _Pair(second_id, second_account, second_amount, second_currency)
            found[second_id] = _Pair(*first)
    return found


def _stated(db: Session, user_id: int, kept: Sequence[Account]) -> dict[int, dict[date, int]]:
    """Return by account the balances that were stated for days, and the one that is shown now, by day."""
    query = select(B.account_id, B.on, B.balance_minor).where(B.user_id == user_id, ~B.is_sign_unclear)
    found: dict[int, dict[date, int]] = defaultdict(dict)
    # Of several of one day the one counts that was stated last.
    for account_id, on, minor in db.execute(query.order_by(B.on, B.updated_at, B.id)):
        found[account_id][on] = minor
    for account_id, current in balances.current(db, user_id, kept).items():
        if current.minor is None:
            found.pop(account_id, None)
            continue
        last = max(found[account_id], default=current.on)
        found[account_id][max(last, current.on)] = current.minor
    return found


def _add_balances(
    db: Session,
    user_id: int,
    found: TextLedger,
    account: Account,
    name: Name,
    points: dict[date, int],
    days: tuple[date, date] | None,
) -> None:
    """Add the opening balance, the differences that nothing explains, and the stated balances."""
    moved: dict[date, int] = defaultdict(int)
    query = select(T.on, T.amount_minor).where(
        T.user_id == user_id, T.account_id == account.id, T.currency == account.currency
    )
    for on, amount in db.execute(query):
        moved[on] -= amount
    first_point = min(points)
    opens_on = min(first_point, days[0] if days else first_point) - timedelta(days=1)
    held = points[first_point] - sum(amount for on, amount in moved.items() if on <= first_point)
    _add_difference(found, opens_on, "Opening balance", name, OPENING, held, account.currency)
    done = opens_on
    for on, minor in sorted(points.items()):
        held += sum(amount for day, amount in moved.items() if done < day <= on)
        _add_difference(found, on, "Unexplained difference", name, UNEXPLAINED, minor - held, account.currency)
        held, done = minor, on
        found.balances.append(LedgerBalance(on, name, minor, account.currency))


def _add_difference(
    found: TextLedger, on: date, text: str, account: Name, other: Name, minor: int, currency: str
) -> None:
    if minor:
        postings = (LedgerPosting(account, minor, currency), LedgerPosting(other, -minor, currency))
        found.differences.append(LedgerTransaction(on, text, "", "", (), is_pending=False, postings=postings))


def _transactions(
    db: Session,
    user_id: int,
    filter: Filter,
    names: dict[int, Name],
    categories: dict[int | None, Name],
    pairs: dict[int, _Pair],
) -> Iterator[LedgerTransaction]:
    written: set[int] = set()
    keys = {
        key: id_ for id_, key in db.execute(select(Category.id, Category.short_desc).where(Category.user_id == user_id))
    }
    for row in transactions.each(db, user_id, filter):
        if row["account_id"] not in names or row["id"] in written:
            continue
        own = LedgerPosting(names[row["account_id"]], -row["amount_minor"], row["currency"])
        pair = pairs.get(row["id"])
        if pair is not None and pair.account_id in names:
            written.add(pair.other_id)
            others = _other_side(own, pair, names)
        elif row["is_internal"]:
            others = [LedgerPosting(TRANSFERS, row["amount_minor"], row["currency"])]
        elif row["splits"]:
            others = [
                LedgerPosting(
                    categories[keys.get(part["category_short_desc"])], part["amount_minor"], row["currency"],
                    part["memo"] or "",
                )
                for part in row["splits"]
            ]  # fmt: skip
        else:
            others = [LedgerPosting(categories[row["category_id"]], row["amount_minor"], row["currency"])]
        yield _transaction(row, [own, *others])


def _other_side(own: LedgerPosting, pair: _Pair, names: dict[int, Name]) -> list[LedgerPosting]:
    other = LedgerPosting(names[pair.account_id], -pair.amount_minor, pair.currency)
    if pair.currency != own.currency:
        return [other._replace(price_minor=abs(own.amount_minor), price_currency=own.currency)]
    fee = -(own.amount_minor + other.amount_minor)
    return [other, LedgerPosting(("expenses", "Fees of transfers"), fee, own.currency)] if fee else [other]


def _transaction(row: dict[str, Any], postings: list[LedgerPosting]) -> LedgerTransaction:
    payee = row["merchant_name"] or row["description"]
    tags = [*row["tags"], *(["excluded"] if row["is_excluded"] else [])]
    return LedgerTransaction(
        row["on"],
        payee,
        row["description"] if row["description"] != payee else "",
        row["notes"] or "",
        tuple(tags),
        row["is_pending"],
        tuple(postings),
    )
