"""Errors of transactions, each with its sentence and status."""

from datetime import datetime
from typing import Any

from backend.kit.errors import AppError
from backend.kit.money import in_units


class DayOutOfRange(AppError):
    code = "day_out_of_range"
    status = 422
    title = "The day is out of range"

    def __init__(self) -> None:
        super().__init__("A transaction would get a day beyond the calendar of the app. Shift by fewer days.")


class NoSuchTransaction(AppError):
    code = "no_such_transaction"
    status = 404
    title = "Transaction not found"

    def __init__(self) -> None:
        super().__init__("This transaction does not exist any more. Reload the list to see what there is.")


class NoSuchAccount(AppError):
    code = "no_such_account"
    status = 404
    title = "Account not found"

    def __init__(self) -> None:
        super().__init__("This account does not exist any more. Choose another one.")


class OtherCurrency(AppError):
    code = "other_currency"
    status = 409
    title = "Another currency"

    def __init__(self, account: str, currency: str) -> None:
        super().__init__(
            f"The account “{account}” is kept in {currency}, this transaction is not. Choose another account."
        )


class SameRowTwice(AppError):
    code = "same_bank_row"
    status = 409
    title = "It is in that account already"

    def __init__(self, account: str) -> None:
        super().__init__(f"The bank has sent this transaction for “{account}” too. Delete one of the two.")


class SplitsDoNotAddUp(AppError):
    code = "splits_do_not_add_up"
    status = 422
    title = "The parts do not add up"

    def __init__(self, off_minor: int, currency: str) -> None:
        size = in_units(abs(off_minor), currency)
        missing = f"{size} {currency} is still to be divided" if off_minor > 0 else f"{size} {currency} is too much"
        super().__init__(f"The parts do not add up to the amount: {missing}.", off_minor=off_minor)


class ShareTooLarge(AppError):
    code = "share_too_large"
    status = 422
    title = "Not a share"

    def __init__(self) -> None:
        super().__init__("Your share is a part of the amount, from nothing to all of it. Enter another amount.")


class CannotLinkRefund(AppError):
    code = "cannot_link_refund"
    status = 409
    title = "Cannot be linked"


class ChangedElsewhere(AppError):
    code = "changed_elsewhere"
    status = 409
    title = "Changed in another window"

    def __init__(self, conflicts: list[dict[str, Any]], changed_at: datetime) -> None:
        super().__init__(
            "This transaction was changed in another window meanwhile. Nothing was saved; keep yours or take theirs.",
            conflicts=conflicts,
            changed_at=changed_at,
        )


class AlreadyHere(AppError):
    code = "already_here"
    status = 409
    title = "It is here already"

    def __init__(self) -> None:
        super().__init__("The bank has sent this transaction again, so it is in your list already.")


class CannotRestore(AppError):
    code = "cannot_restore"
    status = 409
    title = "Cannot be restored"

    def __init__(self, account: str) -> None:
        super().__init__(f"The account “{account}” of this transaction was deleted. Restore the account first.")
