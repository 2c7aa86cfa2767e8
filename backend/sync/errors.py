"""What can go wrong when banks are connected and read."""

from backend.kit.errors import AppError
from backend.sync.provider import ProviderFailure


class NoSuchProvider(AppError):
    code = "no_such_provider"
    status = 404
    title = "Provider not found"

    def __init__(self, name: str) -> None:
        super().__init__(f"Budget App knows no provider called “{name[:50]}”.")


class NoSuchConnection(AppError):
    code = "no_such_connection"
    status = 404
    title = "Connection not found"

    def __init__(self) -> None:
        super().__init__("This connection does not exist any more. Reload the page to see the connections there are.")


class NoSuchLink(AppError):
    code = "no_such_link"
    status = 404
    title = "Link not found"

    def __init__(self) -> None:
        super().__init__("This attempt to connect a bank does not exist any more. Start again.")


class LinkIsOver(AppError):
    code = "link_is_over"
    status = 409
    title = "This link is over"

    def __init__(self) -> None:
        super().__init__("This attempt to connect a bank has ended. Start again; nothing was stored.")


class NoSuchSync(AppError):
    code = "no_such_sync"
    status = 404
    title = "Sync not found"

    def __init__(self) -> None:
        super().__init__("This sync is not in the history.")


class NothingToUndo(AppError):
    code = "nothing_to_undo"
    status = 409
    title = "Nothing to undo"

    def __init__(self, name: str) -> None:
        super().__init__(f"This sync of “{name}” changed nothing that can be undone, or it was undone already.")


class NoSuchDoubt(AppError):
    code = "no_such_question"
    status = 404
    title = "Question not found"

    def __init__(self) -> None:
        super().__init__("This transaction is not in question any more. Reload the page.")


class NotConnected(AppError):
    code = "not_connected"
    status = 400
    title = "No bank is connected here"

    def __init__(self) -> None:
        super().__init__("This account is not connected to a bank. Connect a bank first, or import a file.")


class AlreadySyncing(AppError):
    code = "already_syncing"
    status = 409
    title = "A sync is running"

    def __init__(self, name: str) -> None:
        super().__init__(f"“{name}” is being synced right now. Wait until it is done, then try again.")


class BadChoice(AppError):
    code = "bad_choice"
    status = 422
    title = "The accounts cannot be matched like this"


class TokenUnreadable(AppError):
    code = "token_unreadable"
    status = 409
    title = "The bank's token cannot be read"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The token of “{name}” cannot be decrypted: the keychain of this computer has changed. "
            "Nothing is lost. Connect the bank again; your transactions stay as they are."
        )


_STATUS = {"keys": 400, "needs_user": 409, "ended": 409, "rate_limited": 429, "cancelled": 409}


class BankTrouble(AppError):
    """A provider could not do what was asked; `kind` says who has to act."""

    code = "bank_trouble"
    status = 502
    title = "The bank did not answer as expected"

    def __init__(self, failure: ProviderFailure) -> None:
        super().__init__(failure.message, kind=failure.kind, provider_code=failure.code)
        self.code = f"bank_{failure.kind}"  # type: ignore[misc]
        self.status = _STATUS.get(failure.kind, 502)  # type: ignore[misc]
