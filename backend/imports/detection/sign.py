"""Collect the evidence for a table's sign convention and put the decision into the mapping."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from backend.imports.detection.columns import Proof, Roles, directions_by
from backend.imports.detection.currency import is_named_after_a_card, names_a_card
from backend.imports.detection.sign_rules import THANKS, Sign, SignEvidence, decide_sign, out_side_by_words
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.values.amounts import UnreadableAmount, amount_reader, split_amount
from backend.imports.values.cells import Facts, direction_of, is_neither
from backend.imports.vocabulary.bank_layouts import Layout
from backend.imports.vocabulary.text import fold_letters, words_of

_TRANSFERS = frozenset(
    "transfer transfers umbuchung transferencia trasferimento giroconto virement overforing overboeking przelew".split()
)
# The points by which one side must lead before nobody needs to be asked.
_SURE = 2.0


def with_sign(
    mapping: ColumnMapping,
    roles: Roles,
    facts: Sequence[Facts],
    rows: Sequence[Sequence[str]],
    account_type: str | None,
    layout: Layout | None,
    home_currency: str,
    filename: str = "",
) -> tuple[ColumnMapping, Sign]:
    """Return the mapping with its sign, and whether the file itself shows it."""
    amount = mapping.amount
    if amount is None:
        return _with_two_columns(mapping, roles, facts, rows, home_currency)
    movements = _movements(mapping, roles, rows, home_currency)
    has_minus = any(movement.value < 0 for movement in movements)
    if mapping.sign_column is not None and not has_minus and not (layout and layout.sign):
        return _with_directions(mapping, facts[mapping.sign_column])
    mapping = replace(mapping, sign_column=None)
    marks = {mark for row in rows if (mark := _mark_of(row, amount))}
    if marks:
        # Where only payments carry CR, a bare number is money out; where only debits carry DR, it is money in.
        return replace(mapping, sign="plus_is_out" if "in" in marks else "minus_is_out"), Sign("marks", True)
    if not has_minus and _only_some_have_a_plus(facts[amount]):
        # A plus is written where a bare number is not money in.
        return replace(mapping, sign="plus_is_out", in_values=("+",)), Sign("marks", True)
    if not has_minus and _is_direction_by_balance(movements, mapping, rows, home_currency, roles.proof):
        return replace(mapping, sign="balance"), Sign("balance", True)
    sign = decide_sign(
        movements,
        roles.proof,
        account_type=account_type,
        layout_sign=layout.sign if layout else None,
        names_a_card=names_a_card(mapping.header) or is_named_after_a_card(filename),
    )
    return replace(mapping, sign=sign.sign, **_transfers(roles, facts, rows, movements)), sign


def _is_direction_by_balance(
    movements: Sequence[SignEvidence],
    mapping: ColumnMapping,
    rows: Sequence[Sequence[str]],
    home_currency: str,
    proof: Proof,
) -> bool:
    """Say whether the balance moves by each amount, up with some of them and down with others."""
    column = mapping.balance
    if column is None:
        return False
    read = minor_reader(mapping.decimal, home_currency)
    step = 1 if proof.is_ascending else -1
    amounts = [movement.value for movement in movements][::step]
    balances = [read(row[column]) if column < len(row) else None for row in rows if (mapping.amount or 0) < len(row)]
    signed = directions_by(amounts, balances[::step])[1:]
    told = [change for change in signed if change]
    return len(told) >= 2 and len(told) == len(signed) and min(told) < 0 < max(told)


def seems_a_card(mapping: ColumnMapping, sign: Sign, rows: Sequence[Sequence[str]], filename: str) -> bool:
    """Say whether a statement is one of a credit card: by its name, by thanks for a payment, or by its signs.

    Hardly any account that holds money writes what was spent with a plus.
    """
    if is_named_after_a_card(filename):
        return True
    if mapping.account is not None:
        # The ledger of a program, with accounts of all kinds.
        return False
    if any(THANKS.search(words_of(cell)) for row in rows[:400] for cell in row):
        return True
    if mapping.amount is None or mapping.sign != "plus_is_out" or not sign.is_sure or mapping.in_values:
        return False
    marks = {_mark_of(row, mapping.amount) for row in rows}
    is_paid_back = any(
        row[mapping.amount].strip().startswith(("-", "(", "−")) for row in rows if mapping.amount < len(row)
    )
    return (is_paid_back or "in" in marks) and "out" not in marks


def _transfers(
    roles: Roles, facts: Sequence[Facts], rows: Sequence[Sequence[str]], movements: Sequence[SignEvidence]
) -> dict[str, Any]:
    """Return the mapping of transfers in a ledger whose other rows have signs: theirs is always a plus.

    Such a ledger names both sides of each row, so a transfer is money out of one account and into the other.
    """
    if roles.payer is None or roles.payee is None:
        return {}
    for column in roles.kinds:
        kinds = [row[column].strip() if column < len(row) else "" for row in rows]
        transfers = {kind for kind in kinds if fold_letters(kind) in _TRANSFERS}
        told = {direction_of(kind) for kind in facts[column].values}
        pairs = zip(kinds, movements, strict=False)
        if transfers and {"in", "out"} <= told and all(m.value > 0 for kind, m in pairs if kind in transfers):
            return {"kind": column, "transfer_values": tuple(sorted(transfers))}
    return {}


def _with_directions(mapping: ColumnMapping, facts: Facts) -> tuple[ColumnMapping, Sign]:
    """The words of a column tell in or out; where only one of the two is ever written, an empty cell is the other."""
    values = {value.strip() for value in facts.values}
    outs = tuple(sorted(value for value in values if direction_of(value) == "out"))
    ins = tuple(sorted(value for value in values if direction_of(value) == "in"))
    # A charge is money out for a card, and money in for a shop.
    neither = {value for value in values if is_neither(value)}
    is_sure = len(outs) + len(ins) + len(neither) == len(values) and {value.lower() for value in values} != {"charge"}
    if facts.filled < 1 and bool(outs) != bool(ins):
        outs, ins = (outs or ("",)), (ins or ("",))
    return replace(mapping, sign="column", out_values=outs, in_values=ins), Sign("column", is_sure)


def _only_some_have_a_plus(facts: Facts) -> bool:
    pluses = sum("+" in value for value in facts.values)
    return 0 < pluses < len(facts.values)


def _mark_of(row: Sequence[str], column: int) -> str | None:
    try:
        return split_amount(row[column]).mark if column < len(row) else None
    except UnreadableAmount:
        return None


def _with_two_columns(
    mapping: ColumnMapping, roles: Roles, facts: Sequence[Facts], rows: Sequence[Sequence[str]], home_currency: str
) -> tuple[ColumnMapping, Sign]:
    """Each of the two columns counts in its own usual sign: some banks write debits with a minus, some credits."""
    is_sure = True
    if "sides" in roles.guessed and mapping.debit is not None and mapping.credit is not None:
        first, second = sorted((mapping.debit, mapping.credit))
        points = _points_for_first_as_out(mapping, roles, facts, first, rows, home_currency)
        is_sure = abs(points) >= _SURE
        mapping = replace(mapping, debit=first if points > 0 else second, credit=second if points > 0 else first)
    return replace(
        mapping,
        sign_column=None,
        is_debit_negative=mapping.debit is not None and _is_mostly_negative(facts[mapping.debit]),
        # Alone, a column of money in may hold all movements, and a minus there is money out.
        is_credit_negative=mapping.debit is not None
        and mapping.credit is not None
        and _is_mostly_negative(facts[mapping.credit]),
    ), Sign("minus_is_out", is_sure)


def _points_for_first_as_out(
    mapping: ColumnMapping,
    roles: Roles,
    facts: Sequence[Facts],
    first: int,
    rows: Sequence[Sequence[str]],
    home_currency: str,
) -> float:
    """Banks put money out before money in, words tell it row by row, and a balance proves it unless money is owed."""
    read = minor_reader(mapping.decimal, home_currency)
    lefts = [
        SignEvidence(
            -1 if first < len(row) and read(row[first]) else 1, " ".join(cell for cell in row if len(cell) > 2)
        )
        for row in rows
    ]
    points = 1.0 + out_side_by_words(lefts)
    second = mapping.credit if mapping.debit == first else mapping.debit
    has_minus = [_is_mostly_negative(facts[column]) for column in (first, second or 0)]
    if has_minus[0] != has_minus[1]:
        points += 1.0 if has_minus[0] else -1.0
    if roles.balance is not None:
        points += 3.0 if mapping.debit == first else -3.0
    return points


def _is_mostly_negative(facts: Facts) -> bool:
    minuses = sum(value.startswith(("-", "(", "−")) or value.endswith("-") for value in facts.values)
    return minuses * 2 > len(facts.values)


def _movements(
    mapping: ColumnMapping, roles: Roles, rows: Sequence[Sequence[str]], home_currency: str
) -> list[SignEvidence]:
    read = minor_reader(mapping.decimal, home_currency)
    column = mapping.amount if mapping.amount is not None else 0
    return [
        SignEvidence(
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

    amount_of = amount_reader(decimal, currency)

    def read(text: str) -> int | None:
        try:
            amount = amount_of(text)
        except UnreadableAmount:
            return None
        return -abs(amount.minor) if amount.mark == "out" else amount.minor

    return read
