"""Turn records into drafts: minor units, positive = money out. The only place where a table's sign is applied."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.skip_reasons import (
    TOTAL,
    Reason,
    names_a_total,
    reason_in_description,
    reason_in_rejected_row,
)
from backend.imports.model.statement import Problem
from backend.imports.normalization.optional_columns import description_reader, extras_reader
from backend.imports.normalization.rejected_rows import BothSides, RejectedRows, UnreadableDirection, damaged_row
from backend.imports.source.encoding import DAMAGED
from backend.imports.table.csv_reader import Record
from backend.imports.values.amounts import Amount, CellReader, UnreadableAmount, cell_reader
from backend.imports.values.dates import DateCache, UnreadableDate
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft

OutOf = Callable[[list[str]], tuple[int, str]]
_PROGRESS_EVERY = 1000


@dataclass(slots=True)
class Normalized:
    """What became of the rows. `day_texts` are the different texts of the date column, in the order they came; of very
    many, those that name each day. `accounts` names the account of each draft, if a column does."""

    mapping: ColumnMapping
    drafts: CompactRows[Draft] = field(default_factory=lambda: CompactRows(Draft))
    problems: Sequence[Problem] = ()
    left_out: Sequence[Problem] = ()
    day_texts: Sequence[str] = ()
    accounts: Sequence[str] = ()


class _Totals:
    """Recognises rows that repeat the sum of the rows before them: of all, or of those since the last total."""

    def __init__(self) -> None:
        self._sum = self._sum_of_part = self._rows_of_part = 0

    def repeats_sum(self, minor: int, description: str) -> bool:
        """Say whether this row is a total; the part that it closes is over then."""
        is_sum = self._rows_of_part > 1 and abs(minor) in (abs(self._sum), abs(self._sum_of_part))
        if is_sum and names_a_total(description):
            self._sum_of_part = self._rows_of_part = 0
            return True
        return False

    def add(self, minor: int) -> None:
        """Count a row."""
        self._sum += minor
        self._sum_of_part += minor
        self._rows_of_part += 1


class Normalizer:
    """Reads rows by one mapping. `width` is how many cells a row has, `heading` the line above the table."""

    def __init__(
        self,
        mapping: ColumnMapping,
        *,
        default_currency: str,
        width: int,
        heading: str = "",
    ) -> None:
        self.mapping = mapping
        self.width = width
        self.days = DateCache(mapping.date_format)
        self.out_of = out_reader(mapping, default_currency)
        self.extras_of = extras_reader(mapping, default_currency, mapping.date_format)
        self.odd_rows = RejectedRows(mapping, self.days)
        self.odd_rows.begin_section(heading)

    def normalize(self, records: Iterable[Record], on_progress: Callable[[int], None] | None) -> Normalized:
        """Read all rows. Afterwards each is a draft, a problem, or left out with its reason; only blank ones vanish."""
        drafts = CompactRows(Draft)
        problems: list[Problem] = []
        left_out: list[Problem] = []
        save = drafts.append
        days, out_of, extras_of, width, date_at = self.days, self.out_of, self.extras_of, self.width, self.mapping.date
        account_at, accounts = self.mapping.account, list[str]()
        describe, status_of = description_reader(self.mapping.description), self.odd_rows.status_of
        kind_of = description_reader(() if self.mapping.kind is None else (self.mapping.kind,))
        totals: defaultdict[str, _Totals] = defaultdict(_Totals)
        of_file = totals[""]
        count = 0
        for record in records:
            line_no, raw, cells = record
            count += 1
            if on_progress and not count % _PROGRESS_EVERY:
                on_progress(count)
            try:
                on = days[cells[date_at]]
                minor, currency = out_of(cells)
            except (UnreadableDate, UnreadableAmount, UnreadableDirection, BothSides, IndexError) as why:
                self.odd_rows.add(record, why, problems, left_out)
                continue
            description = describe(cells)
            if len(cells) > width and self._has_surplus(record, problems):
                continue
            if not raw.isascii() and DAMAGED.search(raw):
                problems.append(damaged_row(record))
                continue
            account = cells[account_at].strip() if account_at is not None and account_at < len(cells) else ""
            reason: Reason | None
            if of_file.repeats_sum(minor, description) or (account and totals[account].repeats_sum(minor, description)):
                reason = TOTAL
            else:
                reason = reason_in_description(description) if description else reason_in_rejected_row(cells)
                reason = reason or status_of(cells)
            if reason is not None:
                left_out.append(Problem(line_no, raw.rstrip("\r\n"), *reason))
                continue
            of_file.add(minor)
            if account_at is not None:
                accounts.append(account)
                if account:
                    totals[account].add(minor)
            extras = extras_of(cells, currency, minor)
            description = description or kind_of(cells) or extras[2] or ""
            save(Draft(line_no, on, description, minor, currency, raw.rstrip("\r\n"), *extras))
        if on_progress:
            on_progress(count)
        return Normalized(self.mapping, drafts, problems, left_out, [*days, *days.unreadable], accounts)

    def _has_surplus(self, record: Record, problems: list[Problem]) -> bool:
        """A row with more cells than columns has an unquoted delimiter inside; its amount may be cut in two."""
        if not any(cell.strip() for cell in record.cells[self.width :]):
            return False
        message = (
            f"Line {record.line_no} has {len(record.cells)} cells where the others have {self.width}, so its amount"
            " cannot be trusted. Put the text that holds the extra delimiter in quotation marks,"
            " or add this transaction by hand."
        )
        problems.append(Problem(record.line_no, record.raw.rstrip("\r\n"), "too_many_cells", message))
        return True


def out_reader(mapping: ColumnMapping, default_currency: str) -> OutOf:
    """Return the function that gives (money out in minor units, currency) of a row."""
    read = cell_reader(mapping, default_currency)
    if mapping.amount is None:
        turned = _two_column_reader(mapping, read)
    else:
        turned = _single_column_reader(mapping, mapping.amount, read, default_currency)
    fee, kind, transfers = mapping.fee, mapping.kind, mapping.transfer_values

    def with_fee(cells: list[str]) -> tuple[int, str]:
        minor, currency = turned(cells)
        is_paid = fee is not None and cells[fee].strip() and (minor > 0 or mapping.amount_in is None)
        return (minor + abs(read(cells, fee or 0).minor) if is_paid else minor), currency

    def without_transfers(cells: list[str]) -> tuple[int, str]:
        if kind is not None and kind < len(cells) and cells[kind].strip() in transfers:
            raise UnreadableDirection(cells[kind].strip())
        return turned(cells)

    return without_transfers if transfers else turned if fee is None else with_fee


def _single_column_reader(mapping: ColumnMapping, column: int, read: CellReader, home: str) -> OutOf:
    factor = 1 if mapping.sign == "plus_is_out" else -1
    is_plus_in = factor == 1 and "+" in mapping.in_values
    marker = mapping.sign_column if mapping.sign == "column" else None
    outs, ins = frozenset(mapping.out_values), frozenset(mapping.in_values)
    if mapping.amount_in is None:
        column_in, read_in = column, read
    else:
        column_in, read_in = mapping.amount_in, cell_reader(replace(mapping, currency=mapping.currency_in), home)

    def by_sign(cells: list[str]) -> tuple[int, str]:
        minor, currency, mark = read(cells, column)
        if mark:
            return (minor if mark == "out" else -minor), currency
        if is_plus_in and "+" in cells[column]:
            return -minor, currency
        return factor * minor, currency

    def by_marker(cells: list[str]) -> tuple[int, str]:
        word = cells[marker or 0].strip()
        if word in outs:
            return read(cells, column)[:2]
        minor, currency, _ = read_in(cells, column_in)
        if word in ins:
            return -minor, currency
        raise UnreadableDirection(word)

    return by_sign if marker is None else by_marker


def _two_column_reader(mapping: ColumnMapping, read: CellReader) -> OutOf:
    debit, credit = mapping.debit, mapping.credit
    debit_factor = -1 if mapping.is_debit_negative else 1
    credit_factor = 1 if mapping.is_credit_negative else -1

    def side(cells: list[str], column: int | None) -> Amount | None:
        if column is None or column >= len(cells) or cells[column].strip() in ("", "-", "--"):
            return None
        return read(cells, column)

    def out_of(cells: list[str]) -> tuple[int, str]:
        out, back = side(cells, debit), side(cells, credit)
        if out and back and out.minor and back.minor:
            raise BothSides
        if out and (out.minor or not back):
            return debit_factor * out.minor, out.currency
        if back:
            return credit_factor * back.minor, back.currency
        raise UnreadableAmount("amount_missing", "is empty")

    return out_of
