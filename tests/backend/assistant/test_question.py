"""Questions in plain words, read as searches."""

from datetime import date

import pytest

from backend.assistant.question import Names, read_question

TODAY = date(2026, 11, 21)
NAMES = Names(
    categories={"groceries": "Groceries", "restaurants": "Restaurants", "gas station": "Gas Station"},
    accounts={"travel card": "Travel Card"},
    tags={"lisbon 26": "lisbon 26"},
    is_payee=lambda word: word in ("kite noodle bar", "kite", "tessel"),
)


@pytest.mark.parametrize(
    ("question", "search", "measure"),
    [
        ("How much did we spend on groceries this year?", "date:2026 category:Groceries is:out", "sum"),
        ("how much on restaurants in March", "date:2026-03 category:Restaurants is:out", "sum"),
        ("How many times did I pay at Kite Noodle Bar?", 'is:out payee:"kite noodle bar"', "count"),
        ("average gas station purchase over $30", 'amount:>30 category:"Gas Station" is:out', "average"),
        ("largest payments in December 2025", "date:2025-12", "largest"),
        ("What did we earn from Tessel in 2025", "date:2025 is:in payee:tessel", "list"),
        ("show everything tagged lisbon 26 on the travel card", 'account:"Travel Card" tag:"lisbon 26"', "list"),
        ("between 10 and 1,200 in the last 3 months", "date:2026-08-21..2026-11-21 amount:10..1200", "list"),
    ],
)  # fmt: skip
def test_a_question_becomes_a_search(question: str, search: str, measure: str) -> None:
    reading = read_question(question, NAMES, TODAY)
    assert (reading.search, reading.measure) == (search, measure)


def test_words_that_the_search_does_not_stand_for_are_named() -> None:
    assert read_question("How much for restaurants with friends in May?", NAMES, TODAY).unused == ("friends",)
    assert read_question("are we rich", NAMES, TODAY).unused == ("rich",)
