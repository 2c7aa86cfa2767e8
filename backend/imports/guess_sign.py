"""Gathers what a file shows of its signs, and puts the decision into the mapping."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from backend.imports.amounts import UnreadableAmount, read_amount, take_apart
from backend.imports.cells import Facts, direction_of
from backend.imports.column_mapping import ColumnMapping
from backend.imports.column_roles import Roles
from backend.imports.layouts import Layout
from backend.imports.signs import Movement, Sign, decide_sign


def with_sign(
    mapping: ColumnMapping,
    roles: Roles,
    facts: Sequence[Facts],
    rows: Sequence[Sequence[str]],
    account_type: str | None,
    layout: Layout | None,
    home_currency: str,
) -> tuple[ColumnMapping, Sign]:
    """Return the mapping with its sign, and whether the file itself shows it."""
    amount = mapping.amount
    if amount is None:
        return _with_two_columns(mapping, facts), Sign("minus_is_out", True)
    movements = _movements(mapping, roles, rows, home_currency)
    has_minus = any(movement.value < 0 for movement in movements)
    if mapping.sign_column is not None and not has_minus and not (layout and layout.sign):
        values = {value.strip() for value in facts[mapping.sign_column].values}
        outs = tuple(sorted(value for value in values if direction_of(value) == "out"))
        ins = tuple(sorted(value for value in values if direction_of(value) == "in"))
        mapping = replace(mapping, sign="column", out_values=outs, in_values=ins)
        return mapping, Sign("column", len(outs) + len(ins) == len(values))
    marks = {mark for row in rows if (mark := _mark_of(row, amount))}
    if marks:
        # Where only payments carry CR, a bare number is money out; where only debits carry DR, it is money in.
        return replace(mapping, sign="plus_is_out" if "in" in marks else "minus_is_out", sign_column=None), Sign(
            "marks", True
        )
    sign = decide_sign(movements, roles.proof, account_type=account_type, layout_sign=layout.sign if layout else None)
    return replace(mapping, sign=sign.sign, sign_column=None), sign


def _mark_of(row: Sequence[str], column: int) -> str | None:
    try:
        return take_apart(row[column]).mark if column < len(row) else None
    except UnreadableAmount:
        return None


def _with_two_columns(mapping: ColumnMapping, facts: Sequence[Facts]) -> ColumnMapping:
    """Each of the two columns counts in its own usual sign: some banks write debits with a minus, some credits."""
    return replace(
        mapping,
        sign_column=None,
        is_debit_negative=mapping.debit is not None and _is_mostly_negative(facts[mapping.debit]),
        is_credit_negative=mapping.credit is not None and _is_mostly_negative(facts[mapping.credit]),
    )


def _is_mostly_negative(facts: Facts) -> bool:
    minuses = sum(value.startswith(("-", "(", "−")) or value.endswith("-") for value in facts.values)
    return minuses * 2 > len(facts.values)


def _movements(
    mapping: ColumnMapping, roles: Roles, rows: Sequence[Sequence[str]], home_currency: str
) -> list[Movement]:
    read = minor_reader(mapping.decimal, home_currency)
    column = mapping.amount if mapping.amount is not None else 0
    return [
        Movement(
            read(row[column]) or 0,
            " ".join(cell for cell in row if len(cell) > 2),
            direction_of(row[roles.sign_column])
            if roles.sign_column is not None and roles.sign_column < len(row)
            else None,
        )
        for row in rows
        if column < len(row)
    ]


def minor_reader(decimal: str, currency: str) -> Callable[[str], int | None]:
    """Return a reader for samples: None where the text is no amount."""

    def read(text: str) -> int | None:
        try:
            amount = read_amount(text, decimal, currency)
        except UnreadableAmount:
            return None
        return -abs(amount.minor) if amount.mark == "out" else amount.minor

    return read
