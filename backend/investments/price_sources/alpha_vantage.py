"""Prices from Alpha Vantage with the person's own key. The free key allows 25 requests a day.

Source: alphavantage.co/documentation, TIME_SERIES_DAILY. A limit is answered with status 200 and a note.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from backend.infra import clock
from backend.investments.price_sources.fetch_json import fetch_json
from backend.investments.price_sources.protocol import Close, SourceFailed

ADDRESS = "https://www.alphavantage.co"
# The compact answer has the last 100 trading days.
_COMPACT = timedelta(days=130)


class AlphaVantage:
    name = "Alpha Vantage"
    seconds_between = 13.0
    most_a_day = 25
    has_dividends = False

    def __init__(self, address: str = "", key: str = "") -> None:
        self._address = address or ADDRESS
        self._key = key

    def closes(self, ticker: str, *, first: date) -> Sequence[Close]:
        """Return the closes from `first` on. Raises SourceFailed."""
        if not self._key:
            raise SourceFailed("Alpha Vantage needs a key. Enter it in Settings, under Prices.")
        fields = {
            "function": "TIME_SERIES_DAILY",
            "symbol": ticker,
            "outputsize": "compact" if clock.today() - first < _COMPACT else "full",
            "apikey": self._key,
        }
        answer = fetch_json(f"{self._address.rstrip('/')}/query", fields, source=self.name)
        if not isinstance(answer, dict):
            raise SourceFailed(f"What came from {self.name} cannot be read.")
        if "Note" in answer or "Information" in answer:
            raise SourceFailed(f"{self.name} wants no more requests for now, or refused the key.", is_limit=True)
        if "Error Message" in answer:
            raise SourceFailed(f"{self.name} does not know this ticker.")
        try:
            days = answer["Time Series (Daily)"]
            closes = [Close(date.fromisoformat(day), Decimal(values["4. close"])) for day, values in days.items()]
        except (KeyError, TypeError, ArithmeticError, ValueError, AttributeError):
            raise SourceFailed(f"What came from {self.name} cannot be read.") from None
        return sorted(close for close in closes if close.on >= first)
