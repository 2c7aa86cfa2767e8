"""What cannot be done with investments, each with its sentence."""

from datetime import date
from decimal import Decimal

from backend.kit.errors import AppError, NothingStored


class NoSuchInvestmentAccount(AppError):
    code = "no_such_investment_account"
    status = 404
    title = "No such account"

    def __init__(self) -> None:
        super().__init__("There is no such investment account. It may have been deleted; reload the page.")


class NoSuchSecurity(AppError):
    code = "no_such_security"
    status = 404
    title = "No such security"

    def __init__(self) -> None:
        super().__init__("There is no such security. It may have been removed; reload the page.")


class NoSuchActivity(AppError):
    code = "no_such_activity"
    status = 404
    title = "No such activity"

    def __init__(self) -> None:
        super().__init__("There is no such activity. It may have been deleted; reload the page.")


class NoSuchPrice(AppError):
    code = "no_such_price"
    status = 404
    title = "No such price"

    def __init__(self, on: date) -> None:
        super().__init__(f"No price of {on} is stored for this security.")


class NoSuchPortfolio(AppError):
    code = "no_such_portfolio"
    status = 404
    title = "No such portfolio"

    def __init__(self) -> None:
        super().__init__("There is no such portfolio. It may have been deleted; reload the page.")


class PortfolioNameTaken(AppError):
    code = "portfolio_name_taken"
    status = 409
    title = "This name is taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is a portfolio named “{name}” already. Choose another name.")


class TargetsExceedWhole(AppError):
    code = "targets_exceed_whole"
    status = 422
    title = "The targets are more than 100 %"

    def __init__(self, total: Decimal) -> None:
        super().__init__(f"The targets add up to {total:f} %. Lower some so that they are 100 % or less.")


class InvalidActivity(NothingStored):
    code = "invalid_activity"
    title = "This activity cannot be stored"


class NoSuchFigure(AppError):
    code = "no_such_figure"
    status = 404
    title = "No such figure"

    def __init__(self) -> None:
        super().__init__("This figure is not there any more: its account or its holding is gone.")


class SoldMoreThanHeld(InvalidActivity):
    code = "sold_more_than_held"
    status = 409
    title = "More than there is"

    def __init__(self, *, name: str, on: date, quantity: Decimal, held: Decimal) -> None:
        super().__init__(
            f"On {on} {quantity:f} of {name} would leave the account, but it holds {held:f} on that day.",
            on=on.isoformat(),
            quantity=f"{quantity:f}",
            held=f"{held:f}",
        )


class UnreadablePriceFile(NothingStored):
    code = "unreadable_price_file"
    title = "This price file cannot be read"


class PriceSourceOff(AppError):
    code = "price_source_off"
    status = 409
    title = "No source of prices is chosen"

    def __init__(self) -> None:
        super().__init__("Prices are not fetched from anywhere. Choose a source in Settings, under Prices.")


class InvalidPrice(NothingStored):
    code = "invalid_price"
    title = "This price cannot be stored"
