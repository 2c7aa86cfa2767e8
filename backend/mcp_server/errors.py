"""What can go wrong with assistants, as an answer of the API and of a tool."""

from backend.kit.errors import AppError


class NoSuchClient(AppError):
    code = "no_such_client"
    status = 404
    title = "Assistant not found"

    def __init__(self) -> None:
        super().__init__("There is no such assistant. Reload the page to see those there are.")


class NothingToUndo(AppError):
    code = "nothing_to_undo"
    status = 409
    title = "Nothing to undo"

    def __init__(self) -> None:
        super().__init__("This session changed nothing that could still be undone.")


class ToolRefused(AppError):
    code = "tool_refused"
    status = 400
    title = "Refused"
