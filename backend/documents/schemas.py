"""Documents as JSON, in and out."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import Field

from backend.documents.kinds import Kind, Reading
from backend.infra.fields import Currency, Day, NonNegativeMinor, RequestBody, ResponseBody
from backend.transactions.schemas import IdIn, Line, Note


class LinkOut(ResponseBody):
    id: int
    transaction_id: int | None
    account_id: int | None
    goal_id: int | None
    name: str
    on: date | None
    amount_minor: int | None
    currency: str | None


class DocumentOut(ResponseBody):
    id: int
    filename: str
    media_type: str
    size_bytes: int
    sha256: str
    kind: Kind
    tax_year: int | None
    issued_on: date | None
    expires_on: date | None
    kept_until: date | None
    amount_minor: int | None
    currency: str | None
    notes: str | None
    reading: Reading
    reading_note: str | None
    page_count: int | None
    created_at: datetime
    links: list[LinkOut]
    # Where a search found its words, between ⟦ and ⟧; null without a search.
    snippet: str | None = None


class DocumentDetails(DocumentOut):
    text: str | None
    extracted: dict[str, Any] | None
    # Whether the file on the disk is the one that was added.
    is_intact: bool


class PurchaseLineOut(ResponseBody):
    text: str
    amount_minor: int
    quantity: str | None


class FittingTransaction(ResponseBody):
    transaction_id: int
    on: date
    name: str
    amount_minor: int
    reason: str


class ProposedPartOut(ResponseBody):
    category_short_desc: str | None
    amount_minor: int
    texts: list[str]
    is_rest: bool


class PurchaseOut(ResponseBody):
    """A purchase as the document says it; `difference_minor` is what of its total the lines do not explain."""

    index: int
    merchant: str | None
    number: str | None
    on: date | None
    currency: str
    lines: list[PurchaseLineOut]
    extras: list[PurchaseLineOut]
    tax_minor: int | None
    is_tax_added: bool
    total_minor: int | None
    lines_minor: int
    read_minor: int
    difference_minor: int | None
    linked_transaction: FittingTransaction | None
    candidates: list[FittingTransaction]
    is_sure: bool
    is_split: bool
    parts: list[ProposedPartOut]


class DocumentCounts(ResponseBody):
    total: int
    unlinked: int
    kinds: dict[str, int]
    tax_years: list[int]


class DocumentsOut(ResponseBody):
    items: list[DocumentOut]
    total: int
    counts: DocumentCounts


class DocumentAdded(ResponseBody):
    document: DocumentOut
    is_new: bool
    change_id: int | None


class DocumentChanged(ResponseBody):
    change_id: int | None


class DocumentChanges(RequestBody):
    filename: Annotated[Line, Field(max_length=255)] = Field(default="")
    kind: Kind = "other"
    tax_year: Annotated[int, Field(ge=1970, le=2199)] | None = None
    issued_on: Day | None = None
    expires_on: Day | None = None
    amount_minor: NonNegativeMinor | None = None
    currency: Currency | None = None
    notes: Note | None = None


class DocumentLinkIn(RequestBody):
    transaction_id: IdIn | None = None
    account_id: IdIn | None = None
    goal_id: IdIn | None = None
