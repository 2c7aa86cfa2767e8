"""What can go wrong with analyses, as an answer of the API."""

from backend.kit.errors import AppError


class NoSuchAnalysis(AppError):
    code = "no_such_analysis"
    status = 404
    title = "Analysis not found"

    def __init__(self) -> None:
        super().__init__("This analysis does not exist any more. Reload the page to see those there are.")
