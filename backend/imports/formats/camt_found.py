"""What a CAMT file says about one account, from all its statements, and the statement that it becomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from backend.imports.formats.camt_account import CamtAccount, Held, held_in, missing_between
from backend.imports.formats.camt_entry import is_left_out
from backend.imports.line import Problem
from backend.imports.spoken import gap_in_words
from backend.imports.statement import StatedBalance, Statement
from backend.transactions.draft import Draft


@dataclass(slots=True)
class Found:
    """The bookings and balances of one account, in the order of the file."""

    account: CamtAccount
    layout: str
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    balances: list[StatedBalance] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, rows: Sequence[Draft | Problem], head: Element, default_currency: str) -> None:
        """Take the rows of one statement, its balances, and whether they lead to each other."""
        currency = self.account.currency or default_currency
        drafts = [row for row in rows if isinstance(row, Draft)]
        refused = [row for row in rows if isinstance(row, Problem)]
        problems = [row for row in refused if not is_left_out(row)]
        self.drafts += drafts
        self.problems += problems
        self.left_out += [row for row in refused if is_left_out(row)]
        held = held_in(head, currency, [draft.on for draft in drafts])
        self.balances += [each.balance for each in held if not each.is_interim]
        if not problems and {draft.currency for draft in drafts} <= {currency}:
            self.warnings += _doubts(held, sum(draft.amount_minor for draft in drafts), currency)


def statement_of(found: Found, default_currency: str) -> Statement:
    """Return the statement of one account."""
    account = found.account
    label = " ".join(filter(None, (account.name, account.number)))
    return Statement(
        format="camt",
        layout=found.layout,
        currency=account.currency,
        drafts=found.drafts,
        problems=found.problems,
        left_out=found.left_out,
        warnings=(*_other_currencies(found), *found.warnings),
        balances=tuple(dict.fromkeys(found.balances)),
        part=account.part,
        part_label=(label or account.part or default_currency)[:200],
        account_hint=account.number,
        account_type_hint=account.kind,
        name_hint=account.name,
        institution_hint=account.institution,
    )


def _doubts(held: Sequence[Held], out_minor: int, currency: str) -> Iterator[str]:
    missing = missing_between(held, out_minor)
    if missing:
        on = next(each.balance.on for each in held if each.balance.kind == "closing")
        yield gap_in_words(on, missing, currency)


def _other_currencies(found: Found) -> Iterator[str]:
    home = found.account.currency
    if others := sorted({draft.currency for draft in found.drafts} - {home} if home else ()):
        yield (
            f"Some rows are in {', '.join(others)} though the account is in {home}, as the file says."
            " Compare them with your bank."
        )
