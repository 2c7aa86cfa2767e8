"""The ledger as a journal for hledger 1.25 and later, which Ledger reads too: https://hledger.org/hledger.html."""

import re
from collections.abc import Iterable, Iterator

from backend.exports.text_fields import one_line
from backend.exports.text_ledger import LedgerPosting, LedgerTransaction, Name, TextLedger
from backend.kit.currency import minor_digits
from backend.kit.money import in_units

_TYPES = {"assets": "A", "liabilities": "L", "equity": "E", "income": "R", "expenses": "X"}
# What ends a name, or begins a virtual posting or a status.
_NOT_IN_A_NAME = re.compile(r"[:;|()\[\]{}@=*!#%&\"]+")


def as_hledger(ledger: TextLedger) -> Iterator[bytes]:
    """Yield the journal in pieces."""
    names = _Names([*ledger.accounts, *ledger.categories])
    for currency in ledger.currencies:
        digits = minor_digits(currency)
        example = f"1000.{'0' * digits} {currency}" if digits else f"1000. {currency}"
        yield f"commodity {example}\n".encode()
    for name in ledger.accounts:
        yield f"account {names[name]}  ; type: {_TYPES[name[0]]}\n".encode()
    yield b"\n"
    for transaction in _all(ledger):
        yield _written(transaction, names).encode()
    # Within a day an assertion is checked where it stands, so they come last.
    for balance in sorted(ledger.balances):
        held = in_units(balance.minor, balance.currency)
        zero = f"{in_units(0, balance.currency)} {balance.currency}"
        line = f"    {names[balance.account]}  {zero} = {held} {balance.currency}"
        yield f"{balance.on} * Balance\n{line}\n\n".encode()


def _all(ledger: TextLedger) -> Iterator[LedgerTransaction]:
    yield from ledger.differences
    yield from ledger.transactions()


def _written(transaction: LedgerTransaction, names: "_Names") -> str:
    mark = "!" if transaction.is_pending else "*"
    payee = _text(transaction.payee) or "-"
    words = f"{payee} | {_text(transaction.text)}" if transaction.text else payee
    lines = [f"{transaction.on} {mark} {words}"]
    lines += [f"    ; {one_line(line)}" for line in transaction.notes.splitlines() if line.strip()]
    lines += [f"    ; {_tag(tag)}:" for tag in transaction.tags]
    lines += [_posting(posting, names) for posting in transaction.postings]
    return "\n".join(lines) + "\n\n"


def _posting(posting: LedgerPosting, names: "_Names") -> str:
    line = f"    {names[posting.account]}  {in_units(posting.amount_minor, posting.currency)} {posting.currency}"
    if posting.price_minor is not None and posting.price_currency is not None:
        line += f" @@ {in_units(posting.price_minor, posting.price_currency)} {posting.price_currency}"
    return f"{line}  ; {one_line(posting.memo)}" if posting.memo else line


def _text(text: str) -> str:
    """Return a text without what begins a comment, or parts payee and note."""
    plain = one_line(text).replace(";", ",").replace("|", "/")
    # At the start these would be a status or a code.
    return plain.lstrip("*!( ")


def _tag(tag: str) -> str:
    return re.sub(r"[\s:,;]+", "-", one_line(tag)).strip("-") or "tag"


class _Names(dict[Name, str]):
    """Accounts as hledger can name them: parts may hold single blanks."""

    def __init__(self, names: Iterable[Name]) -> None:
        super().__init__()
        self._taken: set[str] = set()
        for name in names:
            self[name]

    def __missing__(self, name: Name) -> str:
        plain = ":".join([name[0], *(one_line(_NOT_IN_A_NAME.sub(" ", part)) or "Unnamed" for part in name[1:])])
        free, number = plain, 2
        while free.casefold() in self._taken:
            free, number = f"{plain} {number}", number + 1
        self._taken.add(free.casefold())
        self[name] = free
        return free
