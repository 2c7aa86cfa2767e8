"""The texts of e-mails, and what a reply says. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from backend.kit.text import fold

_QUOTED = re.compile(r"^(?:>|on .+ wrote:$|am .+ schrieb|le .+ a écrit|-----|from: )", re.IGNORECASE)


class Letter(NamedTuple):
    """Subject and plain text of an e-mail."""

    subject: str
    text: str


class WeekLine(NamedTuple):
    """One figure of the week's summary, as text."""

    label: str
    value: str
    against: str


def weekly_letter(month: str, lines: Sequence[WeekLine], notices: Sequence[str], to_review: int) -> Letter:
    """Return the summary of the week: figures against the usual, what deserves a look, what waits."""
    figures = "\n".join(f"  {each.label}: {each.value}{f' ({each.against})' if each.against else ''}" for each in lines)
    looks = "\n".join(f"  - {each}" for each in notices) or "  Nothing unusual."
    waits = f"{to_review} transactions wait for your review." if to_review else "Nothing waits for your review."
    text = f"Your figures for {month}:\n\n{figures}\n\nWhat deserves a look:\n\n{looks}\n\n{waits}\n"
    return Letter(f"Your week: {month}", f"{text}\nSent by Budget App on your own computer.\n")


def review_letter(text: str, amount: str, on: str, choices: Sequence[str]) -> Letter:
    """Return the question which category a transaction has; `choices` are the names of categories, by number."""
    numbered = "\n".join(f"  {number}. {name}" for number, name in enumerate(choices, start=1))
    ask = "Reply with a number, or with the name of another category."
    return Letter(f"Which category? {text[:60]}, {amount}", f"{text}\n{amount} on {on}\n\n{numbered}\n\n{ask}\n")


def reply_choice(body: str, choices: Sequence[str], names: Mapping[str, str]) -> str | None:
    """Return the key of the category that a reply chooses, None if it says none.

    `choices` are keys by number from 1, `names` the keys of all categories by name. Only the first line that is not
    quoted counts.
    """
    for line in body.splitlines():
        answer = line.strip().strip(".!\"'")
        if not answer:
            continue
        if _QUOTED.match(answer):
            return None
        if answer.isascii() and answer.isdigit():
            return choices[int(answer) - 1] if 0 < int(answer) <= len(choices) else None
        folded = {fold(name): key for name, key in names.items()} | {key: key for key in names.values()}
        return folded.get(fold(answer))
    return None
