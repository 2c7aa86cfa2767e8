"""Files of brokers as JSON. Quantities and prices are exact decimals, written as texts; amounts are minor units."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from backend.infra.fields import Day, DecimalText, Minor, Name, RequestBody, ResponseBody
from backend.infra.web import MAX_ID
from backend.investment_imports.action_words import Meaning

Fate = Literal["new", "repeated", "unreadable", "left_out"]
Kind = Literal["activities", "holdings"]
Order = Literal["MDY", "DMY", "YMD"]
Sign = Literal["received_positive", "paid_positive", "unsigned"]
AccountType = Literal["taxable", "roth", "traditional_ira", "401k", "hsa", "other"]
Word = Annotated[str, Field(max_length=300)]
PartKey = Annotated[str, Field(max_length=200)]


class BrokerMappingBody(RequestBody):
    """How a table is read; see the mapping of a preview."""

    header: Annotated[list[Annotated[str, Field(max_length=10_000)]], Field(max_length=500)]
    kind: Kind
    columns: dict[Annotated[str, Field(max_length=30)], list[int]]
    date_order: Order
    decimal: Literal[".", ","]
    sign: Sign
    amount_is_net: bool | None = None
    actions: Annotated[dict[Word, Meaning], Field(max_length=1000)] = Field(default_factory=dict)


class BrokerTargetBody(RequestBody):
    """Where one account of the file goes: into `account_id`, or into a new account."""

    account_id: Annotated[int, Field(ge=1, le=MAX_ID)] | None = None
    name: Name | None = None
    account_type: AccountType = "taxable"
    tracks_cash: bool | None = None
    holdings_on: Day | None = None
    is_left_out: bool = False


class BrokerPreviewBody(RequestBody):
    """What a person changed in a preview; `targets` by the key of their part."""

    mapping: BrokerMappingBody | None = None
    targets: Annotated[dict[PartKey, BrokerTargetBody], Field(max_length=200)] = Field(default_factory=dict)


class BrokerCommitBody(RequestBody):
    targets: Annotated[dict[PartKey, BrokerTargetBody], Field(max_length=200)] = Field(default_factory=dict)


class BrokerMapping(ResponseBody):
    """`columns` are the columns of each role, `actions` what a person said words mean."""

    header: list[str]
    kind: Kind
    columns: dict[str, list[int]]
    date_order: Order
    decimal: Literal[".", ","]
    sign: Sign
    amount_is_net: bool | None
    actions: dict[str, Meaning]


class BrokerAction(ResponseBody):
    """A word for activities in the file, folded, and what it means (null: not known)."""

    text: str
    meaning: Meaning | None


class BrokerTable(ResponseBody):
    """The table of the file, for the screen that maps its columns."""

    mapping: BrokerMapping
    samples: list[list[str]]
    is_known_layout: bool
    actions: list[BrokerAction]


class BrokerPart(ResponseBody):
    """One account of the file. `account_id` is where it would go, null for a new account with the suggested name."""

    key: str
    label: str
    currency: str
    account_id: int | None
    account_name: str | None
    suggested_name: str
    tracks_cash: bool
    is_left_out: bool
    new: int
    repeated: int
    unreadable: int
    holdings: int
    holdings_on: date | None
    first_on: date | None
    last_on: date | None
    by_type: dict[str, int]


class BrokerCounts(ResponseBody):
    total: int
    new: int
    repeated: int
    unreadable: int
    left_out: int


class BrokerPreview(ResponseBody):
    id: int
    filename: str
    layout: str
    broker: str
    parts: list[BrokerPart]
    counts: BrokerCounts
    new_securities: list[str]
    table: BrokerTable | None


class BrokerRow(ResponseBody):
    """A row of the file with its fate; `type` is that of an activity, or “holding”."""

    line_no: int
    raw: str
    fate: Fate
    reason: str | None
    on: date | None
    type: str | None
    security: str | None
    quantity: DecimalText | None
    price: DecimalText | None
    amount_minor: Minor | None
    currency: str | None


class BrokerRowPage(ResponseBody):
    items: list[BrokerRow]
    total: int


class OversoldSale(ResponseBody):
    """A sale of more than the account is known to have held: its earlier history is missing."""

    on: date
    security: str
    quantity: DecimalText
    held: DecimalText


class BrokerImportDone(ResponseBody):
    id: int
    added: int
    repeated: int
    holdings: int
    unreadable: int
    left_out: int
    account_ids: list[int]
    oversold: list[OversoldSale]


class BrokerImport(ResponseBody):
    id: int
    filename: str
    broker: str
    layout: str
    status: Literal["done", "undone"]
    created_at: datetime
    added: int
    repeated: int
    holdings: int
    unreadable: int
    left_out: int
    first_on: date | None
    last_on: date | None


class BrokerOffer(ResponseBody):
    """Null if the file is not known to hold investments."""

    recognised_as: str | None


class BrokerImportUndone(ResponseBody):
    """How many rows stay, because they were changed since."""

    kept: int


def preview_json(found: Any) -> dict[str, Any]:
    """Return a `service.Preview` in the shape of `BrokerPreview`."""
    fates = [row.fate for row in found.rows]
    return {
        "id": found.id,
        "filename": found.filename,
        "layout": found.file.layout,
        "broker": found.file.broker,
        "parts": [_part_json(part) for part in found.parts],
        "counts": {
            "total": len(fates),
            **{fate: fates.count(fate) for fate in ("new", "repeated", "unreadable", "left_out")},
        },
        "new_securities": [name.label for name in found.securities.added.values()],
        "table": _table_json(found.table),
    }


def _part_json(found: Any) -> dict[str, Any]:
    rows = found.plan.rows
    days = [row.on for row in rows if row.on is not None]
    new = [row.type for row in rows if row.fate == "new"]
    return {
        "key": found.part.key,
        "label": found.part.label,
        "currency": found.part.currency,
        "account_id": found.account.id if found.account else None,
        "account_name": found.account.account_name if found.account else None,
        "suggested_name": found.suggested_name,
        "tracks_cash": found.tracks_cash,
        "is_left_out": found.is_left_out,
        "new": len(new),
        "repeated": sum(row.fate == "repeated" for row in rows),
        "unreadable": sum(row.fate == "unreadable" for row in rows),
        "holdings": len(found.part.holdings),
        "holdings_on": found.part.holdings_on,
        "first_on": min(days, default=None),
        "last_on": max(days, default=None),
        "by_type": {type_: new.count(type_) for type_ in dict.fromkeys(new)},
    }


def _table_json(table: Any) -> dict[str, Any] | None:
    if table is None:
        return None
    return {
        "mapping": table.mapping.to_json(),
        "samples": table.samples,
        "is_known_layout": table.is_known_layout,
        "actions": [{"text": text, "meaning": meaning} for text, meaning in table.actions.items()],
    }
