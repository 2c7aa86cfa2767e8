"""The filter of a list as query parameters."""

from datetime import date
from typing import Annotated, Literal

from fastapi import Depends
from pydantic import BaseModel, ConfigDict, Field

from backend.infra.query_string import openapi_parameters, query_model
from backend.infra.web import MAX_ID
from backend.transactions.filters import Filter, with_search
from backend.transactions.states import Source, Status, Tier

_Id = Annotated[int | None, Field(ge=0, le=MAX_ID)]


class FilterIn(BaseModel):
    """Conditions of a list, joined with AND."""

    model_config = ConfigDict(frozen=True)

    status: tuple[Status, ...] = ()
    account_id: _Id = None
    category_id: _Id = None
    category: Annotated[str | None, Field(max_length=100)] = None
    parent_category_id: _Id = None
    predicted_category_id: _Id = None
    tier: tuple[Tier, ...] = ()
    source: Source | None = None
    import_id: _Id = None
    start_date: date | None = None
    end_date: date | None = None
    year: Annotated[int | None, Field(ge=1, le=9999)] = None
    search: Annotated[str, Field(max_length=500)] = ""
    merchant_key: Annotated[str | None, Field(max_length=200)] = None
    uncategorized: bool = False
    exclude_transfers: bool = False

    def filter(self) -> Filter:
        """Return the filter that is meant. Raises BadSearch."""
        start, end = self.start_date, self.end_date
        if self.year is not None:
            start = max(start or date.min, date(self.year, 1, 1))
            end = min(end or date.max, date(self.year, 12, 31))
        filter_ = Filter(
            status=self.status,
            account_id=self.account_id,
            category_id=self.category_id,
            category=self.category,
            parent_category_id=self.parent_category_id,
            predicted_category_id=self.predicted_category_id,
            tier=self.tier,
            source=self.source,
            import_id=self.import_id,
            start_date=start,
            end_date=end,
            merchant_key=self.merchant_key,
            uncategorized=self.uncategorized,
            exclude_transfers=self.exclude_transfers,
        )
        return with_search(filter_, self.search)


class PageIn(FilterIn):
    """A filter, and which page of what it leaves."""

    sort: Literal["-on", "on", "-amount", "amount", "-description", "description"] = "-on"
    limit: Annotated[int, Field(ge=1, le=500)] = 100
    cursor: Annotated[str | None, Field(max_length=2000)] = None
    offset: Annotated[int, Field(ge=0, le=MAX_ID)] = 0


class TimelineIn(FilterIn):
    """A filter, and the periods in which what it leaves is counted."""

    by: Literal["day", "month"] = "month"


class ListIn(PageIn):
    """A page, and whether what all that match add up to is wanted too."""

    sums: bool = False


FilterQuery = Annotated[FilterIn, Depends(query_model(FilterIn))]
PageQuery = Annotated[PageIn, Depends(query_model(PageIn))]
ListQuery = Annotated[ListIn, Depends(query_model(ListIn))]
TimelineQuery = Annotated[TimelineIn, Depends(query_model(TimelineIn))]
FILTER_PARAMETERS, PAGE_PARAMETERS, LIST_PARAMETERS, TIMELINE_PARAMETERS = (
    openapi_parameters(FilterIn),
    openapi_parameters(PageIn),
    openapi_parameters(ListIn),
    openapi_parameters(TimelineIn),
)
