"""What all the rows of a file tell that a sample of them did not."""

from dataclasses import replace

from backend.imports.cells import is_day
from backend.imports.guess import Guess, with_date_order
from backend.imports.normalize import Normalized


def settle_date_order(guess: Guess, result: Normalized) -> Guess:
    """The sample may not have shown a day above twelve; all the days of the file decide."""
    if guess.mapping.date_format == "SERIAL":
        return guess
    days = [text for text in result.day_texts if is_day(text.strip())]
    mapping, is_sure = with_date_order(guess.mapping, days, guess.evidence)
    questions = tuple(q for q in guess.questions if q != "date_order") + (() if is_sure else ("date_order",))
    return replace(guess, mapping=mapping, questions=questions)


def without_false_identities(guess: Guess, result: Normalized) -> Guess:
    """An id that comes twice in one file is no identity; dedupe must not trust it."""
    if guess.mapping.provider_id is None:
        return guess
    drafts = result.drafts
    ids = {draft.provider_id for draft in drafts}
    if len(ids) == len(drafts) and None not in ids:
        return guess
    result.drafts = [draft._replace(provider_id=None) for draft in drafts]
    return replace(guess, mapping=replace(guess.mapping, provider_id=None))
