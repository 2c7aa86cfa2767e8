"""Reads CAMT.052, .053 and .054 files of all versions: one statement for each account in them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from backend.imports.formats.camt_account import account_in, currency_of
from backend.imports.formats.camt_entry import rows_of
from backend.imports.formats.camt_errors import TELLING, refusal_of
from backend.imports.formats.camt_found import Found, Rows, statement_of
from backend.imports.formats.camt_texts import text_at
from backend.imports.formats.camt_xml import DamagedXml, Piece, fed, mended, pieces
from backend.imports.statement import Statement

_STATEMENTS = {"Stmt": "CAMT.053", "Rpt": "CAMT.052", "Ntfctn": "CAMT.054"}
_WHOLE = frozenset({"Ntry", "Bal", "Acct"})
_ENDS = frozenset(_STATEMENTS) | TELLING
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
        accounts = _Reader(default_currency, on_progress).read(fed(data))
    except DamagedXml:
        accounts = _Reader(default_currency, on_progress).read(mended(data))
    return [statement_of(found, default_currency) for found in accounts]


@dataclass(slots=True)
class _Open:
    """The statement that is being read: its bookings wait until it is known whose they are."""

    rows: Rows
    head: Element = field(default_factory=lambda: Element("Head"))
    currency: str | None = None
    owner: str | None = None


class _Reader:
    """Takes the pieces of a file in their order."""

    def __init__(self, default_currency: str, on_progress: Callable[[int], None] | None) -> None:
        self._accounts: dict[str | None, Found] = {}
        self._names: list[str] = []
        self._default_currency = default_currency
        self._on_progress = on_progress
        self._count = self._closed = 0
        self._open = _Open(Rows())

    def read(self, data: Iterable[bytes]) -> list[Found]:
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
            self._open.rows.add(row)
            self._count += 1
            if self._on_progress and self._count % _PROGRESS_EVERY == 0:
                self._on_progress(self._count)

    def _close(self, layout: str) -> None:
        """Give the bookings of a statement to its account."""
        opened, self._open, self._closed = self._open, _Open(Rows()), self._count
        account = account_in(opened.head)
        if account.currency is None:
            account = account._replace(currency=currency_of(opened.head, opened.rows.currencies))
        found = self._accounts.setdefault(account.part, Found(account, layout, Rows()))
        found.add(opened.rows, opened.head, self._default_currency)
