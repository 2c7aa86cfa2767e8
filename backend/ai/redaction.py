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

# Given names that are frequent in Europe, the Americas and India. A text that is nothing but a name, one of these first
# or last, is taken for a person: who is paid is nobody else's business, and a model could not file it anyway.
_GIVEN_NAMES = frozenset(
    """aaron abigail adam adrian adriana agnieszka ahmed aidan aisha alan albert alejandra alejandro aleksandra
    alessandro alex alexander alexandra alexis ali alice alicia alina alison amanda amelia amit amy ana andre
    andrea andreas andrei andres andrew angela angelica anita anja anke ann anna anne annika anthony antje antoine
    antonia antonio arjun arthur ashley astrid axel barbara beatrice beatriz benjamin bernd bettina birgit bjorn
    brandon brenda brian brigitte camila camille carina carl carla carlos carmen carol caroline catherine cecilia
    charles chiara chloe christian christina christine christoph christopher claire clara claudia colin cynthia
    daniel daniela danielle dariusz david deborah deepak dennis diana diego dieter dirk dominik dominique donald
    donna dorota dylan eduardo edward elena elisa elisabeth elizabeth ella ellen emil emilia emily emma eric erik
    erika ethan eva evelyn fabian fabio fatima federica felipe felix fernanda fernando filip florian frances
    francesca francesco francisco frank franziska frederic gabriel gabriela gary george giovanni giulia grazyna
    greg gregory guillaume gustavo hannah hans harald heather heike heinz helen helena helga henrik henry holger
    hugo ian ines ingrid irene irina isabel isabella jacob jacqueline jakob james jamie jan jana jane janet jasmin
    jason javier jean jeffrey jennifer jens jeremy jerzy jesse jessica jesus joachim joan joana joao johan johann
    johanna johannes john jonas jonathan jorge jose joseph joshua joyce juan judith judy julia julian julie jurgen
    justin karen karin karl karla karsten katarzyna kateryna katharina katherine kathleen kathrin katie kayla
    keith kelly kenneth kerstin kevin kim klaus kristin kumar kyle lara larry lars laura lauren laurent lea lena
    leon leonie lina linda lisa lorenzo louis louise luca lucas lucia lucy luis luisa lukas lukasz luke magdalena
    maja malgorzata manfred manuel manuela marc marcel marco marcos marek margaret margit maria mariana marie
    marina mario marion mark markus marta martha martin martina mary mateusz mathias matteo matthew matthias
    maurice maximilian megan mehmet melanie melissa mia michael michaela michal michele michelle miguel mike
    mikael mohamed mohammed monika morgan moritz mustafa nadine nancy natalia natalie nathan nicholas nicolas
    nicole nikhil nina nora olaf oleg oleksandr olga oliver olivia omar oscar pablo pamela paola paolo pascal
    patricia patrick paul paula paulo pawel pedro peter petra philip philipp philippe pierre piotr priya rachel
    rafael rahul raj rajesh ralf ralph ramon raphael raymond rebecca renate ricardo richard rita robert roberto
    roger roland roman ronald rosa ruth ryan sabine sabrina samantha samuel sandra sara sarah scott sean sebastian
    sergei sergio sharon silke silvia simon simone sofia sonja sophia sophie stefan stefania stefanie stephanie
    stephen steven susan susanne suzanne sven svetlana sylvia tanja tatiana teresa theo theresa thomas thorsten
    timothy tobias tomas tomasz torsten tracy tyler ulrich ulrike ursula ute uwe valentina valeria valerie vanessa
    vera verena veronica veronika victor viktor vincent virginia walter wendy werner william wolfgang xavier
    yvonne zachary zoe zofia""".split()
)
_LONGEST_NAME = 4


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


def looks_like_person(text: str) -> bool:
    """Say whether a text is nothing but the name of a person: two to four words, a given name first or last."""
    found = [word for word in words(text) if len(word) > 1]
    is_name = 2 <= len(found) <= _LONGEST_NAME and all(word.isalpha() for word in found)
    return is_name and not _GIVEN_NAMES.isdisjoint((found[0], found[-1]))


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
