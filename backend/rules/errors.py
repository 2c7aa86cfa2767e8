"""What can be wrong with a rule."""

from backend.kit.errors import AppError


class NoSuchRule(AppError):
    code = "no_such_rule"
    status = 404
    title = "No such rule"

    def __init__(self) -> None:
        super().__init__("This rule does not exist any more. Reload the page.")


class EmptyRule(AppError):
    code = "empty_rule"
    status = 422
    title = "This rule is incomplete"


class BadSplit(AppError):
    code = "bad_split"
    status = 422
    title = "These parts do not add up"

    def __init__(self) -> None:
        super().__init__("The percentages of a split must be above 0 and add up to 100.")
