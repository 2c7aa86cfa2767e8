"""What was found about one account in an OFX file, and the statement that it becomes."""

from collections import Counter
from collections.abc import Iterable, Sequence

from backend.imports.formats.ofx_account import Account
from backend.imports.formats.ofx_text import OfxText
from backend.imports.line import Problem
from backend.imports.statement import StatedBalance, Statement
from backend.infra.spool import Room, columns
from backend.transactions.draft import Draft


class Found:
    """What one statement in the file says."""

    def __init__(self, account: Account, currency: str | None, room: Room) -> None:
        self.account = account
        self.currency = currency
        self.drafts = room.gather(Draft)
        self.problems, self.left_out = room.gather(Problem), room.gather(Problem)
        self.balances: list[StatedBalance] = []
        self.positions = 0
        self.is_sign_doubtful = False

    def settle(self) -> None:
        """Carry what is too much for memory to the disk."""
        for each in (self.drafts, self.problems, self.left_out):
            each.settle()


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


def statement_of(
    found: Sequence[Found], part: str | None, ofx: OfxText, about_file: Iterable[str], room: Room
) -> Statement:
    """Return the statement of one account, from all that the file says about it."""
    first = found[0]
    account = first.account
    drafts = room.gather(Draft)
    problems, left_out = room.gather(Problem), room.gather(Problem)
    for one in found:
        drafts.take(one.drafts)
        problems.take(one.problems)
        left_out.take(one.left_out)
    return Statement(
        format="qfx" if ofx.is_quicken else "ofx",
        layout=ofx.version,
        currency=first.currency,
        drafts=drafts.rows(),
        problems=problems.rows(),
        left_out=left_out.rows(),
        warnings=(*about_file, *_warnings(found, drafts.rows())),
        balances=tuple(dict.fromkeys(balance for one in found for balance in one.balances)),
        part=part,
        part_label=account.label,
        account_hint=account.number,
        account_type_hint=account.type_hint,
        institution_hint=account.institution,
    )


def _warnings(found: Sequence[Found], drafts: Sequence[Draft]) -> Iterable[str]:
    home = found[0].currency
    others = sorted({currency for (currency,) in columns(drafts, "currency")} - {home}) if home else []
    if others:
        yield (
            f"Some rows are in {', '.join(others)} though the account is in {home}, as the file says."
            " Compare them with your bank."
        )
    if any(one.is_sign_doubtful for one in found):
        yield (
            "Most rows that the bank calls a debit have a plus, or those it calls a credit a minus."
            " The signs are kept as the file has them; compare a few rows with your bank before you import."
        )
    if positions := sum(one.positions for one in found):
        yield f"The file lists {positions} holdings; holdings are not imported."
