"""Read the investment statements of an OFX file: activities, the list of securities, positions and cash.

Source: OFX 2.2, chapter 13 (Investments).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from backend.imports.formats.ofx.text import open_text
from backend.imports.formats.ofx.tokenizer import tidy
from backend.imports.values.dates import UnreadableDate, read_day
from backend.investment_imports.action_words import Meaning
from backend.investment_imports.activity_rules import LeftOutRow, RowValues, UnreadableRow, activity_from
from backend.investment_imports.broker_file import ZERO, BrokerFile, FileHolding, FileRow, Part, SecurityName
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.numbers import UnreadableNumber, read_number
from backend.kit.currency import is_currency

_MEANINGS: dict[str, Meaning] = {
    "BUYSTOCK": "buy",
    "BUYMF": "buy",
    "BUYDEBT": "buy",
    "BUYOPT": "buy",
    "BUYOTHER": "buy",
    "SELLSTOCK": "sell",
    "SELLMF": "sell",
    "SELLDEBT": "sell",
    "SELLOPT": "sell",
    "SELLOTHER": "sell",
    "INCOME": "dividend",
    "REINVEST": "reinvest",
    "INVEXPENSE": "fee",
    "MARGININTEREST": "interest",
    "RETOFCAP": "return_of_capital",
    "SPLIT": "split",
    "TRANSFER": "transfer",
    "JRNLSEC": "nothing",
    "JRNLFUND": "sweep",
    "CLOSUREOPT": "by_hand",
    "INVBANKTRAN": "cash",
}
_INCOME: dict[str, Meaning] = {"INTEREST": "interest", "CGLONG": "capital_gain", "CGSHORT": "capital_gain"}
_CASH: dict[str, Meaning] = {"INT": "interest", "DIV": "dividend", "FEE": "fee", "SRVCHG": "fee"}
_SECURITY_TYPES = {
    "STOCKINFO": "equity",
    "MFINFO": "mutual_fund",
    "DEBTINFO": "fixed_income",
    "OPTINFO": "derivative",
    "OTHERINFO": "other",
}
_POSITIONS = ("POSSTOCK", "POSMF", "POSDEBT", "POSOPT", "POSOTHER")
_LEAF = re.compile(r"<([A-Z][A-Z0-9.]*)\s*>([^<\r\n]+)")
_STATEMENT = re.compile(r"<INVSTMTRS\s*>")
_FEES = ("COMMISSION", "TAXES", "FEES", "LOAD")


def read_ofx(data: bytes) -> BrokerFile:
    """Return what the investment statements of an OFX file say. Raises NotABrokerFile, and NotOfx of the import."""
    text = open_text(data).text
    starts = [found.end() for found in _STATEMENT.finditer(text)]
    if not starts:
        raise NotABrokerFile("This OFX file has no investment statement.")
    broker = re.search(r"<ORG\s*>([^<\r\n]+)", text)
    reader = _Reader(BrokerFile("OFX", tidy(broker[1])[:100] if broker else ""), text)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        reader.take_statement(start, end)
    return reader.file


def _fields(block: str) -> dict[str, str]:
    """Return the first value of each leaf."""
    fields: dict[str, str] = {}
    for name, value in _LEAF.findall(block):
        if value.strip():
            fields.setdefault(name, tidy(value))
    return fields


def _aggregates(text: str, names: Iterable[str], start: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Yield place, name and text of the aggregates between two places; SGML may leave out the closing tags."""
    found = list(re.finditer(rf"<({'|'.join(names)})\s*>", text[start:end]))
    for index, opening in enumerate(found):
        begin = start + opening.start()
        limit = start + found[index + 1].start() if index + 1 < len(found) else end
        close = text.find(f"</{opening[1]}>", begin, limit)
        yield begin, opening[1], text[begin : close if close >= 0 else limit]


class _Reader:
    def __init__(self, file: BrokerFile, text: str) -> None:
        self.file = file
        self.text = text
        self.securities = _securities(text)
        self.line_no, self.counted_to = 1, 0

    def take_statement(self, start: int, end: int) -> None:
        text = self.text
        listed = text.find("<SECLIST", start, end)
        end = listed if listed >= 0 else end
        head = _fields(text[start : start + 2000])
        currency = head.get("CURDEF", "").upper()
        part = self.file.part(head.get("ACCTID", ""), currency if is_currency(currency) else "USD")
        positions = min(
            (at for name in ("<INVPOSLIST", "<INVBAL") if (at := text.find(name, start, end)) >= 0), default=end
        )
        for place, name, block in _aggregates(text, _MEANINGS, start, positions):
            self._take(part, place, name, block)
        cash_at = text.find("<INVBAL", start, end)
        for place, name, block in _aggregates(text, _POSITIONS, positions, cash_at if cash_at >= positions else end):
            self._take(part, place, name, block)
        if cash_at >= 0:
            self._take(part, cash_at, "INVBAL", text[cash_at:end])
        if part.holdings and "DTASOF" in head:
            part.holdings_on = read_day(head["DTASOF"], "YMD")

    def _take(self, part: Part, place: int, name: str, block: str) -> None:
        """Read one aggregate into the part, or say why it is left out."""
        self.line_no += self.text.count("\n", self.counted_to, place) if place >= self.counted_to else 0
        self.counted_to = max(place, self.counted_to)
        row = FileRow(self.line_no, " ".join(block.split())[:1000], "")
        try:
            if name == "INVBAL":
                self._take_cash(part, row, _fields(block))
            elif name in _POSITIONS:
                self._take_position(part, row, _fields(block))
            else:
                self._take_activity(part, row, name, _fields(block))
        except LeftOutRow as reason:
            self.file.left_out.append(replace(row, reason=str(reason)))
        except UnreadableRow as reason:
            self.file.unreadable.append(replace(row, reason=str(reason)))
        except UnreadableDate as error:
            self.file.unreadable.append(replace(row, reason=f"The date {error.why}."))
        except UnreadableNumber as error:
            self.file.unreadable.append(replace(row, reason=f"A number of this row {error}."))

    def _take_activity(self, part: Part, row: FileRow, name: str, fields: Mapping[str, str]) -> None:
        currency = part.currency
        if "CURRATE" in fields and (stated := fields.get("CURSYM", "").upper()) != currency and is_currency(stated):
            # ORIGCURRENCY only tells what the amounts were converted from.
            currency = stated if "<ORIGCURRENCY" not in row.raw else currency
        meaning = _MEANINGS[name]
        if name == "INCOME":
            meaning = _INCOME.get(fields.get("INCOMETYPE", ""), meaning)
        elif name == "INVBANKTRAN":
            meaning = _CASH.get(fields.get("TRNTYPE", ""), meaning)
        elif name == "TRANSFER":
            meaning = "transfer_out" if fields.get("TFERACTION", "").upper() == "OUT" else "transfer_in"
        quantity = _number(fields, "UNITS")
        activity = activity_from(
            RowValues(
                line_no=row.line_no,
                raw=row.raw,
                on=read_day(fields.get("DTTRADE") or fields.get("DTPOSTED") or "", "YMD"),
                meaning=meaning,
                security=self._security(fields, currency),
                quantity=quantity,
                price=_number(fields, "UNITPRICE"),
                amount=_number(fields, "TRNAMT" if name == "INVBANKTRAN" else "TOTAL"),
                fees=sum((abs(_number(fields, fee) or ZERO) for fee in _FEES), ZERO),
                ratio_text=_ratio(fields),
                notes=fields.get("MEMO") or fields.get("NAME"),
            )
        )
        self.file.part(part.label, currency).activities.append(activity)

    def _take_position(self, part: Part, row: FileRow, fields: Mapping[str, str]) -> None:
        security, quantity = self._security(fields, part.currency), _number(fields, "UNITS")
        if security is None or quantity is None:
            raise UnreadableRow("The position names no security, or no number of units.")
        if fields.get("POSTYPE", "").upper() == "SHORT":
            quantity = -abs(quantity)
        holding = FileHolding(row.line_no, row.raw, security, quantity, None, _number(fields, "MKTVAL"))
        part.holdings.append(holding)

    def _take_cash(self, part: Part, row: FileRow, fields: Mapping[str, str]) -> None:
        cash = _number(fields, "AVAILCASH")
        if cash:
            name = SecurityName(name=f"Cash ({part.currency})", currency=part.currency, security_type="cash")
            part.holdings.append(FileHolding(row.line_no, row.raw, name, cash, cash, cash))

    def _security(self, fields: Mapping[str, str], currency: str) -> SecurityName | None:
        id_ = fields.get("UNIQUEID")
        if not id_:
            return None
        known = self.securities.get(id_) or SecurityName(name=id_[:300], security_type="other")
        return replace(known, currency=currency)


def _securities(text: str) -> dict[str, SecurityName]:
    """Return the securities of the list by their ids."""
    start = text.find("<SECLIST")
    if start < 0:
        return {}
    found = {}
    for _place, kind, block in _aggregates(text, _SECURITY_TYPES, start, len(text)):
        fields = _fields(block)
        id_ = fields.get("UNIQUEID", "")
        is_isin = fields.get("UNIQUEIDTYPE", "").upper() == "ISIN" and len(id_) == 12
        ticker = fields.get("TICKER", "").upper()
        found[id_] = SecurityName(
            ticker=None if ticker in ("", "N/A", "NONE") else ticker[:30],
            isin=id_ if is_isin else None,
            name=(fields.get("SECNAME") or id_)[:300],
            security_type=_SECURITY_TYPES[kind],
        )
    return found


def _number(fields: Mapping[str, str], name: str) -> Decimal | None:
    text = fields.get(name, "")
    return read_number(text, "," if "," in text and "." not in text else ".")


def _ratio(fields: Mapping[str, str]) -> str:
    for new, old in (("NUMERATOR", "DENOMINATOR"), ("NEWUNITS", "OLDUNITS")):
        if fields.get(new) and fields.get(old):
            return f"{fields[new]} for {fields[old]}"
    return ""
