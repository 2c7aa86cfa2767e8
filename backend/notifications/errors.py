"""What can go wrong with e-mail, as an answer of the API."""

from backend.kit.errors import AppError


class MailTrouble(AppError):
    code = "mail_trouble"
    status = 502
    title = "The e-mail was not sent"


class MailNotSetUp(AppError):
    code = "mail_not_set_up"
    status = 409
    title = "E-mail is not set up"

    def __init__(self) -> None:
        super().__init__("Enter your address and your mail server in Settings under Notices first.")
