"""Reads CAMT.052, .053 and .054 files of all versions: one statement for each account in them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar
from xml.etree.ElementTree import Element

from backend.imports.errors import UnreadableFile
from backend.imports.formats.camt_account import (
    CamtAccount,
    account_in,
    balance_currency,
    balances_in,
    missing_between,
)
from backend.imports.formats.camt_entry import is_left_out, rows_of
from backend.imports.formats.xml_reader import pieces, well_formed
from backend.imports.line import Problem
from backend.imports.statement import StatedBalance, Statement
from backend.kit.money import in_units
from backend.transactions.draft import Draft

_STATEMENTS = {"Stmt": "CAMT.053", "Rpt": "CAMT.052", "Ntfctn": "CAMT.054"}
_ORDERS = ("CstmrCdtTrfInitn", "CstmrDrctDbtInitn", "CstmrPmtStsRpt", "FIToFICstmrCdtTrf")
_WANTED = frozenset({"Ntry", "Bal", "Acct", *_STATEMENTS, *_ORDERS})
_PROGRESS_EVERY = 1000


class NotCamt(UnreadableFile):
    code: ClassVar[str] = "not_camt"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This XML file is {kind}, not a statement of an account."
            " Download the statement as CAMT (camt.053), OFX or CSV from your bank.",
            kind=kind,
        )


@dataclass(slots=True)
class _Account:
    """What a file says about one account, from all its statements."""

    account: CamtAccount
    layout: str
    currency: str | None
    drafts: list[Draft] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[Problem] = field(default_factory=list)
    balances: list[StatedBalance] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Open:
    """The statement that is being read: its bookings wait until it is known whose they are."""

    entries: list[Draft | Problem] = field(default_factory=list)
    head: Element = field(default_factory=lambda: Element("Head"))


def read_camt(
    data: bytes, *, default_currency: str, on_progress: Callable[[int], None] | None = None
) -> list[Statement]:
    """Read a CAMT file. Afterwards each booking in it is a draft (or several, if its details add up to it), a problem,
    or left out with its reason.

    Raises an UnreadableFile if there is no statement inside. `on_progress` gets the number of rows done and may
    raise to stop.
    """
    reader = _Reader(default_currency, on_progress)
    for piece in pieces(well_formed(data), _WANTED):
        reader.take(piece)
    if not reader.accounts:
        raise NotCamt(reader.other_kind)
    return [_statement(found, default_currency) for found in reader.accounts.values()]


class _Reader:
    """Takes the pieces of a file in their order."""

    def __init__(self, default_currency: str, on_progress: Callable[[int], None] | None) -> None:
        self.accounts: dict[str | None, _Account] = {}
        self.other_kind = "a document of another kind"
        self._default_currency = default_currency
        self._on_progress = on_progress
        self._count = 0
        self._open = _Open()

    def take(self, piece: Element) -> None:
        """Take one piece: a booking, a part of a statement's head, or the end of a statement."""
        if piece.tag == "Ntry":
            self._take_entry(piece)
        elif piece.tag in ("Bal", "Acct"):
            kept = Element(piece.tag)
            kept.extend(piece)
            self._open.head.append(kept)
        elif piece.tag in _STATEMENTS:
            self._close(_STATEMENTS[piece.tag])
        else:
            self.other_kind = "a payment order or an answer to one"

    def _take_entry(self, entry: Element) -> None:
        account = self._open.head.find("Acct")
        currency = (account.findtext("Ccy") if account is not None else None) or self._default_currency
        for row in rows_of(entry, self._count + 1, currency):
            self._open.entries.append(row)
            self._count += 1
            if self._on_progress and self._count % _PROGRESS_EVERY == 0:
                self._on_progress(self._count)

    def _close(self, layout: str) -> None:
        """Give the bookings of a statement to its account, and see whether its balances lead to each other."""
        opened, self._open = self._open, _Open()
        account = account_in(opened.head)
        drafts = [row for row in opened.entries if isinstance(row, Draft)]
        problems = [row for row in opened.entries if isinstance(row, Problem)]
        currency = account.currency or balance_currency(opened.head) or _only({draft.currency for draft in drafts})
        account = account._replace(currency=currency)
        found = self.accounts.setdefault(account.part, _Account(account, layout, currency))
        balances = balances_in(opened.head, currency or self._default_currency)
        found.drafts += drafts
        found.left_out += [row for row in problems if is_left_out(row)]
        found.problems += [row for row in problems if not is_left_out(row)]
        found.balances += balances
        missing = missing_between(balances, sum(draft.amount_minor for draft in drafts))
        is_of_one_currency = {draft.currency for draft in drafts} <= {currency}
        if missing and is_of_one_currency and not found.problems:
            found.warnings.append(_does_not_meet(missing, currency or self._default_currency, balances))


def _only(codes: set[str]) -> str | None:
    return codes.pop() if len(codes) == 1 else None


def _does_not_meet(missing_minor: int, currency: str, balances: list[StatedBalance]) -> str:
    on = next(each.on for each in balances if each.kind == "closing")
    return (
        f"The rows do not lead to the closing balance of {on}: {in_units(abs(missing_minor), currency)} {currency}"
        f" more {'came in' if missing_minor > 0 else 'went out'} than they say. A row may be missing from the file."
    )


def _statement(found: _Account, default_currency: str) -> Statement:
    account = found.account
    label = " ".join(filter(None, (account.name, account.number)))
    return Statement(
        format="camt",
        layout=found.layout,
        currency=found.currency,
        drafts=found.drafts,
        problems=found.problems,
        left_out=found.left_out,
        warnings=tuple(found.warnings),
        balances=tuple(found.balances),
        part=account.part[:200] if account.part else None,
        part_label=(label or account.part or default_currency)[:200],
        account_hint=account.number,
        account_type_hint=account.kind,
        name_hint=account.name,
        institution_hint=account.institution,
    )
