"""Collects the rows and balances of one account in a file, and builds its statement."""

from collections.abc import Iterator, Sequence
from datetime import date

from backend.imports.model.skip_reasons import Reason
from backend.imports.model.statement import Problem, StatedBalance, StatedCorrection, Statement
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


class StatementBuilder:
    """Rows in the order of the file: drafts, rows that could not be read, rows that were skipped with a reason."""

    def __init__(self) -> None:
        self.drafts = CompactRows(Draft)
        self.problems: list[Problem] = []
        self.left_out: list[Problem] = []
        self.balances: list[StatedBalance] = []
        self.corrections: list[StatedCorrection] = []
        self.warnings: list[str] = []

    @property
    def currencies(self) -> set[str]:
        """Return the currencies of the drafts."""
        return set(self.drafts.column("currency"))

    @property
    def out_minor(self) -> int:
        """Return the sum of the drafts in minor units; only meaningful if they have one currency."""
        return sum(self.drafts.column("amount_minor"))

    @property
    def first_on(self) -> date | None:
        """Return the earliest day of the drafts."""
        return min(self.drafts.column("on"), default=None)

    def skip(self, line_no: int, raw: str, reason: Reason) -> None:
        """Add a row that is left out on purpose."""
        self.left_out.append(Problem(line_no, raw, *reason))

    def reject(self, line_no: int, raw: str, code: str, message: str) -> None:
        """Add a row that could not be read."""
        self.problems.append(Problem(line_no, raw, code, message))

    def extend(self, other: "StatementBuilder") -> None:
        """Add the rows, balances and warnings of a later part of the file."""
        self.drafts.extend(other.drafts)
        self.problems += other.problems
        self.left_out += other.left_out
        self.balances += other.balances
        self.corrections += other.corrections
        self.warnings += other.warnings

    def currency_warnings(self, currency: str | None) -> Iterator[str]:
        """Yield a warning if the account has a currency and some drafts have another one."""
        if currency and (others := sorted(self.currencies - {currency})):
            yield (
                f"Some rows are in {', '.join(others)} though the account is in {currency}, as the file says."
                " Compare them with your bank."
            )

    def build(
        self,
        *,
        format: str,
        layout: str,
        currency: str | None,
        warnings: Sequence[str] = (),
        part: str | None = None,
        part_label: str | None = None,
        account_hint: str | None = None,
        account_type_hint: str | None = None,
        name_hint: str | None = None,
        institution_hint: str | None = None,
    ) -> Statement:
        """Return the statement of this account; `warnings` come before those collected, equal balances appear once."""
        return Statement(
            format=format,
            layout=layout,
            currency=currency,
            drafts=self.drafts,
            problems=self.problems,
            left_out=self.left_out,
            warnings=(*warnings, *self.warnings),
            balances=tuple(dict.fromkeys(self.balances)),
            corrections=tuple(self.corrections),
            part=part,
            part_label=part_label,
            account_hint=account_hint,
            account_type_hint=account_type_hint,
            name_hint=name_hint,
            institution_hint=institution_hint,
        )
