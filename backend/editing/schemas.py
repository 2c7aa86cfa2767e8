"""Edits of transactions as JSON."""

from typing import Annotated

from pydantic import Field

from backend.transactions.schemas import DayIn, IdIn, In, Key, Line, MinorIn, Note, PersonName, Tags


class SplitIn(In):
    amount_minor: MinorIn
    category_short_desc: Key | None = None
    memo: Note | None = None


class Fields(In):
    """What of a transaction can be edited. `splits` replaces all of them; an empty list makes it whole again."""

    account_id: IdIn | None = None
    on: DayIn | None = None
    amount_minor: MinorIn | None = None
    description: Line | None = None
    merchant_name: Line | None = None
    category_short_desc: Key | None = None
    notes: Note | None = None
    tags: Tags | None = None
    splits: Annotated[list[SplitIn], Field(max_length=100)] | None = None
    is_flagged: bool | None = None
    is_excluded: bool | None = None
    own_minor: MinorIn | None = None
    shared_with: PersonName | None = None


class EditIn(Fields):
    """Fields that are not named stay. `seen` are the values that the change was made from: if one of them was changed
    elsewhere meanwhile, nothing is saved."""

    seen: Fields | None = None
