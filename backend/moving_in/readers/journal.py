"""hledger and Ledger: a journal as text, in the syntax that `hledger print` and `ledger print` write."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from backend.kit.currency import is_currency
from backend.moving_in.book import Book
from backend.moving_in.errors import UnreadableBook
from backend.moving_in.readers.commodity_postings import (
    Amount,
    TextLedger,
    TextPosting,
    TextTransaction,
    kind_by_name,
)
from backend.moving_in.readers.csv_rows import read_amount
from backend.moving_in.source_files import decode

PROGRAM = "hledger"
_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:=[\d/.\-]+)?")
_HEAD = re.compile(
    r"(?P<day>\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:=\S+)?)\s*(?:[*!]\s*)?(?:\((?P<code>[^)]*)\)\s*)?(?P<text>.*)"
)
_TAG = re.compile(r"(?:^|[\s,])([^\s:,;]+):([^,\n]*)")
_SYMBOLS = {"€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "zł": "PLN", "₽": "RUB", "Fr.": "CHF"}
_AMOUNT = re.compile(
    r"""(?P<minus>[-+]?)\s*(?P<left>"[^"]+"|[^\s\d"@={}(),.;+-]+)?\s*(?P<number>[-+]?\d[\d.,' \u00a0]*|[-+]?[.,]\d+)
    \s*(?P<right>"[^"]+"|[^\s\d"@={}(),.;+-]+)?\s*""",
    re.VERBOSE,
)
_TYPES = {"a": "asset", "asset": "asset", "c": "asset", "cash": "asset", "l": "liability", "liability": "liability",
          "e": "equity", "equity": "equity", "v": "equity", "r": "income", "revenue": "income", "income": "income",
          "x": "expense", "expense": "expense"}  # fmt: skip
_INCLUDES = ("include", "!include", "apply account", "alias", "apply")
_IGNORED = ("commodity", "decimal-mark", "payee", "tag", "D", "N", "P", "end", "format", "note", "default", "Y", "year")
_NOT_MOVEMENTS = {
    "~": ("Periodic transactions and budgets", "Set your budget in Budget"),
    "=": ("Automated postings", "Print the journal with --auto to have them in it"),
}


def is_journal(data: bytes) -> bool:
    """Say whether a text begins like a journal: a day with a payee, and indented postings below it."""
    text = decode(data[:50_000])
    return bool(re.search(r"(?m)^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}[^\n,]*\n(?:[ \t]+;.*\n)*[ \t]+[^\s;]", text))


def read(data: bytes, *, currency: str) -> Book:
    """Return the book in a journal. Amounts without a commodity are in `currency`. Raises UnreadableBook."""
    return _Journal(decode(data), currency).read()


class _Journal:
    def __init__(self, text: str, currency: str) -> None:
        self._lines = text.replace("\t", "    ").splitlines()
        self._currency = currency
        self._types: dict[str, str] = {}
        self._ledger = TextLedger(PROGRAM, self._kind_of)
        self._commas = self._decimal_comma()
        # The last assertion of an account on a day, unless it moved later on that day.
        self._asserted: dict[tuple[str, date], Amount | None] = {}

    def read(self) -> Book:
        transactions = list(self._transactions())
        self._ledger.add_all(transactions)
        for (account, on), amount in self._asserted.items():
            if amount is not None:
                self._ledger.state_balance(account, on, amount)
        self._ledger.save_stated()
        return self._ledger.book.finish()

    def _kind_of(self, account: str) -> str | None:
        above = account
        while above:
            if above in self._types:
                return self._types[above]
            above = above.rpartition(":")[0]
        return kind_by_name(account)

    def _decimal_comma(self) -> bool | None:
        """Say whether the journal declares a comma as its decimal mark; None if it declares none."""
        for line in self._lines:
            if line.startswith("decimal-mark"):
                return line.split()[-1] == ","
            if line.startswith(("commodity ", "D ")) and (found := re.search(r"([.,])(\d*)\s*\D*$", line)):
                return found[1] == ","
        return None

    def _transactions(self) -> Iterator[TextTransaction]:
        at, count = 0, len(self._lines)
        while at < count:
            line = self._lines[at]
            start = at
            at += 1
            while at < count and self._lines[at].startswith(" ") and self._lines[at].strip():
                at += 1
            block = self._lines[start + 1 : at]
            word = line.split(" ", 1)[0]
            if line[:1].isdigit():
                yield self._transaction(start + 1, line, block)
            elif line.startswith("comment"):
                while at < count and not self._lines[at].startswith("end comment"):
                    at += 1
                at += 1
            elif word == "account":
                self._declare(line, block)
            elif line[:1] in _NOT_MOVEMENTS:
                self._ledger.book.no_place(*_NOT_MOVEMENTS[line[0]])
            elif line.startswith(_INCLUDES):
                raise UnreadableBook(
                    PROGRAM,
                    f"line {start + 1} needs other files or names. Write it as one file: hledger print > all.journal.",
                )
            elif line.strip() and line[0] not in ";#*%|" and word not in _IGNORED and not line.startswith("Y"):
                raise UnreadableBook(PROGRAM, f"line {start + 1} (“{line[:60]}”) is nothing we know.")

    def _declare(self, line: str, block: list[str]) -> None:
        name, _, comment = line.partition(";")
        for text in (comment, *block):
            if found := re.search(r"type:\s*(\w+)", text):
                kind = _TYPES.get(found[1].casefold())
                if kind:
                    self._types[name.removeprefix("account ").strip()] = kind

    def _transaction(self, line_no: int, line: str, block: list[str]) -> TextTransaction:
        text, _, comment = line.partition(";")
        head = _HEAD.match(text)
        if head is None:
            raise UnreadableBook(PROGRAM, f"line {line_no} (“{line[:60]}”) is no transaction.")
        on = self._day(head["day"], line_no)
        payee, _, note = head["text"].partition("|")
        made = TextTransaction(on, payee.strip(), note.strip() or None, raw="\n".join([line, *block]))
        comments = [comment]
        for offset, row in enumerate(block, start=1):
            stripped = row.strip()
            if stripped.startswith((";", "#")):
                if made.postings:
                    made.postings[-1].memo = _plain(stripped[1:], made.postings[-1].memo)
                    made.postings[-1].tags += _tags(stripped[1:])
                else:
                    comments.append(stripped[1:])
            elif stripped.startswith(("(", "[")):
                self._ledger.book.no_place("Virtual postings", "They move nothing between real accounts")
            else:
                made.postings.append(self._posting(line_no + offset, stripped, on))
        made.tags = tuple(tag for each in comments for tag in _tags(each))
        notes = [each for each in (made.notes, *(_plain(each, None) for each in comments)) if each]
        if head["code"]:
            notes.append(f"Number {head['code']}")
        made.notes = "\n".join(notes) or None
        return made

    def _posting(self, line_no: int, text: str, on: date) -> TextPosting:
        text, _, comment = text.partition(";")
        text = re.sub(r"^[*!]\s*", "", text.strip())
        account, _, rest = text.partition("  ")
        account, rest = account.strip(), rest.strip()
        memo, tags = _plain(comment, None), _tags(comment)
        if not rest:
            self._moved(account, on, None)
            return TextPosting(account, None, memo=memo, tags=tags)
        rest, _, asserted = rest.partition("=")
        amount_text = re.sub(r"\{[^}]*\}|\[[^]]*\]|\([^)]*\)", "", rest)
        units, _, price = amount_text.partition("@")
        amount = self._amount(units, line_no) if units.strip() else None
        weight = None
        if amount is not None and price.strip():
            is_total = price.startswith("@")
            per = self._amount(price.lstrip("@"), line_no)
            sign = -1 if amount.quantity < 0 else 1
            total = abs(per.quantity) * sign if is_total else per.quantity * amount.quantity
            weight = Amount(total, per.commodity)
        elif amount is not None and (cost := re.search(r"\{(=?)([^}]+)\}", rest)):
            per = self._amount(cost[2].strip("{}="), line_no)
            weight = Amount(per.quantity * amount.quantity, per.commodity)
        stated = self._amount(asserted.lstrip("=*"), line_no) if asserted.strip("=* ") else None
        if amount is None:
            raise UnreadableBook(
                PROGRAM, f"line {line_no} only sets a balance. Print the journal with --explicit first."
            )
        self._moved(account, on, stated)
        return TextPosting(account, amount, weight, memo, tags)

    def _moved(self, account: str, on: date, stated: Amount | None) -> None:
        self._asserted[account, on] = stated

    def _amount(self, text: str, line_no: int) -> Amount:
        match = _AMOUNT.fullmatch(text.strip())
        number = match["number"].replace(" ", "").replace("\u00a0", "").replace("'", "") if match else ""
        if match is None or not number:
            raise UnreadableBook(PROGRAM, f"“{text.strip()}” on line {line_no} is no amount.")
        quantity = self._number(number)
        if quantity is None:
            raise UnreadableBook(PROGRAM, f"“{text.strip()}” on line {line_no} is no amount.")
        if match["minus"] == "-":
            quantity = -quantity
        return Amount(quantity, self._commodity(match["left"] or match["right"] or ""))

    def _number(self, number: str) -> Decimal | None:
        if self._commas is None:
            return read_amount(number)
        grouping, mark = (".", ",") if self._commas else (",", ".")
        return read_amount(number.replace(grouping, "").replace(mark, ".") + ("" if mark in number else ".0"))

    def _commodity(self, written: str) -> str:
        name = written.strip('"')
        if not name:
            return self._currency
        if name == "$":
            # The dollar that the person counts in, else the one of the United States.
            return self._currency if self._currency.endswith("D") else "USD"
        found = _SYMBOLS.get(name, name)
        return found.upper() if is_currency(found.upper()) else found

    def _day(self, text: str, line_no: int) -> date:
        match = _DAY.match(text)
        try:
            assert match is not None
            return date(int(match[1]), int(match[2]), int(match[3]))
        except (ValueError, AssertionError) as error:
            raise UnreadableBook(PROGRAM, f"“{text}” on line {line_no} is no day.") from error


def _tags(comment: str) -> tuple[str, ...]:
    """Return the tags of a comment: “trip:” is the tag trip, “project:roof” is project: roof. Ledger's are :a:b:."""
    ledger = re.fullmatch(r"\s*:((?:[^\s:]+:)+)\s*", comment)
    if ledger:
        return tuple(ledger[1].strip(":").split(":"))
    return tuple(
        f"{name}: {value.strip()}" if value.strip() else name
        for name, value in _TAG.findall(comment)
        if name not in ("date", "date2", "http", "https")
    )


def _plain(comment: str, before: str | None) -> str | None:
    """Return a comment without its tags."""
    text = "" if re.fullmatch(r"\s*:((?:[^\s:]+:)+)\s*", comment) else _TAG.sub("", comment)
    return "\n".join(filter(None, [before, text.strip(" ,")])) or None
