"""Bank texts made comparable: folding, words, and the key of the merchant behind a text."""

import re
import unicodedata
from functools import lru_cache

# What card networks and processors put before the merchant's own name.
_PREFIX = re.compile(
    r"""^(?:
    (?:recurring\ |international\ |visa\ |pin\ )?(?:debit\ card\ |ch(?:ec)?k\ ?card\ |card\ |pos\ )?
        (?:purch(?:ase)?|payment|debit|withdrawal)(?:\ authorized)?(?:\ (?:on|from|at))?
        (?:\ \d\d[/.-]\d\d(?:[/.-]\d{2,4})?)?\b[\ -]*
    |(?:direct\ payment|ach(?:\ debit|\ credit)?|pos(?:\ debit)?|debit\ card|checkcard|dbt\ crd|visa\ dda(?:\ pur)?
        |kartenzahlung|sepa[-\ ](?:lastschrift|uberweisung)|lastschrift|cb|carte|card\ transaction|contactless)
        \b[\ -]*(?:\d{4}\b)?[\ -]*
    |(?:sq|tst|pp|paypal|sumup|zettle|iz|py|fs|ip|sp|wpy|ddp|eb|bt|toast|stripe|square|google|apple\ pay|goog)\ ?\*\ *
    )""",
    re.VERBOSE,
)
# After a star comes an order number ("amzn mktp us*2x4y6") unless what stands before it was a prefix.
_ORDER_TAIL = re.compile(r"\*.*$")
_DATE = re.compile(r"\b\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{1,4})?\b")
_POSSESSIVE = re.compile(r"['’`´]s\b")
_WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*")
_TOKEN = re.compile(r"[^\W_]+(?:[&'’][^\W_]+)*|&")
_STATES = frozenset(
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa"
    " ri sc sd tn tx ut vt va wa wv wi wy dc us usa gb uk deu nld".split()
)
_NOISE = frozenset("no nr ref card purchase pos inc llc ltd gmbh".split())
_KEY_WORDS = 5
# More than the texts that are looked at in one go. What is remembered stays for good; a text weighs half a kilobyte.
_REMEMBERED = 16_384


def fold(text: str) -> str:
    """Return `text` without accents and case, white space made single, control characters gone."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return " ".join(text.casefold().replace("\0", " ").split())


@lru_cache(_REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a bank text in order, folded; all that stands between words is a word boundary."""
    return tuple(_WORD.findall(_POSSESSIVE.sub("", fold(text))))


@lru_cache(_REMEMBERED)
def merchant_key(text: str) -> str:
    """Return the merchant behind a bank text, for example 'trader joe' for "POS TRADER JOE'S #552 PORTLAND OR".

    Learning and matching both use it. Prefixes of processors, store and order numbers, dates, card tails and the
    city with its state are gone. A text that is nothing but these keeps its words, so that the key is never empty
    where the text has a word.
    """
    plain = _POSSESSIVE.sub("", fold(text))
    stripped = plain
    for _ in range(3):
        shorter = _PREFIX.sub("", stripped, count=1)
        if shorter == stripped:
            break
        stripped = shorter
    stripped = _ORDER_TAIL.sub("", stripped) or stripped
    found = _WORD.findall(_DATE.sub(" ", stripped))
    kept = _without_location(found)
    # A short number in front is part of a name ("76", "7 eleven", "24 hour"), not of a receipt.
    named = [
        word
        for index, word in enumerate(kept)
        if (index == 0 and len(word) <= 2) or not (_is_number(word) or word in _NOISE)
    ]
    key = " ".join((named or kept or _WORD.findall(plain))[:_KEY_WORDS])
    return key[:200]


def _without_location(words: list[str]) -> list[str]:
    """Drop the tail 'store number, city, state, postcode, card': the state closes the place, a number opens it."""
    end = len(words)
    while end > 1 and (_is_number(words[end - 1]) or words[end - 1] in _NOISE):
        end -= 1
    words = words[:end]
    while end > 1 and words[end - 1] in _STATES:
        end -= 1
    if end == len(words):
        return words
    numbers = [index for index in range(1, end) if _is_number(words[index])]
    return words[: numbers[0]] if numbers else words[:end]


@lru_cache(maxsize=16384)
def _is_number(word: str) -> bool:
    """Say whether a word is an identifier rather than a name: mostly digits, or a masked card."""
    digits = sum(character.isdigit() for character in word)
    return digits >= 3 or digits * 2 > len(word) or (digits > 0 and word.startswith("xx")) or set(word) == {"x"}
