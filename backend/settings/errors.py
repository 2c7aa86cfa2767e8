"""What can be wrong with the value of a setting."""

from backend.kit.errors import AppError


class SetByOperator(AppError):
    code = "set_by_operator"
    status = 409
    title = "The operator sets this"

    def __init__(self) -> None:
        super().__init__("On a server the operator sets keys, for everybody. Ask whoever runs this server.")


class BadSetting(AppError):
    code = "bad_setting"
    status = 422
    title = "This setting cannot have that value"

    def __init__(self, *, key: str, label: str, message: str) -> None:
        super().__init__(f"{label}: {message}", errors=[{"field": key, "message": message}])
