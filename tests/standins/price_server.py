"""Market sources as a stand-in: closes by ticker and day in the forms of Yahoo Finance and Alpha Vantage."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from tests.standins.server import Answered, Asked, StandIn

Closes = Mapping[str, Mapping[str, str]]
KEY = "demo-key"


def price_server(closes: Closes, *, dividends: Closes | None = None, is_limited: bool = False) -> StandIn:
    """Serve these closes and dividends, by ticker and day."""

    def answer(asked: Asked) -> Answered:
        if is_limited:
            return _json({"Information": "limit"}) if asked.path == "/query" else Answered(status=429)
        if asked.path == "/query":
            return _alpha_vantage(closes, asked)
        return _yahoo(closes, dividends or {}, asked)

    return StandIn(answer)


def _yahoo(closes: Closes, dividends: Closes, asked: Asked) -> Answered:
    ticker = asked.path.rpartition("/")[2]
    days = closes.get(ticker)
    if days is None:
        return Answered(status=404)
    moments = [_moment(day) for day in days]
    paid = {
        str(_moment(day)): {"amount": float(each), "date": _moment(day)}
        for day, each in dividends.get(ticker, {}).items()
    }
    quote = {"close": [float(close) if close else None for close in days.values()]}
    meta = {"currency": "USD", "gmtoffset": -18000}
    result = {"meta": meta, "timestamp": moments, "indicators": {"quote": [quote]}}
    if paid:
        result["events"] = {"dividends": paid}
    return _json({"chart": {"result": [result]}})


def _moment(day: str) -> int:
    return int(datetime.fromisoformat(f"{day}T14:30").replace(tzinfo=UTC).timestamp())


def _alpha_vantage(closes: Closes, asked: Asked) -> Answered:
    query = dict(parse_qsl(asked.query))
    if query.get("apikey") != KEY:
        return _json({"Information": "the key is not known"})
    days = closes.get(query.get("symbol", ""))
    if days is None:
        return _json({"Error Message": "Invalid API call"})
    return _json({"Time Series (Daily)": {day: {"1. open": "1", "4. close": close} for day, close in days.items()}})


def _json(value: object) -> Answered:
    return Answered(body=json.dumps(value).encode(), content_type="application/json")
