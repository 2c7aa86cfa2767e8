"""The optional library yfinance, replaced by a module of its shape."""

import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from types import ModuleType, SimpleNamespace

import pytest

from backend.investments.price_sources.protocol import Close, SourceFailed
from backend.investments.price_sources.yfinance_library import YFinance

FIRST = date(2026, 11, 18)


def day(number: int) -> datetime:
    return datetime(2026, 11, number, tzinfo=UTC)


DAYS = {day(18): 183.1, day(19): float("nan"), day(20): 184.25}
PAID = dict.fromkeys(DAYS, 0.0) | {day(20): 0.34}


class YFRateLimitError(Exception):
    pass


def install(monkeypatch: pytest.MonkeyPatch, *, currency: str = "USD", error: Exception | None = None) -> None:
    def history(*, start: str, auto_adjust: bool, actions: bool) -> dict[str, dict[datetime, float]]:
        assert (start, auto_adjust, actions) == ("2026-11-18", False, True)
        if error is not None:
            raise error
        return {"Close": DAYS, "Dividends": PAID}

    library = ModuleType("yfinance")
    ticker = SimpleNamespace(history=history, history_metadata={"currency": currency})
    library.Ticker = lambda symbol: ticker  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "yfinance", library)


def test_closes_and_dividends_are_exact_and_a_day_without_a_close_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch)
    assert list(YFinance().closes("ADLR", first=FIRST)) == [
        Close(date(2026, 11, 18), Decimal("183.1"), Decimal(0)),
        Close(date(2026, 11, 20), Decimal("184.25"), Decimal("0.34")),
    ]


def test_prices_in_pence_become_pounds(monkeypatch: pytest.MonkeyPatch) -> None:
    install(monkeypatch, currency="GBp")
    assert YFinance().closes("ADLR", first=FIRST)[0].close == Decimal("1.831")


@pytest.mark.parametrize(
    ("error", "sentence", "is_limit"),
    [
        (YFRateLimitError(), "Yahoo Finance wants no more requests for now.", True),
        (KeyError("chart"), "yfinance could not read the prices. Try again later.", False),
    ],
)
def test_what_does_not_come_says_why(
    monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str, is_limit: bool
) -> None:
    install(monkeypatch, error=error)
    with pytest.raises(SourceFailed) as failed:
        YFinance().closes("ADLR", first=FIRST)
    assert (str(failed.value), failed.value.is_limit) == (sentence, is_limit)


def test_without_the_library_the_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yfinance", None)
    with pytest.raises(SourceFailed, match="not installed"):
        YFinance().closes("ADLR", first=FIRST)
