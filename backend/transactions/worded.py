"""Which rows carry the words of a search, or belong to a merchant: looked up once, among the distinct texts.

A row carries a word in its text or in its note. Texts are few beside rows, and notes are rare, so both are asked
before the rows are; what comes out are plain numbers that an index answers.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from backend.infra.sql import contains, listed, unindexed
from backend.kit.text import fold
from backend.transactions.filters import Filter
from backend.transactions.models import Descriptor, Transaction

D = Descriptor
T = Transaction


@dataclass(frozen=True, slots=True)
class Worded:
    """`noted_ids` are rows that fit with their note; `refused_ids` fit by their text, but not with their note."""

    descriptor_ids: list[int]
    noted_ids: list[int]
    refused_ids: list[int]

    def condition(self, descriptor_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition on rows; `descriptor_id` is the column, with or without its index."""
        found: ColumnElement[bool] = descriptor_id.in_(listed(self.descriptor_ids))
        if self.refused_ids:
            found = and_(found, T.id.not_in(listed(self.refused_ids)))
        return or_(found, T.id.in_(listed(self.noted_ids))) if self.noted_ids else found


def look_up(db: Session, user_id: int, filter: Filter) -> Worded | None:
    """Return the texts and the noted rows that fit, or None if the filter asks for neither words nor a merchant."""
    if not (filter.words or filter.not_words or filter.merchant_key is not None):
        return None
    # Not by an index: all texts of the person are read once, in the order in which they lie.
    mine = [unindexed(D.user_id) == user_id]
    if filter.merchant_key is not None:
        mine = [D.user_id == user_id, D.merchant_key == filter.merchant_key]
    in_text = [func.instr(D.folded, fold(word)) > 0 for word in filter.words]
    not_in_text = [func.instr(D.folded, fold(word)) == 0 for word in filter.not_words]
    texts = list(db.scalars(select(D.id).where(*mine, *in_text, *not_in_text)))
    if not (filter.words or filter.not_words):
        return Worded(texts, [], [])
    noted = select(T.id).join(D, D.id == T.descriptor_id).where(T.user_id == user_id, T.notes.is_not(None), *mine)
    fitting = list(db.scalars(noted.where(*_in_either(filter.words), *map(not_, _in_either(filter.not_words)))))
    refused = list(db.scalars(noted.where(or_(*_in_either(filter.not_words))))) if filter.not_words else []
    return Worded(texts, fitting, refused)


def _in_either(words: tuple[str, ...]) -> list[ColumnElement[bool]]:
    return [or_(func.instr(D.folded, fold(word)) > 0, contains(T.notes, word)) for word in words]
