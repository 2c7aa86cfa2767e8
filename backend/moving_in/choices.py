"""Which account and category here each one of the book becomes: what is suggested, and what the person chose. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from backend.accounts.names import free_name
from backend.kit.text import fold
from backend.moving_in.book import Book, BookAccount, BookCategory


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account of the book goes into `account_id`, else into a new account with this name and type, else nowhere."""

    account_id: int | None = None
    name: str = ""
    account_type: str = "checking"
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What becomes of the accounts and categories of a book, by their keys there. A category with the value None
    becomes a new one. With `keeps_doubtful`, transactions that may be here already are added too."""

    accounts: Mapping[str, AccountChoice]
    categories: Mapping[str, str | None] = field(default_factory=dict)
    keeps_doubtful: bool = False


class AccountHere(NamedTuple):
    """An account that is here already."""

    account_id: int
    name: str
    currency: str


class CategoryHere(NamedTuple):
    """A category that is here already; `parent` is the name of the one above it."""

    key: str
    name: str
    parent: str | None
    kind: str


def suggest(book: Book, accounts: Sequence[AccountHere], categories: Sequence[CategoryHere]) -> Choices:
    """Return for each account and category of the book the one of the same name here, else a new one."""
    free = {each.account_id: each for each in accounts}
    taken = {each.name.casefold() for each in accounts}
    chosen: dict[str, AccountChoice] = {}
    for account in book.accounts:
        known = _same_account(account, list(free.values()))
        free.pop(known or 0, None)
        name = account.name if known else free_name(account.name, taken)
        taken.add(name.casefold())
        chosen[account.key] = AccountChoice(known, name, account.account_type)
    return Choices(chosen, {each.key: _same_category(each, categories) for each in book.categories})


def names_here(category: BookCategory) -> tuple[str | None, str]:
    """Return the main category and the name that a category of the book has here, where there are two levels."""
    main, *below = category.path
    return (main, " – ".join(below)[:100]) if below else (None, main)


def _same_account(account: BookAccount, accounts: Sequence[AccountHere]) -> int | None:
    fitting = [each for each in accounts if each.currency == account.currency and fold(each.name) == fold(account.name)]
    exact = [each for each in fitting if each.name == account.name]
    return next((each.account_id for each in (*exact, *fitting)), None)


def _same_category(category: BookCategory, categories: Sequence[CategoryHere]) -> str | None:
    main, name = names_here(category)
    fitting = [
        each for each in categories if fold(each.name) == fold(name) and each.kind in (category.kind, "transfer")
    ]
    exact = [each for each in fitting if fold(each.parent or "") == fold(main or "")]
    if exact:
        return exact[0].key
    # A name that occurs once here is meant, wherever it stands; but not a main category for a subcategory.
    below = [each for each in fitting if each.parent is not None or main is None]
    return below[0].key if len(below) == 1 else None
