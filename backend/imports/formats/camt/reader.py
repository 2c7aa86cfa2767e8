"""Read CAMT.052, .053 and .054 files of all versions: one statement for each account."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import ClassVar
from xml.etree.ElementTree import Element

from backend.imports.errors import NoStatementInside, UnreadableFile
from backend.imports.formats.builder import StatementBuilder
from backend.imports.formats.camt.account import (
    CamtAccount,
    CamtBalance,
    account_in,
    balances_of,
    currency_of,
    missing_between,
)
from backend.imports.formats.camt.entry import is_left_out, rows_of
from backend.imports.formats.camt.fields import text_at
from backend.imports.formats.camt.xml import DamagedXml, Piece, pieces, read_in_blocks, repaired
from backend.imports.model.statement import Statement
from backend.imports.values.wording import gap_in_words
from backend.transactions.draft import Draft

_ORDER = "a payment order or an answer to one"
_SHEET = "a spreadsheet saved as XML"
# Names of elements that tell what a document is; names of bank messages carry their version in the oldest ones.
_KINDS = {
    "CstmrCdtTrfInitn": _ORDER, "CstmrDrctDbtInitn": _ORDER, "CstmrPmtStsRpt": _ORDER, "FIToFICstmrCdtTrf": _ORDER,
    "FIToFIPmtStsRpt": _ORDER, "CstmrPmtRvsl": _ORDER, "MndtInitnReq": _ORDER,
    "Workbook": _SHEET, "gnc-v2": "a book of GnuCash", "KMYMONEY-FILE": "a book of KMyMoney",
    "homebank": "a book of HomeBank", "grisbi": "a book of Grisbi", "svg": "a picture", "rss": "a news feed",
    "Invoice": "an invoice", "CrossIndustryInvoice": "an invoice",
}  # fmt: skip
_MESSAGES = {"BkToCstmrStmt", "BkToCstmrAcctRpt", "BkToCstmrDbtCdtNtfctn"}
ROOT_ELEMENTS = frozenset(_KINDS) | _MESSAGES | {f"{name}V01" for name in _MESSAGES}


class NotCamt(UnreadableFile):
    code: ClassVar[str] = "not_camt"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"This XML file is {kind}, not a statement of an account."
            " Download the statement as CAMT (camt.053), OFX or CSV from your bank.",
            kind=kind,
        )


def refusal_of(names: Sequence[str]) -> UnreadableFile:
    """Return why a document with elements of these names gives no statement."""
    if any(name.removesuffix("V01") in _MESSAGES for name in names):
        return NoStatementInside("a CAMT file without a statement")
    return NotCamt(next((_KINDS[name] for name in names if name in _KINDS), "a document of another kind"))


@dataclass(slots=True)
class _AccountRows:
    """The bookings and balances of one account, in the order of the file."""

    account: CamtAccount
    layout: str
    rows: StatementBuilder = field(default_factory=StatementBuilder)

    def add(self, rows: StatementBuilder, head: Element, default_currency: str) -> None:
        """Add the rows of one statement, its balances, and a warning if the rows do not lead to the closing balance."""
        currency = self.account.currency or default_currency
        camt_balances = balances_of(head, currency, rows.first_on)
        rows.balances += [each.balance for each in camt_balances if not each.is_interim]
        if not rows.problems and rows.currencies <= {currency}:
            rows.warnings += _warnings_about_balances(camt_balances, rows.out_minor, currency)
        self.rows.extend(rows)

    def statement(self, default_currency: str) -> Statement:
        """Return the statement of this account."""
        account = self.account
        label = " ".join(filter(None, (account.name, account.number)))
        return self.rows.build(
            format="camt",
            layout=self.layout,
            currency=account.currency,
            warnings=tuple(self.rows.currency_warnings(account.currency)),
            part=account.part,
            part_label=(label or account.part or default_currency)[:200],
            account_hint=account.number,
            account_type_hint=account.kind,
            name_hint=account.name,
            institution_hint=account.institution,
        )


def _warnings_about_balances(camt_balances: Sequence[CamtBalance], out_minor: int, currency: str) -> Iterator[str]:
    missing = missing_between(camt_balances, out_minor)
    if missing:
        on = next(each.balance.on for each in camt_balances if each.balance.kind == "closing")
        yield gap_in_words(on, missing, currency)


_STATEMENTS = {"Stmt": "CAMT.053", "Rpt": "CAMT.052", "Ntfctn": "CAMT.054"}
_WHOLE = frozenset({"Ntry", "Bal", "Acct"})
_ENDS = frozenset(_STATEMENTS) | ROOT_ELEMENTS
_PROGRESS_EVERY = 1000
_MOST_IN_HEAD = 1000


def read_camt(
    data: bytes,
    *,
    default_currency: str,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Read a CAMT file. Afterwards each booking in it is a draft (or several, if its details add up to it), a problem,
    or left out with its reason.

    Raises an UnreadableFile if there is no statement inside. `on_progress` gets the number of rows done and may
    raise to stop.
    """
    try:
        accounts = _Reader(default_currency, on_progress).read(read_in_blocks(data))
    except DamagedXml:
        accounts = _Reader(default_currency, on_progress).read(repaired(data))
    return [account.statement(default_currency) for account in accounts]


@dataclass(slots=True)
class _Open:
    """The statement that is being read: its bookings wait until it is known whose they are."""

    rows: StatementBuilder = field(default_factory=StatementBuilder)
    head: Element = field(default_factory=lambda: Element("Head"))
    currency: str | None = None
    owner: str | None = None


class _Reader:
    """Takes the pieces of a file in their order."""

    def __init__(self, default_currency: str, on_progress: Callable[[int], None] | None) -> None:
        self._accounts: dict[str | None, _AccountRows] = {}
        self._names: list[str] = []
        self._default_currency = default_currency
        self._on_progress = on_progress
        self._count = self._closed = 0
        self._open = _Open()

    def read(self, data: Iterable[bytes]) -> list[_AccountRows]:
        """Return what the file says of each account. Raises an UnreadableFile if there is none."""
        for piece in pieces(data, _WHOLE, _ENDS):
            self._take(piece)
        if self._count > self._closed:
            # Bookings without a statement around them are bookings all the same.
            self._close("CAMT")
        if not self._accounts:
            raise refusal_of(self._names)
        return list(self._accounts.values())

    def _take(self, piece: Piece) -> None:
        """Take one piece: a booking, a part of a statement's head, or the end of a statement."""
        name, element = piece
        if name == "Ntry":
            self._take_booking(element)
        elif name in _WHOLE:
            self._take_head(element)
        elif name in _STATEMENTS:
            self._close(_STATEMENTS[name])
        else:
            self._names.append(name)

    def _take_head(self, element: Element) -> None:
        if len(self._open.head) < _MOST_IN_HEAD:
            self._open.head.append(element)
        if element.tag == "Acct":
            self._open.currency = text_at(element, "Ccy")
            self._open.owner = text_at(element, "Ownr/Nm", "Ownr/Pty/Nm", "Nm")

    def _take_booking(self, entry: Element) -> None:
        currency = self._open.currency or self._default_currency
        for row in rows_of(entry, self._count + 1, currency, self._open.owner):
            if isinstance(row, Draft):
                self._open.rows.drafts.append(row)
            elif is_left_out(row):
                self._open.rows.left_out.append(row)
            else:
                self._open.rows.problems.append(row)
            self._count += 1
            if self._on_progress and self._count % _PROGRESS_EVERY == 0:
                self._on_progress(self._count)

    def _close(self, layout: str) -> None:
        """Give the bookings of a statement to its account."""
        parsed, self._open, self._closed = self._open, _Open(), self._count
        account = account_in(parsed.head)
        if account.currency is None:
            account = account._replace(currency=currency_of(parsed.head, parsed.rows.currencies))
        account_rows = self._accounts.setdefault(account.part, _AccountRows(account, layout))
        account_rows.add(parsed.rows, parsed.head, self._default_currency)
