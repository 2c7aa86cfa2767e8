"""Which merchants AI is asked about, and what goes along with a question. Nothing here writes or sends."""

from collections.abc import Sequence
from typing import NamedTuple

from backend.ai import queries
from backend.ai.configuration import AiSettings
from backend.ai.prices import cost_micro_usd
from backend.ai.provider import Question
from backend.ai.questions import (
    CategoryChoice,
    Example,
    MerchantText,
    category_question,
    estimated_input_tokens,
    rules_question,
)
from backend.ai.redaction import NeverSend, Redactor, looks_like_person
from backend.ai.states import Purpose
from backend.infra.database import ReadSession
from backend.kit.payment_words import names_merchant

MERCHANTS_PER_CALL = 45
MERCHANTS_PER_RULES_CALL = 120
_EXAMPLES = 40
_EXAMPLES_OF_A_CATEGORY = 2
# What a call is expected to answer, for the estimate: a line for each merchant and some thinking.
_EXPECTED_TOKENS = 300
_EXPECTED_TOKENS_PER_MERCHANT = 20


class Withheld(NamedTuple):
    """A text that does not leave the machine, and the entry of the never-send list that holds it back."""

    text: str
    entry: str


class Pending(NamedTuple):
    """What is undecided. `to_ask` would be asked for categories, `for_rules` for rules: these are also merchants that
    were asked about before, since a rule may know what a look at one text did not.

    `remembered` have an answer of an earlier call, which costs nothing. `unmatched` were asked about before without an
    answer; `nameless` are texts such as "transfer" or a check, `people` those that are nothing but a person's name.
    """

    to_ask: list[MerchantText]
    for_rules: list[MerchantText]
    remembered: list[MerchantText]
    withheld: list[Withheld]
    unmatched: int
    nameless: int
    people: int
    transaction_count: int


class Context(NamedTuple):
    """What goes along with each question: the person's categories, and how they filed other merchants."""

    categories: list[CategoryChoice]
    examples: list[Example]


def pending(db: ReadSession, user_id: int, settings: AiSettings) -> Pending:
    """Return what is undecided, and what of it would be asked."""
    redactor, never = _redactor(db, user_id, settings), NeverSend(settings.never_send)
    known = queries.answers(db, user_id)
    found = Pending([], [], [], [], 0, 0, 0, 0)
    unmatched = nameless = people = transaction_count = 0
    for key, direction, count, original in queries.undecided_merchants(db, user_id):
        transaction_count += count
        is_known, category_id = (key, direction) in known, known.get((key, direction))
        if not names_merchant(key):
            nameless += 1
            continue
        if looks_like_person(original):
            people += 1
            continue
        if entry := never.matched(original):
            found.withheld.append(Withheld(original, entry))
            continue
        text = MerchantText(key, direction, redactor.redact(original), original, count)
        found.for_rules.append(text)
        if not is_known:
            found.to_ask.append(text)
        elif category_id is None:
            unmatched += 1
        else:
            found.remembered.append(text)
    return found._replace(unmatched=unmatched, nameless=nameless, people=people, transaction_count=transaction_count)


def with_amounts(db: ReadSession, user_id: int, merchants: Sequence[MerchantText]) -> list[MerchantText]:
    """Return the merchants with the amounts that each had more than once; only questions for rules send them."""
    amounts = queries.repeated_amounts(db, user_id, [merchant.key for merchant in merchants])
    return [
        merchant._replace(amounts=tuple(amounts.get((merchant.key, merchant.direction), ()))) for merchant in merchants
    ]


def context(db: ReadSession, user_id: int, settings: AiSettings) -> Context:
    """Return the categories and the examples: some of each category, the newest, redacted like everything."""
    redactor, never = _redactor(db, user_id, settings), NeverSend(settings.never_send)
    categories = queries.category_choices(db, user_id)
    keys = {category.id: category.key for category in categories}
    examples: list[Example] = []
    counts: dict[int, int] = {}
    for text, direction, category_id in queries.decided_merchants(db, user_id):
        if len(examples) == _EXAMPLES:
            break
        if category_id not in keys or counts.get(category_id, 0) == _EXAMPLES_OF_A_CATEGORY:
            continue
        if never.matched(text) or looks_like_person(text):
            continue
        counts[category_id] = counts.get(category_id, 0) + 1
        examples.append(Example(redactor.redact(text), direction, keys[category_id]))
    return Context(categories, examples)


def batches(merchants: Sequence[MerchantText], purpose: Purpose) -> list[list[MerchantText]]:
    """Return the merchants of each call."""
    size = MERCHANTS_PER_CALL if purpose == "categories" else MERCHANTS_PER_RULES_CALL
    return [list(merchants[start : start + size]) for start in range(0, len(merchants), size)]


def question_of(merchants: Sequence[MerchantText], given: Context, purpose: Purpose) -> Question:
    """Return the question that a call asks."""
    ask = category_question if purpose == "categories" else rules_question
    return ask(merchants, given.categories, given.examples)


def estimate(
    merchants: Sequence[MerchantText], given: Context, settings: AiSettings, purpose: Purpose
) -> dict[str, int | None]:
    """Return calls, tokens and cost (None if the price is not known) of asking about these merchants."""
    questions = [question_of(batch, given, purpose) for batch in batches(merchants, purpose)]
    sent = sum(map(estimated_input_tokens, questions))
    received = _EXPECTED_TOKENS * len(questions) + _EXPECTED_TOKENS_PER_MERCHANT * len(merchants)
    cost = cost_micro_usd(settings.price, input_tokens=sent, output_tokens=received)
    return {"calls": len(questions), "input_tokens": sent, "output_tokens": received, "cost_micro_usd": cost}


def _redactor(db: ReadSession, user_id: int, settings: AiSettings) -> Redactor:
    return Redactor(people=settings.hidden_names, accounts=queries.account_names(db, user_id))
