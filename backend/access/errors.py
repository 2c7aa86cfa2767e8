"""What can go wrong with signing in and with who may do what."""

from backend.kit.errors import AppError


class NotSignedIn(AppError):
    code = "not_signed_in"
    status = 401
    title = "Sign in first"

    def __init__(self) -> None:
        super().__init__("You are not signed in, or your session has ended. Sign in to continue.")


class WrongCredentials(AppError):
    code = "wrong_credentials"
    status = 401
    title = "Not signed in"

    def __init__(self) -> None:
        super().__init__(
            "The e-mail address and the password do not belong together. Check both and try again; after five wrong "
            "tries, wait some minutes."
        )


class CodeNeeded(AppError):
    code = "code_needed"
    status = 401
    title = "A code is needed"

    def __init__(self) -> None:
        super().__init__("Enter the six digits that your authenticator app shows now.")


class WrongCode(AppError):
    code = "wrong_code"
    status = 401
    title = "Wrong code"

    def __init__(self) -> None:
        super().__init__("This code is not the current one, or it was used already. Wait for the next one.")


class LockedOut(AppError):
    code = "locked_out"
    status = 429
    title = "Too many tries"

    def __init__(self) -> None:
        super().__init__("There were too many wrong tries. Try again in some minutes.")


class WeakPassword(AppError):
    code = "weak_password"
    status = 422
    title = "This password is too weak"


class EmailTaken(AppError):
    code = "email_taken"
    status = 409
    title = "This address has an account"

    def __init__(self) -> None:
        super().__init__("Somebody with this e-mail address can sign in already. Sign in, then open the link again.")


class InvitationSpent(AppError):
    code = "invitation_spent"
    status = 410
    title = "This invitation cannot be used"

    def __init__(self) -> None:
        super().__init__("The invitation was used already, is too old, or was taken back. Ask for a new one.")


class NotAllowed(AppError):
    code = "not_allowed"
    status = 403
    title = "You may not do this"


class NoSuchAccess(AppError):
    code = "not_found"
    status = 404
    title = "Not found"

    def __init__(self, what: str) -> None:
        super().__init__(f"There is no such {what}.")
