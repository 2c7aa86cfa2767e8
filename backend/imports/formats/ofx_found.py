"""What was found about one account in an OFX file, and the statement that it becomes."""

from collections import Counter
from collections.abc import Iterable, Sequence

from backend.imports.formats.ofx_account import Account
from backend.imports.formats.ofx_movement import Correction
from backend.imports.formats.ofx_text import OfxText
from backend.imports.leave_out import CORRECTED
from backend.imports.line import Problem
from backend.imports.spoken import amount_in_words, day_in_words
from backend.imports.statement import StatedBalance, Statement
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


class Found:
    """What one statement in the file says."""

    def __init__(self, account: Account, currency: str | None) -> None:
        self.account = account
        self.currency = currency
        self.drafts = CompactRows(Draft)
        self.problems: list[Problem] = []
        self.left_out: list[Problem] = []
        self.balances: list[StatedBalance] = []
        self.positions = 0
        self.is_sign_doubtful = False
        self.is_sign_by_type = False


def apply_corrections(found: Found, corrections: Sequence[Correction]) -> None:
    """Replace and delete the rows that the bank corrects. A correction of a row that is not here becomes a problem."""
    if not corrections:
        return
    rows = list(found.drafts)
    places = {row.provider_id: place for place, row in enumerate(rows)}
    gone: set[int] = set()
    for place, corrected_id, deletes in corrections:
        corrected = places.get(corrected_id)
        if corrected is None:
            found.problems.append(_unknown_correction(rows[place], corrected_id, deletes=deletes))
            gone.add(place)
            continue
        for one in (corrected, place) if deletes else (corrected,):
            found.left_out.append(Problem(rows[one].line_no, rows[one].raw, *CORRECTED))
            gone.add(one)
    found.drafts = CompactRows(Draft, (row for place, row in enumerate(rows) if place not in gone))


def _unknown_correction(row: Draft, corrected_id: str, *, deletes: bool) -> Problem:
    size = f"{amount_in_words(row.amount_minor, row.currency)} on {day_in_words(row.on)}"
    said = (
        f"the bank takes back an earlier transaction ({size}). If it is here, delete it"
        if deletes
        else f"the bank replaces an earlier transaction with this one ({size}). If the earlier one is here, change it"
    )
    message = f"Line {row.line_no}: {said} by hand; the bank's number for it is {corrected_id[:40]}."
    return Problem(row.line_no, row.raw, "correction", message)


def by_account(found: Sequence[Found]) -> list[list[Found]]:
    """Bring together what a file says about one account in several places; currencies stay apart."""
    groups: dict[tuple[str, str | None] | int, list[Found]] = {}
    for index, one in enumerate(found):
        key = index if one.account.part is None else (one.account.part, one.currency)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def parts_of(groups: Sequence[Sequence[Found]]) -> list[str | None]:
    """Return the part of each account, different from all others; None where a lone account names itself nowhere."""
    if len(groups) == 1:
        return [groups[0][0].account.part]
    named = Counter(group[0].account.part for group in groups)
    parts: list[str | None] = []
    for number, group in enumerate(groups, start=1):
        part = group[0].account.part
        if part is None:
            parts.append(f"statement {number}")
        else:
            parts.append(part if named[part] == 1 else f"{part}/{group[0].currency or 'no currency'}")
    return parts


def statement_of(found: Sequence[Found], part: str | None, ofx: OfxText, about_file: Iterable[str]) -> Statement:
    """Return the statement of one account, from all that the file says about it."""
    first = found[0]
    account = first.account
    drafts = found[0].drafts
    for one in found[1:]:
        drafts.extend(one.drafts)
    return Statement(
        format="qfx" if ofx.is_quicken else "ofx",
        layout=ofx.version,
        currency=first.currency,
        drafts=drafts,
        problems=[problem for one in found for problem in one.problems],
        left_out=[row for one in found for row in one.left_out],
        warnings=(*about_file, *_warnings(found, drafts)),
        balances=tuple(dict.fromkeys(balance for one in found for balance in one.balances)),
        part=part,
        part_label=account.label,
        account_hint=account.number,
        account_type_hint=account.type_hint,
        institution_hint=account.institution,
        questions=("sign",) if any(one.is_sign_doubtful for one in found) else (),
    )


def _warnings(found: Sequence[Found], drafts: CompactRows[Draft]) -> Iterable[str]:
    home = found[0].currency
    others = sorted(set(drafts.column("currency")) - {home}) if home else []
    if others:
        yield (
            f"Some rows are in {', '.join(others)} though the account is in {home}, as the file says."
            " Compare them with your bank."
        )
    if any(one.is_sign_by_type for one in found):
        yield (
            "The signs of the amounts contradict the types that the bank gives its rows (debit or credit)."
            " The types count; compare a few rows with your bank."
        )
    if any(one.is_sign_doubtful for one in found):
        yield (
            "Most rows that the bank calls a debit have a plus, or those it calls a credit a minus."
            " The signs are kept as the file has them; compare a few rows with your bank before you import."
        )
    if positions := sum(one.positions for one in found):
        yield f"The file lists {positions} holdings; holdings are not imported."
