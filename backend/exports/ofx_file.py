"""Transactions as OFX 2.1.1: one statement for each account. https://financialdataexchange.org/ofx

Lengths are those of the standard: NAME 32, MEMO 255, ACCTID 22, BANKID 9.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from xml.sax.saxutils import escape

from backend.exports.batches import in_batches
from backend.exports.register import Entry, Register
from backend.exports.text_fields import format_amount, one_line

_HEADER = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<?OFX OFXHEADER="200" VERSION="211" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n'
)
_STATUS = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>"
_BANK = "BUDGETAPP"
# OFX has few kinds of bank accounts; all others are written as checking accounts.
_TYPES = {"savings": "SAVINGS", "loan": "CREDITLINE", "liability": "CREDITLINE"}
_NAME, _MEMO = 32, 255


def as_ofx(registers: Sequence[Register], *, now: datetime) -> Iterator[bytes]:
    """Yield the file in pieces. Money in is positive; FITID is the number of the transaction, the same each time."""
    yield (
        f"{_HEADER}<OFX>\n<SIGNONMSGSRSV1><SONRS>{_STATUS}<DTSERVER>{now:%Y%m%d%H%M%S}</DTSERVER>"
        "<LANGUAGE>ENG</LANGUAGE><FI><ORG>Budget App</ORG></FI></SONRS></SIGNONMSGSRSV1>\n"
    ).encode()
    cards = [register for register in registers if register.account_type == "credit"]
    banks = [register for register in registers if register.account_type != "credit"]
    yield from _messages("BANKMSGSRSV1", "STMTTRNRS", "STMTRS", banks)
    yield from _messages("CREDITCARDMSGSRSV1", "CCSTMTTRNRS", "CCSTMTRS", cards)
    yield b"</OFX>\n"


def _messages(messages: str, answer: str, statement: str, registers: Sequence[Register]) -> Iterator[bytes]:
    if not registers:
        return
    yield f"<{messages}>\n".encode()
    for register in registers:
        yield (
            f"<{answer}><TRNUID>{register.id}</TRNUID>{_STATUS}<{statement}><CURDEF>{register.currency}</CURDEF>"
            f"{_account(register)}\n<BANKTRANLIST><DTSTART>{_day(register.first_on)}</DTSTART>"
            f"<DTEND>{_day(register.last_on)}</DTEND>\n"
        ).encode()
        for entries in in_batches(register.entries()):
            yield "".join(_movement(entry, register.currency) for entry in entries).encode()
        yield f"</BANKTRANLIST>{_balance(register)}</{statement}></{answer}>\n".encode()
    yield f"</{messages}>\n".encode()


def _account(register: Register) -> str:
    """Name the account by its number here, since the bank's own is not known, and by its last digits if they are."""
    number = "-".join(part for part in (str(register.id), one_line(register.mask or "")) if part)
    account_number = f"<ACCTID>{escape(number)}</ACCTID>"
    if register.account_type == "credit":
        return f"<CCACCTFROM>{account_number}</CCACCTFROM>"
    kind = _TYPES.get(register.account_type, "CHECKING")
    return f"<BANKACCTFROM><BANKID>{_BANK}</BANKID>{account_number}<ACCTTYPE>{kind}</ACCTTYPE></BANKACCTFROM>"


def _movement(entry: Entry, currency: str) -> str:
    name, memo = _texts(entry)
    elements = [
        f"<TRNTYPE>{_type(entry)}</TRNTYPE><DTPOSTED>{_day(entry.on)}</DTPOSTED>",
        f"<DTUSER>{_day(entry.authorized_on)}</DTUSER>" if entry.authorized_on else "",
        f"<TRNAMT>{format_amount(entry.amount_minor, entry.currency)}</TRNAMT><FITID>{entry.id}</FITID>",
        f"<NAME>{escape(name)}</NAME>" if name else "",
        f"<MEMO>{escape(memo)}</MEMO>" if memo else "",
    ]
    if entry.currency != currency:
        elements.append(f"<CURRENCY><CURRATE>1</CURRATE><CURSYM>{entry.currency}</CURSYM></CURRENCY>")
    return f"<STMTTRN>{''.join(elements)}</STMTTRN>\n"


def _texts(entry: Entry) -> tuple[str, str]:
    """Return the name, and what a name cannot hold: the whole text where it is longer, and the note."""
    text, note = one_line(entry.description), one_line(entry.notes)
    if len(text) <= _NAME:
        return text, note[:_MEMO]
    return text[:_NAME].strip(), " / ".join(part for part in (text, note) if part)[:_MEMO].strip()


def _type(entry: Entry) -> str:
    if entry.is_internal:
        return "XFER"
    return "DEBIT" if entry.amount_minor > 0 else "CREDIT" if entry.amount_minor < 0 else "OTHER"


def _balance(register: Register) -> str:
    if register.balance is None or register.balance.minor is None:
        return ""
    amount = format_amount(-register.balance.minor, register.currency)
    return f"<LEDGERBAL><BALAMT>{amount}</BALAMT><DTASOF>{_day(register.balance.on)}</DTASOF></LEDGERBAL>"


def _day(on: date) -> str:
    """Return noon of a day: no time zone makes another day of it."""
    return f"{on.isoformat().replace('-', '')}120000"
