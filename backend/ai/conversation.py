"""Asks AI for prose, piece by piece as it is written, with a receipt for each call."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from backend.ai import queries, service
from backend.ai.configuration import AiSettings, load_settings
from backend.ai.prices import estimated_tokens
from backend.ai.provider import AiFailure, Conversation, Question, Usage
from backend.ai.redaction import NeverSend, Redactor
from backend.ai.selection import Withheld
from backend.ai.states import Purpose
from backend.infra.database import Database, ReadSession

_STOPPED = "Stopped. What was written so far is kept."


@dataclass(slots=True)
class Answering:
    """A call on its way. `failure` is set when it ended early; `call_id` is its receipt."""

    call_id: int = 0
    text: str = ""
    failure: AiFailure | None = None


class Redaction:
    """Takes out of bank texts what identifies people and accounts, and holds back what is on the never-send list."""

    def __init__(self, db: ReadSession, user_id: int, settings: AiSettings) -> None:
        self._redactor = Redactor(people=settings.hidden_names, accounts=queries.account_names(db, user_id))
        self._never = NeverSend(settings.never_send)
        self.withheld: list[Withheld] = []

    def text(self, original: str) -> str | None:
        """Return what may be sent of a text, None if nothing."""
        if entry := self._never.matched(original):
            self.withheld.append(Withheld(original, entry))
            return None
        return self._redactor.redact(original)


def ready_settings(db: ReadSession, user_id: int) -> AiSettings:
    """Return the settings of AI. Raises AiFailure if it is off or not set up."""
    settings = load_settings(db, user_id)
    if settings.problem is not None:
        raise AiFailure("keys", "NOT_SET_UP", settings.problem)
    return settings


def stream_answer(
    budget: Database,
    user_id: int,
    conversation: Conversation,
    answering: Answering,
    *,
    purpose: Purpose,
    withheld: Sequence[Withheld] = (),
) -> Iterator[str]:
    """Yield the answer as it comes; when the generator is closed early, the call ends and its receipt says so.

    Never raises AiFailure: `answering.failure` says why an answer ended. No session is open while the network is.
    """
    usage, started = Usage(), time.monotonic()
    try:
        settings = _begin(budget, user_id, conversation, answering, purpose=purpose, withheld=withheld)
        provider = settings.connect()
    except AiFailure as failure:
        answering.failure = failure
        return
    try:
        for piece in provider.stream(conversation, usage):
            answering.text += piece
            yield piece
    except AiFailure as failure:
        answering.failure = failure
    except GeneratorExit:
        answering.failure = AiFailure("cancelled", "STOPPED", _STOPPED)
        raise
    finally:
        provider.close()
        if answering.text and not usage.output_tokens:
            # The provider says what an answer cost only at its end.
            usage.output_tokens = estimated_tokens(answering.text)
        with budget.write() as db:
            service.finish_call(
                db,
                user_id,
                answering.call_id,
                settings,
                input_tokens=usage.input_tokens,
                output_tokens=usage.output_tokens,
                duration_ms=int((time.monotonic() - started) * 1000),
                failure=answering.failure,
            )


def _begin(
    budget: Database,
    user_id: int,
    conversation: Conversation,
    answering: Answering,
    *,
    purpose: Purpose,
    withheld: Sequence[Withheld],
) -> AiSettings:
    """Write the receipt before anything is sent. Raises AiFailure if this call must not be made."""
    message = "\n\n".join(f"{turn.role}: {turn.text}" for turn in conversation.turns)
    question = Question(conversation.system, message, {}, conversation.max_tokens)
    with budget.read() as reading:
        settings = ready_settings(reading, user_id)
    with budget.write() as db:
        service.check_limits(db, user_id, settings, question)
        answering.call_id = service.begin_call(
            db, user_id, settings, purpose=purpose, question=question, withheld=withheld
        )
    return settings
