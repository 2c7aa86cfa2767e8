"""A figure carries the terms that make it, and has no value while one of them is unknown."""

from datetime import date
from decimal import Decimal

import pytest

from backend.infra.figure_schema import FigureOut
from backend.kit.figure import PERCENT, Completeness, Excluded, Figure, Missing, Term, since, term_of, total, unknown

NOV_21 = date(2026, 11, 21)


def net_worth(*terms: Term) -> Figure:
    return total(id="net_worth", label="Net worth", unit="USD", as_of=NOV_21, terms=terms)


def test_a_total_is_the_sum_of_its_terms() -> None:
    figure = net_worth(Term("Cash", 21_318_79), Term("Cards", -1_597_67))
    assert (figure.value, figure.known_value) == (19_721_12, None)
    assert figure.completeness == Completeness()


def test_a_total_with_an_unknown_part_has_no_value_and_says_why() -> None:
    figure = net_worth(Term("Cash", 21_318_79), Term("Krona Savings", None, why="no exchange rate for SEK"))
    assert figure.value is None
    assert figure.known_value == 21_318_79
    assert figure.completeness.missing == (Missing("Krona Savings", "no exchange rate for SEK"),)


def test_missing_days_do_not_take_the_value_away() -> None:
    figure = total(
        id="spent",
        label="Spent",
        unit="USD",
        as_of=NOV_21,
        terms=[Term("Food", 688_14)],
        excluded=[Excluded("pending at the bank", 2, 58_31)],
        missing=[Missing("Travel Card", "nothing imported from 2026-11-19 to 2026-11-21")],
    )
    assert figure.value == 688_14
    assert figure.completeness.missing[0].what == "Travel Card"


def test_decimals_add_exactly() -> None:
    terms = [Term("Stocks", Decimal("0.1")), Term("Bonds", Decimal("0.2"))]
    assert total(id="weights", label="Weights", unit=PERCENT, as_of=NOV_21, terms=terms).value == Decimal("0.3")


def test_a_figure_can_be_a_term_of_another() -> None:
    debts = total(id="debts", label="Debts", unit="USD", as_of=NOV_21, terms=[Term("Loan", 12_460_00)])
    assert term_of(debts, is_subtracted=True) == Term("Debts", -12_460_00, "USD", figure_id="debts")


def test_an_unknown_figure_is_an_unknown_term_with_the_same_reason() -> None:
    fund = unknown(id="fund", label="Pell Biotech", unit="USD", as_of=NOV_21, why="no price since it was bought")
    assert term_of(fund).why == "Pell Biotech: no price since it was bought"
    assert net_worth(term_of(fund)).value is None


def test_what_is_known_of_an_unknown_part_is_known_of_the_whole() -> None:
    savings = net_worth(Term("Everyday", 100_00), Term("Krona Savings", None, why="no exchange rate for SEK"))
    assert net_worth(term_of(savings, label="Cash"), Term("Piano", 5_00)).known_value == 105_00
    assert net_worth(term_of(savings, is_subtracted=True)).known_value == -100_00


def test_amounts_of_different_units_do_not_add() -> None:
    with pytest.raises(AssertionError, match="one unit"):
        net_worth(Term("Cash", 1, "EUR"))


def test_a_figure_without_a_value_needs_a_reason() -> None:
    with pytest.raises(AssertionError, match="says why"):
        Figure(id="net_worth", label="Net worth", value=None, unit="USD", as_of=NOV_21)


def test_minor_units_are_numbers_in_json_and_decimals_are_texts() -> None:
    ratio = Figure(
        id="return",
        label="Return",
        value=Decimal("6.67"),
        unit=PERCENT,
        as_of=NOV_21,
        terms=(Term("Gain", 4_000_00, "USD"), Term("Invested", 60_000_00, "USD", operator="divide")),
    )
    answer = FigureOut.model_validate(ratio).model_dump(mode="json")
    assert answer["value"] == "6.67"
    assert [term["value"] for term in answer["terms"]] == [4_000_00, 60_000_00]


def test_what_changed_since_an_earlier_day_is_listed_by_term_and_adds_up() -> None:
    now = net_worth(Term("Cash", 21_318_79), Term("Cards", -1_597_67), Term("Car", 9_000_00))
    before = net_worth(Term("Cash", 20_000_00), Term("Cards", -1_597_67), Term("Bicycle", 300_00))
    found = since(now, before, date(2026, 10, 31)).before
    assert found is not None
    assert (found.as_of, found.value) == (date(2026, 10, 31), 18_702_33)
    assert [(term.label, term.value) for term in found.changes] == [
        ("Car", 9_000_00), ("Cash", 1_318_79), ("Bicycle", -300_00)
    ]  # fmt: skip
    assert now.value == found.value + sum(term.value or 0 for term in found.changes)


def test_a_figure_that_was_unknown_has_nothing_to_be_compared_with() -> None:
    now = net_worth(Term("Cash", 1))
    assert since(now, net_worth(Term("Cash", None, why="no balance")), NOV_21).before is None
