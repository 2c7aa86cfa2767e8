"""What all the rows of a file tell that a sample of them did not."""

from dataclasses import replace

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
