"""Prices of Yahoo Finance through the library yfinance, which is an optional extra: it brings pandas along.

Source: ranaroussi.github.io/yfinance, Ticker.history with auto_adjust off, so that a close is what was paid that day.
"""

import logging
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import isfinite

from backend.investments.price_sources.protocol import Close, SourceFailed

_HUNDREDTHS = ("GBp", "GBX", "ZAc", "ILA")
_log = logging.getLogger(__name__)


class YFinance:
    name = "yfinance"
    seconds_between = 1.0
    most_a_day = 2000
    has_dividends = True

    def __init__(self, address: str = "", key: str = "") -> None:
        """Take no address and no key: the library has its own addresses."""

    def closes(self, ticker: str, *, first: date) -> Sequence[Close]:
        """Return the closes from `first` on with their dividends. Raises SourceFailed."""
        try:
            import yfinance
        except ImportError:
            raise SourceFailed(
                "The library yfinance is not installed. Run “pip install yfinance”, or choose another source."
            ) from None
        try:
            listed = yfinance.Ticker(ticker)
            history = listed.history(start=first.isoformat(), auto_adjust=False, actions=True)
            divisor = 100 if listed.history_metadata.get("currency") in _HUNDREDTHS else 1
            closes, dividends = history["Close"], history["Dividends"]
            found = [
                Close(moment.date(), _exact(close, divisor), _exact(dividends[moment], divisor))
                for moment, close in closes.items()
                if isfinite(close)
            ]
        except Exception as error:  # noqa: BLE001 - the library raises errors of pandas, requests and its own
            if type(error).__name__ == "YFRateLimitError":
                raise SourceFailed("Yahoo Finance wants no more requests for now.", is_limit=True) from None
            _log.warning("yfinance failed: %s", type(error).__name__)
            raise SourceFailed("yfinance could not read the prices. Try again later.") from None
        if not found:
            raise SourceFailed("Yahoo Finance does not know this ticker.")
        return found


def _exact(number: float, divisor: int) -> Decimal:
    # Prices come as binary fractions; what is beyond six digits is noise.
    return (Decimal(float(number)) / divisor).quantize(Decimal("0.000001")).normalize()
