"""Errors of saved views, each with its sentence and status."""

from backend.kit.errors import AppError


class NoSuchView(AppError):
    code = "no_such_view"
    status = 404
    title = "No such view"

    def __init__(self) -> None:
        super().__init__("There is no such view any more. Nothing was changed.")


class ViewNameTaken(AppError):
    code = "view_name_taken"
    status = 409
    title = "This name is taken"

    def __init__(self, name: str) -> None:
        super().__init__(f"Another view is called {name}. Choose another name, or remove that one first.")
