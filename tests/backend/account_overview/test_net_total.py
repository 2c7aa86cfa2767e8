"""What all accounts hold together."""

from datetime import date
from typing import Any

from backend.account_overview.net_total import HeldBalance, Mention, Term, net_totals

TODAY = date(2026, 11, 30)


def held(name: str, kind: str, minor: int | None, *, on: date | None = TODAY, **fields: Any) -> HeldBalance:
    return HeldBalance(len(name), name, kind, "USD", minor, on if minor is not None else None)._replace(**fields)


def test_debts_are_taken_off_and_each_kind_has_its_sum() -> None:
    (total,) = net_totals(
        [held("Everyday", "checking", 418236), held("Card", "credit", -128477), held("Fund", "investment", 4811705)],
        today=TODAY,
    )
    assert total.value_minor == total.known_minor == 418236 - 128477 + 4811705
    assert total.terms == [Term("cash", 418236), Term("debts", -128477), Term("investments", 4811705)]
    assert (total.unknown, total.stale) == ([], [])


def test_a_total_with_an_unknown_balance_is_not_known_and_names_the_account() -> None:
    (total,) = net_totals([held("Everyday", "checking", 100), held("Wallet", "cash", None)], today=TODAY)
    assert (total.value_minor, total.known_minor) == (None, 100)
    assert total.terms == [Term("cash", None)]
    assert total.unknown == [Mention(6, "Wallet", None)]


def test_currencies_are_never_added() -> None:
    totals = net_totals(
        [held("A", "cash", 1), held("BB", "cash", 2, currency="EUR"), held("CCC", "cash", 4, currency="EUR")],
        today=TODAY,
    )
    assert [(total.currency, total.value_minor) for total in totals] == [("EUR", 6), ("USD", 1)]


def test_an_old_balance_and_one_of_a_silent_bank_are_named_with_their_day() -> None:
    (total,) = net_totals(
        [
            held("Fresh", "cash", 1, on=date(2026, 10, 27)),
            held("Older", "savings", 1, on=date(2026, 10, 20)),
            held("Silent", "credit", -1, on=date(2026, 11, 29), is_bank_silent=True),
        ],
        today=TODAY,
    )
    assert [(each.name, each.on) for each in total.stale] == [
        ("Older", date(2026, 10, 20)),
        ("Silent", date(2026, 11, 29)),
    ]
    assert total.value_minor == 1


def test_without_accounts_there_is_no_total() -> None:
    assert net_totals([], today=TODAY) == []
