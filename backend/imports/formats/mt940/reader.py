"""Read MT940 and MT942 files in the dialects of banks: one statement for each account."""

from collections.abc import Callable
from datetime import date, timedelta

from backend.imports.errors import NoStatementInside
from backend.imports.formats.builder import StatementBuilder
from backend.imports.formats.mt940.information import Information, read_information
from backend.imports.formats.mt940.statement_line import StatementLine, UnreadableTag, read_statement_line
from backend.imports.formats.mt940.tags import Line, Section, sections_of, tags_of
from backend.imports.model.skip_reasons import PENDING
from backend.imports.model.statement import StatedBalance, Statement
from backend.imports.source.encoding import decode
from backend.imports.values.wording import gap_in_words
from backend.kit.currency import is_currency
from backend.transactions.draft import Draft

_DAY = timedelta(days=1)
_PROGRESS_EVERY = 1000


def read_mt940(
    data: bytes,
    *,
    default_currency: str,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Read an MT940 file. Afterwards each statement line in it is a draft, a problem, or left out with its reason.

    The day is that of booking where the bank gives it, else the value day. Raises an UnreadableFile if there is neither
    a movement nor an account. `on_progress` gets the number of rows done and may raise to stop.
    """
    accounts: dict[tuple[str | None, str | None], StatementBuilder] = {}
    count = 0
    for section in sections_of(tags_of(decode(data).text)):
        if section.is_empty:
            continue
        rows = StatementBuilder()
        for line in section.lines:
            _read_line(rows, line, section.currency or default_currency)
            count += 1
            if on_progress and count % _PROGRESS_EVERY == 0:
                on_progress(count)
        _check_balances(rows, section)
        key = (section.account, section.currency)
        if key in accounts:
            accounts[key].extend(rows)
        else:
            accounts[key] = rows
    if not accounts:
        raise NoStatementInside("an MT940 file without movements")
    return [_statement(rows, number, currency) for (number, currency), rows in accounts.items()]


def _read_line(rows: StatementBuilder, line: Line, currency: str) -> None:
    line_no, raw = line.tag.line_no, line.raw
    try:
        if not is_currency(currency):
            raise UnreadableTag("currency_unknown", f"is in “{currency}”, which is no currency we know")
        movement = read_statement_line(line.tag.lines, currency)
    except UnreadableTag as why:
        message = f"Line {line_no} {why.why}. Ask your bank, or add this transaction by hand."
        rows.reject(line_no, raw, why.code, message)
        return
    if movement.is_expected:
        rows.skip(line_no, raw, PENDING)
    else:
        rows.drafts.append(_draft(line_no, raw, movement, read_information(line.more), currency))


def _draft(line_no: int, raw: str, movement: StatementLine, words: Information, currency: str) -> Draft:
    return Draft(
        line_no,
        movement.on,
        words.description or words.name or movement.name or movement.more or movement.kind,
        movement.amount_minor,
        currency,
        raw,
        provider_id=movement.bank_number,
        merchant_name=words.name or movement.name,
        original_amount_minor=movement.original_minor,
        original_currency=movement.original_currency,
    )


def _check_balances(rows: StatementBuilder, section: Section) -> None:
    """Keep the balances of a statement, and warn if its rows do not lead from the first to the last."""
    opening, closing, available = section.opening, section.closing, section.available
    first_on = rows.first_on or date.max
    # Some programs date it with the day of the export: rows from before say that its day is another.
    is_dated = opening is not None and first_on >= opening.on
    if opening and opening.is_final and is_dated:
        # Most banks date it with the evening before; where rows are of that very day, it opened it.
        opens_on = opening.on if first_on <= opening.on else opening.on + _DAY
        if closing and closing.is_final:
            opens_on = min(opens_on, max(opening.on, closing.on))
        rows.balances.append(StatedBalance(opens_on, opening.minor, "opening"))
    if closing and closing.is_final:
        rows.balances.append(StatedBalance(closing.on, closing.minor, "closing"))
    if available:
        rows.balances.append(StatedBalance(available.on, available.minor, "available"))
    if not opening or not closing or rows.problems:
        return
    missing = closing.minor - opening.minor + rows.out_minor
    if missing and section.currency:
        rows.warnings.append(gap_in_words(closing.on, missing, section.currency))


def _statement(rows: StatementBuilder, number: str | None, currency: str | None) -> Statement:
    part = " ".join(filter(None, (number, currency))) or None
    return rows.build(
        format="mt940",
        layout="MT940",
        currency=currency if currency and is_currency(currency) else None,
        part=part,
        part_label=part,
        account_hint=number,
    )
