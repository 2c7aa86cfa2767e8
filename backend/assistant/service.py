"""Let a model explain the figures, piece by piece, and keep what it wrote; the only writer of analyses."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete

from backend.ai.conversation import Answering, Redaction, ready_settings, stream_answer
from backend.ai.provider import AiFailure, Conversation, Turn
from backend.ai.selection import Withheld
from backend.ai.states import Purpose
from backend.assistant import prompt, queries
from backend.assistant.models import InsightAnalysis, InsightMessage
from backend.assistant.presentation import figure_json
from backend.assistant.prose import Prose, without_marks
from backend.assistant.snapshot import Snapshot, snapshot
from backend.infra import clock
from backend.infra.database import Database, WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.figure import Figure
from backend.net_worth.series import DataFiles
from backend.settings.service import base_currency

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Files:
    """Both data files."""

    budget: Database
    investments: Database


@dataclass(slots=True)
class Prepared:
    """A request that is ready to be sent, and the analysis that its answer belongs to."""

    conversation: Conversation
    figures: dict[str, Figure]
    withheld: list[Withheld]
    analysis_id: int


def prepare_analysis(files: Files, user_id: int, *, context: str) -> Prepared:
    """Compute the figures and keep them as a new analysis. Raises AiFailure if AI is off or not set up."""
    shown, redaction = _look(files, user_id)
    conversation = prompt.analysis(shown, redaction.text, context=context)
    return _kept(files, user_id, shown, redaction, conversation, context=context)


def prepare_chat(
    files: Files,
    user_id: int,
    *,
    message: str,
    history: Sequence[Turn],
    context: str,
    analysis_id: int | None,
) -> Prepared:
    """Add a question to an analysis, or to a new one without a text. Raises AiFailure and NoSuchAnalysis."""
    if analysis_id is not None:
        with files.budget.read() as db:
            queries.one_analysis(db, user_id, analysis_id)
            earlier = queries.messages(db, user_id, analysis_id)
            history = [Turn(each.role, without_marks(each.content)) for each in earlier if each.content]  # type: ignore[arg-type]
    shown, redaction = _look(files, user_id)
    conversation = prompt.chat(shown, redaction.text, history=history, message=message, context=context)
    prepared = _kept(files, user_id, shown, redaction, conversation, context=context, analysis_id=analysis_id)
    with files.budget.write() as db:
        db.add(_message(user_id, prepared.analysis_id, "user", message))
    return prepared


def stream(files: Files, user_id: int, prepared: Prepared, *, purpose: Purpose) -> Iterator[str]:
    """Yield the answer in checked pieces, and keep it, also if it is closed early.

    Returns:
        The sentence about why it ended early, None if it is whole.
    """
    answering = Answering()
    prose = Prose(prepared.figures, prompt.known_numbers(prepared.figures))
    pieces = stream_answer(
        files.budget, user_id, prepared.conversation, answering, purpose=purpose, withheld=prepared.withheld
    )
    try:
        for piece in pieces:
            if shown := prose.feed(piece):
                yield shown
        if rest := prose.end():
            yield rest
    finally:
        pieces.close()  # type: ignore[attr-defined] # a generator
        prose.end()
        _keep_answer(files, user_id, prepared, prose, answering)
    if answering.failure is not None:
        raise answering.failure


def remove_analysis(db: WriteSession, user_id: int, analysis_id: int) -> int | None:
    """Remove an analysis with its messages, and return the change. Raises NoSuchAnalysis."""
    analysis = queries.one_analysis(db, user_id, analysis_id)
    with record_changes(db, user_id, f"Removed the analysis of {analysis.as_of}") as recorder:
        # Undo goes backwards, and a message needs its analysis.
        recorder.capture(InsightMessage, [each.id for each in queries.messages(db, user_id, analysis_id)])
        recorder.capture(InsightAnalysis, [analysis.id])
        db.execute(delete(InsightAnalysis).where(InsightAnalysis.id == analysis.id))
    return recorder.change_id


def _look(files: Files, user_id: int) -> tuple[Snapshot, Redaction]:
    with files.budget.read() as db, files.investments.read() as investments:
        settings = ready_settings(db, user_id)
        home = base_currency(db, user_id)
        shown = snapshot(DataFiles(db, investments), user_id, today=clock.today(), home=home)
        return shown, Redaction(db, user_id, settings)


def _kept(
    files: Files,
    user_id: int,
    shown: Snapshot,
    redaction: Redaction,
    conversation: Conversation,
    *,
    context: str,
    analysis_id: int | None = None,
) -> Prepared:
    figures = shown.figures()
    with files.budget.write() as db:
        if analysis_id is None:
            analysis = InsightAnalysis(user_id=user_id, as_of=shown.as_of, context=context[:1000])
            db.add(analysis)
        else:
            analysis = queries.one_analysis(db, user_id, analysis_id)
        # A later answer refers to the figures of its own moment; ids of both are there.
        before = {each["id"]: each for each in analysis.figures or ()}
        analysis.figures = list({**before, **{id_: figure_json(each) for id_, each in figures.items()}}.values())
        db.flush()
        return Prepared(conversation, figures, redaction.withheld, analysis.id)


def _keep_answer(files: Files, user_id: int, prepared: Prepared, prose: Prose, answering: Answering) -> None:
    failure = answering.failure
    with files.budget.write() as db:
        message = _message(user_id, prepared.analysis_id, "assistant", prose.text)
        message.call_id, message.unsourced_count = answering.call_id or None, prose.unsourced
        message.outcome, message.trouble = _outcome(failure)
        db.add(message)


def _outcome(failure: AiFailure | None) -> tuple[str, str | None]:
    return (failure.kind, failure.message) if failure else ("answered", None)


def _message(user_id: int, analysis_id: int, role: str, content: str) -> InsightMessage:
    return InsightMessage(
        user_id=user_id,
        analysis_id=analysis_id,
        role=role,
        content=content,
        outcome="answered",
        unsourced_count=0,
    )
