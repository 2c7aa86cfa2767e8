"""What can go wrong with rules and mappings."""

from backend.kit.errors import AppError


class NoSuchRule(AppError):
    code = "no_such_rule"
    status = 404
    title = "Rule not found"

    def __init__(self) -> None:
        super().__init__("This rule does not exist any more. Reload the page to see the rules there are.")


class PatternTaken(AppError):
    code = "pattern_taken"
    status = 409
    title = "There is a mapping for this merchant"

    def __init__(self, pattern: str) -> None:
        super().__init__(f"“{pattern}” is mapped already. Change that mapping instead of adding a second one.")


class BadPattern(AppError):
    code = "bad_pattern"
    status = 422
    title = "This pattern cannot be used"
