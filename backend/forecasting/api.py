"""HTTP: /api/forecast."""

from datetime import date
from typing import Annotated, Any

from fastapi import Query, Request

from backend.accounts.kinds import LIABILITY_TYPES
from backend.accounts.models import Account
from backend.forecasting import queries, schemas, service
from backend.forecasting.projection import first_below_zero, lowest
from backend.forecasting.service import Forecast
from backend.forecasting.situation import shown_name
from backend.infra import clock
from backend.infra.web import CurrentUserId, ReadSessionDep, Router
from backend.settings import service as settings

router = Router(prefix="/api/forecast", tags=["forecast"])
Json = dict[str, Any]
_PAST_DAYS = 30


@router.get("", response_model=schemas.ForecastOut)
def get_forecast(db: ReadSessionDep, user_id: CurrentUserId, days: Annotated[int, Query(ge=7, le=366)] = 90) -> Any:
    """Return the balance of each day ahead by account, what it is made of, and how far off earlier forecasts were."""
    today, currency = clock.today(), settings.base_currency(db, user_id)
    forecast = service.make_forecast(db, user_id, today=today, days=days, currency=currency)
    newest = queries.newest_kept_on(db, user_id)
    kept = queries.kept_on(db, user_id, newest) if newest else ()
    same: Json = {"as_of": today, "days": days, "currency": currency, "is_kept_today": newest == today}
    if forecast is None:
        lists = ("lines", "items", "figures", "left_out", "scored", "tested")
        return {**same, "history_days": 0, **{name: [] for name in lists}}
    situation = forecast.situation
    begun_on = min(situation.whole.first_on.values(), default=today)
    lines = [_line(forecast, account) for account in situation.accounts]
    if situation.ids_of(currency):
        lines.insert(0, _line(forecast, None))
    return {
        **same,
        "history_days": (today - begun_on).days,
        "lines": lines,
        "items": [
            {**item._asdict(), "name": shown_name(item)}
            for item in sorted(forecast.projection.items, key=lambda each: (each.on, each.name))
        ],
        "figures": [
            service.opening_figure(forecast),
            service.end_figure(forecast),
            service.free_figure(forecast),
            service.bills_figure(forecast),
        ],
        "left_out": situation.left_out,
        "scored": service.scored(db, user_id, situation, currency, today),
        "tested": service.tested(kept, currency),
    }


@router.post("/keep", response_model=schemas.ForecastKept)
def keep_forecast(request: Request, user_id: CurrentUserId) -> Any:
    """Keep the forecast of today, unless it was kept already, so that it can be compared with what happens."""
    return {"is_kept": service.keep_forecast(request.app.state.budget, user_id, today=clock.today())}


def _line(forecast: Forecast, account: Account | None) -> Json:
    account_id = account.id if account else None
    ahead, band = forecast.balances(account_id), forecast.band(account_id)
    as_of = forecast.projection.as_of
    ids = [account_id] if account_id is not None else forecast.situation.ids_of(forecast.currency)
    may_be_negative = account is not None and account.account_type in LIABILITY_TYPES
    low_point = lowest(as_of, ahead)

    def below(path: list[int] | None) -> date | None:
        return None if path is None or may_be_negative else first_below_zero(as_of, path)

    return {
        "account_id": account_id,
        "name": account.name if account else "All accounts",
        "account_type": account.account_type if account else None,
        "currency": account.currency if account else forecast.currency,
        "past": service.past_balances(forecast.situation, ids, _PAST_DAYS),
        "ahead": ahead,
        "low": band[0] if band else None,
        "high": band[1] if band else None,
        "pace": service.sums([forecast.projection.pace[each] for each in ids], len(ahead) - 1),
        "budgeted": service.sums([forecast.projection.budgeted[each] for each in ids], len(ahead) - 1),
        "lowest_on": low_point.on,
        "lowest_minor": low_point.minor,
        "below_zero_on": below(ahead),
        "band_below_zero_on": below(band[0] if band else None),
        "needed_minor": 0 if may_be_negative else max(0, -low_point.minor),
    }
