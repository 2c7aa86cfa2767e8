"""What the rest of a file says about the order of its days: the language of headers, and words of one region."""

import pytest

from backend.imports.detection.evidence import languages_of, regional_words


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("Buchungstag,Verwendungszweck,Betrag", "de"),
        ("Date,Libellé,Débit,Crédit", "fr"),
        ("Fecha,Concepto,Importe", "es"),
    ],
)
def test_the_language_of_most_headers_is_found(header: str, language: str) -> None:
    assert language in languages_of(header.split(","))


def test_headers_that_nobody_knows_have_no_language() -> None:
    assert languages_of(["QQX", "ZZY"]) == frozenset()


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["ZELLE TO SAM", "COSTCO GAS", "RENT"], (1, 0)),
        (["DIRECT DEBIT COUNCIL", "TESCO STORES", "RENT"], (0, 1)),
        (["COSTCO", "TESCO"], (0, 0)),
        (["RENT", "TEA"], (0, 0)),
        (["CORNER SHOP NYC NY"], (1, 0)),
    ],
)
def test_words_of_one_region_count_only_without_those_of_the_other(texts: list[str], found: tuple[int, int]) -> None:
    assert regional_words(texts) == found
