"""Warnings about a file whose rows could be read."""

from collections.abc import Sequence
from itertools import pairwise

from backend.imports.detection.columns import first_break, prove
from backend.imports.model.statement import Problem
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft

# Enough to see whether a balance runs at all, and in which order.
_PROOF_ROWS = 2000


def warnings_about(
    drafts: CompactRows[Draft], left_out: Sequence[Problem], accounts: Sequence[str], *, has_lost_letters: bool
) -> tuple[str, ...]:
    found: list[str] = []
    if len(accounts) > 1:
        found.append(
            f"The file holds rows of {len(accounts)} accounts ({', '.join(accounts[:5])})."
            " Import only those that belong to the chosen account."
        )
    if (line := _balance_break(drafts)) is not None and len(accounts) <= 1:
        found.append(
            f"The running balance on line {line} does not follow from the amounts. A row may be missing from the file."
        )
    if (line := _second_table(left_out)) is not None:
        found.append(
            f"A second table begins on line {line}."
            " If it is of another account, split the file and import each by itself."
        )
    if has_lost_letters:
        found.append("Some letters were already lost when the file was made; they are shown as \ufffd.")
    return tuple(found)


def _second_table(left_out: Sequence[Problem]) -> int | None:
    """Return the line where the header comes again below a heading of its own: some banks put accounts together."""
    for before, row in pairwise(left_out):
        is_just_above = (before.line_no or 0) >= (row.line_no or 0) - 3
        if row.code == "repeated_header" and before.code in ("note", "balance_row") and is_just_above:
            return row.line_no
    return None


def _balance_break(drafts: CompactRows[Draft]) -> int | None:
    """Return the line where a balance that otherwise runs breaks, or None."""
    first = drafts[:_PROOF_ROWS]
    if len(first) < 3 or any(draft.balance_minor is None for draft in first):
        return None
    proof = prove([-draft.amount_minor for draft in first], [draft.balance_minor for draft in first])
    if proof.share < 0.8 or proof.sign < 0:
        return None
    broken = first_break(drafts.columns("amount_minor", "balance_minor"), is_ascending=proof.is_ascending)
    return None if broken is None else drafts[broken].line_no
