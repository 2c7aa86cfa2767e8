"""What a source of market prices must do. Each source is a module of its own and can be replaced."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, Protocol


class SourceFailed(Exception):
    """No prices came; the text is a sentence for the person. `is_limit`: the source wants no more requests for now."""

    def __init__(self, sentence: str, *, is_limit: bool = False) -> None:
        super().__init__(sentence)
        self.is_limit = is_limit


class Close(NamedTuple):
    """The closing price of a day, not adjusted for later splits, and what one unit paid if the day was an ex-date
    (0: it was none; None: the source does not say)."""

    on: date
    close: Decimal
    dividend: Decimal | None = None


class PriceSource(Protocol):
    """One source. `seconds_between` is the pause that it wants between two requests, `most_a_day` its daily limit."""

    name: str
    seconds_between: float
    most_a_day: int
    has_dividends: bool

    def closes(self, ticker: str, *, first: date) -> Sequence[Close]:
        """Return the closes from `first` on, oldest first; of today the last price so far. Raises SourceFailed."""
        ...
