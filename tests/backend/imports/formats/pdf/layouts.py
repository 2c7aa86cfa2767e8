"""Statements drawn with reportlab in the styles of many banks: the same movements each time, printed differently."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from reportlab.lib.pagesizes import A4, LETTER, landscape
from reportlab.pdfgen.canvas import Canvas


class Movement(NamedTuple):
    """Positive is money in, in cents."""

    on: date
    text: str
    minor: int
    more: str = ""


MOVEMENTS = (
    Movement(date(2026, 2, 28), "Corner Bakery 114", -1250),
    Movement(date(2026, 3, 3), "Salary Alder Software", 312_000, "Ref 2026-03 monthly"),
    Movement(date(2026, 3, 5), "Harvest Lane Market", -8412),
    Movement(date(2026, 3, 5), "Tidewater Fuel", -4613, "Card 4417"),
    Movement(date(2026, 3, 14), "Rent Fernway", -185_000),
    Movement(date(2026, 3, 17), "Refund Paperbark Books", 1999),
    Movement(date(2026, 3, 22), "Juniper Dental", -9000, "Invoice 7712"),
    Movement(date(2026, 3, 27), "Transfer to savings", -100_000),
)
OPENING = 150_075
SHORT_MONTHS = {"de": "Jan Feb Mär Apr Mai Jun Jul Aug Sep Okt Nov Dez".split()}


def closing(movements: Sequence[Movement] = MOVEMENTS) -> int:
    return OPENING + sum(each.minor for each in movements)


def dotted(minor: int) -> str:
    return f"{abs(minor) / 100:,.2f}"


def comma(minor: int) -> str:
    return dotted(minor).translate(str.maketrans(",.", ".,"))


def spaced(minor: int) -> str:
    return dotted(minor).replace(",", " ").replace(".", ",")


def swiss(minor: int) -> str:
    return dotted(minor).replace(",", "'")


def plain(minor: int) -> str:
    return f"{abs(minor) / 100:.2f}"


def minus_before(number: Callable[[int], str]) -> Callable[[int], str]:
    return lambda minor: ("-" if minor < 0 else "") + number(minor)


def minus_after(number: Callable[[int], str]) -> Callable[[int], str]:
    return lambda minor: number(minor) + ("-" if minor < 0 else "")


def both_after(number: Callable[[int], str]) -> Callable[[int], str]:
    return lambda minor: number(minor) + ("-" if minor < 0 else "+")


def brackets(number: Callable[[int], str]) -> Callable[[int], str]:
    return lambda minor: f"({number(minor)})" if minor < 0 else number(minor)


def marked(number: Callable[[int], str], out: str, in_: str) -> Callable[[int], str]:
    return lambda minor: f"{number(minor)} {out if minor < 0 else in_}"


def with_symbol(symbol: str, number: Callable[[int], str]) -> Callable[[int], str]:
    return lambda minor: ("-" if minor < 0 else "") + symbol + number(minor)


_DOTTED = minus_before(dotted)


@dataclass(frozen=True)
class Layout:
    """How a bank prints: `columns` (date, value_date, text, amount, out, in, balance) have an x and a heading."""

    columns: tuple[tuple[str, float, str], ...]
    day: str = "%d/%m/%Y"
    money: Callable[[int], str] = _DOTTED
    number: Callable[[int], str] = dotted
    opening: str = "Opening balance"
    closing: str = "Closing balance"
    title: str = "Statement of account  Northbank  1 March 2026 to 31 March 2026"
    page: tuple[float, float] = A4
    rows_per_page: int = 40
    line: float = 15
    size: float = 9
    more_below: bool = True
    newest_first: bool = False
    has_header: bool = True
    has_balances: bool = True
    balances_in_box: bool = False
    day_once: bool = False
    is_owed: bool = False
    sections: tuple[str, str] | None = None
    currency: str = "USD"
    left_aligned: bool = False
    footer: str = "Northbank plc, member of the deposit guarantee fund. Page {}"
    totals: str = ""
    movements: Sequence[Movement] = field(default=MOVEMENTS)


def draw(layout: Layout) -> bytes:
    """Return the statement as the bytes of a PDF."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=layout.page, invariant=True)
    writer = _Writer(canvas, layout)
    writer.begin()
    movements = list(layout.movements)
    balance = OPENING
    rows = []
    for movement in movements:
        balance += movement.minor
        rows.append((movement, balance))
    if layout.newest_first:
        rows.reverse()
    if layout.sections:
        credit, debit = layout.sections
        for heading, part in (
            (credit, [r for r in rows if r[0].minor > 0]),
            (debit, [r for r in rows if r[0].minor < 0]),
        ):
            writer.text_line(heading)
            for row in part:
                writer.movement(*row)
    else:
        for row in rows:
            writer.movement(*row)
    writer.end(balance)
    canvas.save()
    return target.getvalue()


class _Writer:
    def __init__(self, canvas: Canvas, layout: Layout) -> None:
        self.canvas, self.layout = canvas, layout
        self.page_number = 1
        self.count = 0
        self.day = ""
        self.y = 0.0

    def begin(self) -> None:
        layout = self.layout
        self._top()
        self.text_line(layout.title)
        self.text_line("Account 4000 1234 5678")
        if layout.has_balances and layout.balances_in_box:
            self._put(60, layout.opening)
            self._put(300, layout.closing)
            self._down()
            self._put(60, layout.money(self._stated(OPENING)))
            self._put(300, layout.money(self._stated(closing(layout.movements))))
            self._down()
        elif layout.has_balances:
            self._stated_line(layout.opening, OPENING)
        self._header()

    def end(self, balance: int) -> None:
        layout = self.layout
        if layout.totals:
            self._stated_line(layout.totals, sum(each.minor for each in layout.movements))
        if layout.has_balances and not layout.balances_in_box:
            self._stated_line(layout.closing, balance)
        self._foot()

    def movement(self, movement: Movement, balance: int) -> None:
        layout = self.layout
        if self.count == layout.rows_per_page:
            self._foot()
            self.canvas.showPage()
            self.page_number += 1
            self.count = 0
            self._top()
            self.text_line("Northbank, continued")
            self._header()
        self.count += 1
        day = movement.on.strftime(layout.day)
        shown = "" if layout.day_once and day == self.day else day
        self.day = day
        minor = self._stated(movement.minor)
        for kind, x, _ in layout.columns:
            if kind in ("date", "value_date"):
                self._put(x, shown)
            elif kind == "text":
                self._put(x, movement.text)
            elif kind == "amount":
                self._amount(x, layout.number(minor) if layout.sections else layout.money(minor))
            elif kind == ("out" if movement.minor < 0 else "in"):
                self._amount(x, layout.number(minor))
            elif kind == "balance":
                self._amount(x, layout.money(self._stated(balance)))
        if movement.more and layout.more_below:
            self._down(layout.line * 0.8)
            self._put(next(x for kind, x, _ in layout.columns if kind == "text"), movement.more)
        self._down()

    def text_line(self, text: str) -> None:
        self._put(50, text)
        self._down()

    def _stated(self, minor: int) -> int:
        return -minor if self.layout.is_owed else minor

    def _stated_line(self, words: str, minor: int) -> None:
        layout = self.layout
        at = next((x for kind, x, _ in reversed(layout.columns) if kind in ("balance", "amount", "in")), 500)
        self._put(next(x for kind, x, _ in layout.columns if kind == "text"), words)
        self._amount(at, layout.money(self._stated(minor)))
        self._down()

    def _header(self) -> None:
        if not self.layout.has_header:
            return
        for kind, x, heading in self.layout.columns:
            (self._put if kind in ("date", "value_date", "text") else self._amount)(x, heading)
        self._down()

    def _amount(self, x: float, text: str) -> None:
        if self.layout.left_aligned:
            self.canvas.drawString(x - 60, self.y, text)
        else:
            self.canvas.drawRightString(x, self.y, text)

    def _put(self, x: float, text: str) -> None:
        self.canvas.drawString(x, self.y, text)

    def _down(self, by: float | None = None) -> None:
        self.y -= by or self.layout.line

    def _top(self) -> None:
        self.canvas.setFont("Helvetica", self.layout.size)
        self.y = self.layout.page[1] - 50

    def _foot(self) -> None:
        self.canvas.drawString(50, 30, self.layout.footer.format(self.page_number))


ONE = (("date", 50, "Date"), ("text", 120, "Description"), ("amount", 440, "Amount"), ("balance", 530, "Balance"))
TWO = (
    ("date", 50, "Date"), ("text", 120, "Details"),
    ("out", 390, "Paid out"), ("in", 460, "Paid in"), ("balance", 540, "Balance"),
)  # fmt: skip
GERMAN = (
    ("date", 50, "Buchung"), ("value_date", 110, "Valuta"),
    ("text", 175, "Verwendungszweck"), ("amount", 540, "Betrag EUR"),
)  # fmt: skip
UK = Layout(TWO, day="%d %b %Y")
DE = Layout(
    GERMAN, day="%d.%m.%Y", money=minus_after(comma), number=comma,
    opening="Alter Kontostand", closing="Neuer Kontostand",
    title="Kontoauszug Nordbank 01.03.2026 bis 31.03.2026", currency="EUR",
)  # fmt: skip
FR = Layout(
    (("date", 50, "Date"), ("text", 120, "Libellé"), ("out", 430, "Débit"), ("in", 530, "Crédit")),
    day="%d/%m/%Y", money=spaced, number=spaced, opening="Ancien solde", closing="Nouveau solde",
    title="Relevé de compte du 01/03/2026 au 31/03/2026", currency="EUR",
)  # fmt: skip
US = Layout(
    (("date", 50, "Date"), ("text", 120, "Description"), ("amount", 540, "Amount")),
    day="%m/%d", money=with_symbol("$", dotted), number=dotted, opening="Beginning balance", closing="Ending balance",
    title="Statement period February 26, 2026 through March 31, 2026", page=LETTER,
)  # fmt: skip
CARD = Layout(
    (
        ("date", 50, "Trans date"), ("value_date", 110, "Post date"),
        ("text", 175, "Description"), ("amount", 540, "Amount"),
    ),
    day="%d/%m/%Y", is_owed=True, opening="Previous balance", closing="New balance", title="Credit card statement",
)  # fmt: skip

LAYOUTS: dict[str, Layout] = {
    "one signed column and a balance": Layout(ONE),
    "one signed column without a balance": Layout(ONE[:3]),
    "no header": Layout(ONE, has_header=False),
    "US month first": Layout(ONE, day="%m/%d/%Y", page=LETTER),
    "ISO days": Layout(ONE, day="%Y-%m-%d", money=minus_before(plain), number=plain),
    "newest first": Layout(ONE, newest_first=True),
    "brackets for money out": Layout(ONE, money=brackets(dotted)),
    "minus behind": Layout(ONE, money=minus_after(dotted)),
    "CR and DR": Layout(ONE, money=marked(dotted, "DR", "CR")),
    "dollar signs": Layout(ONE, money=with_symbol("$", dotted), day="%b %d, %Y"),
    "debit and credit columns": UK,
    "debit and credit over three pages": replace(UK, rows_per_page=3),
    "debit and credit without a balance": replace(UK, columns=TWO[:4]),
    "the day once for several rows": replace(UK, day_once=True),
    "days with short months": replace(UK, day="%d-%b-%y"),
    "balances in a box at the top": replace(UK, balances_in_box=True),
    "narrow lines": replace(UK, line=10.5, size=7.5),
    "landscape": replace(UK, page=landscape(A4)),
    "left aligned amounts": replace(UK, left_aligned=True),
    "totals below": replace(UK, totals="Total"),
    "German, minus behind": DE,
    "German, minus before": replace(DE, money=minus_before(comma)),
    "German, plus and minus behind": replace(DE, money=both_after(comma)),
    "German, S and H": replace(DE, money=marked(comma, "S", "H")),
    "German, over pages": replace(DE, rows_per_page=4),
    "French, debit and credit": FR,
    "Swiss": replace(FR, number=swiss, money=swiss, day="%d.%m.%Y", opening="Solde précédent"),
    "Spanish": Layout(
        (
            ("date", 50, "Fecha"), ("value_date", 115, "Fecha valor"), ("text", 190, "Concepto"),
            ("amount", 440, "Importe"), ("balance", 540, "Saldo"),
        ),
        money=minus_before(comma), number=comma, opening="Saldo anterior", closing="Saldo final", currency="EUR",
    ),
    "Italian": Layout(
        (("date", 50, "Data"), ("text", 120, "Descrizione"), ("out", 430, "Dare"), ("in", 530, "Avere")),
        day="%d/%m/%Y", money=comma, number=comma, opening="Saldo iniziale", closing="Saldo finale", currency="EUR",
    ),
    "Dutch": Layout(
        (("date", 50, "Datum"), ("text", 120, "Omschrijving"), ("out", 430, "Af"), ("in", 530, "Bij")),
        day="%d-%m-%Y", money=comma, number=comma, opening="Beginsaldo", closing="Eindsaldo", currency="EUR",
    ),
    "Swedish": Layout(
        (("date", 50, "Datum"), ("text", 120, "Text"), ("amount", 440, "Belopp"), ("balance", 540, "Saldo")),
        day="%Y-%m-%d", money=minus_before(spaced), number=spaced, opening="Ingående saldo", closing="Utgående saldo",
    ),
    "US without years": US,
    "US sections of deposits and withdrawals": replace(
        US, sections=("Deposits and additions", "Withdrawals"), day="%m/%d/%Y"
    ),
    "credit card, charges without a sign": CARD,
    "credit card, payments with CR": replace(CARD, money=lambda minor: dotted(minor) + (" CR" if minor < 0 else "")),
    "two days for each row": Layout(
        (
            ("date", 50, "Date"), ("value_date", 120, "Value date"), ("text", 190, "Description"),
            ("amount", 440, "Amount"), ("balance", 540, "Balance"),
        ),
    ),
}  # fmt: skip
