"""HTTP: /api/insights. POST …/analyze, …/chat and …/ask/model open a connection, and only while AI is on."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Annotated, Any

import anyio
import orjson
from fastapi import Depends, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import StreamingResponse

from backend.ai.provider import AiFailure, Turn
from backend.ai.states import Purpose
from backend.assistant import asking, model_reading, presentation, queries, schemas, service
from backend.assistant.question import Reading
from backend.assistant.service import Files, Prepared
from backend.assistant.snapshot import snapshot
from backend.infra import clock
from backend.infra.event_stream import EVENT_HEADERS, event_responses
from backend.infra.web import CurrentUserId, InvestmentsReadDep, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.net_worth.series import DataFiles
from backend.settings.service import base_currency

router = Router(prefix="/api/insights", tags=["insights"])
_EVENTS = event_responses('{"type": "text" or "error", "content"}, at the end [DONE]')


def get_files(request: Request) -> Files:
    """Return both data files of this app."""
    return Files(request.app.state.budget, request.app.state.investments)


FilesDep = Annotated[Files, Depends(get_files)]


@router.get("/snapshot", response_model=schemas.SnapshotOut)
def get_snapshot(db: ReadSessionDep, investments: InvestmentsReadDep, user_id: CurrentUserId) -> Any:
    """Return the figures of the month against the usual, each with its terms. No AI is asked."""
    home = base_currency(db, user_id)
    return presentation.snapshot_json(snapshot(DataFiles(db, investments), user_id, today=clock.today(), home=home))


@router.post("/analyze", response_class=StreamingResponse, responses=_EVENTS)
def analyze(body: schemas.AnalyzeIn, user_id: CurrentUserId, files: FilesDep) -> StreamingResponse:
    """Stream an analysis of the figures; the header x-analysis-id names where it is kept."""
    context = body.context or ""
    return _answer(files, user_id, "analysis", lambda: service.prepare_analysis(files, user_id, context=context))


@router.post("/chat", response_class=StreamingResponse, responses=_EVENTS)
def chat(body: schemas.ChatIn, user_id: CurrentUserId, files: FilesDep) -> StreamingResponse:
    """Stream the answer to a question about the figures."""
    history = [Turn(turn.role, turn.content) for turn in body.history]
    return _answer(
        files,
        user_id,
        "chat",
        lambda: service.prepare_chat(
            files,
            user_id,
            message=body.message,
            history=history,
            context=body.context or "",
            analysis_id=body.analysis_id,
        ),
    )


@router.post("/ask", response_model=schemas.AskOut)
def ask(body: schemas.AskIn, db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return a question as a search, with its figures and transactions; a search that was changed is answered as is."""
    today = clock.today()
    if body.search is not None:
        found = asking.answer(db, user_id, Reading(body.search, body.measure, ()), today=today)
    else:
        found = asking.ask(db, user_id, body.question or "", today=today)
    return {**found, "read_by": "words", "trouble": None}


@router.post("/ask/model", response_model=schemas.AskOut)
def ask_model(body: schemas.AskModelIn, user_id: CurrentUserId, files: FilesDep) -> Any:
    """Return a question as a model reads it, if AI is on; else, or if its answer is no search, as its words say."""
    found = model_reading.ask_model(files.budget, user_id, body.question)
    return {**found.answer, "read_by": "words" if found.trouble else "model", "trouble": found.trouble}


@router.get("/analyses", response_model=list[schemas.AnalysisListed])
def list_analyses(db: ReadSessionDep, user_id: CurrentUserId, limit: Annotated[int, Query(ge=1, le=100)] = 20) -> Any:
    """Return the analyses that were kept, newest first."""
    return queries.list_analyses(db, user_id, limit=limit)


@router.get("/analyses/{analysis_id}", response_model=schemas.AnalysisOut)
def one_analysis(db: ReadSessionDep, user_id: CurrentUserId, analysis_id: RowId) -> Any:
    """Return an analysis with its figures as they were then, its messages and their receipts."""
    analysis = queries.one_analysis(db, user_id, analysis_id)
    return presentation.analysis_json(db, user_id, analysis, queries.messages(db, user_id, analysis_id))


@router.delete("/analyses/{analysis_id}", response_model=schemas.AnalysisRemoved)
def remove_analysis(db: WriteSessionDep, user_id: CurrentUserId, analysis_id: RowId) -> Any:
    """Remove an analysis; it can be undone."""
    return {"status": "removed", "change_id": service.remove_analysis(db, user_id, analysis_id)}


def _answer(files: Files, user_id: int, purpose: Purpose, prepare: Callable[[], Prepared]) -> StreamingResponse:
    """Return the stream of an answer. A failure of AI is an event with status 200, as pages of the older app expect."""
    try:
        prepared = prepare()
    except AiFailure as failure:
        return StreamingResponse(
            iter([_event("error", failure.message), _DONE]), headers=EVENT_HEADERS, media_type=_SSE
        )
    pieces = service.stream(files, user_id, prepared, purpose=purpose)
    headers = {**EVENT_HEADERS, "x-analysis-id": str(prepared.analysis_id)}
    return StreamingResponse(_events(pieces), headers=headers, media_type=_SSE)


async def _events(pieces: Iterator[str]) -> AsyncIterator[bytes]:
    try:
        while (piece := await run_in_threadpool(_next, pieces)) is not None:
            yield _event(*piece)
        yield _DONE
    finally:
        # Also when the page hung up: the call to the provider ends, and what came is kept.
        with anyio.CancelScope(shield=True):
            await run_in_threadpool(pieces.close)  # type: ignore[attr-defined] # a generator


def _next(pieces: Iterator[str]) -> tuple[str, str] | None:
    try:
        return "text", next(pieces)
    except StopIteration:
        return None
    except AiFailure as failure:
        return "error", failure.message


def _event(kind: str, content: str) -> bytes:
    return b"data: " + orjson.dumps({"type": kind, "content": content}) + b"\n\n"


_DONE = b"data: [DONE]\n\n"
_SSE = "text/event-stream"
