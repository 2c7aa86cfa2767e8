"""Which months of an account have rows, lie inside a statement, or are missing."""

from datetime import date

from backend.imports.coverage import months


def states(counts: dict[str, int], *statements: tuple[date, date]) -> list[tuple[str, int, str]]:
    return [(each["month"], each["count"], each["state"]) for each in months(counts, statements)]


def test_an_account_without_anything_has_no_months() -> None:
    assert states({}) == []


def test_a_month_between_two_others_is_missing() -> None:
    assert states({"2024-01": 3, "2024-03": 1}) == [
        ("2024-01", 3, "rows"),
        ("2024-02", 0, "missing"),
        ("2024-03", 1, "rows"),
    ]


def test_a_month_inside_a_statement_is_quiet_and_not_missing() -> None:
    assert states({"2023-12": 2}, (date(2023, 12, 5), date(2024, 1, 31))) == [
        ("2023-12", 2, "rows"),
        ("2024-01", 0, "quiet"),
    ]
