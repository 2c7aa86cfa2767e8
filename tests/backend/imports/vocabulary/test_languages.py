"""The words of languages.toml: each can be found as the parser of headers and days looks for it."""

import pytest

from backend.imports.values.dates import read_day
from backend.imports.vocabulary.headers import meanings_of
from backend.imports.vocabulary.languages import HEADERS, MONTHS
from backend.imports.vocabulary.text import words_of

ROLES = set(HEADERS["en"])


@pytest.mark.parametrize("language", HEADERS)
def test_each_phrase_of_a_language_names_its_role(language: str) -> None:
    for role, phrases in HEADERS[language].items():
        assert role in ROLES, role
        for phrase in phrases.split(","):
            found = {meaning.role: meaning for meaning in meanings_of(words_of(phrase))}
            assert language in found[role].languages, phrase


@pytest.mark.parametrize("language", HEADERS)
def test_each_language_names_a_day_and_an_amount(language: str) -> None:
    roles = HEADERS[language].keys()
    assert roles & {"date", "booked"}
    assert roles & {"amount", "debit", "credit"}


def test_there_are_names_for_each_month() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))


@pytest.mark.parametrize("text", ["12 май 2024", "12. januára 2024", "12 März 2024", "12 décembre 2024"])
def test_months_with_accents_are_read(text: str) -> None:
    assert read_day(text, "DMY").day == 12
