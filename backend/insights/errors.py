"""What can go wrong when asking for sums."""

from backend.kit.errors import AppError


class BadRange(AppError):
    code = "bad_range"
    status = 422
    title = "These days make no range"
