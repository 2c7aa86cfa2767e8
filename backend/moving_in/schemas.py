"""Moving in as JSON, in and out."""

from datetime import date

from pydantic import BaseModel, Field

from backend.imports.schemas import AccountType
from backend.infra.fields import Currency
from backend.transactions.schemas import IdIn, In


class AccountChoiceIn(In):
    account_id: IdIn | None = None
    name: str = Field(default="", max_length=100)
    account_type: AccountType = "checking"
    is_left_out: bool = False


class ChoicesIn(In):
    # By the keys of the book; an account that is not here is left out.
    accounts: dict[str, AccountChoiceIn] = Field(max_length=5000)
    # The key of a category here, or null for a new one.
    categories: dict[str, str | None] = Field(default_factory=dict, max_length=20_000)
    keeps_doubtful: bool = False


class CurrencyIn(In):
    currency: Currency


class AccountChoiceOut(BaseModel):
    account_id: int | None
    name: str
    account_type: AccountType
    is_left_out: bool


class BookAccountOut(BaseModel):
    key: str
    name: str
    currency: str
    is_closed: bool
    entries: int
    first_on: date | None
    last_on: date | None
    opening_minor: int
    balance_minor: int
    choice: AccountChoiceOut


class BookCategoryOut(BaseModel):
    key: str
    name: str
    kind: str
    entries: int
    choice: str | None


class NoPlaceOut(BaseModel):
    what: str
    count: int
    reason: str


class BookOut(BaseModel):
    id: str
    program: str
    filename: str
    currency: str
    entries: int
    first_on: date | None
    last_on: date | None
    transfers: int
    budgeted_months: int
    accounts: list[BookAccountOut]
    categories: list[BookCategoryOut]
    no_place: list[NoPlaceOut]


class OpenedOut(BaseModel):
    book: BookOut | None


class ParityCountsOut(BaseModel):
    accounts: int
    new_accounts: int
    categories: int
    entries: int
    added: int
    repeated: int
    doubtful: int
    left_out: int
    splits: int
    transfers: int
    linked: int
    tags: int
    notes: int


class MonthParityOut(BaseModel):
    month: str
    book_minor: int
    here_minor: int | None
    left_out_minor: int
    other_minor: int
    other_day_minor: int
    unexplained_minor: int | None


class AccountParityOut(BaseModel):
    key: str
    name: str
    currency: str
    account_id: int | None
    is_new: bool
    entries: int
    added: int
    repeated: int
    doubtful: int
    left_out: int
    opening_minor: int
    months: list[MonthParityOut]
    unexplained_minor: int | None
    why: str | None


class CategoryParityOut(BaseModel):
    name: str
    currency: str
    book_names: list[str]
    book_minor: int
    added_minor: int
    here_before_minor: int
    left_out_minor: int
    unexplained_minor: int


class ParityOut(BaseModel):
    # null where it was only tried out.
    import_id: int | None
    program: str
    is_exact: bool
    unexplained_minor: int
    counts: ParityCountsOut
    accounts: list[AccountParityOut]
    categories: list[CategoryParityOut]
    no_place: list[NoPlaceOut]
