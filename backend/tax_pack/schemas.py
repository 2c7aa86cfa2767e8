"""Tax packs as JSON."""

from backend.infra.fields import ResponseBody


class TaxPartOut(ResponseBody):
    """`amount_minor` is positive for money that came in, null if a row of it has no known amount."""

    id: str
    label: str
    currency: str
    amount_minor: int | None
    row_count: int
    # How many documents would prove it, and how many are there.
    wanted: int
    present: int


class TaxGapOut(ResponseBody):
    part_id: str
    label: str
    detail: str
    transaction_id: int | None


class TaxPackOut(ResponseBody):
    year: int
    parts: list[TaxPartOut]
    document_count: int
    gaps: list[TaxGapOut]
    gap_count: int
