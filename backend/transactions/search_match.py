"""A search evaluated on one row in memory, with the same answer as its SQL (see search_conditions.py)."""

import string
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from backend.kit.currency import minor_digits
from backend.kit.text import fold
from backend.transactions.search_syntax import Days, Expression, Regex, Span, Term, amount_word, is_regex_in
from backend.transactions.states import COUNTED

_LOWER = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


@dataclass(frozen=True, slots=True)
class CategoryName:
    """A category as a search names it."""

    name: str
    key: str
    parent_id: int | None


@dataclass(frozen=True, slots=True)
class Names:
    """What the names in a search stand for. Accounts are (name, last four digits); payees are by merchant key."""

    categories: Mapping[int, CategoryName]
    accounts: Mapping[int, tuple[str, str | None]]
    payees: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SearchRow:
    """What a search can see of a transaction. `part_category_ids` are those of a divided one (0: none)."""

    folded: str
    merchant_key: str
    amount_minor: int
    currency: str
    on: date
    account_id: int
    source: str
    status: str = "pending_review"
    tier: str | None = None
    category_id: int | None = None
    predicted_category_id: int | None = None
    part_category_ids: tuple[int, ...] | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    is_excluded: bool = False
    is_internal: bool = False
    is_pending: bool = False
    is_flagged: bool = False
    is_locked: bool = False
    is_split: bool = False


def matches(expression: Expression, row: SearchRow, names: Names) -> bool:
    """Say whether the row meets the expression."""
    if isinstance(expression, Term):
        return _meets(expression, row, names)
    each = (matches(part, row, names) for part in expression.parts)
    return all(each) if expression.joint == "and" else any(each)


def _meets(term: Term, row: SearchRow, names: Names) -> bool:
    match term.field, term.value, term.is_not:
        case "word", str(word), True:
            return not (
                _in_text(word, row, names) or _in_note(word, row) or row.category_id in _families_with_word(word, names)
            )
        case "category", str(name), is_not:
            family = _family(name, names)
            filed = (row.category_id,) if row.part_category_ids is None else row.part_category_ids
            return any((category_id in family) is not is_not for category_id in filed)
        case _, _, True:
            return not _meets(replace(term, is_not=False), row, names)
        case "word", str(word), _:
            return _in_text(word, row, names) or _in_note(word, row) or _is_meant(word, row, names)
        case "text", str(text), _:
            return fold(text) in row.folded
        case "text", Regex() as wanted, _:
            return is_regex_in(wanted, row.folded)
        case "payee", str(name), _:
            return fold(name) in row.merchant_key or fold(name) in fold(names.payees.get(row.merchant_key, "\n"))
        case "payee", Regex() as wanted, _:
            return is_regex_in(wanted, row.merchant_key) or is_regex_in(wanted, names.payees.get(row.merchant_key, ""))
        case "note", str(text), _:
            return _in_note(text, row)
        case "note", Regex() as wanted, _:
            return row.note is not None and is_regex_in(wanted, row.note)
        case "amount", Span() as span, _:
            return _is_within(span, row)
        case (("date" | "last"), Days(start, end), _):
            return (start is None or row.on >= start) and (end is None or row.on <= end)
        case "account", str(name), _:
            own, mask = names.accounts.get(row.account_id, ("", None))
            return name.lower().translate(_LOWER) in own.translate(_LOWER) or mask == name
        case "tag", str(name), _:
            return any(tag.translate(_LOWER) == name.lower() for tag in row.tags)
        case "currency", str(code), _:
            return row.currency == code
        case "status", tuple(statuses), _:
            return row.status in statuses
        case "source", tuple(sources), _:
            return row.source in sources
        case "tier", tuple(tiers), _:
            return row.tier in tiers
        case "is", (name,), _:
            return _is(name, row)
        case "has", (name,), _:
            return _has(name, row)
    raise AssertionError(f"no condition for {term.field}")


def _is(name: str, row: SearchRow) -> bool:
    match name:
        case "in":
            return row.amount_minor < 0
        case "out":
            return row.amount_minor > 0
        case "counted":
            return row.status in COUNTED and not row.is_excluded and not row.is_internal
        case "uncategorised" | "uncategorized":
            return 0 in row.part_category_ids if row.part_category_ids is not None else row.category_id is None
        case "transfer":
            return row.is_internal
        case _:
            return bool(getattr(row, f"is_{name}"))


def _has(name: str, row: SearchRow) -> bool:
    found = {"note": row.note is not None, "tag": bool(row.tags), "category": row.category_id is not None}
    return found.get(name, row.is_split)


def _in_text(word: str, row: SearchRow, names: Names) -> bool:
    return fold(word) in row.folded or fold(word) in fold(names.payees.get(row.merchant_key, "\n"))


def _in_note(word: str, row: SearchRow) -> bool:
    return row.note is not None and word.translate(_LOWER) in row.note.translate(_LOWER)


def _is_meant(word: str, row: SearchRow, names: Names) -> bool:
    """Say whether a word is the amount of the row or in the name of its category."""
    amount = amount_word(word)
    if amount is not None:
        digits = minor_digits(row.currency)
        low = amount.size * 10**digits
        if low == int(low):
            high = low + (10**digits if amount.is_whole else 1)
            is_way = amount.direction in (None, "in" if row.amount_minor < 0 else "out")
            return is_way and low <= abs(row.amount_minor) < high
    family = _families_with_word(word, names)
    return row.category_id in family or (row.category_id is None and row.predicted_category_id in family)


def _families_with_word(word: str, names: Names) -> Collection[int]:
    """Return the categories with a word in their own name or that of their main category."""
    named = {id_: fold(each.name) for id_, each in names.categories.items()}
    wanted = fold(word)
    return {
        id_ for id_, each in names.categories.items() if wanted in f"{named[id_]}\n{named.get(each.parent_id or 0, '')}"
    }


def _family(name: str, names: Names) -> Collection[int]:
    """Return the categories of this name or key, with their subcategories."""
    wanted = name.lower().translate(_LOWER)
    named = {
        id_
        for id_, each in names.categories.items()
        if wanted in each.name.translate(_LOWER) or each.key == name.lower()
    }
    return named | {id_ for id_, each in names.categories.items() if each.parent_id in named}


def _is_within(span: Span, row: SearchRow) -> bool:
    size = Decimal(abs(row.amount_minor)).scaleb(-minor_digits(row.currency))
    if span.includes_ends:
        return (span.low is None or size >= span.low) and (span.high is None or size <= span.high)
    return (span.low is None or size > span.low) and (span.high is None or size < span.high)
