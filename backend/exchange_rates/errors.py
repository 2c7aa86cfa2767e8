"""Errors of exchange rates, each with its sentence and status."""

from backend.kit.errors import AppError, NothingStored


class UnreadableRates(AppError):
    code = "unreadable_rates"
    status = 422
    title = "No exchange rates in this file"

    def __init__(self) -> None:
        super().__init__(
            "This file has no exchange rates that can be read. Choose a file of the European Central Bank (eurofxref, "
            "as XML, CSV or ZIP), or a CSV file with the columns date, base, currency and rate."
        )


class NotARate(NothingStored):
    code = "not_a_rate"
    title = "That is not a rate"


class NoSuchRate(AppError):
    code = "no_such_rate"
    status = 404
    title = "Rate not found"

    def __init__(self) -> None:
        super().__init__("This rate does not exist any more. Reload the page to see the rates there are.")


class RatesOff(AppError):
    code = "rates_off"
    status = 409
    title = "Exchange rates are off"

    def __init__(self) -> None:
        super().__init__(
            "Fetching exchange rates is switched off, so nothing was fetched. Switch it on in Settings first."
        )
