"""What a statement says of the rows that were collected for it."""

from datetime import date

from backend.imports.formats.builder import StatementBuilder
from backend.imports.model.skip_reasons import PENDING
from backend.imports.model.statement import StatedBalance
from backend.transactions.draft import Draft


def draft(day: int, minor: int, currency: str = "EUR") -> Draft:
    return Draft(1, date(2026, 3, day), "BAKERY", minor, currency, "raw")


def balance(day: int, minor: int) -> StatedBalance:
    return StatedBalance(date(2026, 3, day), minor, "closing")


def test_the_first_day_sum_and_currencies_are_those_of_all_drafts() -> None:
    collected = StatementBuilder()
    assert (collected.first_on, collected.out_minor, collected.currencies) == (None, 0, set())
    collected.drafts.extend([draft(14, 1250), draft(3, -200), draft(9, 50)])
    assert (collected.first_on, collected.out_minor, collected.currencies) == (date(2026, 3, 3), 1100, {"EUR"})


def test_a_later_part_of_the_file_comes_behind_and_equal_balances_appear_once() -> None:
    first, second = StatementBuilder(), StatementBuilder()
    first.drafts.append(draft(1, 100))
    first.balances.append(balance(1, 5000))
    first.warnings.append("second warning")
    second.drafts.append(draft(2, 200))
    second.balances += [balance(1, 5000), balance(2, 4800)]
    second.reject(7, "raw", "bad_date", "This is not a day.")
    second.skip(8, "raw", PENDING)
    first.extend(second)
    statement = first.build(format="ofx", layout="OFX", currency="EUR", warnings=["first warning"])
    assert [each.amount_minor for each in statement.drafts] == [100, 200]
    assert statement.balances == (balance(1, 5000), balance(2, 4800))
    assert statement.warnings == ("first warning", "second warning")
    assert [each.line_no for each in (*statement.problems, *statement.left_out)] == [7, 8]


def test_other_currencies_than_the_accounts_are_warned_about_only_where_it_has_one() -> None:
    collected = StatementBuilder()
    collected.drafts.extend([draft(1, 1), draft(1, 1, "USD"), draft(1, 1, "CHF")])
    (warning,) = collected.currency_warnings("EUR")
    assert "CHF, USD" in warning
    assert list(collected.currency_warnings(None)) == []
