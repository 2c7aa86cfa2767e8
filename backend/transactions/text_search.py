"""Which rows the words of a search mean, or belong to a payee: looked up once, among the distinct texts.

A row has a word in its text, in its note, in the name of its category, or as its amount. Texts and categories are few
beside rows, and notes are rare, so these are asked before the rows are; what comes out are plain numbers that an index
answers.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import combinations, product

from sqlalchemy import ColumnElement, and_, func, not_, or_, select, true
from sqlalchemy.orm import Session

from backend.accounts.models import Account
from backend.categories.models import Category
from backend.infra.sql import contains, in_list, in_texts, split_ids
from backend.infra.sql_functions import unindexed
from backend.kit.currency import minor_digits
from backend.kit.text import fold
from backend.payees import queries as payees
from backend.transactions.filters import Filter
from backend.transactions.models import Descriptor, Transaction
from backend.transactions.search_syntax import AmountWord, amount_word

D = Descriptor
T = Transaction
# The condition that a text has a word.
HasWord = Callable[[str], ColumnElement[bool]]
# So few are listed whatever share of all they are.
_FEW_TEXTS = 100
# Each of them doubles the combinations that are asked for.
_MOST_MEANINGS = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word means beside text: categories by their names, and amounts by currency.

    Amounts are all the values that are meant, not a range: without statistics SQLite takes a range for most rows.
    """

    word: str
    category_ids: list[int]
    amounts: dict[str, list[int]]

    def conditions(self, *, walks: bool) -> list[ColumnElement[bool]]:
        """Return conditions on rows of which one must hold; `walks` says that no index shall answer them."""
        category: ColumnElement[int | None] = unindexed(T.category_id) if walks else T.category_id.expression
        guess: ColumnElement[int | None] = (
            unindexed(T.predicted_category_id) if walks else T.predicted_category_id.expression
        )
        amount: ColumnElement[int] = unindexed(T.amount_minor) if walks else T.amount_minor.expression
        alternatives: list[ColumnElement[bool]] = [
            and_(amount.in_(in_list(values)), T.currency == currency) for currency, values in self.amounts.items()
        ]
        if self.category_ids:
            ids = in_list(self.category_ids)
            alternatives += [category.in_(ids), and_(guess.in_(ids), unindexed(T.category_id).is_(None))]
        return alternatives


@dataclass(frozen=True, slots=True)
class TextMatch:
    """`noted_ids` are rows that fit with their note; `refused_ids` fit by their text, but not with their note.

    `meanings` are rows that have some of the words as their category or amount, and the others in the text.
    Where most texts fit, `other_descriptor_ids` are those that do not, and `descriptor_ids` is empty.
    """

    descriptor_ids: list[int]
    noted_ids: list[int]
    refused_ids: list[int]
    meanings: list[tuple[tuple[Meaning, ...], list[int] | None]]
    refused_category_ids: list[int]
    other_descriptor_ids: list[int] | None = None
    # Conditions of the filter's expressions, all of which must hold (see search_conditions.py).
    expressions: list[ColumnElement[bool]] = field(default_factory=list)

    @staticmethod
    def of_every_text() -> "TextMatch":
        """Return the match of a filter without words."""
        return TextMatch([], [], [], [], [], [])

    @property
    def is_scattered(self) -> bool:
        """Say whether rows fit in several ways, so that it is faster to look at all than to ask several indexes."""
        means_category = any(each.category_ids for meant, _ in self.meanings for each in meant)
        return means_category or bool(self.refused_category_ids or self.expressions)

    def condition(self, user_id: int, *, walks: bool) -> ColumnElement[bool]:
        """Return the condition on rows; `walks` says that they are walked through in the order of the list."""
        if replace(self, expressions=[]) == TextMatch.of_every_text():
            return and_(true(), *self.expressions)
        return and_(self._condition(user_id, walks=walks), *self.expressions)

    def _condition(self, user_id: int, *, walks: bool) -> ColumnElement[bool]:
        """Return the condition on rows; `walks` says that they are walked through in the order of the list.

        Each alternative names the owner, so that its own index answers it and not one that begins with the owner.
        """
        descriptor: ColumnElement[int] = unindexed(T.descriptor_id) if walks else T.descriptor_id.expression
        alternatives: list[ColumnElement[bool]]
        if self.other_descriptor_ids is None:
            alternatives = [descriptor.in_(in_list(self.descriptor_ids))]
        else:
            alternatives = [unindexed(T.descriptor_id).not_in(in_list(self.other_descriptor_ids))]
        if not walks:
            alternatives = [and_(T.user_id == user_id, each) for each in alternatives]
        # An amount names few rows, so its index leads and not one that begins with the owner.
        alternatives += [and_(unindexed(T.user_id) == user_id, each) for each in self._meant(walks=walks)]
        if self.refused_ids:
            alternatives = [and_(each, T.id.not_in(in_list(self.refused_ids))) for each in alternatives]
        if self.noted_ids:
            alternatives.append(and_(unindexed(T.user_id) == user_id, T.id.in_(in_list(self.noted_ids))))
        if not self.refused_category_ids:
            return or_(*alternatives)
        other = or_(T.category_id.is_(None), T.category_id.not_in(in_list(self.refused_category_ids)))
        return and_(or_(*alternatives), other)

    def complement(self, user_id: int) -> ColumnElement[bool] | None:
        """Return the condition on the rows that do not fit, where their texts tell and are the fewer; else None."""
        if self.other_descriptor_ids is None or self.refused_category_ids:
            return None
        fits_otherwise = self._meant(walks=True)
        if self.noted_ids:
            fits_otherwise.append(T.id.in_(in_list(self.noted_ids)))
        alternatives: list[ColumnElement[bool]] = [
            and_(
                T.descriptor_id.in_(in_list(self.other_descriptor_ids)),
                *(each.is_not(true()) for each in fits_otherwise),
            )
        ]
        if self.refused_ids:
            alternatives.append(T.id.in_(in_list([id_ for id_ in self.refused_ids if id_ not in set(self.noted_ids)])))
        return or_(*(and_(T.user_id == user_id, each) for each in alternatives))

    def _meant(self, *, walks: bool) -> list[ColumnElement[bool]]:
        """Return the conditions on rows that have some of the words as their category or amount."""
        alternatives: list[ColumnElement[bool]] = []
        for meant, texts in self.meanings:
            # Few rows have an amount, more have a text, and most a category: the first that is asked for leads.
            has_amount = any(meaning.amounts for meaning in meant)
            column = unindexed(T.descriptor_id) if walks or has_amount else T.descriptor_id.expression
            of_texts = [] if texts is None else [column.in_(in_list(texts))]
            follows = walks or has_amount or texts is not None
            every = product(*(each.conditions(walks=walks if each.amounts else follows) for each in meant))
            alternatives += [and_(*each, *of_texts) for each in every]
        return alternatives


def find_text_matches(db: Session, user_id: int, filter: Filter) -> TextMatch | None:
    """Return what the words and the payee of a filter mean, or None if it asks for neither."""
    if not (filter.words or filter.not_words or filter.names_payee):
        return None
    has = partial(_has_word, {word: payees.keys_named(db, user_id, word) for word in _all_words(filter)})
    # Not by an index: all texts of the person are read once, in the order in which they lie.
    mine = [unindexed(D.user_id) == user_id]
    if filter.merchant_key is not None:
        keys = payees.keys_like(db, user_id, [filter.merchant_key])
        mine = [D.user_id == user_id, D.merchant_key.in_(in_texts(keys))]
    mine += [_is_payee(db, user_id, name) for name in filter.payees]
    mine += [not_(_is_payee(db, user_id, name)) for name in filter.not_payees]
    not_in_text = [not_(has(word)) for word in filter.not_words]

    def texts_with(words: Sequence[str]) -> tuple[list[int], list[int]]:
        """Return the texts with all these words, and the others."""
        wanted = [*(has(word) for word in words), *not_in_text]
        return split_ids(db, D.id.expression, wanted=wanted, among=mine)

    if not (filter.words or filter.not_words):
        return TextMatch(texts_with(())[0], [], [], [], [])
    texts, others = texts_with(filter.words)
    unlike = None
    if not filter.names_payee and (not filter.words or len(texts) > max(_FEW_TEXTS, len(others))):
        texts, unlike = [], others
    noted = select(T.id).join(D, D.id == T.descriptor_id).where(T.user_id == user_id, T.notes.is_not(None), *mine)
    # The order makes SQLite take the index of noted rows, which are few.
    noted = noted.order_by(T.id)
    is_refused = _in_either(filter.not_words, has)
    meant_words = _meanings(db, user_id, filter.words)
    also = {meaning.word: meaning.conditions(walks=True) for meaning in meant_words}
    in_each = [or_(has(word), contains(T.notes, word), *also.get(word, ())) for word in filter.words]
    fitting = list(db.scalars(noted.where(*in_each, *map(not_, is_refused))))
    refused = list(db.scalars(noted.where(or_(*is_refused)))) if filter.not_words else []
    is_any_text = not filter.names_payee and not filter.not_words
    meanings: list[tuple[tuple[Meaning, ...], list[int] | None]] = []
    for size in range(1, len(meant_words) + 1):
        for meant in combinations(meant_words, size):
            other_words = [word for word in filter.words if word not in {meaning.word for meaning in meant}]
            if is_any_text and not other_words:
                meanings.append((meant, None))
            # Rows whose text fits by itself need no second meaning.
            elif more := _beyond(texts_with(other_words)[0], texts, unlike):
                meanings.append((meant, more))
    names = _category_names(db, user_id) if filter.not_words else {}
    not_wanted = [id_ for word in filter.not_words for id_ in _named(names, word)]
    return TextMatch(texts, fitting, refused, meanings, not_wanted, unlike)


def _beyond(descriptor_ids: list[int], texts: list[int], unlike: list[int] | None) -> list[int]:
    """Return those of `descriptor_ids` that are not among the texts that fit (all but `unlike`, if that is given)."""
    if unlike is not None:
        return sorted(set(descriptor_ids) & set(unlike))
    return sorted(set(descriptor_ids) - set(texts))


def _meanings(db: Session, user_id: int, words: tuple[str, ...]) -> list[Meaning]:
    """Return the words that name a category or an amount, each with what it means."""
    if not words:
        return []
    names = _category_names(db, user_id)
    currencies = db.scalars(select(Account.currency).where(Account.user_id == user_id).distinct()).all()
    meanings = []
    for word in dict.fromkeys(words):
        amount = amount_word(word)
        amounts = {} if amount is None else {code: _values(amount, code) for code in currencies}
        amounts = {code: values for code, values in amounts.items() if values}
        if amounts or (ids := _named(names, word)):
            meanings.append(Meaning(word, [] if amounts else ids, amounts))
    return meanings[:_MOST_MEANINGS]


def _values(word: AmountWord, currency: str) -> list[int]:
    """Return the amounts that a typed one stands for: without decimals it stands for all of its whole unit."""
    scale = 10 ** minor_digits(currency)
    low = word.size * scale
    if low != int(low):
        return []
    sizes = range(int(low), int(low) + (scale if word.is_whole else 1))
    into = [-size for size in sizes] if word.direction != "out" else []
    return [*sizes, *into] if word.direction != "in" else into


def _category_names(db: Session, user_id: int) -> dict[int, str]:
    """Return the name of each category together with that of its main category, folded."""
    rows = db.execute(
        select(Category.id, Category.parent_id, Category.display_name).where(Category.user_id == user_id)
    ).all()
    own = {id_: fold(name) for id_, _, name in rows}
    return {id_: f"{own[id_]}\n{own.get(parent_id or 0, '')}" for id_, parent_id, _ in rows}


def _named(names: dict[int, str], word: str) -> list[int]:
    return [id_ for id_, name in names.items() if fold(word) in name]


def _in_either(words: tuple[str, ...], has: HasWord) -> list[ColumnElement[bool]]:
    return [or_(has(word), contains(T.notes, word)) for word in words]


def _all_words(filter: Filter) -> list[str]:
    return list(dict.fromkeys((*filter.words, *filter.not_words)))


def _has_word(named: Mapping[str, list[str]], word: str) -> ColumnElement[bool]:
    """Return the condition that a text, or the name that a person gave its payee, has the word."""
    in_text = func.instr(D.folded, fold(word)) > 0
    return or_(in_text, D.merchant_key.in_(in_texts(named[word]))) if named[word] else in_text


def _is_payee(db: Session, user_id: int, name: str) -> ColumnElement[bool]:
    """Return the condition that the payee has this in the name that a person or its bank texts give it."""
    in_key = func.instr(D.merchant_key, fold(name)) > 0
    named = payees.keys_named(db, user_id, name)
    return or_(in_key, D.merchant_key.in_(in_texts(named))) if named else in_key
