"""The filter of a list as it stands in the address."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends, Query

from backend.infra.web import MAX_ID
from backend.transactions.filters import Filter, with_search
from backend.transactions.states import Source, Status, Tier

Sort = Literal["-on", "on", "-amount", "amount", "-description", "description"]
Limit = Annotated[int, Query(ge=1, le=500)]
Cursor = Annotated[str | None, Query(max_length=2000)]
_Id = Annotated[int | None, Query(ge=0, le=MAX_ID)]


async def asked_filter(
    status: Annotated[list[Status] | None, Query()] = None,
    account_id: _Id = None,
    category_id: _Id = None,
    category: Annotated[str | None, Query(max_length=100)] = None,
    parent_category_id: _Id = None,
    predicted_category_id: _Id = None,
    tier: Annotated[list[Tier] | None, Query()] = None,
    source: Source | None = None,
    import_id: _Id = None,
    start_date: date | None = None,
    end_date: date | None = None,
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
    search: Annotated[str, Query(max_length=500)] = "",
    merchant_key: Annotated[str | None, Query(max_length=200)] = None,
    uncategorized: bool = False,
    exclude_transfers: bool = False,
) -> Filter:
    """Return the filter that the query string asks for. Raises BadSearch."""
    if year is not None:
        start_date = max(start_date or date.min, date(year, 1, 1))
        end_date = min(end_date or date.max, date(year, 12, 31))
    found = Filter(
        status=tuple(status or ()),
        account_id=account_id,
        category_id=category_id,
        category=category,
        parent_category_id=parent_category_id,
        predicted_category_id=predicted_category_id,
        tier=tuple(tier or ()),
        source=source,
        import_id=import_id,
        start_date=start_date,
        end_date=end_date,
        merchant_key=merchant_key,
        uncategorized=uncategorized,
        exclude_transfers=exclude_transfers,
    )
    return with_search(found, search)


AskedFilter = Annotated[Filter, Depends(asked_filter)]
