"""Read the investment sections of a QIF file, with its list of securities."""

import re
from dataclasses import replace
from decimal import Decimal

from backend.imports.formats.qif.fields import is_investing
from backend.imports.formats.qif.records import QifRecord, split_records
from backend.imports.source.encoding import decode
from backend.imports.values.dates import UnreadableDate, read_day
from backend.investment_imports.action_words import Meaning
from backend.investment_imports.activity_rules import LeftOutRow, RowValues, UnreadableRow, activity_from
from backend.investment_imports.broker_file import ZERO, BrokerFile, FileRow, SecurityName
from backend.investment_imports.errors import NotABrokerFile
from backend.investment_imports.numbers import UnreadableNumber, find_decimal_mark, read_number

# Source: the actions of Quicken's investment accounts. One that ends with X also moves the cash to or from elsewhere.
_ACTIONS: dict[str, Meaning] = {
    "buy": "buy",
    "cvrshrt": "buy",
    "sell": "sell",
    "shtsell": "sell",
    "div": "dividend",
    "miscinc": "dividend",
    "intinc": "interest",
    "margint": "interest",
    "cglong": "capital_gain",
    "cgmid": "capital_gain",
    "cgshort": "capital_gain",
    "reinvdiv": "reinvest",
    "reinvint": "reinvest",
    "reinvlg": "reinvest",
    "reinvmd": "reinvest",
    "reinvsh": "reinvest",
    "rtrncap": "return_of_capital",
    "miscexp": "fee",
    "shrsin": "transfer_in",
    "shrsout": "transfer_out",
    "stksplit": "split",
    "xin": "deposit",
    "contrib": "deposit",
    "xout": "withdrawal",
    "withdrw": "withdrawal",
    "cash": "cash",
    "exercise": "by_hand",
    "expire": "by_hand",
    "grant": "nothing",
    "vest": "nothing",
    "reminder": "nothing",
}
_PAID = ("fee",)
_TYPES = {
    "stock": "equity",
    "mutual fund": "mutual_fund",
    "bond": "fixed_income",
    "cd": "fixed_income",
    "etf": "etf",
    "option": "derivative",
    "money market": "cash",
}
_LIST = re.compile(r"^!Type:\s*Security\b[^\n]*\n(.*?)(?=^!|\Z)", re.IGNORECASE | re.MULTILINE | re.DOTALL)


def read_qif(data: bytes, *, default_currency: str) -> BrokerFile:
    """Return the investment activities of a QIF file. Raises NotABrokerFile."""
    text = decode(data).text
    found = split_records(text)
    records = [record for record in found.records if is_investing(record.kind)]
    if not records:
        raise NotABrokerFile("This QIF file has no investment section.")
    reader = _Reader(records, _securities(text), default_currency, found.date_order)
    for record in records:
        reader.take(record)
    return reader.file


class _Reader:
    def __init__(
        self, records: list[QifRecord], securities: dict[str, SecurityName], currency: str, date_order: str | None
    ) -> None:
        self.file = BrokerFile("QIF", "")
        self.securities = securities
        self.currency = currency
        self.date_order = date_order or _date_order([record.first("D") for record in records])
        self.decimal = find_decimal_mark(record.first(code) for record in records for code in "TQI")

    def take(self, record: QifRecord) -> None:
        row = FileRow(record.line_no, record.raw[:1000], "")
        try:
            self._take(record)
        except LeftOutRow as reason:
            self.file.left_out.append(replace(row, reason=str(reason)))
        except UnreadableRow as reason:
            self.file.unreadable.append(replace(row, reason=str(reason)))
        except UnreadableDate as error:
            self.file.unreadable.append(replace(row, reason=f"The date {error.why}."))
        except UnreadableNumber as error:
            self.file.unreadable.append(replace(row, reason=f"A number of this row {error}."))

    def _take(self, record: QifRecord) -> None:
        action = record.first("N").strip()
        name = action.casefold()
        moves_cash = name.endswith("x") and name[:-1] in _ACTIONS
        meaning = _ACTIONS.get(name.removesuffix("x") if moves_cash else name)
        if meaning is None:
            raise UnreadableRow(f"“{action[:40]}” is no action that QIF knows.")
        amount = self._number(record.first("T") or record.first("U") or record.first("$"))
        security = self._security(record.first("Y"))
        # Amounts have no sign, but interest on a margin and reversed income are negative.
        received = None if amount is None else -amount if meaning in _PAID or name.startswith("margint") else amount
        values = RowValues(
            line_no=record.line_no,
            raw=record.raw[:1000],
            on=read_day(_day(record.first("D")), self.date_order),
            meaning=meaning,
            security=security,
            quantity=self._number(record.first("Q")),
            price=self._number(record.first("I")),
            amount=received,
            fees=self._number(record.first("O")) or ZERO,
            notes=record.first("M") or record.first("P") or None,
        )
        if meaning == "split":
            # The number of new shares for ten old ones.
            values.ratio_text = f"{values.quantity} for 10" if values.quantity else ""
        activity = activity_from(values)
        part = self.file.part(record.account.name or "", self.currency)
        part.activities.append(activity)
        if moves_cash and activity.amount and meaning not in ("deposit", "withdrawal"):
            came: Meaning = "deposit" if activity.amount > 0 else "withdrawal"
            cash = replace(values, meaning=came, security=None, quantity=None, amount=activity.amount, fees=ZERO)
            part.activities.append(activity_from(cash))

    def _security(self, name: str) -> SecurityName | None:
        if not name:
            return None
        return self.securities.get(name.casefold()) or SecurityName(name=name[:300], security_type="other")

    def _number(self, text: str) -> Decimal | None:
        return read_number(text, self.decimal)


def _securities(text: str) -> dict[str, SecurityName]:
    """Return the securities of the lists by their folded names."""
    found = {}
    for section in _LIST.finditer(text):
        for block in section[1].split("^"):
            fields = {line[0]: line[1:].strip() for line in block.splitlines() if line.strip()}
            if name := fields.get("N"):
                type_ = _TYPES.get(fields.get("T", "").casefold(), "other")
                found[name.casefold()] = SecurityName(
                    fields.get("S", "").upper()[:30] or None, None, name[:300], None, type_
                )
    return found


def _day(text: str) -> str:
    """Return a day such as 1/ 5'24 in the way of other files."""
    return text.replace("'", "/").replace(" ", "")


def _date_order(days: list[str]) -> str:
    numbers = [re.findall(r"\d+", day) for day in days]
    if any(len(each[0]) == 4 for each in numbers if each):
        return "YMD"
    return "DMY" if any(len(each) == 3 and int(each[0]) > 12 for each in numbers) else "MDY"
