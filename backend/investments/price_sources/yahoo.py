"""Prices from the chart data of Yahoo Finance: no key, not an official interface, for personal use only.

Prices of London, Johannesburg and Tel Aviv come in hundredths of the currency and are turned into whole units.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from backend.investments.price_sources.fetch_json import fetch_json
from backend.investments.price_sources.protocol import Close, SourceFailed

ADDRESS = "https://query1.finance.yahoo.com"
_HUNDREDTHS = ("GBp", "GBX", "ZAc", "ILA")


class Yahoo:
    name = "Yahoo Finance"
    seconds_between = 1.0
    most_a_day = 2000
    has_dividends = True

    def __init__(self, address: str = "", key: str = "") -> None:
        self._address = address or ADDRESS

    def closes(self, ticker: str, *, first: date) -> Sequence[Close]:
        """Return the closes from `first` on, in the currency in which the security trades. Raises SourceFailed."""
        start = datetime(first.year, first.month, first.day, tzinfo=UTC)
        fields = {
            "period1": str(int(start.timestamp())),
            "period2": str(int((datetime.now(UTC) + timedelta(days=1)).timestamp())),
            "interval": "1d",
            "events": "div",
        }
        path = f"{self._address.rstrip('/')}/v8/finance/chart/{quote(ticker, safe='')}"
        answer = fetch_json(path, fields, source=self.name)
        try:
            return list(_closes(answer["chart"]["result"][0]))
        except (KeyError, IndexError, TypeError, ArithmeticError, ValueError):
            raise SourceFailed(f"What came from {self.name} cannot be read.") from None


def _closes(result: Any) -> Sequence[Close]:
    meta = result["meta"]
    offset = timedelta(seconds=int(meta["gmtoffset"]))
    divisor = 100 if meta.get("currency") in _HUNDREDTHS else 1
    events = (result.get("events") or {}).get("dividends") or {}
    paid: dict[date, Decimal] = defaultdict(Decimal)
    for event in events.values():
        paid[_day(event["date"], offset)] += _exact(event["amount"], divisor)
    found = []
    for moment, close in zip(result["timestamp"], result["indicators"]["quote"][0]["close"], strict=True):
        if close is not None:
            on = _day(moment, offset)
            found.append(Close(on, _exact(close, divisor), paid.pop(on, Decimal(0))))
    return found


def _day(moment: Any, offset: timedelta) -> date:
    return (datetime.fromtimestamp(int(moment), UTC) + offset).date()


def _exact(number: Any, divisor: int) -> Decimal:
    # Prices come as binary fractions; what is beyond six digits is noise.
    return (Decimal(number) / divisor).quantize(Decimal("0.000001")).normalize()
