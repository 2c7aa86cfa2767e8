"""The filter of every list of transactions, and the query language of its search box.

amount:>50  amount:10..20  category:food  -category:rent  account:travel  status:confirmed  tier:ai
is:counted  date:2026-03  date:2026-01..2026-03  is:in  is:out  is:uncategorised  is:flagged  has:note
tag:lisbon  -tag:lisbon  payee:corner  -payee:corner
"two words"  word  12.63  -78
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from backend.kit.errors import AppError
from backend.kit.period import first_day, last_day, month_of

_TERM = re.compile(r'(-?)(?:([a-z]+):)?(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_MAX_TERMS = 30
_NAMES = frozenset({"amount", "category", "account", "status", "tier", "source", "date", "is", "has", "tag", "payee"})
_LIMIT = Decimal(10) ** 13


_AMOUNT = re.compile(r"([-+−]?)[$€£¥]?(\d{1,3}(?:,\d{3})+|\d{1,13})(?:([.,])(\d{1,4}))?")


class BadSearch(AppError):
    code = "bad_search"
    status = 422
    title = "This search cannot be understood"


@dataclass(frozen=True, slots=True)
class Span:
    """Amounts without sign, in whole units of any currency; both ends may be open, and ends may be left out."""

    low: Decimal | None = None
    high: Decimal | None = None
    includes_ends: bool = True


@dataclass(frozen=True, slots=True)
class AmountWord:
    """An amount typed as a word: "12.63" in either direction, "-78" money out, "+78" money in; sizes in whole units.

    One without decimals (`is_whole`) stands for every amount of that many whole units.
    """

    size: Decimal
    is_whole: bool
    direction: str | None


@dataclass(frozen=True, slots=True)
class Filter:
    """All conditions hold together. Names are matched as parts of names; a `not_` list must not match."""

    status: tuple[str, ...] = ()
    account_id: int | None = None
    category_id: int | None = None
    category: str | None = None
    parent_category_id: int | None = None
    predicted_category_id: int | None = None
    tier: tuple[str, ...] = ()
    source: str | None = None
    import_id: int | None = None
    start_date: date | None = None
    end_date: date | None = None
    words: tuple[str, ...] = ()
    not_words: tuple[str, ...] = ()
    amounts: tuple[Span, ...] = ()
    accounts: tuple[str, ...] = ()
    not_accounts: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    not_categories: tuple[str, ...] = ()
    direction: str | None = None
    uncategorized: bool = False
    has_note: bool | None = None
    exclude_transfers: bool = False
    is_in_reports: bool = False
    merchant_key: str | None = None
    is_flagged: bool | None = None
    tags: tuple[str, ...] = ()
    not_tags: tuple[str, ...] = ()
    payees: tuple[str, ...] = ()
    not_payees: tuple[str, ...] = ()

    @property
    def names_category(self) -> bool:
        """Say whether a condition is about the category."""
        ids = (self.category_id, self.category, self.parent_category_id)
        named = self.categories or self.not_categories or self.uncategorized or self.exclude_transfers
        return any(each is not None for each in ids) or bool(named)

    @property
    def names_payee(self) -> bool:
        """Say whether a condition is about the payee."""
        return self.merchant_key is not None or bool(self.payees or self.not_payees)

    @property
    def is_counted(self) -> bool:
        """Say whether the monthly totals alone can answer how many rows there are: they know whole months only."""
        plain = replace(
            self,
            status=(),
            account_id=None,
            category_id=None,
            category=None,
            parent_category_id=None,
            uncategorized=False,
            is_in_reports=False,
            start_date=None,
            end_date=None,
        )
        begins = self.start_date is None or self.start_date.day == 1
        ends = self.end_date is None or self.end_date == last_day(month_of(self.end_date))
        return plain == Filter() and begins and ends

    @property
    def has_several_values(self) -> bool:
        """Say whether a condition is met by several values of its column, so that its index gives no order."""
        lists = (self.words, self.not_words, self.categories, self.names_payee)
        return any(lists) or self.parent_category_id is not None or self.predicted_category_id is not None


def with_search(narrowed: Filter, search: str) -> Filter:
    """Return the filter `narrowed` by the words and operators of `search`. Raises BadSearch with the term at fault."""
    terms = _TERM.findall(search)
    if len(terms) > _MAX_TERMS:
        raise BadSearch(f"This search has more than {_MAX_TERMS} terms. Use fewer.")
    for minus, name, quoted, bare in terms:
        value = quoted or bare
        if name and name.lower() in _NAMES:
            narrowed = _narrowed(narrowed, name.lower(), value, is_not=bool(minus))
            continue
        # An unknown operator is text: bank texts are full of colons.
        word = f"{name}:{value}" if name else value
        if minus and bare and not name and amount_word(f"-{value}"):
            minus, word = "", f"-{value}"
        narrowed = (
            replace(narrowed, not_words=(*narrowed.not_words, word))
            if minus
            else replace(narrowed, words=(*narrowed.words, word))
        )
    return narrowed


def amount_word(word: str) -> AmountWord | None:
    """Return the amount that a word can be read as, None for other words."""
    match = _AMOUNT.fullmatch(word)
    if match is None:
        return None
    sign, whole, _, decimals = match.groups()
    size = Decimal(whole.replace(",", "") + (f".{decimals}" if decimals else ""))
    direction = {"-": "out", "−": "out", "+": "in"}.get(sign)
    return AmountWord(size, not decimals, direction)


def _narrowed(filter: Filter, name: str, value: str, *, is_not: bool) -> Filter:
    match name, is_not:
        case "amount", False:
            return replace(filter, amounts=(*filter.amounts, _span(value)))
        case "category", False:
            return replace(filter, categories=(*filter.categories, value))
        case "category", True:
            return replace(filter, not_categories=(*filter.not_categories, value))
        case "account", False:
            return replace(filter, accounts=(*filter.accounts, value))
        case "account", True:
            return replace(filter, not_accounts=(*filter.not_accounts, value))
        case "status", False:
            return replace(filter, status=(*filter.status, *_STATUS_WORDS.get(value.lower(), (value,))))
        case "tier", False:
            return replace(filter, tier=(*filter.tier, _TIER_WORDS.get(value.lower(), value)))
        case "source", False:
            return replace(filter, source=value)
        case "date", False:
            start, end = _days(value)
            return replace(filter, start_date=start or filter.start_date, end_date=end or filter.end_date)
        case "has", _ if value.lower() in ("note", "notes"):
            return replace(filter, has_note=not is_not)
        case "is", False if value.lower() in ("in", "out"):
            return replace(filter, direction=value.lower())
        case "is", _ if value.lower() == "flagged":
            return replace(filter, is_flagged=not is_not)
        case "tag", False:
            return replace(filter, tags=(*filter.tags, value))
        case "tag", True:
            return replace(filter, not_tags=(*filter.not_tags, value))
        case "payee", False:
            return replace(filter, payees=(*filter.payees, value))
        case "payee", True:
            return replace(filter, not_payees=(*filter.not_payees, value))
        case "is", False if value.lower() == "counted":
            return replace(filter, is_in_reports=True)
        case "is", False if value.lower() in ("uncategorised", "uncategorized"):
            return replace(filter, uncategorized=True)
    raise BadSearch(f"“{'-' if is_not else ''}{name}:{value}” cannot be searched. Press ? to see what can.")


_STATUS_WORDS = {
    "review": ("pending_review",),
    "staged": ("pending_save",),
    "confirmed": ("confirmed", "auto_confirmed"),
    "auto": ("auto_confirmed",),
}
_TIER_WORDS = {"rule": "amount_rule", "merchant": "merchant_map", "none": "unmatched"}


def _span(value: str) -> Span:
    if ".." in value:
        low, _, high = value.partition("..")
        return Span(_number(low) if low else None, _number(high) if high else None)
    for sign in (">=", "<=", ">", "<", "="):
        if value.startswith(sign):
            number = _number(value[len(sign) :])
            if sign == "=":
                return Span(number, number)
            ends = sign.endswith("=")
            return Span(number, None, ends) if sign[0] == ">" else Span(None, number, ends)
    number = _number(value)
    return Span(number, number)


def _number(text: str) -> Decimal:
    try:
        number = abs(Decimal(text.replace(",", "")))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number > _LIMIT:
        raise BadSearch(f"“{text}” is not an amount. Write for example amount:>50 or amount:10..20.")
    return number


def _days(value: str) -> tuple[date | None, date | None]:
    first, dots, last = value.partition("..")
    if not dots:
        return _day(first, at_end=False), _day(first, at_end=True)
    return (_day(first, at_end=False) if first else None), (_day(last, at_end=True) if last else None)


def _day(text: str, *, at_end: bool) -> date:
    try:
        if re.fullmatch(r"\d{4}", text):
            return date(int(text), 12, 31) if at_end else date(int(text), 1, 1)
        if re.fullmatch(r"\d{4}-\d{2}", text):
            return last_day(text) if at_end else first_day(text)
        return date.fromisoformat(text)
    except (ValueError, AppError):
        raise BadSearch(f"“{text}” is not a day. Write for example date:2026-03 or date:2026-01..2026-06.") from None
