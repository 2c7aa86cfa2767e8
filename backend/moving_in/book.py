"""The whole book of another finance program, in neutral terms: accounts, categories, entries, budgets. Pure.

Readers build it with `BookBuilder`; the writer saves it; the parity report compares it with what was saved.
Amounts are minor units of the account's currency, positive is money out. What has no place is kept with the reason.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from backend.kit.period import month_of

# Days between the two sides of a transfer.
_NEAR_DAYS = 4
_CARD_WORDS = ("card", "visa", "mastercard", "amex", "american express", "discover", "credit")
DIVIDED = "Transactions divided in two or more"
WHY_DIVIDED = "A transaction here is either spending or a transfer to one account; the parts have the same sum"
_WORDS_BY_TYPE = {
    "savings": ("saving", "sparkonto", "tagesgeld"),
    "cash": ("cash", "wallet", "petty", "bargeld"),
    "loan": ("loan", "mortgage", "hypothek"),
    "investment": ("brokerage", "investment", "401k", "ira", "depot"),
}


class Part(NamedTuple):
    """One part of an entry; the parts of an entry sum to its amount. `category` is a key of the book's categories."""

    amount_minor: int
    category: str | None
    memo: str | None = None


class Entry(NamedTuple):
    """One movement of one account. `number` counts the entries of the book from 1.

    The two sides of a transfer have the same `transfer`; `is_transfer` alone means that its other side is not in the
    book. `other_account` is for programs that only name the account of the other side; `BookBuilder.finish` finds it;
    `is_unpaired` is for those that name none, so that only amount and day tell which two belong together.
    `source_id` is the program's own number, if it has one that a later export repeats.
    """

    number: int
    account: str
    on: date
    payee: str
    amount_minor: int
    parts: tuple[Part, ...] = ()
    notes: str | None = None
    tags: tuple[str, ...] = ()
    bank_text: str | None = None
    source_id: str | None = None
    transfer: str | None = None
    other_account: str | None = None
    is_transfer: bool = False
    is_unpaired: bool = False
    is_opening: bool = False
    raw: str = ""


class Piece(NamedTuple):
    """One piece of a split transaction: a part, or a transfer to another account."""

    amount_minor: int
    category: str | None = None
    memo: str | None = None
    payee: str | None = None
    transfer: str | None = None
    other_account: str | None = None

    @property
    def is_transfer(self) -> bool:
        return bool(self.transfer or self.other_account)


@dataclass(frozen=True, slots=True)
class BookAccount:
    """An account of the book. `opening` is what it held before its first entry; `stated` are balances at the end of
    days that the book asserts. A debt is negative."""

    key: str
    name: str
    account_type: str
    currency: str
    is_closed: bool = False
    opening: tuple[date, int] | None = None
    stated: tuple[tuple[date, int], ...] = ()


@dataclass(frozen=True, slots=True)
class BookCategory:
    """A category of the book; `path` are its names from the top."""

    key: str
    path: tuple[str, ...]
    kind: str = "expense"


class BudgetedMonth(NamedTuple):
    """What the book plans for a category in a month."""

    month: str
    category: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class NoPlace:
    """Things of the book that this app has no place for, counted, with the reason."""

    what: str
    count: int
    reason: str


@dataclass(frozen=True, slots=True)
class Book:
    """A book, complete: every amount of the file is in an entry, an opening balance or `no_place`."""

    program: str
    accounts: tuple[BookAccount, ...]
    categories: tuple[BookCategory, ...]
    entries: tuple[Entry, ...]
    budgets: tuple[BudgetedMonth, ...] = ()
    no_place: tuple[NoPlace, ...] = ()

    def movements(self) -> dict[str, dict[str, int]]:
        """Return by account and month what the entries moved the account by; money in is positive."""
        moved: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        for entry in self.entries:
            moved[entry.account][month_of(entry.on)] -= entry.amount_minor
        return moved


@dataclass(slots=True)
class BookBuilder:
    """Collects a book while its file is read."""

    program: str
    _accounts: dict[str, BookAccount] = field(default_factory=dict)
    _categories: dict[str, BookCategory] = field(default_factory=dict)
    _entries: list[Entry] = field(default_factory=list)
    _budgets: list[BudgetedMonth] = field(default_factory=list)
    _no_place: Counter[tuple[str, str]] = field(default_factory=Counter)

    def account(
        self, key: str, name: str, *, currency: str, account_type: str | None = None, is_closed: bool = False
    ) -> str:
        """Add an account, if it is not there yet, and return its key."""
        if key not in self._accounts:
            shown = _line(name, 100) or "Account"
            self._accounts[key] = BookAccount(key, shown, account_type or guess_type(shown), currency, is_closed)
        return key

    def category(self, path: Sequence[str], *, kind: str = "expense", key: str | None = None) -> str | None:
        """Add a category, if it is not there yet, and return its key; None for an empty path."""
        names = tuple(shown for name in path if (shown := _line(name, 100)))
        if not names:
            return None
        key = key or "\x1f".join((kind, *names))
        self._categories.setdefault(key, BookCategory(key, names, kind))
        return key

    def has_account(self, key: str) -> bool:
        """Say whether the book has this account."""
        return key in self._accounts

    def entry(self, account: str, on: date, amount_minor: int, payee: str | None, **more: Any) -> None:
        """Add an entry. Its parts, if it has any, must sum to the amount."""
        made = Entry(len(self._entries) + 1, account, on, _line(payee, 500), amount_minor)._replace(**more)
        assert not made.parts or sum(part.amount_minor for part in made.parts) == amount_minor
        tags = dict.fromkeys(tag for each in made.tags if (tag := _line(each, 50)))
        self._entries.append(made._replace(notes=_text(made.notes), tags=tuple(tags)))

    def divided_entry(
        self, account: str, on: date, amount_minor: int, payee: str | None, pieces: Sequence[Piece], **more: Any
    ) -> None:
        """Add a transaction that its program split: transfers become entries of their own, the rest is one entry with
        parts. What the pieces leave of the amount is a part without a category."""
        transfers = [piece for piece in pieces if piece.is_transfer]
        parts = [Part(piece.amount_minor, piece.category, piece.memo) for piece in pieces if not piece.is_transfer]
        if left := amount_minor - sum(piece.amount_minor for piece in pieces):
            parts.append(Part(left, None, None))
        source_id = more.pop("source_id", None)
        notes = more.pop("notes", None)
        for index, piece in enumerate(transfers, start=1):
            self.entry(
                account,
                on,
                piece.amount_minor,
                piece.payee or payee,
                **more,
                notes=piece.memo or notes,
                transfer=piece.transfer,
                other_account=piece.other_account,
                is_transfer=True,
                source_id=f"{source_id}/{index}" if source_id else None,
            )
        if parts:
            total = sum(part.amount_minor for part in parts)
            self.entry(account, on, total, payee, **more, notes=notes, parts=tuple(parts), source_id=source_id)
        if transfers and len(pieces) > 1:
            self.no_place(DIVIDED, WHY_DIVIDED)

    def state_balance(self, account: str, on: date, minor: int) -> None:
        """Note what the book asserts that an account held at the end of a day."""
        known = self._accounts[account]
        self._accounts[account] = replace(known, stated=(*known.stated, (on, minor)))

    def budget(self, month: str, category: str, amount_minor: int) -> None:
        """Add what the book plans for a category in a month."""
        self._budgets.append(BudgetedMonth(month, category, amount_minor))

    def no_place(self, what: str, reason: str, count: int = 1) -> None:
        """Count something that this app has no place for."""
        if count:
            self._no_place[what, reason] += count

    def finish(self) -> Book:
        """Return the book. An entry that opens an account becomes its opening balance, unless others come before it."""
        accounts = dict(self._accounts)
        paired = _with_pairs(_with_unnamed_pairs(_with_named_pairs(self._entries), accounts))
        entries = list(_without_openings(paired, accounts))
        opened = len(paired) - len(entries)
        self.no_place("Opening balances", "They become the opening balance of their account, not a transaction", opened)
        self.no_place("Budgeted amounts of a month", "Set yours in Budget", len(self._budgets))
        numbered = tuple(entry._replace(number=number) for number, entry in enumerate(entries, start=1))
        return Book(
            self.program,
            tuple(_with_own_names(accounts.values())),
            tuple(self._categories.values()),
            numbered,
            tuple(self._budgets),
            tuple(NoPlace(what, count, reason) for (what, reason), count in self._no_place.items()),
        )


def guess_type(name: str) -> str:
    """Return the type of an account of which only the name is known."""
    words = name.casefold()
    if any(word in words for word in _CARD_WORDS) and "credit union" not in words:
        return "credit"
    return next((kind for kind, known in _WORDS_BY_TYPE.items() if any(word in words for word in known)), "checking")


def _with_own_names(accounts: Iterable[BookAccount]) -> Iterator[BookAccount]:
    """Yield the accounts; where several have one name, the later ones have their currency behind it."""
    taken: set[str] = set()
    for account in accounts:
        name = account.name if account.name.casefold() not in taken else f"{account.name[:90]} {account.currency}"
        taken.add(name.casefold())
        yield replace(account, name=name)


def _with_named_pairs(entries: Sequence[Entry]) -> list[Entry]:
    """Pair the entries that name each other's account, of one day and amount; where the currencies differ, in order."""
    waiting: dict[tuple[str, str, date, int], list[int]] = defaultdict(list)
    paired = list(entries)
    for index, entry in enumerate(entries):
        if entry.other_account is None or entry.transfer:
            continue
        other_side = (entry.other_account, entry.account, entry.on, -entry.amount_minor)
        if waiting[other_side]:
            first = waiting[other_side].pop(0)
            link = f"pair {first}"
            paired[first] = paired[first]._replace(transfer=link)
            paired[index] = entry._replace(transfer=link)
        else:
            waiting[entry.account, entry.other_account, entry.on, entry.amount_minor].append(index)
    return paired


def _with_unnamed_pairs(entries: Sequence[Entry], accounts: Mapping[str, BookAccount]) -> list[Entry]:
    """Pair transfers of one amount and currency in two accounts, nearest days first, at most four days apart."""
    out: dict[tuple[int, str], list[int]] = defaultdict(list)
    into: dict[tuple[int, str], list[int]] = defaultdict(list)
    for index, entry in enumerate(entries):
        if entry.is_unpaired and entry.amount_minor:
            side = out if entry.amount_minor > 0 else into
            side[abs(entry.amount_minor), accounts[entry.account].currency].append(index)
    paired = list(entries)
    for key, indexes in out.items():
        candidates = sorted(
            (abs((entries[first].on - entries[second].on).days), first, second)
            for first in indexes
            for second in into.get(key, ())
            if entries[first].account != entries[second].account
        )
        taken: set[int] = set()
        for days, first, second in candidates:
            if days <= _NEAR_DAYS and taken.isdisjoint((first, second)):
                taken |= {first, second}
                for index in (first, second):
                    paired[index] = paired[index]._replace(transfer=f"near {first}")
    return paired


def _with_pairs(entries: Sequence[Entry]) -> list[Entry]:
    """Keep the links of two entries that go out of one account and into another; others have one side only."""
    sides: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.transfer:
            sides[entry.transfer].append(entry)
    sound = {
        link
        for link, pair in sides.items()
        if len(pair) == 2
        and pair[0].account != pair[1].account
        and min(pair[0].amount_minor, pair[1].amount_minor) < 0 < max(pair[0].amount_minor, pair[1].amount_minor)
    }
    return [
        entry._replace(is_transfer=True, transfer=entry.transfer if entry.transfer in sound else None, parts=())
        if entry.transfer or entry.other_account
        else entry
        for entry in entries
    ]


def _without_openings(entries: Sequence[Entry], accounts: dict[str, BookAccount]) -> Iterator[Entry]:
    first_on: dict[str, date] = {}
    for entry in entries:
        if not entry.is_opening:
            first_on[entry.account] = min(first_on.get(entry.account, entry.on), entry.on)
    for entry in entries:
        if not entry.is_opening:
            yield entry
        elif entry.on > first_on.get(entry.account, entry.on):
            yield entry._replace(is_opening=False, is_transfer=True, parts=())
        else:
            known = accounts[entry.account]
            day, minor = known.opening or (entry.on, 0)
            opening = (min(day, entry.on), minor - entry.amount_minor)
            accounts[entry.account] = replace(known, opening=opening)


def _line(text: str | None, length: int) -> str:
    printable = "".join(character if character.isprintable() else " " for character in text or "")
    return " ".join(printable.split())[:length]


def _text(text: str | None) -> str | None:
    kept = "".join(character for character in text or "" if character.isprintable() or character == "\n")
    return kept.strip()[:5000] or None
