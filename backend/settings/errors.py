"""What can be wrong with the value of a setting."""

from backend.kit.errors import AppError


class BadSetting(AppError):
    code = "bad_setting"
    status = 422
    title = "This setting cannot have that value"

    def __init__(self, *, key: str, label: str, message: str) -> None:
        super().__init__(f"{label}: {message}", errors=[{"field": key, "message": message}])
