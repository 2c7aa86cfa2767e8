"""The parts of a tax pack: what was earned, given and spent in a year, each row with its documents. Pure.

It knows no country's law: parts follow categories, tags that begin with "tax", and what brokers paid.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

PartId = Literal["pay", "interest", "dividends", "gains", "charity", "medical", "tag"]
LABELS: dict[str, str] = {
    "pay": "Pay and other income",
    "interest": "Interest",
    "dividends": "Dividends",
    "gains": "Realised gains",
    "charity": "Charity",
    "medical": "Medical",
}
# Parts that one form of the payer proves; of the others each row wants its own document.
PROVED_BY_FORM: Mapping[str, tuple[str, ...]] = {
    "pay": ("w2", "tax"),
    "interest": ("1099", "tax"),
    "dividends": ("1099", "tax"),
    "gains": ("1099", "tax"),
}
_INTEREST = re.compile(r"interest|zins|inter[eé]t|interes")
_DIVIDEND = re.compile(r"dividend")
_CHARITY = re.compile(r"donation|charit|spende|giving|dons?\b")


class TaxRow(NamedTuple):
    """A row of a part. `amount_minor` is positive for money that came in; None if it is not known.

    `transaction_id` is None for what a broker paid or realised.
    """

    on: date
    text: str
    amount_minor: int | None
    currency: str
    transaction_id: int | None
    document_ids: tuple[int, ...] = ()


class CategoryFacts(NamedTuple):
    """What of a category matters here: its own name and kind, and the name of its main category."""

    name: str
    parent_name: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class TaxPart:
    """One part in one currency."""

    id: str
    label: str
    currency: str
    rows: tuple[TaxRow, ...]
    # Documents of the year that prove the part as a whole.
    form_ids: tuple[int, ...] = ()

    @property
    def amount_minor(self) -> int | None:
        """Return the sum, None if one row has no amount."""
        amounts = [row.amount_minor for row in self.rows]
        return None if None in amounts else sum(amount for amount in amounts if amount is not None)

    @property
    def wanted(self) -> int:
        return 1 if self.id in PROVED_BY_FORM else len(self.rows)

    @property
    def present(self) -> int:
        """Return how many of the wanted documents are there."""
        if self.id in PROVED_BY_FORM:
            return 1 if self.form_ids or any(row.document_ids for row in self.rows) else 0
        return sum(1 for row in self.rows if row.document_ids)


class Gap(NamedTuple):
    """Something that a part lacks; `transaction_id` names the row that has no document."""

    part_id: str
    label: str
    detail: str
    transaction_id: int | None


@dataclass(slots=True)
class _Collected:
    label: str
    rows: list[TaxRow] = field(default_factory=list)


def part_of_category(category: CategoryFacts) -> PartId | None:
    """Return the part that rows of this category belong to, None if none."""
    name = category.name.casefold()
    if category.kind == "income":
        if _INTEREST.search(name):
            return "interest"
        return "dividends" if _DIVIDEND.search(name) else "pay"
    if category.kind != "expense":
        return None
    if _CHARITY.search(name):
        return "charity"
    return "medical" if "medical" in (category.parent_name or category.name).casefold() else None


def is_tax_tag(name: str) -> bool:
    """Say whether a tag makes a part of its own: "tax", "tax-work", "tax: home office"."""
    return bool(re.match(r"tax\b", name.casefold()))


def collect(rows: Iterable[tuple[str, str, TaxRow]], forms: Mapping[str, Sequence[int]]) -> list[TaxPart]:
    """Return the parts of `rows` (part, label, row), in the order of LABELS and then by tag, each by currency."""
    found: dict[tuple[str, str], _Collected] = {}
    for part_id, label, row in rows:
        found.setdefault((f"{part_id}:{label}" if part_id == "tag" else part_id, row.currency), _Collected(label))
        found[f"{part_id}:{label}" if part_id == "tag" else part_id, row.currency].rows.append(row)
    order = list(LABELS)

    def place(key: tuple[str, str]) -> tuple[int, str, str]:
        return (order.index(key[0]) if key[0] in order else len(order), *key)

    return [
        TaxPart(
            id=key[0].partition(":")[0],
            label=found[key].label,
            currency=key[1],
            rows=tuple(sorted(found[key].rows, key=lambda row: row.on)),
            form_ids=tuple(id_ for kind in PROVED_BY_FORM.get(key[0], ()) for id_ in forms.get(kind, ())),
        )
        for key in sorted(found, key=place)
    ]


def gaps_of(parts: Sequence[TaxPart], year: int) -> list[Gap]:
    """Return what is missing: a form for income, a document for each other row, and amounts that nobody knows."""
    gaps: list[Gap] = []
    for part in parts:
        unknown = sum(1 for row in part.rows if row.amount_minor is None)
        if unknown:
            gaps.append(Gap(part.id, part.label, f"The cost of {unknown} sold lots is not known", None))
        if part.id in PROVED_BY_FORM:
            if not part.present:
                gaps.append(Gap(part.id, part.label, f"No form or certificate for {year}", None))
            continue
        gaps += [
            Gap(part.id, f"{row.text}, {row.on.isoformat()}", f"{part.label}: no document", row.transaction_id)
            for row in part.rows
            if not row.document_ids
        ]
    return gaps
