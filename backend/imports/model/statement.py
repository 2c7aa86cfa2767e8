"""The result of every reader: a statement with its rows, balances, skipped rows and problems."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from backend.imports.model.column_mapping import ColumnMapping
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


class Problem(NamedTuple):
    """A row that gave no movement: where it is, how it arrived, and in a sentence what is wrong and what to do."""

    line_no: int | None
    raw: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a person sees it on the mapping screen."""

    index: int
    header: str
    samples: tuple[str, ...]


class StatedBalance(NamedTuple):
    """A balance that the bank states: what the account holds at the end of that day ("opening": at its beginning).

    Positive is the person's money, negative is owed; minor units of the statement's currency.
    """

    on: date
    balance_minor: int
    kind: Literal["opening", "closing", "available"]


class StatedCorrection(NamedTuple):
    """A row by which the bank replaces or deletes a row of an earlier file, named by the bank's number for it."""

    draft: Draft
    provider_id: str
    is_deletion: bool


class ReadSettings(NamedTuple):
    """How the account of a table wants its rows read; `mapping` is None if the one that was detected holds."""

    mapping: ColumnMapping | None
    currency: str
    account_type: str | None


@dataclass(frozen=True, slots=True)
class Statement:
    """What one account's statement says: movements, rows it could not read, rows left out with their reason.

    A file of several accounts (or sheets) gives one statement for each; `part` is then the name of this one, the same
    at every reading, and `part_label` what a person calls it. `currency` is None where the file names none.
    Only tables have a mapping and columns.
    """

    format: str
    layout: str
    currency: str | None
    drafts: CompactRows[Draft]
    problems: Sequence[Problem] = ()
    left_out: Sequence[Problem] = ()
    warnings: Sequence[str] = ()
    balances: Sequence[StatedBalance] = ()
    corrections: Sequence[StatedCorrection] = ()
    part: str | None = None
    part_label: str | None = None
    account_hint: str | None = None
    account_type_hint: str | None = None
    name_hint: str | None = None
    institution_hint: str | None = None
    confidence: float = 1.0
    needs_mapping: bool = False
    questions: tuple[str, ...] = ()
    mapping: ColumnMapping | None = None
    columns: tuple[Column, ...] = ()
    accounts: tuple[str, ...] = ()
    # The rows were found by their place on a page, and no printed balance shows that they are all, and right.
    is_unproved: bool = False
