"""Read an activity statement of Interactive Brokers: a CSV file of sections, each with a header of its own.

Cash is held in each currency, so the activities of each currency are a part of their own.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from backend.imports.table.csv_reader import Dialect, Record, read_records
from backend.imports.values.dates import UnreadableDate, read_day
from backend.investment_imports.action_words import Meaning
from backend.investment_imports.activity_rules import LeftOutRow, RowValues, UnreadableRow, activity_from
from backend.investment_imports.broker_file import ZERO, BrokerFile, FileHolding, FileRow, SecurityName
from backend.investment_imports.numbers import UnreadableNumber, read_number
from backend.kit.currency import is_currency

NAME = "Interactive Brokers"
_SYMBOL = re.compile(r"([A-Za-z0-9. ]{1,20}?)\s*\(([A-Z]{2}[A-Z0-9]{9}\d)\)")
# The new company at the end of a spin-off: (GEHC, GE HEALTHCARE TECHNOLOGIES, US36266G1076).
_NEW_SECURITY = re.compile(r"\(([^(),]+), ([^()]+), ([A-Z]{2}[A-Z0-9]{9}\d)\)\s*$")
_TYPES = {
    "Stocks": "equity",
    "Equity and Index Options": "derivative",
    "Futures": "derivative",
    "Bonds": "fixed_income",
    "Mutual Funds": "mutual_fund",
    "Crypto": "cryptocurrency",
}
Row = Mapping[str, str]


def is_statement(text: str) -> bool:
    """Say whether a text is an activity statement of Interactive Brokers."""
    head = text[:400].lstrip("\ufeff")
    return head.startswith(("Statement,Header,", "Statement,Data,")) or "\nStatement,Header," in head


def read_statement(text: str) -> BrokerFile:
    """Return what an activity statement says."""
    reader = _Statement()
    records = list(read_records(text, Dialect(",")))
    # What the symbols stand for, and the account, may come after the rows that need them.
    for sections in ({"Account Information", "Statement", "Financial Instrument Information"}, set(_READERS)):
        header: list[str] = []
        for record in records:
            if len(record.cells) > 2 and record.cells[0] in sections:
                if record.cells[1] == "Header":
                    header = record.cells
                elif record.cells[1] == "Data":
                    reader.take(record, dict(zip(header, record.cells, strict=False)))
    return reader.finish()


class _Statement:
    def __init__(self) -> None:
        self.file = BrokerFile(f"{NAME} activities", NAME)
        self.account = ""
        self.last_day: date | None = None
        self.securities: dict[str, SecurityName] = {}

    def take(self, record: Record, row: Row) -> None:
        section = record.cells[0]
        match section:
            case "Account Information":
                if row.get("Field Name") == "Account":
                    self.account = row.get("Field Value", "").split(" ")[0]
            case "Statement":
                if row.get("Field Name") == "Period":
                    self.last_day = _last_day(row.get("Field Value", ""))
            case "Financial Instrument Information":
                self._remember_security(row)
            case _:
                self._take_row(record, row, _READERS[section])

    def _remember_security(self, row: Row) -> None:
        isin = row.get("Security ID", "")
        type_ = "etf" if row.get("Type") == "ETF" else _TYPES.get(row.get("Asset Category", ""), "other")
        for symbol in row.get("Symbol", "").split(", "):
            self.securities[symbol] = SecurityName(
                ticker=symbol[:30] or None,
                isin=isin if len(isin) == 12 else None,
                name=row.get("Description") or None,
                security_type=type_,
            )

    def _take_row(self, record: Record, row: Row, read: "Callable[[_Statement, Record, Row], None]") -> None:
        shown = FileRow(record.line_no, record.raw.rstrip("\r\n"), "")
        try:
            currency = row.get("Currency", "")
            if currency.startswith("Total") or not is_currency(currency):
                raise LeftOutRow("This line is a total of the statement.")
            read(self, record, row)
        except LeftOutRow as reason:
            self.file.left_out.append(replace(shown, reason=str(reason)))
        except UnreadableRow as reason:
            self.file.unreadable.append(replace(shown, reason=str(reason)))
        except UnreadableDate as error:
            self.file.unreadable.append(replace(shown, reason=f"The date {error.why}."))
        except UnreadableNumber as error:
            self.file.unreadable.append(replace(shown, reason=f"A number of this row {error}."))

    def take_trade(self, record: Record, row: Row) -> None:
        if row.get("DataDiscriminator") not in ("Order", "Trade", None):
            raise LeftOutRow("This line repeats a part of the order above it.")
        if row.get("Asset Category") == "Forex":
            raise LeftOutRow(
                "Currency was exchanged; enter it as a withdrawal in one currency and a deposit in the other."
            )
        security = self._security(row.get("Symbol", ""), row)
        self._add(
            record,
            row,
            meaning="trade",
            day=row.get("Date/Time", ""),
            security=security,
            quantity=read_number(row.get("Quantity", "")),
            price=read_number(row.get("T. Price", "")),
            amount=read_number(row.get("Proceeds", "")),
            fees=read_number(row.get("Comm/Fee", "")) or ZERO,
            amount_is_net=False,
        )

    def take_cash(self, record: Record, row: Row, meaning: Meaning) -> None:
        text = row.get("Description", "")
        found = _SYMBOL.match(text)
        security = self._security(found[1].strip(), row, isin=found[2]) if found else None
        if meaning == "dividend" and "return of capital" in text.lower():
            meaning = "return_of_capital"
        self._add(
            record,
            row,
            meaning=meaning,
            day=row.get("Date") or row.get("Settle Date") or "",
            security=security,
            amount=read_number(row.get("Amount", "")),
            notes=text[:500] or None,
        )

    def take_corporate_action(self, record: Record, row: Row) -> None:
        text = row.get("Description", "")
        found = _SYMBOL.match(text)
        day = row.get("Report Date") or row.get("Date/Time", "")
        if " spinoff " in text.lower() and (new := _NEW_SECURITY.search(text)):
            security = replace(self._security(new[1], row, isin=new[3]), name=new[2].strip())
            quantity = read_number(row.get("Quantity", ""))
            self._add(record, row, meaning="spin_off", day=day, security=security, quantity=quantity)
        elif " Split " not in text or not found:
            self._add(record, row, meaning="by_hand", day=day)
        else:
            security = self._security(found[1].strip(), row, isin=found[2])
            ratio = text.partition(" Split ")[2]
            self._add(record, row, meaning="split", day=day, security=security, ratio_text=ratio)

    def take_position(self, record: Record, row: Row) -> None:
        if row.get("DataDiscriminator") != "Summary":
            raise LeftOutRow("This line is one lot of the position above it.")
        quantity = read_number(row.get("Quantity", ""))
        if quantity is None:
            raise UnreadableRow("The row has no quantity.")
        if quantity < 0:
            raise LeftOutRow("A short position is not kept as a holding.")
        holding = FileHolding(
            line_no=record.line_no,
            raw=record.raw.rstrip("\r\n"),
            security=self._security(row.get("Symbol", ""), row),
            quantity=quantity,
            cost=read_number(row.get("Cost Basis", "")),
            value=read_number(row.get("Value", "")),
        )
        self.file.part(self.account, row["Currency"]).holdings.append(holding)

    def _add(
        self,
        record: Record,
        row: Row,
        *,
        meaning: Meaning,
        day: str,
        security: SecurityName | None = None,
        quantity: Decimal | None = None,
        price: Decimal | None = None,
        amount: Decimal | None = None,
        fees: Decimal = ZERO,
        amount_is_net: bool = True,
        ratio_text: str = "",
        notes: str | None = None,
    ) -> None:
        values = RowValues(
            line_no=record.line_no,
            raw=record.raw.rstrip("\r\n"),
            on=read_day(day, "YMD"),
            meaning=meaning,
            security=security,
            quantity=quantity,
            price=price,
            amount=amount,
            fees=fees,
            amount_is_net=amount_is_net,
            ratio_text=ratio_text,
            notes=notes,
        )
        self.file.part(self.account, row["Currency"]).activities.append(activity_from(values))

    def _security(self, symbol: str, row: Row, *, isin: str | None = None) -> SecurityName:
        known = self.securities.get(symbol)
        if known is None:
            known = SecurityName(
                symbol[:30] or None, isin, None, None, _TYPES.get(row.get("Asset Category", ""), "other")
            )
        return replace(known, currency=row["Currency"])

    def finish(self) -> BrokerFile:
        for part in self.file.parts:
            part.holdings_on = self.last_day if part.holdings else None
        return self.file


def _last_day(period: str) -> date | None:
    try:
        return read_day(period.rpartition(" - ")[2] or period, "MDY")
    except UnreadableDate:
        return None


def _cash(meaning: Meaning) -> "Callable[[_Statement, Record, Row], None]":
    return lambda statement, record, row: statement.take_cash(record, row, meaning)


_READERS: dict[str, Callable[[_Statement, Record, Row], None]] = {
    "Trades": _Statement.take_trade,
    "Open Positions": _Statement.take_position,
    "Corporate Actions": _Statement.take_corporate_action,
    "Deposits & Withdrawals": _cash("cash"),
    "Dividends": _cash("dividend"),
    "Payment In Lieu Of Dividends": _cash("dividend"),
    "Withholding Tax": _cash("tax"),
    "Interest": _cash("interest"),
    "Fees": _cash("fee"),
}
