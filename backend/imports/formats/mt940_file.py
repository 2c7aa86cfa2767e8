"""Reads MT940 and MT942 files in the dialects of banks: one statement for each account in them."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from backend.imports.encoding import decode
from backend.imports.formats.mt940_movement import Unusable, amount_of, day_of, movement_in
from backend.imports.formats.mt940_tags import Tag, tags_of
from backend.imports.formats.mt940_texts import words_of
from backend.imports.formats.nothing_inside import NoStatementInside
from backend.imports.leave_out import PENDING
from backend.imports.line import Problem
from backend.imports.statement import StatedBalance, Statement
from backend.kit.currency import is_currency
from backend.kit.money import in_units
from backend.transactions.draft import Draft

_BALANCE = re.compile(r"([CD])(\d{6})([A-Z]{3})\s*([\d.,]+)", re.ASCII)
_ACCOUNT_END = re.compile(r"\s*(EUR|USD|GBP|CHF|PLN|[A-Z]{3})?\s*$")
_DAY = timedelta(days=1)
_PROGRESS_EVERY = 1000


@dataclass(slots=True)
class _Section:
    """One statement of a file, from its head to its closing balance."""

    account: str | None = None
    currency: str | None = None
    lines: list[tuple[Tag, list[Tag]]] = field(default_factory=list)
    opening: tuple[date, int, bool] | None = None
    closing: tuple[date, int, bool] | None = None
    available: tuple[date, int, bool] | None = None
    is_closed: bool = False


@dataclass(slots=True)
class _Account:
    """What a file says about one account."""

    number: str | None
    currency: str | None
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    balances: list[StatedBalance] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def read_mt940(
    data: bytes, *, default_currency: str, on_progress: Callable[[int], None] | None = None
) -> list[Statement]:
    """Read an MT940 file. Afterwards each statement line in it is a draft, a problem, or left out with its reason.

    The day is that of booking where the bank gives it, else the value day. Raises an UnreadableFile if there is neither
    a movement nor an account. `on_progress` gets the number of rows done and may raise to stop.
    """
    accounts: dict[tuple[str | None, str | None], _Account] = {}
    count = 0
    for section in _sections(decode(data).text):
        key = (section.account, section.currency)
        found = accounts.setdefault(key, _Account(*key))
        before = len(found.drafts), len(found.problems)
        for line, texts in section.lines:
            _read_line(found, line, texts, section.currency or default_currency)
            count += 1
            if on_progress and count % _PROGRESS_EVERY == 0:
                on_progress(count)
        _weigh(found, section, found.drafts[before[0] :], has_problems=len(found.problems) > before[1])
    if not any(found.number or found.drafts or found.problems for found in accounts.values()):
        raise NoStatementInside("an MT940 file without movements")
    return [_statement(found) for found in accounts.values()]


def _sections(text: str) -> list[_Section]:
    """Return the statements of a file. A tag that makes no sense where it stands is text of the row before."""
    found = [_Section()]
    for tag in tags_of(text):
        section = found[-1]
        if tag.code in ("20", "25", "60F", "60M") and (section.is_closed or (tag.code == "20" and section.lines)):
            found.append(section := _Section())
        if tag.code == "25" and not section.lines:
            section.account = _account_of(tag.lines[0])
        elif tag.code in ("60F", "60M"):
            section.opening, section.currency = _balance(section, tag)
        elif tag.code in ("62F", "62M"):
            section.closing, section.currency = _balance(section, tag)
            section.is_closed = True
        elif tag.code == "64":
            section.available, _ = _balance(section, tag)
        elif tag.code == "61":
            section.lines.append((tag, []))
        elif section.lines and not section.is_closed and tag.code in ("86", "25"):
            section.lines[-1][1].append(tag)
    return found


def _account_of(text: str) -> str | None:
    return _ACCOUNT_END.sub("", text.strip()) or text.strip() or None


def _balance(section: _Section, tag: Tag) -> tuple[tuple[date, int, bool] | None, str | None]:
    """Return day, what was held (owed is negative) and whether it is final; and the currency of the statement."""
    said = _BALANCE.match(tag.lines[0].strip())
    if not said or not is_currency(said[3]):
        return None, section.currency
    try:
        minor = amount_of(said[4], said[3])
        return (day_of(said[2]), minor if said[1] == "C" else -minor, tag.code.endswith("F")), said[3]
    except Unusable:
        return None, said[3]


def _read_line(found: _Account, line: Tag, texts: list[Tag], currency: str) -> None:
    raw = "\n".join(tag.raw for tag in (line, *texts))
    try:
        movement = movement_in(line.lines, currency)
    except Unusable as why:
        message = f"Line {line.line_no} {why.why}. Ask your bank, or enter this row by hand."
        found.problems.append(Problem(line.line_no, raw, why.code, message))
        return
    if movement.is_expected:
        found.left_out.append(Problem(line.line_no, raw, *PENDING))
        return
    words = words_of([text for tag in texts for text in tag.lines])
    found.drafts.append(
        Draft(
            line.line_no,
            movement.on,
            words.description or words.name or movement.name or movement.kind,
            movement.amount_minor,
            currency,
            raw,
            provider_id=movement.bank_number,
            merchant_name=words.name or movement.name,
            original_amount_minor=movement.original_minor,
            original_currency=movement.original_currency,
        )
    )


def _weigh(found: _Account, section: _Section, drafts: list[Draft], *, has_problems: bool) -> None:
    """Keep the balances of a statement, and warn if its rows do not lead from the first to the last."""
    if section.opening and section.opening[2]:
        on, minor, _ = section.opening
        # Most banks date it with the evening before; where rows are of that very day, it opened it.
        opens_on = on if any(draft.on <= on for draft in drafts) else on + _DAY
        found.balances.append(StatedBalance(opens_on, minor, "opening"))
    if section.closing and section.closing[2]:
        found.balances.append(StatedBalance(section.closing[0], section.closing[1], "closing"))
    if section.available:
        found.balances.append(StatedBalance(section.available[0], section.available[1], "available"))
    if not section.opening or not section.closing or has_problems:
        return
    missing = section.closing[1] - section.opening[1] + sum(draft.amount_minor for draft in drafts)
    if missing and section.currency:
        found.warnings.append(
            f"The rows do not lead to the closing balance of {section.closing[0]}:"
            f" {in_units(abs(missing), section.currency)} {section.currency} more"
            f" {'came in' if missing > 0 else 'went out'} than they say. A row may be missing from the file."
        )


def _statement(found: _Account) -> Statement:
    part = " ".join(filter(None, (found.number, found.currency)))[:200] or None
    return Statement(
        format="mt940",
        layout="MT940",
        currency=found.currency,
        drafts=found.drafts,
        problems=found.problems,
        left_out=found.left_out,
        warnings=tuple(found.warnings),
        balances=tuple(found.balances),
        part=part,
        part_label=part,
        account_hint=found.number,
    )
