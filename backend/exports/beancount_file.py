"""The ledger as a file for beancount 2 and 3: https://beancount.github.io/docs/beancount_language_syntax.html."""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta

from backend.exports.text_fields import one_line
from backend.exports.text_ledger import LedgerPosting, LedgerTransaction, Name, TextLedger
from backend.kit.money import in_units

_NOT_IN_A_TAG = re.compile(r"[^A-Za-z0-9\-_/.]+")
_OTHER_NAMES = (("equity", "Opening balances"), ("equity", "Unexplained differences"), ("equity", "Transfers"),
                ("expenses", "Fees of transfers"), ("expenses", "Uncategorised"))  # fmt: skip


def as_beancount(ledger: TextLedger) -> Iterator[bytes]:
    """Yield the file in pieces."""
    names = _written_names([*ledger.accounts, *ledger.categories, *_OTHER_NAMES])
    yield b'option "title" "Budget App"\n'
    for currency in ledger.currencies:
        yield f'option "operating_currency" "{currency}"\n'.encode()
    yield b"\n"
    opened_on = min([ledger.first_on, *(each.on for each in ledger.differences)])
    for name, written in names.items():
        own_currency = ledger.accounts.get(name)
        # Without a currency: an account may hold rows in another one than its own.
        yield f'{opened_on} open {written}\n  name: "{_quoted(name[-1])}"\n'.encode()
        if own_currency:
            yield f'  currency: "{own_currency}"\n'.encode()
    yield b"\n"
    for transaction in _all(ledger):
        yield _written(transaction, names).encode()
    for balance in sorted(ledger.balances):
        # A balance is checked before the first transaction of its day.
        next_day = balance.on + timedelta(days=1)
        amount = in_units(balance.minor, balance.currency)
        yield f"{next_day} balance {names[balance.account]}  {amount} {balance.currency}\n".encode()


def _all(ledger: TextLedger) -> Iterator[LedgerTransaction]:
    yield from ledger.differences
    yield from ledger.transactions()


def _written(transaction: LedgerTransaction, names: dict[Name, str]) -> str:
    flag = "!" if transaction.is_pending else "*"
    tags = [_NOT_IN_A_TAG.sub("-", tag).strip("-") for tag in transaction.tags]
    tagged = "".join(f" #{tag}" for tag in dict.fromkeys(tags) if tag)
    lines = [f'{transaction.on} {flag} "{_quoted(transaction.payee)}" "{_quoted(transaction.text)}"{tagged}']
    if transaction.notes:
        lines.append(f'  note: "{_quoted(transaction.notes)}"')
    if any(tag != written for tag, written in zip(transaction.tags, tags, strict=True)):
        lines.append(f'  tags: "{_quoted(", ".join(transaction.tags))}"')
    for posting in transaction.postings:
        lines += _posting(posting, names)
    return "\n".join(lines) + "\n\n"


def _posting(posting: LedgerPosting, names: dict[Name, str]) -> Iterator[str]:
    line = f"  {names[posting.account]}  {in_units(posting.amount_minor, posting.currency)} {posting.currency}"
    if posting.price_minor is not None and posting.price_currency is not None:
        line += f" @@ {in_units(posting.price_minor, posting.price_currency)} {posting.price_currency}"
    yield line
    if posting.memo:
        yield f'    memo: "{_quoted(posting.memo)}"'


def _written_names(names: Iterable[Name]) -> dict[Name, str]:
    """Return each account as beancount can name it: parts of letters, digits and -, each beginning with a capital."""
    written: dict[Name, str] = {}
    taken: set[str] = set()
    for name in dict.fromkeys(names):
        plain = ":".join([name[0].capitalize(), *(_component(part) for part in name[1:])])
        free, number = plain, 2
        while free in taken:
            free, number = f"{plain}-{number}", number + 1
        taken.add(free)
        written[name] = free
    return written


def _component(text: str) -> str:
    words = re.sub(r"[^A-Za-z0-9\u00c0-\uffff]+", "-", one_line(text)).strip("-") or "Unnamed"
    first = words[0].upper()
    return f"{first}{words[1:]}" if re.match(r"[A-Z0-9]", first) else f"X-{words}"


def _quoted(text: str) -> str:
    return one_line(text).replace("\\", "\\\\").replace('"', '\\"')
