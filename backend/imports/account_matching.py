"""Find the account of a file: by its number, by earlier files of the same layout, by its name; if unsure, ask."""

from collections.abc import Sequence
from typing import NamedTuple

from backend.kit.text import fold


class Candidate(NamedTuple):
    """An account that may be the one, and why."""

    account_id: int
    name: str
    reason: str


class AccountSummary(NamedTuple):
    """What is known of an account when a file is matched to it."""

    account_id: int
    name: str
    institution: str | None
    mask: str | None
    account_type: str
    currency: str


class Match(NamedTuple):
    """The account, if one is certain enough; and all that may be meant, the likeliest first."""

    chosen: Candidate | None
    candidates: tuple[Candidate, ...]


def match_account(
    accounts: Sequence[AccountSummary],
    *,
    account_hint: str | None,
    currency: str | None,
    filename: str,
    layout: str,
    used_before: Sequence[int],
    names: Sequence[str | None] = (),
    same_part: Sequence[int] = (),
) -> Match:
    """Return the account of a file. `used_before` are accounts that took files with the same header, `same_part` those
    that took this very account of a file before; `names` are what the file calls the account."""
    fitting = [a for a in accounts if currency is None or a.currency == currency]
    by_part = [
        Candidate(a.account_id, a.name, "This account of such a file went into it before")
        for a in fitting
        if a.account_id in same_part
    ]
    if len(by_part) == 1:
        return Match(by_part[0], tuple(by_part))
    by_number = [
        Candidate(a.account_id, a.name, f"The file names the account ··{a.mask}")
        for a in fitting
        if a.mask and account_hint and _digits(account_hint).endswith(a.mask)
    ]
    if len(by_number) == 1:
        return Match(by_number[0], tuple(by_number))
    # A file that names another number than the account's is not that account's.
    open_ones = [a for a in fitting if not (a.mask and account_hint and _digits(account_hint))]
    by_history = [
        Candidate(a.account_id, a.name, "Files like this one went into it before")
        for a in open_ones
        if a.account_id in used_before
    ]
    called = {fold(name) for name in names if name}
    by_own_name = [
        Candidate(a.account_id, a.name, "The file names the account so") for a in open_ones if fold(a.name) in called
    ]
    by_name = [
        Candidate(a.account_id, a.name, "The name of the file fits")
        for a in open_ones
        if _is_named_in(a, filename, layout, account_hint)
    ]
    ways = [by_own_name, by_history, by_name]
    found = tuple({c.account_id: c for way in reversed(ways) for c in reversed(way)}.values())
    # The surest way that knows any account decides, if it knows one only.
    certain = next((way if len(way) == 1 else [] for way in ways if way), [])
    return Match(certain[0] if certain else None, tuple(reversed(found)))


def _is_named_in(account: AccountSummary, filename: str, layout: str, hint: str | None) -> bool:
    text = fold(f"{filename} {hint or ''}".replace("_", " ").replace("-", " "))
    name = fold(account.name)
    if len(name) >= 4 and name in text:
        return True
    bank = fold(account.institution or "")
    return bool(bank) and bank in fold(layout) and (account.account_type in text or "generic" not in layout)


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
