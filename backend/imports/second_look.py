"""What all the rows of a file tell that a sample of them did not."""

from dataclasses import replace

from backend.imports.balances import directions_by
from backend.imports.cells import is_day
from backend.imports.guess import Guess, with_date_order
from backend.imports.leave_out import HOLD, names_a_hold
from backend.imports.line import Problem
from backend.imports.normalize import Normalized
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


def settle_date_order(guess: Guess, result: Normalized) -> Guess:
    """The sample may not have shown a day above twelve; all the days of the file decide."""
    if guess.mapping.date_format == "SERIAL":
        return guess
    days = [text for text in result.day_texts if is_day(text.strip())]
    mapping, is_sure = with_date_order(guess.mapping, days, guess.evidence)
    questions = tuple(q for q in guess.questions if q != "date_order") + (() if is_sure else ("date_order",))
    return replace(guess, mapping=mapping, questions=questions)


def turn_by_balance(result: Normalized) -> None:
    """Give amounts without signs the direction in which the running balance moved; rows that it does not tell of
    become problems, as does the oldest row."""
    if result.mapping.sign != "balance" or not result.drafts:
        return
    drafts = list(result.drafts)
    pairs = [(draft.amount_minor, draft.balance_minor) for draft in drafts]
    steps = [1, -1] if drafts[0].on <= drafts[-1].on else [-1, 1]
    told = [directions_by(*zip(*pairs[::step], strict=True))[::step] for step in steps]
    # On one day alone the order of the rows is the one that explains more of them.
    signed = max(told, key=lambda changes: len(changes) - changes.count(None))
    result.drafts = CompactRows(
        Draft,
        (
            draft._replace(amount_minor=-change)
            for draft, change in zip(drafts, signed, strict=True)
            if change is not None
        ),
    )
    message = "Line {}: neither a sign nor the balance before it tells the direction of this amount. Enter it by hand."
    result.problems = [
        *result.problems,
        *(
            Problem(draft.line_no, draft.raw, "direction_unknown", message.format(draft.line_no))
            for draft, change in zip(drafts, signed, strict=True)
            if change is None
        ),
    ]


def leave_out_holds(result: Normalized) -> None:
    """Leave out rows that only hold money, as the running balance says: it is the same as before them."""
    drafts = result.drafts
    if result.mapping.balance is None or not drafts:
        return
    balances: dict[str, int | None] = {}
    holds: set[int] = set()
    is_ascending = drafts[0].on <= drafts[-1].on
    for draft in drafts if is_ascending else reversed(drafts):
        balance = draft.balance_minor
        is_same = draft.amount_minor and balance is not None and balances.get(draft.currency) == balance
        if is_same and names_a_hold(draft.raw):
            holds.add(draft.line_no)
        balances[draft.currency] = balance
    if holds:
        result.drafts = CompactRows(Draft, (draft for draft in drafts if draft.line_no not in holds))
        left_out = [Problem(draft.line_no, draft.raw, *HOLD) for draft in drafts if draft.line_no in holds]
        result.left_out = sorted([*result.left_out, *left_out], key=lambda row: row.line_no or 0)


def without_false_identities(guess: Guess, result: Normalized) -> Guess:
    """An id that comes twice in one file is no identity; dedupe must not trust it."""
    if guess.mapping.provider_id is None:
        return guess
    drafts = result.drafts
    ids = set(drafts.column("provider_id"))
    if len(ids) == len(drafts) and None not in ids:
        return guess
    result.drafts = CompactRows(Draft, (draft._replace(provider_id=None) for draft in drafts))
    return replace(guess, mapping=replace(guess.mapping, provider_id=None))
