"""Turn the values of one row into an activity: what its signs mean for each kind, and what cannot be stored. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from backend.investment_imports.action_words import Meaning
from backend.investment_imports.broker_file import ZERO, FileActivity, SecurityName

Sign = Literal["received_positive", "paid_positive", "unsigned"]
# Funds that hold the cash of an account: moving cash into one is no purchase.
CORE_FUNDS = frozenset({"SPAXX", "FDRXX", "FZFXX", "FCASH", "CORE", "VMFXX", "QACDS"})
MONEY_FUNDS = CORE_FUNDS | {"SWVXX", "SNVXX", "SNSXX", "SNAXX", "SNOXX", "VMRXX", "VUSXX", "FZDXX", "SPRXX", "FDLXX"}
_RATIO = re.compile(r"(\d+(?:\.\d+)?)\s*(?:-?for-?|:|/|new for)\s*(\d+(?:\.\d+)?)", re.IGNORECASE)
NO_RATIO = (
    "The row says that shares were split, but not how many new ones each old one became."
    " Enter the split under Investments, for example 2 for 1."
)
_SPIN_OFF = "Spin-off. The file does not say which part of the cost of the old shares goes to these."
_CENT = Decimal("0.011")


class UnreadableRow(ValueError):
    """The row cannot be stored; the message is the sentence that says why."""


class LeftOutRow(ValueError):
    """The row is no activity; the message is the sentence that says why."""


@dataclass(slots=True)
class RowValues:
    """What stands in a row. `quantity` and `amount` as the file signs them, `sign` says what its signs mean.

    `amount_is_net`: fees are in the amount; None: the row shows it, if quantity times price is the amount with or
    without them. `ratio_text` is where a split may say its ratio.
    """

    line_no: int
    raw: str
    on: date
    meaning: Meaning
    security: SecurityName | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    fees: Decimal = ZERO
    security_amount: Decimal | None = None
    sign: Sign = "received_positive"
    amount_is_net: bool | None = True
    ratio_text: str = ""
    notes: str | None = None


def activity_from(row: RowValues) -> FileActivity:
    """Return the activity of a row. Raises UnreadableRow, LeftOutRow."""
    type_ = _type_of(row)
    if type_ == "split":
        return _split(row)
    if row.security is not None and row.security.ticker in CORE_FUNDS and type_ in ("buy", "sell"):
        raise LeftOutRow("Cash moved into or out of the fund that holds the account's cash.")
    has_shares = type_ in ("buy", "sell", "reinvest", "transfer_in", "transfer_out")
    if has_shares and row.security is None:
        raise UnreadableRow("The row names no security, so it is not known what was bought, sold or transferred.")
    if has_shares and not row.quantity:
        raise UnreadableRow("The row has no quantity.")
    quantity = abs(row.quantity) if has_shares and row.quantity else None
    fees = abs(row.fees)
    amount = _amount(row, type_, quantity, fees)
    price = abs(row.price) if row.price is not None and has_shares else None
    # A price per 100 (of bonds), per share of a contract over 100, or in pence, is not the price of one unit.
    if price is not None and quantity and not _agrees(price * quantity, row.security_amount or amount):
        price = None
    sold = -1 if type_ == "sell" else 1
    return FileActivity(
        line_no=row.line_no,
        raw=row.raw,
        on=row.on,
        type=type_,
        security=row.security,
        quantity=quantity,
        price=price,
        amount=amount,
        fees=fees if type_ in ("buy", "sell", "reinvest") else ZERO,
        security_amount=None if row.security_amount is None else sold * abs(row.security_amount),
        notes=_SPIN_OFF if row.meaning == "spin_off" and has_shares else row.notes,
    )


def _type_of(row: RowValues) -> str:
    """Return the kind of activity, where the signs decide between two. Raises UnreadableRow, LeftOutRow."""
    received = row.amount if row.sign == "received_positive" else -row.amount if row.amount is not None else None
    match row.meaning:
        case "sweep":
            raise LeftOutRow("Cash moved within the account, between its cash and the fund that holds it.")
        case "nothing":
            raise LeftOutRow("This row is not an activity of the account.")
        case "by_hand":
            raise UnreadableRow(
                "A merger, exchange or expiry changes several securities or none; enter its result under Investments."
            )
        case "trade":
            if not row.quantity:
                raise UnreadableRow("The row has no quantity.")
            return "buy" if row.quantity > 0 else "sell"
        case "cash":
            return "deposit" if (received or ZERO) >= 0 else "withdrawal"
        case "transfer":
            if row.quantity:
                return "transfer_in" if row.quantity > 0 else "transfer_out"
            return "deposit" if (received or ZERO) >= 0 else "withdrawal"
        case "transfer_in" | "transfer_out" if not row.quantity and row.amount:
            return "deposit" if row.meaning == "transfer_in" else "withdrawal"
        case "tax":
            return "fee"
        case "spin_off":
            return "transfer_in" if row.quantity else "dividend"
        case "split" if not row.quantity and row.amount and not _RATIO.search(row.ratio_text):
            # Cash for the part of a share that a split left over.
            return "dividend"
        case "reinvest" if not row.quantity:
            return "dividend"
        case _:
            return row.meaning


def _amount(row: RowValues, type_: str, quantity: Decimal | None, fees: Decimal) -> Decimal | None:
    """Return what the account paid (positive) or received. Raises UnreadableRow."""
    if type_ in ("transfer_in", "transfer_out"):
        return None
    if row.amount is None:
        if type_ in ("buy", "sell", "reinvest") and row.price is not None:
            return None
        raise UnreadableRow("The row has no amount.")
    size = abs(row.amount)
    if type_ in ("buy", "sell", "reinvest"):
        is_net = row.amount_is_net
        if is_net is None:
            gross = abs(row.price) * quantity if row.price is not None and quantity else None
            is_net = gross is None or not fees or abs(gross - size) > _CENT
        if type_ == "sell":
            return -(size if is_net else size - fees)
        return size if is_net else size + fees
    if type_ in ("deposit", "withdrawal"):
        if not size:
            raise LeftOutRow("The amount is 0.")
        return -size if type_ == "deposit" else size
    if not size:
        raise LeftOutRow("The amount is 0.")
    if row.sign == "unsigned":
        is_paid = type_ == "fee"
        return row.amount if is_paid else -row.amount
    return -row.amount if row.sign == "received_positive" else row.amount


def _agrees(worth: Decimal, amount: Decimal | None) -> bool:
    """Say whether quantity times price is about the amount."""
    if amount is None or not amount:
        return True
    return abs(worth - abs(amount)) <= abs(amount) / 5


def _split(row: RowValues) -> FileActivity:
    if row.security is None:
        raise UnreadableRow("The row names no security that was split.")
    found = _RATIO.search(row.ratio_text)
    if not found:
        if not row.quantity:
            raise UnreadableRow(NO_RATIO)
        return FileActivity(row.line_no, row.raw, row.on, "split", row.security, row.quantity, notes=row.notes)
    return FileActivity(
        row.line_no,
        row.raw,
        row.on,
        "split",
        row.security,
        numerator=Decimal(found[1]),
        denominator=Decimal(found[2]),
        notes=row.notes,
    )
