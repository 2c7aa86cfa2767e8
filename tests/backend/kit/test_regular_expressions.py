"""Many texts searched at once give what each of them gives alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.kit.regular_expressions import compiled, search_each

TEXTS = ["blue bottle", "", "uber trip", "tamarack foods 12", "oslo", "café", "foods", "🙂 uber"]
EXPRESSIONS = [
    "uber", "^foods", "foods$", "^$", "o*", r"\boslo\b", "[^a-z ]", "b.*e$", "a|o", r"\Afoods", r"e\z", "(?i)UBER",
    r"\s", "(?:oo|ar)", "o.*o", r"\d+", "é",
]  # fmt: skip


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_each_text_is_searched_by_itself(expression: str) -> None:
    alone = compiled(expression)
    assert alone is not None
    assert search_each(expression, TEXTS) == [alone.search(text) is not None for text in TEXTS]


@given(st.lists(st.text("abé 1"), max_size=5), st.sampled_from(EXPRESSIONS))
def test_however_many_texts_there_are(texts: list[str], expression: str) -> None:
    alone = compiled(expression)
    assert alone is not None
    assert search_each(expression, texts) == [alone.search(text) is not None for text in texts]


def test_an_expression_that_cannot_be_read_occurs_nowhere() -> None:
    assert search_each("(", ["(", "a"]) == [False, False]
