"""Reads OFX 1 (SGML), OFX 2 (XML) and QFX files: one statement for each account in them."""

from collections.abc import Callable

from backend.imports.amounts import UnreadableAmount
from backend.imports.dates import UnreadableDate
from backend.imports.formats.ofx_account import Institutions, account_of
from backend.imports.formats.ofx_balances import balances_of
from backend.imports.formats.ofx_blocks import Block, Blocks
from backend.imports.formats.ofx_fields import leaf
from backend.imports.formats.ofx_found import Found, apply_corrections, by_account, parts_of, statement_of
from backend.imports.formats.ofx_investments import count_positions, security_movements
from backend.imports.formats.ofx_lines import Places
from backend.imports.formats.ofx_movement import MAX_MOVEMENT, LeftOut, Movements, settle_signs
from backend.imports.formats.ofx_sections import Section, refusals_in, sections_of
from backend.imports.formats.ofx_text import OfxText, open_text
from backend.imports.formats.ofx_values import Days, currency_of, decimal_of
from backend.imports.leave_out import PENDING
from backend.imports.line import Problem
from backend.imports.statement import Statement

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
        self.days = Days()
        self.places = Places(ofx.text)
        self.institutions = Institutions(ofx.text)
        self.blocks = Blocks(ofx.text)
        self.count = 0

    def read(self, section: Section) -> Found:
        text, (kind, start, end) = self.ofx.text, section
        named = leaf(text, "CURDEF", start, end)
        account = account_of(text, kind, start, end, self.institutions.above(start))
        found = Found(account, None)
        decimal = decimal_of(text, start, end)
        try:
            found.currency = currency_of(named)
        except UnreadableAmount as why:
            self._refuse_all(section, why, found)
            return found
        movements = Movements(found.currency, self.default_currency, decimal, self.days)
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

    def _read_movements(self, section: Section, movements: Movements, found: Found) -> None:
        for block in self.blocks.between(section.start, section.end):
            number = self._next(block.start)
            inner, raw = self._text_of(block)
            if block.is_pending:
                found.left_out.append(Problem(number, raw, *PENDING))
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

    def _read_movement(self, inner: str, number: int, raw: str, movements: Movements, found: Found) -> None:
        try:
            found.drafts.append(movements.read(inner, number, raw))
        except LeftOut as out:
            found.left_out.append(Problem(number, raw, *out.reason))
        except (UnreadableDate, UnreadableAmount) as why:
            found.problems.append(self._unreadable(number, raw, why))

    def _leave_out_securities(self, section: Section, found: Found) -> None:
        if section.kind not in ("INVSTMTRS", "LOANSTMTRS"):
            return
        for movement in security_movements(self.ofx.text, section.start, section.end):
            raw = self.ofx.original[movement.start : movement.end].rstrip()
            found.left_out.append(Problem(self._next(movement.start), raw, *movement.reason))

    def _refuse_all(self, section: Section, why: UnreadableAmount, found: Found) -> None:
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
