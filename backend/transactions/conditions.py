"""A filter as SQL."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, func, or_, select, union_all

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.infra.sql import contains
from backend.infra.sql_functions import unindexed
from backend.kit.currency import MINOR_DIGITS
from backend.kit.period import month_of
from backend.transactions.counted import counted_rows, counted_totals
from backend.transactions.filters import Filter
from backend.transactions.models import CountedPart, MonthlyTotal, Tag, Transaction, TransactionSplit, TransactionTag
from backend.transactions.search_syntax import Span

M = MonthlyTotal
P = CountedPart
S = TransactionSplit
T = Transaction


def conditions(
    user_id: int, filter: Filter, *, walks: bool = False, scans: bool = False, has_parts: bool = False
) -> list[ColumnElement[bool]]:
    """Return the conditions of `filter`, to be joined with AND, over transactions of `user_id`.

    `has_parts` says that some transactions count by parts: these are in the categories of their parts. The words of
    the filter and its merchant are looked up before (see text_search.py). `walks` says that rows are walked through in
    the order of the list, because many fit; no index of a condition with several values is used then. `scans` says
    that all rows are looked at, in the index that covers most conditions, and in no order.
    """
    walks = walks or scans
    predicted: ColumnElement[Any] = unindexed(T.predicted_category_id) if walks else T.predicted_category_id.expression
    # Several texts or categories are together fewer rows than one status or account; SQLite thinks otherwise.
    drives = scans or (filter.has_several_values and not walks)
    status: ColumnElement[Any] = unindexed(T.status) if drives else T.status.expression
    account: ColumnElement[Any] = unindexed(T.account_id) if drives else T.account_id.expression
    # The alternatives of words name the owner themselves (see text_search.py).
    owner: ColumnElement[Any] = (
        unindexed(T.user_id)
        if scans or (drives and (filter.words or filter.not_words or filter.names_payee))
        else T.user_id.expression
    )
    wanted: list[ColumnElement[bool]] = [owner == user_id]
    if filter.status:
        wanted.append(status == filter.status[0] if len(filter.status) == 1 else status.in_(filter.status))
    if filter.account_id is not None:
        wanted.append(account == filter.account_id)
    if filter.names_category:
        among: ColumnElement[Any] = unindexed(T.category_id) if walks else T.category_id.expression
        column = T.category_id.expression
        own = category_conditions(user_id, filter, column, among=among, is_none=T.category_id.is_(None))
        if has_parts:
            parts = select(P.transaction_id).where(P.user_id == user_id, *of_parts(user_id, filter))
            wanted.append(or_(and_(T.has_parts.is_(False), *own), T.id.in_(parts)))
        else:
            wanted += own
    if filter.predicted_category_id is not None:
        wanted.append(predicted.in_(_family(filter.predicted_category_id)))
    if filter.tier:
        wanted.append(T.categorization_tier.in_(filter.tier))
    if filter.source is not None:
        wanted.append(T.source == filter.source)
    if filter.import_id is not None:
        wanted.append(T.import_id == filter.import_id)
    if filter.start_date is not None:
        wanted.append(T.on >= filter.start_date)
    if filter.end_date is not None:
        wanted.append(T.on <= filter.end_date)
    if filter.direction is not None:
        wanted.append(T.amount_minor < 0 if filter.direction == "in" else T.amount_minor > 0)
    if filter.is_in_reports:
        wanted.append(counted_rows(user_id))
    if filter.has_note is not None:
        wanted.append(T.notes.is_not(None) if filter.has_note else T.notes.is_(None))
    if filter.exclude_transfers:
        wanted.append(T.is_internal.is_(False))
    if filter.is_flagged is not None:
        wanted.append(T.is_flagged.is_(filter.is_flagged))
    wanted += [T.id.in_(_tagged(user_id, name)) for name in filter.tags]
    wanted += [T.id.not_in(_tagged(user_id, name)) for name in filter.not_tags]
    wanted += [_spanned(span) for span in filter.amounts]
    wanted += [T.account_id.in_(_named_accounts(user_id, name)) for name in filter.accounts]
    wanted += [T.account_id.not_in(_named_accounts(user_id, name)) for name in filter.not_accounts]
    return wanted


def of_parts(user_id: int, filter: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions of `filter` on the category of a part that belongs to the transaction itself."""
    column = P.category_id.expression
    return [P.part_count == 1, *category_conditions(user_id, filter, column, among=column, is_none=column == 0)]


def category_conditions(
    user_id: int,
    filter: Filter,
    column: ColumnElement[Any],
    *,
    among: ColumnElement[Any],
    is_none: ColumnElement[bool],
) -> list[ColumnElement[bool]]:
    """Return the conditions of `filter` on a column with a category.

    `among` is the column where it is compared with several categories; `is_none` says that there is none.
    """
    wanted: list[ColumnElement[bool]] = []
    if filter.category_id is not None:
        wanted.append(column == filter.category_id)
    if filter.parent_category_id is not None:
        wanted.append(among.in_(_family(filter.parent_category_id)))
    if filter.category is not None:
        wanted.append(column == _by_key(user_id, filter.category).scalar_subquery())
    if filter.uncategorized:
        wanted.append(is_none)
    if filter.exclude_transfers:
        transfers = select(Category.id).where(Category.user_id == user_id, Category.kind == "transfer")
        # A row without a category is no transfer; NOT IN alone would drop it.
        wanted.append(or_(is_none, among.not_in(transfers)))
    wanted += [among.in_(_named_family(user_id, name)) for name in filter.categories]
    wanted += [or_(is_none, among.not_in(_named_family(user_id, name))) for name in filter.not_categories]
    return wanted


def untouched() -> ColumnElement[bool]:
    """Return the condition that nobody has decided or edited a row since it came."""
    # A note alone says nothing: files bring notes too, and one that a person writes is locked.
    return and_(
        T.status.in_(("pending_review", "auto_confirmed")),
        T.locked_fields.is_(None) | (func.json_array_length(T.locked_fields) == 0),
        T.categorization_tier.is_distinct_from("user"),
        T.is_excluded.is_(False),
    )


def in_totals(user_id: int, filter: Filter) -> list[ColumnElement[bool]]:
    """Return the same for monthly totals; only for a filter that they can answer (`filter.is_counted`)."""
    wanted: list[ColumnElement[bool]] = [M.user_id == user_id]
    if filter.status:
        wanted.append(M.status.in_(filter.status))
    if filter.account_id is not None:
        wanted.append(M.account_id == filter.account_id)
    if filter.category_id is not None:
        wanted.append(M.category_id == filter.category_id)
    if filter.category is not None:
        wanted.append(M.category_id == _by_key(user_id, filter.category).scalar_subquery())
    if filter.parent_category_id is not None:
        wanted.append(M.category_id.in_(_family(filter.parent_category_id)))
    if filter.uncategorized:
        wanted.append(M.category_id == 0)
    if filter.is_in_reports:
        wanted.append(counted_totals())
    if filter.start_date is not None:
        wanted.append(M.month >= month_of(filter.start_date))
    if filter.end_date is not None:
        wanted.append(M.month <= month_of(filter.end_date))
    return wanted


def _family(category_id: int) -> Select[Any]:
    return select(Category.id).where(or_(Category.id == category_id, Category.parent_id == category_id))


def _by_key(user_id: int, key: str) -> Select[Any]:
    return select(Category.id).where(Category.user_id == user_id, Category.short_desc == key)


def _named_accounts(user_id: int, name: str) -> Select[Any]:
    matching = or_(contains(func.lower(Account.name), name.lower()), Account.mask == name)
    return select(Account.id).where(Account.user_id == user_id, matching)


def _named_family(user_id: int, name: str) -> Select[Any]:
    named = select(Category.id).where(
        Category.user_id == user_id,
        or_(
            contains(func.lower(Category.display_name), name.lower()),
            Category.short_desc == name.lower(),
        ),
    )
    return select(Category.id).where(or_(Category.id.in_(named), Category.parent_id.in_(named)))


def tagged_whole(user_id: int, name: str) -> Select[Any]:
    """Return the ids of the transactions that have a tag themselves."""
    return (
        select(TransactionTag.transaction_id)
        .join(Tag, Tag.id == TransactionTag.tag_id)
        .where(Tag.user_id == user_id, func.lower(Tag.name) == name.lower())
    )


def _tagged(user_id: int, name: str) -> CompoundSelect[Any]:
    """Return the ids of the transactions that have a tag, themselves or in one of their parts."""
    tag = func.json_each(S.tags).table_valued("value")
    is_in_part = select(tag.c.value).where(func.lower(tag.c.value) == name.lower()).exists()
    parts = select(S.transaction_id).where(S.user_id == user_id, S.tags.is_not(None), is_in_part)
    return union_all(tagged_whole(user_id, name), parts)


def _spanned(span: Span) -> ColumnElement[bool]:
    """Compare sizes in whole units; currencies differ in how many minor units one has."""
    odd = {digits: [code for code, d in MINOR_DIGITS.items() if d == digits] for digits in (0, 3, 4)}
    each = [and_(T.currency.in_(codes), _sized(span, digits)) for digits, codes in odd.items()]
    common = [code for codes in odd.values() for code in codes]
    return or_(and_(T.currency.not_in(common), _sized(span, 2)), *each)


def _sized(span: Span, digits: int) -> ColumnElement[bool]:
    size = func.abs(T.amount_minor)
    scale = Decimal(10) ** digits
    limits: list[ColumnElement[bool]] = []
    if span.low is not None:
        low = int((span.low * scale).to_integral_value(ROUND_CEILING))
        limits.append(
            size >= low if span.includes_ends else size > int((span.low * scale).to_integral_value(ROUND_FLOOR))
        )
    if span.high is not None:
        high = int((span.high * scale).to_integral_value(ROUND_FLOOR))
        limits.append(
            size <= high if span.includes_ends else size < int((span.high * scale).to_integral_value(ROUND_CEILING))
        )
    return and_(*limits)
