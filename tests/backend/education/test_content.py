"""The library: enough items, in a neutral tone, reachable, and nothing sold."""

import re

import pytest

from backend.calculators.api import router
from backend.education.content import Item, library, signals_in
from backend.education.kinds import DISCLAIMER, ITEM_TYPES, SOURCES
from backend.signals.kinds import PERSONAS, SIGNAL_KEYS, TAGS

ITEMS = list(library().values())
# Words that shame, command, or promise; and products that harm.
SHAMING = re.compile(
    r"\b(irresponsib\w+|reckless\w*|careless\w*|lazy|stupid\w*|foolish\w*|shame\w*|guilty|bad with money|your fault|"
    r"overspend\w*|overspent|splurg\w+|wasteful|you must|you should have|failure|failed to|out of control|addict\w*)\b",
    re.IGNORECASE,
)
SELLING = re.compile(
    r"\b(payday loan\w*|title loan\w*|rent-to-own|apply now|sign up|limited offer|best rate|guaranteed|sponsored|"
    r"our partner\w*|click here|act now)\b",
    re.IGNORECASE,
)


def text_of(item: Item) -> str:
    return " ".join((item.title, item.summary, item.body, *item.because))


def test_there_are_at_least_forty_items_of_every_type() -> None:
    assert len(ITEMS) >= 40
    assert {item.type for item in ITEMS} == set(ITEM_TYPES)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_an_item_is_complete_and_neutral(item: Item) -> None:
    assert re.fullmatch(r"[a-z0-9-]{1,80}", item.id)
    assert 0 < len(item.title) <= 200
    assert 0 < len(item.summary) <= 500
    assert len(item.body.split()) >= 25
    assert item.source in SOURCES
    assert item.personas
    assert set(item.personas) <= set(PERSONAS)
    assert set(item.signals) <= set(TAGS)
    assert (item.link is not None) == (item.type in ("video", "tool"))
    assert (item.calculator is not None) == (item.type == "calculator")
    assert all(sentence.startswith("Because ") and sentence.endswith(".") for sentence in item.because)
    assert all(set(signals_in(sentence)) <= set(SIGNAL_KEYS) and signals_in(sentence) for sentence in item.because)
    assert SHAMING.findall(text_of(item)) == []
    assert SELLING.findall(text_of(item)) == []


def test_shaming_and_selling_are_found() -> None:
    assert SHAMING.search("You were irresponsible and overspent.")
    assert SHAMING.search("It is your fault.")
    assert SELLING.search("Apply now for a payday loan!")


def test_links_are_public_and_encrypted() -> None:
    assert all(item.link.startswith("https://") and "?" not in item.link for item in ITEMS if item.link)


def test_the_disclaimer_says_that_it_is_no_advice() -> None:
    assert "not financial advice" in DISCLAIMER


def test_every_calculator_of_the_library_exists() -> None:
    assert {item.calculator for item in ITEMS if item.calculator} == {
        "emergency_fund", "debt_payoff", "loan", "savings", "retirement", "present_value",
    }  # fmt: skip
    assert len(router.routes) == 7
