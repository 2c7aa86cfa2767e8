"""A search as SQL: the words and payees of its filter, and the expressions that a filter alone cannot say."""

from dataclasses import replace
from itertools import compress
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, func, not_, or_, select, true
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.infra.sql import PreparedQuery, contains, in_list, in_texts, split_ids
from backend.infra.sql_functions import unindexed
from backend.kit.regular_expressions import search_each
from backend.kit.text import fold
from backend.payees import queries as payees
from backend.transactions.conditions import conditions
from backend.transactions.filters import Filter, with_term
from backend.transactions.models import Descriptor, Transaction, TransactionSplit, TransactionTag
from backend.transactions.search_match import CategoryName, Names
from backend.transactions.search_syntax import Expression, Regex, Term, is_regex_in
from backend.transactions.text_search import TextMatch, find_text_matches

D = Descriptor
T = Transaction


def find_matches(db: Session, user_id: int, filter: Filter, *, has_parts: bool) -> TextMatch | None:
    """Return what the words, payees and expressions of a filter mean, None if it asks for none of them."""
    text_match = find_text_matches(db, user_id, filter)
    if not filter.expressions:
        return text_match
    found = [expression_condition(db, user_id, each, has_parts=has_parts) for each in filter.expressions]
    return replace(text_match or TextMatch.of_every_text(), expressions=found)


def expression_condition(db: Session, user_id: int, expression: Expression, *, has_parts: bool) -> ColumnElement[bool]:
    """Return the condition that an expression puts on transactions; it is never null."""
    if isinstance(expression, Term):
        return _term(db, user_id, expression, has_parts=has_parts)
    parts = [expression_condition(db, user_id, part, has_parts=has_parts) for part in expression.parts]
    return and_(true(), *parts) if expression.joint == "and" else or_(false(), *parts)


def _term(db: Session, user_id: int, term: Term, *, has_parts: bool) -> ColumnElement[bool]:
    narrowed = with_term(Filter(), term)
    if narrowed is not None:
        # The same conditions as outside of brackets, without the owner, who is asked for once.
        wanted = conditions(user_id, narrowed, has_parts=has_parts)[1:]
        if text_match := find_text_matches(db, user_id, narrowed):
            wanted.append(text_match.condition(user_id, walks=text_match.is_scattered))
        return and_(*wanted)
    if term.is_not:
        return not_(func.coalesce(_term(db, user_id, replace(term, is_not=False), has_parts=has_parts), false()))
    return _plain(db, user_id, term)


def _plain(db: Session, user_id: int, term: Term) -> ColumnElement[bool]:
    match term.field, term.value:
        case "text" | "payee" | "note", str() | Regex() as wanted:
            return _in_text(db, user_id, term.field, wanted)
        case "currency", str(code):
            return T.currency == code
        case "is", ("excluded",):
            return T.is_excluded.is_(True)
        case "is", ("transfer",):
            return T.is_internal.is_(True)
        case "is", ("pending",):
            return T.is_pending.is_(True)
        case "is", ("locked",):
            return func.coalesce(func.json_array_length(T.locked_fields), 0) > 0
        case (("is" | "has"), ("split",)):
            return exists().where(TransactionSplit.transaction_id == T.id)
        case "has", ("tag",):
            tagged_part = exists().where(TransactionSplit.transaction_id == T.id, TransactionSplit.tags.is_not(None))
            return or_(exists().where(TransactionTag.transaction_id == T.id), tagged_part)
        case "has", ("category",):
            return T.category_id.is_not(None)
    raise AssertionError(f"no condition for {term.field}")


def _in_text(db: Session, user_id: int, name: str, wanted: str | Regex) -> ColumnElement[bool]:
    if name == "note":
        if isinstance(wanted, str):
            return and_(T.notes.is_not(None), contains(T.notes, wanted))
        notes = db.execute(select(T.id, T.notes).where(T.user_id == user_id, T.notes.is_not(None)).order_by(T.id))
        return T.id.in_(in_list([id_ for id_, note in notes if is_regex_in(wanted, note or "")]))
    if isinstance(wanted, str):
        ids, _ = split_ids(
            db,
            D.id.expression,
            wanted=[func.instr(D.folded, fold(wanted)) > 0],
            among=[unindexed(D.user_id) == user_id],
        )
        return T.descriptor_id.in_(in_list(ids))
    if name == "text":
        texts: Any = select(D.id, D.folded).where(unindexed(D.user_id) == user_id)
        rows = PreparedQuery(texts).rows(db)
        occurs = search_each(wanted.source, [text for _, text in rows])
        return T.descriptor_id.in_(in_list([id_ for id_, _ in compress(rows, occurs)]))
    keys = list(db.scalars(select(D.merchant_key).where(D.user_id == user_id).distinct()))
    fitting = set(compress(keys, search_each(wanted.source, keys)))
    named = {key: fold(each.name) for key, each in payees.spellings(db, user_id).items()}
    fitting.update(compress(named, search_each(wanted.source, list(named.values()))))
    of_payees = select(D.id).where(D.user_id == user_id, D.merchant_key.in_(in_texts(sorted(fitting))))
    return T.descriptor_id.in_(in_list(list(db.scalars(of_payees))))


def load_names(db: Session, user_id: int) -> Names:
    """Return what the names in a search stand for, for searches in memory."""
    of_categories = select(Category.id, Category.display_name, Category.short_desc, Category.parent_id)
    of_accounts = select(Account.id, Account.name, Account.mask).where(Account.user_id == user_id)
    return Names(
        {
            id_: CategoryName(name, key, parent_id)
            for id_, name, key, parent_id in db.execute(of_categories.where(Category.user_id == user_id))
        },
        {id_: (name, mask) for id_, name, mask in db.execute(of_accounts)},
        {key: each.name for key, each in payees.spellings(db, user_id).items()},
    )
