"""Read OFX 1 (SGML), OFX 2 (XML) and QFX files: one statement for each account."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from backend.accounts.kinds import LIABILITY_TYPES
from backend.imports.formats.builder import StatementBuilder
from backend.imports.formats.ofx.account import Account, Institutions, account_of, balances_of
from backend.imports.formats.ofx.text import OfxText, Positions, open_text
from backend.imports.formats.ofx.tokenizer import Block, Blocks, Section, leaf, refusals_in, sections_of
from backend.imports.formats.ofx.transaction import (
    MAX_MOVEMENT,
    Correction,
    OfxTransactionReader,
    SkippedRow,
    settle_signs,
)
from backend.imports.formats.ofx.values import OfxDates, count_positions, currency_of, decimal_of, security_movements
from backend.imports.model.skip_reasons import CORRECTED, PENDING
from backend.imports.model.statement import Problem, StatedCorrection, Statement
from backend.imports.values.amounts import UnreadableAmount
from backend.imports.values.dates import UnreadableDate
from backend.imports.values.wording import amount_in_words
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


class AccountRows(StatementBuilder):
    """The rows of one statement in the file, with its account."""

    def __init__(self, account: Account, currency: str | None) -> None:
        super().__init__()
        self.account = account
        self.currency = currency
        self.positions = 0
        self.is_sign_doubtful = False
        self.is_sign_by_type = False


def apply_corrections(found: AccountRows, corrections: Sequence[Correction]) -> None:
    """Replace and delete the rows of this file that the bank corrects, and collect the corrections of earlier files."""
    if not corrections:
        return
    rows = list(found.drafts)
    places = {row.provider_id: place for place, row in enumerate(rows)}
    gone: set[int] = set()
    for place, corrected_id, deletes in corrections:
        corrected = places.get(corrected_id)
        if corrected is None:
            found.corrections.append(StatedCorrection(rows[place], corrected_id, deletes))
            gone.add(place)
            continue
        for one in (corrected, place) if deletes else (corrected,):
            found.skip(rows[one].line_no, rows[one].raw, CORRECTED)
            gone.add(one)
    found.drafts = CompactRows(Draft, (row for place, row in enumerate(rows) if place not in gone))


def by_account(found: Sequence[AccountRows]) -> list[list[AccountRows]]:
    """Bring together what a file says about one account in several places; currencies stay apart."""
    groups: dict[tuple[str, str | None] | int, list[AccountRows]] = {}
    for index, one in enumerate(found):
        key = index if one.account.part is None else (one.account.part, one.currency)
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def parts_of(groups: Sequence[Sequence[AccountRows]]) -> list[str | None]:
    """Return the part of each account, different from all others; None where a lone account names itself nowhere."""
    if len(groups) == 1:
        return [groups[0][0].account.part]
    named = Counter(group[0].account.part for group in groups)
    parts: list[str | None] = []
    for number, group in enumerate(groups, start=1):
        part = group[0].account.part
        if part is None:
            parts.append(f"statement {number}")
        else:
            parts.append(part if named[part] == 1 else f"{part}/{group[0].currency or 'no currency'}")
    return parts


def statement_of(found: Sequence[AccountRows], part: str | None, ofx: OfxText, about_file: Iterable[str]) -> Statement:
    """Return the statement of one account, from all that the file says about it."""
    first = found[0]
    account = first.account
    for later in found[1:]:
        first.extend(later)
    return replace(
        first.build(
            format="qfx" if ofx.is_quicken else "ofx",
            layout=ofx.version,
            currency=first.currency,
            warnings=(*about_file, *first.currency_warnings(first.currency), *_warnings(found)),
            part=part,
            part_label=account.label,
            account_hint=account.number,
            account_type_hint=account.type_hint,
            institution_hint=account.institution,
        ),
        questions=("sign",) if any(one.is_sign_doubtful for one in found) else (),
    )


def _warnings(found: Sequence[AccountRows]) -> Iterable[str]:
    owing = [one for one in found if one.account.type_hint in LIABILITY_TYPES]
    stated = [(balance, one) for one in owing for balance in one.balances if balance.kind == "closing"]
    if stated and (last := max(stated, key=lambda pair: pair[0].on))[0].balance_minor > 0:
        balance, one = last
        size = f" of {amount_in_words(balance.balance_minor, one.currency)}" if one.currency else ""
        yield (
            f"The closing balance{size} has no minus. Accounts asks, after the import, whether you owe it or it is a"
            " credit."
        )
    if any(one.is_sign_by_type for one in found):
        yield (
            "The signs of the amounts contradict the types that the bank gives its rows (debit or credit)."
            " The types count; compare a few rows with your bank."
        )
    if any(one.is_sign_doubtful for one in found):
        yield (
            "Most rows that the bank calls a debit have a plus, or those it calls a credit a minus."
            " The signs are kept as the file has them; compare a few rows with your bank before you import."
        )
    if positions := sum(one.positions for one in found):
        yield f"The file lists {positions} holdings; holdings are not imported."


_PROGRESS_EVERY = 1000


def read_ofx(
    data: bytes,
    *,
    default_currency: str,
    on_progress: Callable[[int], None] | None = None,
) -> list[Statement]:
    """Read an OFX or QFX file. Afterwards each movement in it is a draft, a problem, or left out with its reason.

    Raises an UnreadableFile if there is no statement inside. `on_progress` gets the number of rows done and may
    raise to stop.
    """
    ofx = open_text(data)
    sections = sections_of(ofx.text)
    reader = _Reader(ofx, default_currency, on_progress)
    found = [reader.read(section) for section in sections]
    if on_progress:
        on_progress(reader.count)
    about_file = reader.warnings()
    groups = by_account(found)
    return [statement_of(group, part, ofx, about_file) for group, part in zip(groups, parts_of(groups), strict=True)]


class _Reader:
    """Reads one statement after another and keeps what they share: the text, the days read so far, the count."""

    def __init__(self, ofx: OfxText, default_currency: str, on_progress: Callable[[int], None] | None) -> None:
        self.ofx = ofx
        self.default_currency = default_currency
        self.on_progress = on_progress
        self.days = OfxDates()
        self.places = Positions(ofx.text)
        self.institutions = Institutions(ofx.text)
        self.blocks = Blocks(ofx.text)
        self.count = 0

    def read(self, section: Section) -> AccountRows:
        text, (kind, start, end) = self.ofx.text, section
        named = leaf(text, "CURDEF", start, end)
        account = account_of(text, kind, start, end, self.institutions.above(start))
        found = AccountRows(account, None)
        decimal = decimal_of(text, start, end)
        try:
            found.currency = currency_of(named)
        except UnreadableAmount as why:
            self._refuse_all(section, why, found)
            return found
        movements = OfxTransactionReader(found.currency, self.default_currency, decimal, self.days)
        self._read_movements(section, movements, found)
        self._leave_out_securities(section, found)
        found.balances += balances_of(
            text, start, end, movements.read_home, self.days, is_credit=account.type_hint == "credit"
        )
        signs = settle_signs(found.drafts, movements.kinds)
        found.drafts, found.is_sign_by_type, found.is_sign_doubtful = signs
        apply_corrections(found, movements.corrections)
        found.positions = count_positions(text, start, end) if kind == "INVSTMTRS" else 0
        return found

    def warnings(self) -> list[str]:
        """Return what is to be said about the file as a whole."""
        said: list[str] = []
        if "</OFX" not in self.ofx.text:
            said.append("The file ends too early: its last part is missing. Download it again to be sure of all rows.")
        if refusals := refusals_in(self.ofx.text):
            words = "".join(f" “{word}”" for word in refusals[:3] if word)
            said.append(f"The bank reports an error beside the statement, so an account may be missing.{words}")
        if self.ofx.has_lost_letters:
            said.append("Some letters could not be read in the encoding of this file; they are shown as \ufffd.")
        return said

    def _read_movements(self, section: Section, movements: OfxTransactionReader, found: AccountRows) -> None:
        for block in self.blocks.between(section.start, section.end):
            number = self._next(block.start)
            inner, raw = self._text_of(block)
            if block.is_pending:
                found.skip(number, raw, PENDING)
            elif block.is_cut:
                found.problems.append(self._cut(number, raw))
            elif len(inner) > MAX_MOVEMENT:
                found.problems.append(self._too_large(number, raw))
            else:
                self._read_movement(inner, number, raw, movements, found)

    def _text_of(self, block: Block) -> tuple[str, str]:
        """Return the text of a movement to search in, and as it arrived."""
        inner = self.ofx.text[block.start : block.end]
        return inner, self.ofx.original[block.start : block.end].rstrip()

    def _read_movement(
        self, inner: str, number: int, raw: str, movements: OfxTransactionReader, found: AccountRows
    ) -> None:
        try:
            found.drafts.append(movements.read(inner, number, raw))
        except SkippedRow as out:
            found.skip(number, raw, out.reason)
        except (UnreadableDate, UnreadableAmount) as why:
            found.problems.append(self._unreadable(number, raw, why))

    def _leave_out_securities(self, section: Section, found: AccountRows) -> None:
        if section.kind not in ("INVSTMTRS", "LOANSTMTRS"):
            return
        for movement in security_movements(self.ofx.text, section.start, section.end):
            raw = self.ofx.original[movement.start : movement.end].rstrip()
            found.skip(self._next(movement.start), raw, movement.reason)

    def _refuse_all(self, section: Section, why: UnreadableAmount, found: AccountRows) -> None:
        """In a currency that nobody knows no amount has a meaning."""
        for block in self.blocks.between(section.start, section.end):
            _, raw = self._text_of(block)
            found.problems.append(self._unreadable(self._next(block.start), raw, why))

    def _next(self, place: int) -> int:
        self.count += 1
        if not self.count % _PROGRESS_EVERY and self.on_progress:
            self.on_progress(self.count)
        return self.places.number_of(place)

    def _unreadable(self, number: int, raw: str, why: UnreadableDate | UnreadableAmount) -> Problem:
        what = "date" if isinstance(why, UnreadableDate) else "amount"
        return Problem(
            number, raw, why.code, f"{self.places.words(number)}: the {what} {why.why}. Add this transaction by hand."
        )

    def _cut(self, number: int, raw: str) -> Problem:
        return Problem(
            number, raw, "cut_off", f"{self.places.words(number)}: the row is cut off in the middle. Download the file"
            " again, or add this transaction by hand.",
        )  # fmt: skip

    def _too_large(self, number: int, raw: str) -> Problem:
        return Problem(
            number, raw[:2000], "field_too_large",
            f"{self.places.words(number)}: the row is larger than 250 KB. The file is damaged; download it again.",
        )  # fmt: skip
