"""Turn one STMTTRN of an OFX file into a draft. The only place where the sign of OFX is applied."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from backend.imports.formats.ofx.tokenizer import fields_of, tidy
from backend.imports.formats.ofx.values import OfxDates, currency_of, date_or_none, is_empty_date, money_reader
from backend.imports.model.skip_reasons import PENDING, Reason, reason_in_description
from backend.imports.values.amounts import Amount
from backend.imports.values.dates import UnreadableDate
from backend.imports.values.decimal_separator import DecimalMark
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft

# A movement longer than this is no movement but a damaged file.
MAX_MOVEMENT = 250_000
_TYPE_WORDS = {
    "INT": "Interest", "DIV": "Dividend", "FEE": "Fee", "SRVCHG": "Service charge", "DEP": "Deposit", "ATM": "ATM",
    "POS": "Card payment", "XFER": "Transfer", "CHECK": "Check", "PAYMENT": "Payment", "CASH": "Cash withdrawal",
    "DIRECTDEP": "Direct deposit", "DIRECTDEBIT": "Direct debit", "REPEATPMT": "Standing order",
}  # fmt: skip


# Types that say of themselves that money went out.
_OUT_TYPES = frozenset({"DEBIT", "FEE", "SRVCHG", "ATM", "POS", "CHECK", "PAYMENT", "CASH", "DIRECTDEBIT", "REPEATPMT"})


class Correction(NamedTuple):
    """The row at `position`, by which the bank replaces or deletes an earlier one, named by its FITID."""

    position: int
    provider_id: str
    deletes: bool


class SkippedRow(Exception):
    """The row is read and is no movement that happened."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.message)
        self.reason = reason


class OfxTransactionReader:
    """Reads the movements of one statement, with their types, and those that correct others."""

    def __init__(self, currency: str | None, default_currency: str, decimal: DecimalMark, days: OfxDates) -> None:
        self.named_currency = currency
        self.home = currency or default_currency
        self.decimal = decimal
        self.days = days
        self.read_home = money_reader(decimal, self.home)
        self.readers: dict[str, Callable[[str], Amount]] = {self.home: self.read_home}
        self.kinds: list[str] = []
        self.corrections: list[Correction] = []

    def read(self, block: str, line_no: int, raw: str) -> Draft:
        """Return the draft of one movement. Raises UnreadableDate, UnreadableAmount or SkippedRow."""
        fields = fields_of(block)
        kind = fields.get("TRNTYPE", "").strip()
        on, authorized_on = self._days_of(fields)
        amount = self._amount_of(fields)
        check = _text(fields, "CHECKNUM").lstrip("0")
        description = describe(fields)
        if kind == "HOLD":
            raise SkippedRow(PENDING)
        if reason := reason_in_description(description):
            raise SkippedRow(reason)
        draft = Draft(
            line_no,
            on,
            description or _type_in_words(kind, check),
            -amount.minor,
            amount.currency,
            raw,
            provider_id=_text(fields, "FITID") or None,
            merchant_name=_text(fields, "PAYEE.NAME") or None,
            authorized_on=authorized_on,
            category_hint=_text(fields, "SIC") or None,
            notes=_notes(fields, check, description),
        )
        self.kinds.append(kind)
        if corrected := _text(fields, "CORRECTFITID"):
            deletes = _text(fields, "CORRECTACTION").upper() == "DELETE"
            self.corrections.append(Correction(len(self.kinds) - 1, corrected, deletes))
        return draft

    def _days_of(self, fields: dict[str, str]) -> tuple[date, date | None]:
        """Return the day of booking and, where it is another one, the day on which the person paid."""
        posted, user = fields.get("DTPOSTED", ""), fields.get("DTUSER", "")
        on = self.days.get(posted)
        if on is None:
            if is_empty_date(posted):
                if is_empty_date(user):
                    raise UnreadableDate("date_missing", "is empty")
                # Some banks leave the booking day open and tell only when the person paid.
                return self.days[user], None
            on = self.days[posted]
        if not user or user == posted:
            return on, None
        authorized = date_or_none(self.days, user)
        return on, authorized if authorized != on else None

    def _amount_of(self, fields: dict[str, str]) -> Amount:
        """Return the amount as the file signs it, money in positive, in the currency its row names."""
        read = self.read_home
        if "CURRENCY.CURSYM" in fields:
            # By the OFX standard such an amount is written in this currency and not in the account's.
            code = currency_of(tidy(fields["CURRENCY.CURSYM"])) or self.home
            read = self.readers.get(code) or self.readers.setdefault(code, money_reader(self.decimal, code))
        amount = read(fields.get("TRNAMT", ""))
        return amount if amount.mark != "out" else amount._replace(minor=-amount.minor)


class Signs(NamedTuple):
    """The drafts of a statement with their signs settled. `is_by_type` says that the types of the rows gave them."""

    drafts: CompactRows[Draft]
    is_by_type: bool = False
    is_doubtful: bool = False


def settle_signs(drafts: CompactRows[Draft], kinds: Sequence[str]) -> Signs:
    """Return the drafts with the direction that their types say, if no amount has a minus or if all signs are turned.

    By the OFX standard the sign of an amount counts and not its type; some banks write neither as it says.
    """
    rows = list(zip(drafts.column("amount_minor"), kinds, strict=True))
    typed = [(out_minor, kind) for out_minor, kind in rows if kind in ("DEBIT", "CREDIT")]
    contradicting = sum((out_minor < 0) == (kind == "DEBIT") for out_minor, kind in typed if out_minor)
    says_both = {kind for _, kind in typed} == {"DEBIT", "CREDIT"}
    if contradicting and all(out_minor <= 0 for out_minor, _ in rows):
        turned = [kind in _OUT_TYPES for kind in kinds]
    elif contradicting and contradicting == len(typed) and says_both:
        turned = [True] * len(rows)
    else:
        return Signs(drafts, is_doubtful=contradicting * 2 > len(typed))
    pairs = zip(drafts, turned, strict=True)
    settled = (draft._replace(amount_minor=-draft.amount_minor) if is_turned else draft for draft, is_turned in pairs)
    return Signs(CompactRows(Draft, settled), is_by_type=True)


def _text(fields: dict[str, str], name: str) -> str:
    value = fields.get(name)
    return tidy(value) if value else ""


def describe(fields: dict[str, str]) -> str:
    """Return name and memo in one line, without saying anything twice: banks cut the name and repeat it in the memo."""
    name = _text(fields, "NAME") or _text(fields, "PAYEE.NAME") or _text(fields, "EXTDNAME")
    memo = _text(fields, "MEMO")
    if "MEMO2" in fields:
        memo = f"{memo} {tidy(fields['MEMO2'])}".strip()
    if not memo or memo in name:
        return name
    return memo if name in memo else f"{name} {memo}"


def _type_in_words(kind: str, check: str) -> str:
    """Return the type in words, where a bank says nothing else about a movement."""
    if kind == "CHECK" and check:
        return f"Check {check}"
    return _TYPE_WORDS.get(kind, "")


def _notes(fields: dict[str, str], check: str, description: str) -> str | None:
    told: list[str] = []
    if check and check not in description:
        told.append(f"Check {check}" if check.isdecimal() else f"No. {check}")
    symbol = _text(fields, "ORIGCURRENCY.CURSYM")
    if symbol and (rate := _text(fields, "ORIGCURRENCY.CURRATE")):
        # The amount in that currency is not in the file; dividing by a rounded rate would invent it.
        told.append(f"Paid in {symbol}, rate {rate}")
    return "; ".join(told) or None
