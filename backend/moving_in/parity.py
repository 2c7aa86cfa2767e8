"""The parity report: what the book says beside what is here, to the cent, and each difference with its reason.

Balances are compared at the end of each month, totals by category. What is not explained is `unexplained_minor`.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.balances.past import past_balances
from backend.kit.period import last_day, month_of
from backend.moving_in import queries
from backend.moving_in.book import Book, BookAccount, Entry
from backend.moving_in.queries import SavedTransaction
from backend.moving_in.writer import SavedBook, opening_day

_NO_CATEGORY = "No category"
_TRANSFERS = "Transfers"


@dataclass(frozen=True, slots=True)
class MonthParity:
    """An account at the end of a month, in minor units; a debt is negative.

    `left_out_minor` is what entries would have changed that are not here, `other_minor` what transactions changed that
    are not in the book, `other_day_minor` what lies in another month here. The balance here is the book's, without
    what was left out, with the other two, and with what is unexplained. It is None if no balance is known.
    """

    month: str
    book_minor: int
    here_minor: int | None
    left_out_minor: int
    other_minor: int
    other_day_minor: int
    unexplained_minor: int | None


@dataclass(frozen=True, slots=True)
class AccountParity:
    """An account of the book and where it is here; `account_id` is None if it was left out."""

    key: str
    name: str
    currency: str
    account_id: int | None
    is_new: bool
    entries: int
    added: int
    repeated: int
    doubtful: int
    left_out: int
    opening_minor: int
    months: list[MonthParity]
    unexplained_minor: int | None
    why: str | None


@dataclass(frozen=True, slots=True)
class CategoryParity:
    """A category here with what the book has in the categories that became it; money out is positive.

    `book_minor` = `added_minor` + `here_before_minor` + `left_out_minor` + `unexplained_minor`.
    """

    name: str
    currency: str
    book_names: list[str]
    book_minor: int
    added_minor: int
    here_before_minor: int
    left_out_minor: int
    unexplained_minor: int


def report(db: Session, user_id: int, book: Book, saved: SavedBook) -> dict[str, Any]:
    """Return the parity report of a book that was saved, as JSON. Amounts are minor units."""
    ids = sorted({each.transaction_id for each in saved.entries.values() if each.transaction_id})
    here = {each.id: each for each in queries.saved_transactions(db, user_id, ids)}
    accounts = _accounts(db, user_id, book, saved, here)
    categories = _categories(db, user_id, book, saved, here)
    unexplained = sum(abs(row.unexplained_minor) for row in categories)
    unexplained += sum(max((abs(month.unexplained_minor or 0) for month in row.months), default=0) for row in accounts)
    fates = Counter(each.fate for each in saved.entries.values())
    divided = sum(len(entry.parts) > 1 for entry in book.entries)
    return {
        "program": book.program,
        "is_exact": unexplained == 0,
        "unexplained_minor": unexplained,
        "counts": {
            "accounts": len(book.accounts),
            "new_accounts": len(saved.new_accounts),
            "categories": len(saved.category_ids),
            "entries": len(book.entries),
            "added": fates["added"],
            "repeated": fates["repeated"],
            "doubtful": fates["doubtful"],
            "left_out": fates["left_out"],
            "splits": divided,
            "transfers": len({entry.transfer for entry in book.entries if entry.transfer}),
            "linked": saved.linked,
            "tags": len({tag for entry in book.entries for tag in entry.tags}),
            "notes": sum(bool(entry.notes) for entry in book.entries),
        },
        "accounts": [asdict(row) for row in accounts],
        "categories": [asdict(row) for row in categories],
        "no_place": [asdict(each) for each in book.no_place],
    }


def _accounts(
    db: Session, user_id: int, book: Book, saved: SavedBook, here: Mapping[int, SavedTransaction]
) -> list[AccountParity]:
    by_account: dict[str, list[Entry]] = defaultdict(list)
    for entry in book.entries:
        by_account[entry.account].append(entry)
    targets = {key: db.get_one(Account, id_) for key, id_ in saved.account_ids.items()}
    all_months = sorted({month_of(entry.on) for entry in book.entries})
    months = _every_month(all_months[0], all_months[-1]) if all_months else []
    days = [last_day(month) for month in months]
    past = past_balances(db, user_id, list(targets.values()), days) if days and targets else {}
    rows = []
    for account in book.accounts:
        entries, target = by_account[account.key], targets.get(account.key)
        held: list[int] = []
        why = None
        if target is not None and days:
            held = [each.minor for each in past[target.id].held]
            why = past[target.id].why
        fates = Counter(saved.entries[entry.number].fate for entry in entries)
        found = _months(db, user_id, account, entries, months, held, target, saved, here)
        unexplained = [each.unexplained_minor for each in found if each.unexplained_minor is not None]
        if target is None:
            why = "You left this account out"
        elif any(unexplained) and queries.has_stated_balance(db, user_id, target.id, except_import=saved.import_id):
            why = "A statement or a person states another balance for this account than the book"
        rows.append(
            AccountParity(
                account.key,
                account.name,
                account.currency,
                target.id if target else None,
                account.key in saved.new_accounts,
                len(entries),
                fates["added"],
                fates["repeated"],
                fates["doubtful"],
                fates["left_out"],
                account.opening[1] if account.opening else 0,
                found,
                max(unexplained, key=abs) if unexplained else None,
                why,
            )
        )
    return rows


def _months(
    db: Session,
    user_id: int,
    account: BookAccount,
    entries: Sequence[Entry],
    months: Sequence[str],
    held: Sequence[int],
    target: Account | None,
    saved: SavedBook,
    here: Mapping[int, SavedTransaction],
) -> list[MonthParity]:
    """Return the months from the account's first entry on."""
    if not entries:
        return []
    moved: Counter[str] = Counter()
    absent: Counter[str] = Counter()
    present: Counter[str] = Counter()
    present_here: Counter[str] = Counter()
    counted: set[int] = set()
    for entry in entries:
        month = month_of(entry.on)
        moved[month] -= entry.amount_minor
        transaction = here.get(saved.entries[entry.number].transaction_id or 0)
        is_here = saved.entries[entry.number].fate in ("added", "repeated") and transaction is not None
        if not is_here or transaction is None or transaction.id in counted:
            absent[month] -= entry.amount_minor
            continue
        counted.add(transaction.id)
        present[month] -= entry.amount_minor
        present_here[month_of(transaction.on)] -= transaction.amount_minor
    opening = account.opening[1] if account.opening else 0
    since = opening_day(account, [entry.on for entry in entries])
    sums = queries.monthly_sums(db, user_id, target.id, since=_next(since)) if target else {}
    others = Counter({month: -total - present_here[month] for month, total in sums.items()})
    first = month_of(since)
    shown = []
    totals = {"book": opening, "absent": 0, "other": 0, "shift": 0}
    for index, month in enumerate(months):
        totals["book"] += moved[month]
        totals["absent"] += absent[month]
        totals["other"] += others[month]
        totals["shift"] += present_here[month] - present[month]
        if month < first:
            continue
        expected = totals["book"] - totals["absent"] + totals["other"] + totals["shift"]
        balance = held[index] if held else None
        shown.append(
            MonthParity(
                month,
                totals["book"],
                balance,
                totals["absent"],
                totals["other"],
                totals["shift"],
                None if balance is None else balance - expected,
            )
        )
    return shown


def _categories(
    db: Session, user_id: int, book: Book, saved: SavedBook, here: Mapping[int, SavedTransaction]
) -> list[CategoryParity]:
    """Compare what the book has in each category with the transactions that were added."""
    currencies = {account.key: account.currency for account in book.accounts}
    book_names: dict[int | str, set[str]] = defaultdict(set)
    for category in book.categories:
        if category.key in saved.category_ids:
            book_names[saved.category_ids[category.key]].add(" › ".join(category.path))
    totals: dict[tuple[int | str, str], Counter[str]] = defaultdict(Counter)
    for entry in book.entries:
        found, currency = saved.entries[entry.number], currencies[entry.account]
        column = {"added": "added", "repeated": "before"}.get(found.fate, "left_out")
        for group, amount in _groups(entry, saved.category_ids):
            totals[group, currency]["book"] += amount
            if column != "added":
                totals[group, currency][column] += amount
        if found.fate == "added" and (transaction := here.get(found.transaction_id or 0)):
            for category_id, amount in transaction.parts:
                key: int | str = _TRANSFERS if transaction.is_internal else category_id or _NO_CATEGORY
                totals[key, currency]["added"] += amount
    names = queries.category_names(db, user_id, {key for key, _ in totals if isinstance(key, int)})
    rows = [
        CategoryParity(
            names.get(key, _NO_CATEGORY) if isinstance(key, int) else key,
            currency,
            sorted(book_names[key]),
            each["book"],
            each["added"],
            each["before"],
            each["left_out"],
            each["book"] - each["added"] - each["before"] - each["left_out"],
        )
        for (key, currency), each in totals.items()
    ]
    return sorted(rows, key=lambda row: (row.name in (_TRANSFERS, _NO_CATEGORY), row.name, row.currency))


def _groups(entry: Entry, category_ids: Mapping[str, int]) -> list[tuple[int | str, int]]:
    if entry.is_transfer:
        return [(_TRANSFERS, entry.amount_minor)]
    parts = entry.parts or ()
    groups: list[tuple[int | str, int]] = [
        (category_ids.get(part.category or "", _NO_CATEGORY), part.amount_minor) for part in parts
    ]
    return groups or [(_NO_CATEGORY, entry.amount_minor)]


def _every_month(first: str, last: str) -> list[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:]) - 1 for month in (first, last))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(start, end + 1)]


def _next(day: date) -> date:
    return date.fromordinal(day.toordinal() + 1)
