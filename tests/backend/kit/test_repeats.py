"""What is remembered of very many texts and numbers."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from backend.kit.repeats import Marks, Numbers, repeated

texts = st.lists(st.sampled_from([None, "", "A1", "A2", "A3", "A4"]))


@given(texts)
def test_a_text_that_comes_twice_is_found(found: list[str | None]) -> None:
    assert repeated(lambda: iter(found)) == {text for text, times in Counter(found).items() if text and times > 1}


@given(st.lists(st.integers(-(2**63), 2**63 - 1)))
def test_a_number_that_was_told_is_known(numbers: list[int]) -> None:
    marks = Marks()
    for number in numbers:
        marks.add(number)
        assert marks.add(number)
    assert all(number in marks for number in numbers)


@given(st.lists(st.one_of(st.none(), st.integers(0, 100_000))), st.integers(0, 100_000))
def test_a_set_of_ids_is_a_set(numbers: list[int | None], asked: int) -> None:
    found = Numbers()
    found.update(numbers)
    assert (asked in found) == (asked in numbers)
    assert all(number in found for number in numbers if number is not None)
