"""Which account a file belongs to."""

from collections.abc import Sequence

from backend.imports.account_matching import AccountSummary, Match, match_account

CHECKING = AccountSummary(1, "Everyday", "First Bank", "1234", "checking", "USD")
SAVINGS = AccountSummary(2, "Rainy days", "First Bank", None, "savings", "USD")
EUROS = AccountSummary(3, "Euros", None, None, "checking", "EUR")


def match(
    *, hint: str | None = None, currency: str | None = "USD", filename: str = "a.csv", used_before: Sequence[int] = ()
) -> Match:
    return match_account(
        [CHECKING, SAVINGS, EUROS],
        account_hint=hint,
        currency=currency,
        filename=filename,
        layout="generic",
        used_before=used_before,
    )


def chosen(found: Match) -> int | None:
    return found.chosen.account_id if found.chosen else None


def test_the_last_digits_of_the_number_decide() -> None:
    assert chosen(match(hint="000-991234", used_before=[2])) == 1


def test_another_number_rules_an_account_out() -> None:
    assert chosen(match(hint="000-995555", used_before=[1])) is None


def test_earlier_files_of_the_same_layout_decide() -> None:
    assert chosen(match(used_before=[2])) == 2


def test_the_name_of_the_file_decides() -> None:
    assert chosen(match(filename="rainy_days-2024.csv")) == 2


def test_two_accounts_that_fit_leave_the_choice_to_a_person() -> None:
    found = match(used_before=[1, 2])
    assert (chosen(found), {each.account_id for each in found.candidates}) == (None, {1, 2})


def test_an_account_in_another_currency_is_no_candidate() -> None:
    assert chosen(match(currency="EUR", used_before=[1])) is None
