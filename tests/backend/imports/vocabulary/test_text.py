"""Texts are compared without accents, capitals and punctuation; other scripts stay as they are."""

import pytest

from backend.imports.vocabulary.text import fold_letters, header_words, words_of


@pytest.mark.parametrize(
    ("text", "folded"), [("Żółć", "zolc"), ("København", "kobenhavn"), ("İstanbul", "istanbul"), ("日付", "日付")]
)
def test_letters_lose_their_accents(text: str, folded: str) -> None:
    assert fold_letters(text) == folded


@pytest.mark.parametrize(
    ("text", "words"),
    [("Betrag (EUR)", "betrag eur"), ("Running_Balance", "running balance"), ("postedDate", "posted date"), ("", "")],
)
def test_words_have_single_spaces_between_them(text: str, words: str) -> None:
    assert words_of(text) == words


@pytest.mark.parametrize(("text", "words"), [("Betrag (EUR)", "betrag"), ("金额（元）", "金额"), ("(EUR)", "eur")])
def test_a_header_says_nothing_in_brackets_unless_that_is_all(text: str, words: str) -> None:
    assert header_words(text) == words
