"""What a CAMT file says about one account, from all its statements, and the statement that it becomes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from backend.imports.formats.camt_account import CamtAccount, Held, held_in, missing_between
from backend.imports.formats.camt_entry import is_left_out
from backend.imports.line import Problem
from backend.imports.spoken import gap_in_words
from backend.imports.statement import StatedBalance, Statement
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


class Rows:
    """Bookings in the order they come, and what all of them have in common."""

    def __init__(self) -> None:
        self.drafts = CompactRows(Draft)
        self.problems: list[Problem] = []
        self.left_out: list[Problem] = []
        self.currencies: set[str] = set()
        self.out_minor = 0
        self.first_on: date | None = None
        self.has_problems = False

    def add(self, row: Draft | Problem) -> None:
        """Put a booking where it belongs."""
        if isinstance(row, Draft):
            self.drafts.append(row)
            self.currencies.add(row.currency)
            self.out_minor += row.amount_minor
            self.first_on = min(self.first_on or row.on, row.on)
        elif is_left_out(row):
            self.left_out.append(row)
        else:
            self.problems.append(row)
            self.has_problems = True

    def take(self, other: "Rows") -> None:
        """Take the rows of a later statement."""
        self.drafts.extend(other.drafts)
        self.problems += other.problems
        self.left_out += other.left_out
        self.currencies |= other.currencies


@dataclass(slots=True)
class Found:
    """The bookings and balances of one account, in the order of the file."""

    account: CamtAccount
    layout: str
    rows: Rows
    balances: list[StatedBalance] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, rows: Rows, head: Element, default_currency: str) -> None:
        """Take the rows of one statement, its balances, and whether they lead to each other."""
        currency = self.account.currency or default_currency
        held = held_in(head, currency, rows.first_on)
        self.balances += [each.balance for each in held if not each.is_interim]
        if not rows.has_problems and rows.currencies <= {currency}:
            self.warnings += _doubts(held, rows.out_minor, currency)
        self.rows.take(rows)


def statement_of(found: Found, default_currency: str) -> Statement:
    """Return the statement of one account."""
    account = found.account
    label = " ".join(filter(None, (account.name, account.number)))
    return Statement(
        format="camt",
        layout=found.layout,
        currency=account.currency,
        drafts=found.rows.drafts,
        problems=found.rows.problems,
        left_out=found.rows.left_out,
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
    if others := sorted(found.rows.currencies - {home} if home else ()):
        yield (
            f"Some rows are in {', '.join(others)} though the account is in {home}, as the file says."
            " Compare them with your bank."
        )
