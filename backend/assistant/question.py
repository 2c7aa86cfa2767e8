"""Read a question in plain words as a search of transactions and what to compute of what it finds. Pure."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeVar

from backend.kit.period import first_day, last_day, month_of, shift
from backend.kit.text import fold

Measure = Literal["sum", "count", "average", "largest", "list"]
_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS)
_NUMBER = r"[$€£]?(\d[\d,]*(?:\.\d+)?)"
_IGNORED = frozenset(
    """a an and all any are at been by can did do does each ever find for from get give got had has have i in into is
    it list me month months my of on our out please show tell that the there these this those to total transaction
    transactions us was we were what when where which who with year money amount amounts payments payment purchases
    purchase charge charges cost costs bill bills time times everything""".split()
)
_MEASURES: tuple[tuple[str, Measure], ...] = (
    (r"how many(?: times)?|how often|number of|count(?: of)?", "count"),
    (r"average|mean|on average|typical(?:ly)?", "average"),
    (r"largest|biggest|highest|most expensive", "largest"),
    (r"list|show(?: me)?|which", "list"),
    (r"how much|total|sum(?: of)?|spend(?:ing)?|spent", "sum"),
)
_DIRECTIONS: tuple[tuple[str, str], ...] = (
    (r"income|earn(?:ed|ings)?|receiv(?:e|ed)|came in|refund(?:s|ed)?|got back|paid me", "is:in"),
    (r"spend(?:ing)?|spent|pay|paid|cost|expenses?|went out|bought|buy", "is:out"),
)


T = TypeVar("T", bound=str)


class Names(NamedTuple):
    """What a question may name, each with the text that the search operator needs."""

    categories: dict[str, str]
    accounts: dict[str, str]
    tags: dict[str, str]
    # Says whether the bank's text of any transaction has a word.
    is_payee: Callable[[str], bool]


class Reading(NamedTuple):
    """How a question was read. `unused` are words that no part of the search stands for."""

    search: str
    measure: Measure
    unused: tuple[str, ...]


def read_question(question: str, names: Names, today: date) -> Reading:
    """Return the search that a question means, as operators of the search box, and what to compute."""
    reader = _Reader(" ".join(fold(question).replace("?", " ").replace("’", "'").split()))
    period = reader.period(today)
    amount = reader.amount()
    terms = [term for term in (period, amount) if term]
    for operator, known in (("category", names.categories), ("account", names.accounts), ("tag", names.tags)):
        terms += [f"{operator}:{_quoted(value)}" for value in reader.named(known)]
    measure = reader.first(_MEASURES) or "list"
    direction = reader.first(_DIRECTIONS)
    if direction:
        terms.append(direction)
    elif measure in ("sum", "average") and not any(term.startswith("is:") for term in terms):
        terms.append("is:out")
    payees, unused = reader.payees(names.is_payee)
    terms += [f"payee:{_quoted(payee)}" for payee in payees]
    return Reading(" ".join(terms), measure, tuple(unused))


class _Reader:
    """Takes out of a text what was understood; a bar stands where something was."""

    def __init__(self, text: str) -> None:
        self._text = text

    def _take(self, pattern: str) -> re.Match[str] | None:
        match = re.search(rf"(?<![\w-])(?:{pattern})(?![\w-])", self._text)
        if match:
            self._text = f"{self._text[: match.start()]} | {self._text[match.end() :]}"
        return match

    def first(self, choices: Sequence[tuple[str, T]]) -> T | None:
        """Return the first choice whose words the text has; the words are taken out."""
        for pattern, meaning in choices:
            if self._take(pattern):
                return meaning
        return None

    def period(self, today: date) -> str | None:
        """Return the days that are named, as `date:first..last`."""
        this = month_of(today)
        month = rf"({_MONTH})(?: (\d{{4}}))?"
        if match := self._take(rf"(?:from|between) {month} (?:to|and|until) {month}"):
            last = _month(match[3], match[4], today)
            first = _month(match[1], match[2] or last[:4], today)
            return f"date:{first}..{last}"
        if match := self._take(r"(?:the )?(?:last|past) (\d{1,3}) (day|week|month|year)s?"):
            return _last(int(match[1]), match[2], today)
        if match := self._take(rf"since ({_MONTH})(?: (\d{{4}}))?"):
            return f"date:{_month(match[1], match[2], today)}..{this}"
        if match := self._take(rf"(?:in |for |of |during )?({_MONTH}) (\d{{4}})"):
            return f"date:{_month(match[1], match[2], today)}"
        if match := self._take(rf"(?:in|for|of|during|last|this) ({_MONTH})|({'|'.join(_MONTHS)})"):
            return f"date:{_month(match[1] or match[2], None, today)}"
        if match := self._take(r"(?:in |for |during )?(19\d\d|20\d\d)"):
            return f"date:{match[1]}"
        named = {
            "this month": this,
            "last month|previous month": shift(this, -1),
            "this year": str(today.year),
            "last year|previous year": str(today.year - 1),
            "today": today.isoformat(),
            "yesterday": (today - timedelta(days=1)).isoformat(),
            "this week": _week(today, 0),
            "last week": _week(today, 1),
        }
        for pattern, days in named.items():
            if self._take(pattern):
                return f"date:{days}"
        return None

    def amount(self) -> str | None:
        """Return the bounds of the amount that are named."""
        if match := self._take(rf"between {_NUMBER} and {_NUMBER}"):
            return f"amount:{_plain(match[1])}..{_plain(match[2])}"
        if match := self._take(rf"(?:over|more than|above|at least|larger than|bigger than) {_NUMBER}"):
            return f"amount:>{_plain(match[1])}"
        if match := self._take(rf"(?:under|less than|below|at most|smaller than) {_NUMBER}"):
            return f"amount:<{_plain(match[1])}"
        return None

    def named(self, known: dict[str, str]) -> list[str]:
        """Return what of the known names the text has, the longest first; one letter more or less for a plural."""
        found = []
        for name in sorted(known, key=len, reverse=True):
            stem = re.escape(name.removesuffix("s"))
            if len(name) > 2 and self._take(rf"{stem}(?:s|es)?"):
                found.append(known[name])
        return list(dict.fromkeys(found))

    def payees(self, is_payee: Callable[[str], bool]) -> tuple[list[str], list[str]]:
        """Return the words that are left and name a payee, together where they stand together, and the others."""
        payees: list[str] = []
        unused: list[str] = []
        for run in self._text.split("|"):
            words = [word.strip("'\".,!:;()") for word in run.split()]
            words = [word for word in words if word and word not in _IGNORED]
            while words:
                # The longest run of words that a payee has.
                end = next((end for end in range(len(words), 0, -1) if is_payee(" ".join(words[:end]))), 0)
                (payees if end else unused).append(" ".join(words[: end or 1]))
                words = words[end or 1 :]
        return payees, unused


def _month(name: str, year: str | None, today: date) -> str:
    """Return the month; without a year the last one of that name that has begun."""
    number = next(at for at, full in enumerate(_MONTHS, start=1) if full.startswith(name[:3]))
    if year:
        return f"{year}-{number:02}"
    return f"{today.year if number <= today.month else today.year - 1}-{number:02}"


def _last(count: int, unit: str, today: date) -> str:
    if unit == "year":
        return f"date:{_day(shift(month_of(today), -12 * count), today)}..{today}"
    if unit == "month":
        return f"date:{_day(shift(month_of(today), -count), today)}..{today}"
    return f"date:{today - timedelta(days=count * (7 if unit == 'week' else 1))}..{today}"


def _day(month: str, today: date) -> date:
    return first_day(month).replace(day=min(today.day, last_day(month).day))


def _week(today: date, back: int) -> str:
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return f"{monday}..{monday + timedelta(days=6)}"


def _plain(number: str) -> str:
    return number.replace(",", "")


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
