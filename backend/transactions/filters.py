"""The filter of every list of transactions, narrowed by what is typed in its search box (see search_syntax.py)."""

from dataclasses import dataclass, replace
from datetime import date

from backend.infra import clock
from backend.kit.period import last_day, month_of
from backend.transactions.search_syntax import Days, Expression, Group, Span, Term, parse


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
    # What of a search the other fields cannot say: alternatives, and fields that are rarely asked for.
    expressions: tuple[Expression, ...] = ()

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
    def is_plain_amount(self) -> bool:
        """Say whether nothing but the size or direction of the amount is asked for, which no index answers."""
        asks = bool(self.amounts) or self.direction is not None
        return asks and replace(self, amounts=(), direction=None) == Filter()

    @property
    def has_several_values(self) -> bool:
        """Say whether a condition is met by several values of its column, so that its index gives no order."""
        lists = (self.words, self.not_words, self.categories, self.names_payee, self.expressions)
        return any(lists) or self.parent_category_id is not None or self.predicted_category_id is not None


def with_search(narrowed: Filter, search: str, *, today: date | None = None) -> Filter:
    """Return the filter `narrowed` by a search. Raises BadSearch with the position of the fault."""
    tree = parse(search, today=today or clock.today())
    for part in tree.parts if isinstance(tree, Group) and tree.joint == "and" else (tree,):
        with_part = with_term(narrowed, part) if isinstance(part, Term) else None
        narrowed = with_part or replace(narrowed, expressions=(*narrowed.expressions, part))
    return narrowed


def with_term(filter: Filter, term: Term) -> Filter | None:
    """Return the filter narrowed by one term, None if only an expression can say it."""
    match term.field, term.value, term.is_not:
        case "word", str(value), False:
            return replace(filter, words=(*filter.words, value))
        case "word", str(value), True:
            return replace(filter, not_words=(*filter.not_words, value))
        case "amount", Span() as span, False:
            return replace(filter, amounts=(*filter.amounts, span))
        case "category", str(value), False:
            return replace(filter, categories=(*filter.categories, value))
        case "category", str(value), True:
            return replace(filter, not_categories=(*filter.not_categories, value))
        case "account", str(value), False:
            return replace(filter, accounts=(*filter.accounts, value))
        case "account", str(value), True:
            return replace(filter, not_accounts=(*filter.not_accounts, value))
        case "tag", str(value), False:
            return replace(filter, tags=(*filter.tags, value))
        case "tag", str(value), True:
            return replace(filter, not_tags=(*filter.not_tags, value))
        case "payee", str(value), False:
            return replace(filter, payees=(*filter.payees, value))
        case "payee", str(value), True:
            return replace(filter, not_payees=(*filter.not_payees, value))
        case "status", tuple(values), False if not filter.status:
            return replace(filter, status=values)
        case "tier", tuple(values), False if not filter.tier:
            return replace(filter, tier=values)
        case "source", (value,), False if filter.source is None:
            return replace(filter, source=value)
        case (("date" | "last"), Days(start, end), False):
            return _within(filter, start, end)
        case "has", ("note",), is_not:
            return replace(filter, has_note=not is_not) if filter.has_note is None else None
        case "is", ("flagged",), is_not:
            return replace(filter, is_flagged=not is_not) if filter.is_flagged is None else None
        case "is", ("in" | "out" as value,), False if filter.direction is None:
            return replace(filter, direction=value)
        case "is", ("counted",), False:
            return replace(filter, is_in_reports=True)
        case "is", ("uncategorised" | "uncategorized",), False:
            return replace(filter, uncategorized=True)
    return None


def _within(filter: Filter, start: date | None, end: date | None) -> Filter:
    starts = [day for day in (filter.start_date, start) if day is not None]
    ends = [day for day in (filter.end_date, end) if day is not None]
    return replace(filter, start_date=max(starts, default=None), end_date=min(ends, default=None))
