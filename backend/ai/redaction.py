"""What is taken out of a bank's text before it leaves the machine. Pure.

Numbers go first (accounts, cards, phones, references), then names. A person's name that no rule and no list knows
stays; the list of hidden names and the never-send list are for that, and the receipt shows what was sent.
"""

import re
from collections.abc import Iterable, Sequence

from backend.kit.text import fold, words

LONGEST_TEXT = 120
NUMBER, NAME, ACCOUNT, EMAIL, LINK = "[number]", "[name]", "[account]", "[email]", "[link]"
PLACEHOLDERS = (NUMBER, NAME, ACCOUNT, EMAIL, LINK)

_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_LINK = re.compile(r"\b(?:https?://|www\.)\S+", re.IGNORECASE)
# Two letters and two digits, then 11 to 30 characters, in groups or not (ISO 13616).
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b")
# Phone numbers, and account or card numbers in groups: seven digits or more with signs between them.
_GROUPED = re.compile(r"[+(]?\d(?:[ ().*/-]{0,2}\d){6,}")
_MASKED = re.compile(r"(?<![A-Za-z0-9])(?:[xX*•.]{2,}[ -]?)+\d{2,}\b")
# A word with a run of four digits, or with three digits or more among its letters, is a number of something.
_LONG = re.compile(r"[A-Za-z0-9_-]*\d{4,}[A-Za-z0-9_-]*")
_REFERENCE = re.compile(r"\b(?=[A-Za-z0-9]{6,}\b)(?=(?:[A-Za-z]*\d){3})(?=\d*[A-Za-z])[A-Za-z0-9]+\b")
_WORD = r"[^\W\d_][\w.'’-]*"
# The people behind a payment from person to person, and a name after its title.
_TO_PERSON = re.compile(
    rf"\b((?:zelle|venmo|cash ?app|paypal|interac|e-?transfer|bizum|swish|vipps|twint|wero|paylib|blik|pix|transfer|"
    rf"überweisung|ueberweisung|virement|bonifico|transferencia|überw\.?)\b[\w ]{{0,20}}?"
    rf"\b(?:to|from|an|von|à|de|da|a|di|para|till|fra|från|naar|van)) (?:{_WORD}(?: +{_WORD}){{0,3}})",
    re.IGNORECASE,
)
_TITLED = re.compile(rf"\b(mrs?|ms|dr|herrn?|frau|mme|mlle|sig(?:ra)?|sra?)\b\.? +{_WORD}(?: +{_WORD})?", re.IGNORECASE)


class Redactor:
    """Takes out what identifies people and accounts. `people` and `accounts` are names as the person wrote them."""

    def __init__(self, *, people: Iterable[str] = (), accounts: Iterable[str] = ()) -> None:
        self._names = _any_of(people)
        self._accounts = _any_of(accounts)

    def redact(self, text: str) -> str:
        """Return one line of at most 120 characters, without what identifies somebody."""
        plain = " ".join(character_free(text).split())
        plain = _LINK.sub(LINK, _EMAIL.sub(EMAIL, plain))
        if self._accounts:
            plain = self._accounts.sub(ACCOUNT, plain)
        if self._names:
            plain = self._names.sub(NAME, plain)
        plain = _TO_PERSON.sub(rf"\1 {NAME}", plain)
        plain = _TITLED.sub(rf"\1 {NAME}", plain)
        for pattern in (_IBAN, _GROUPED, _MASKED, _LONG, _REFERENCE):
            plain = pattern.sub(NUMBER, plain)
        return " ".join(plain.split())[:LONGEST_TEXT]


class NeverSend:
    """The person's list of words; a text that has one of them does not leave the machine."""

    def __init__(self, listed: Iterable[str]) -> None:
        self._listed = [(entry.strip(), words(entry)) for entry in listed if words(entry)]

    def matched(self, text: str) -> str | None:
        """Return the entry of the list that `text` has as whole words, None if it may be sent."""
        found = words(text)
        return next((entry for entry, wanted in self._listed if _has_run(found, wanted)), None)


def listed(setting: str | None) -> list[str]:
    """Return the entries of a setting that separates them with commas."""
    return [entry.strip() for entry in (setting or "").split(",") if entry.strip()]


def character_free(text: str) -> str:
    """Return `text` without control characters and invisible ones, which can hide instructions from a reader."""
    return "".join(c if c.isprintable() else " " for c in text)


def _any_of(names: Iterable[str]) -> "re.Pattern[str] | None":
    spellings = {spelling for name in names for spelling in (" ".join(name.split()), fold(name))}
    kept = sorted((spelling for spelling in spellings if len(spelling) > 1), key=len, reverse=True)
    if not kept:
        return None
    # A bank may write any white space or sign between the words of a name.
    alternatives = "|".join(r"\W+".join(re.escape(word) for word in name.split()) for name in kept)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE)


def _has_run(found: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(tuple(found[at : at + len(wanted)]) == tuple(wanted) for at in range(len(found) - len(wanted) + 1))
