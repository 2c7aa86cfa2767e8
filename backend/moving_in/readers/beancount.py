"""beancount: a ledger as text, in the syntax of version 2 and 3 without plugins."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from backend.moving_in.book import Book
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.readers.commodity_postings import Amount, TextLedger, TextPosting, TextTransaction, fill_in
from backend.moving_in.source_files import decode

PROGRAM = "beancount"
_DIRECTIVE = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})\s+(\w+|[*!&#?%])\s*(.*)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_AMOUNT = re.compile(r"(?P<number>[-+]?[\d,.]+)\s*(?P<commodity>[A-Z][A-Z0-9'._\-]*)")
_POSTING = re.compile(r"(?:[*!&#?%]\s+)?(?P<account>[^\s;]+:[^\s;]+)\s*(?P<rest>[^;]*)(?:;\s*(?P<comment>.*))?")
_ROOTS = {"name_assets": "asset", "name_liabilities": "liability", "name_equity": "equity", "name_income": "income",
          "name_expenses": "expense"}  # fmt: skip
_KINDS = {"Assets": "asset", "Liabilities": "liability", "Equity": "equity", "Income": "income", "Expenses": "expense"}
_NOT_MOVEMENTS = {
    "note": ("Notes on accounts", "Notes here belong to transactions"),
    "document": ("Documents", "Attach the files here by hand"),
    "event": ("Events", "There are no events here"),
    "query": ("Queries", "Use search and saved views"),
    "custom": ("Custom directives", "They mean something only to plugins, for example budgets of Fava"),
}
_IGNORED = frozenset({"open", "close", "commodity", "price"})


def is_ledger(data: bytes) -> bool:
    """Say whether a text is of beancount: it opens accounts or has a transaction with a quoted text."""
    text = decode(data[:200_000])
    return bool(re.search(r'(?m)^\d{4}[-/]\d{2}[-/]\d{2}\s+(open\s+[A-Z][\w-]*:|(\*|!|txn)\s+")', text))


def read(data: bytes, *, currency: str) -> Book:
    """Return the book in a ledger. Raises UnreadableBook."""
    del currency  # Every amount names its own.
    return _Ledger(decode(data)).read()


class _Ledger:
    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()
        self._kinds = dict(_KINDS)
        self._ledger = TextLedger(PROGRAM, lambda account: self._kinds.get(account.split(":", 1)[0]))
        self._transactions: list[TextTransaction] = []
        # Balances at the beginning of a day, and accounts to be padded from another one on a day.
        self._balances: list[tuple[date, str, Amount]] = []
        self._pads: list[tuple[date, str, str]] = []
        self._tags: list[str] = []

    def read(self) -> Book:
        for line_no, line, block in self._blocks():
            self._read_directive(line_no, line, block)
        for transaction in self._transactions:
            fill_in(transaction, PROGRAM)
        self._pad()
        self._ledger.add_all(self._transactions)
        for on, account, amount in self._balances:
            self._ledger.state_balance(account, on - timedelta(days=1), amount)
        self._ledger.save_stated()
        return self._ledger.book.finish()

    def _blocks(self) -> Iterator[tuple[int, str, list[str]]]:
        at = 0
        while at < len(self._lines):
            start = at
            at += 1
            while at < len(self._lines) and self._lines[at][:1] in (" ", "\t") and self._lines[at].strip():
                at += 1
            yield start + 1, self._lines[start].rstrip(), self._lines[start + 1 : at]

    def _read_directive(self, line_no: int, line: str, block: list[str]) -> None:
        word = line.split(" ", 1)[0]
        if not line.strip() or line[0] in ";*#-:!&?%" or word == "plugin":
            return
        if word == "option":
            name, value = [*_STRING.findall(line), "", ""][:2]
            if name in _ROOTS:
                self._kinds[value] = _ROOTS[name]
            return
        if word in ("pushtag", "poptag"):
            tag = line.split("#", 1)[-1].strip()
            self._tags = [*self._tags, tag] if word == "pushtag" else [each for each in self._tags if each != tag]
            return
        if word == "include":
            raise UnreadableBook(
                PROGRAM, "it includes other files. Write it as one file: bean-query, or join the files."
            )
        match = _DIRECTIVE.match(line)
        if match is None:
            raise UnreadableBook(PROGRAM, f"line {line_no} (“{line[:60]}”) is nothing we know.")
        on, kind, rest = self._day(match, line_no), match[4], match[5]
        if kind in _NOT_MOVEMENTS:
            self._ledger.book.no_place(*_NOT_MOVEMENTS[kind])
        elif kind == "balance":
            account, _, text = rest.partition(" ")
            self._balances.append((on, account, self._amount(text.split("~")[0], line_no)))
        elif kind == "pad":
            account, source = rest.split()[:2]
            self._pads.append((on, account, source))
        elif kind == "txn" or not kind.isalpha() or kind == "P":
            self._transactions.append(self._transaction(line_no, on, rest, block, line))
        elif kind not in _IGNORED:
            raise UnreadableBook(PROGRAM, f"line {line_no} (“{line[:60]}”) is nothing we know.")

    def _transaction(self, line_no: int, on: date, rest: str, block: list[str], line: str) -> TextTransaction:
        texts = [_unescaped(text) for text in _STRING.findall(rest)]
        words = _STRING.sub("", rest.split(";")[0])
        tags = [*self._tags, *re.findall(r"#([\w\-/.]+)", words)]
        payee, narration = (texts[0], texts[1]) if len(texts) > 1 else ("", texts[0] if texts else "")
        notes = [narration] if payee and narration else []
        made = TextTransaction(on, payee or narration, raw="\n".join([line, *block]))
        for offset, row in enumerate(block, start=1):
            stripped = row.strip()
            if stripped.startswith((";", "#", "^")):
                tags += re.findall(r"(?:^|\s)#([\w\-/.]+)", stripped) if not stripped.startswith(";") else []
            elif metadata := re.match(r"([a-z][\w-]*):(?:\s+(.*))?$", stripped):
                value = _unescaped((metadata[2] or "").strip().strip('"'))
                if metadata[1] not in ("filename", "lineno") and not metadata[1].startswith("__"):
                    if made.postings:
                        made.postings[-1].memo = "\n".join(filter(None, [made.postings[-1].memo, value]))
                    else:
                        notes.append(value if metadata[1] in ("note", "memo", "notes") else f"{metadata[1]}: {value}")
            else:
                made.postings.append(self._posting(line_no + offset, stripped))
        made.tags, made.notes = tuple(tags), "\n".join(notes) or None
        return made

    def _posting(self, line_no: int, text: str) -> TextPosting:
        match = _POSTING.fullmatch(text)
        if match is None:
            raise UnreadableBook(PROGRAM, f"line {line_no} (“{text[:60]}”) is no posting.")
        rest, memo = match["rest"].strip(), match["comment"] or None
        if not rest:
            return TextPosting(match["account"], None, memo=memo)
        units = re.split(r"[{@]", rest, maxsplit=1)[0]
        amount = self._amount(units, line_no)
        cost = re.search(r"\{(\{?)([^}]*)\}", rest)
        price = re.search(r"@(@?)\s*([^@]+)$", re.sub(r"\{[^}]*\}+", "", rest))
        weight = None
        if cost and (per := _AMOUNT.search(cost[2])):
            weight = self._times(amount, self._amount(per[0], line_no), is_total=bool(cost[1]))
        elif cost:
            raise UnreadableBook(
                PROGRAM, f"line {line_no} sells a lot without its cost. Write the cost there, then try again."
            )
        elif price:
            weight = self._times(amount, self._amount(price[2], line_no), is_total=bool(price[1]))
        return TextPosting(match["account"], amount, weight, memo)

    @staticmethod
    def _times(amount: Amount, per: Amount, *, is_total: bool) -> Amount:
        sign = -1 if amount.quantity < 0 else 1
        return Amount(per.quantity * sign if is_total else per.quantity * amount.quantity, per.commodity)

    def _pad(self) -> None:
        """Add the transactions that make the next balance of each padded account true."""
        for pad_on, account, source in sorted(self._pads):
            later = sorted(each for each in self._balances if each[1] == account and each[0] > pad_on)
            for on, _, stated in {each[2].commodity: each for each in reversed(later)}.values():
                held = sum(
                    (
                        posting.amount.quantity
                        for transaction in self._transactions
                        if transaction.on < on
                        for posting in transaction.postings
                        if posting.account == account
                        and posting.amount
                        and posting.amount.commodity == stated.commodity
                    ),
                    Decimal(0),
                )
                missing = Amount(stated.quantity - held, stated.commodity)
                if missing.quantity:
                    padding = TextTransaction(pad_on, "Padding", raw=f"{pad_on} pad {account} {source}")
                    padding.postings = [
                        TextPosting(account, missing),
                        TextPosting(source, Amount(-missing.quantity, missing.commodity)),
                    ]
                    self._transactions.append(padding)

    def _amount(self, text: str, line_no: int) -> Amount:
        match = _AMOUNT.fullmatch(text.strip())
        try:
            assert match is not None
            return Amount(Decimal(match["number"].replace(",", "")), match["commodity"])
        except (AssertionError, InvalidOperation) as error:
            raise UnreadableBook(PROGRAM, f"“{text.strip()}” on line {line_no} is no amount.") from error

    def _day(self, match: re.Match[str], line_no: int) -> date:
        try:
            return date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError as error:
            raise UnreadableBook(PROGRAM, f"“{match[0][:10]}” on line {line_no} is no day.") from error


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
