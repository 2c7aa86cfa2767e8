"""Asks AI in the background: one run at a time, call by call, with a receipt for each, until done, stopped or refused.

A run never holds a session while it waits for the network, and nothing waits for it.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from backend.ai import selection, service
from backend.ai.configuration import AiSettings, load_settings
from backend.ai.errors import AiTrouble, AlreadyAsking, NothingToAsk
from backend.ai.provider import AiFailure, Answer, FailureKind, Provider, Question
from backend.ai.questions import MerchantText, read_categories, read_rules
from backend.ai.selection import Context, Withheld
from backend.ai.service import Applied, Choice
from backend.ai.states import Purpose
from backend.infra import clock
from backend.infra.database import Database, WriteSession
from backend.infra.identity import keeping_identity
from backend.kit.errors import AppError

Json = dict[str, Any]
Phase = Literal["asking", "done", "failed", "cancelled"]
# Pauses before a call that was refused for a moment is tried again; a longer retry-after ends the run.
WAIT_SECONDS: tuple[float, ...] = (2, 8, 30)
_LONGEST_WAIT_SECONDS = 60
# A model that cannot answer in the form that was asked for should not cost more than so many calls.
_MOST_INCOMPLETE = 8
_CLOSE_SECONDS = 4
_MISTAKE = "Something went wrong inside Budget App. What was answered before is kept. The log has the details."
_SWITCHED_OFF = "AI was switched off or changed in Settings, so nothing more was sent."
_UNREADABLE = "The model does not answer in the form that was asked for. Another model may; choose one in Settings."
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Run:
    """A run on its way, or the last one. Counts are merchants, but for proposals (rules) and transactions."""

    purpose: Purpose
    phase: Phase = "asking"
    asked: int = 0
    total: int = 0
    suggested: int = 0
    unknown: int = 0
    proposals: int = 0
    transaction_count: int = 0
    message: str = ""
    failure: FailureKind | None = None
    change_ids: list[int] = field(default_factory=list)
    started_at: datetime = field(default_factory=clock.now)
    cancelled: threading.Event = field(default_factory=threading.Event)

    @property
    def is_over(self) -> bool:
        return self.phase != "asking"

    def as_json(self) -> Json:
        """Return how far the run is."""
        hidden = ("cancelled",)
        found = {name: getattr(self, name) for name in self.__slots__ if name not in hidden}
        return {
            **found,
            "change_ids": list(self.change_ids),
            "is_stopping": self.cancelled.is_set() and not self.is_over,
        }


class AiRunner:
    """Runs questions beside the requests, for one open data folder."""

    def __init__(self, budget: Database) -> None:
        self._budget = budget
        self._run: Run | None = None
        self._lock = threading.Lock()
        self._version = 0
        self._thread: threading.Thread | None = None
        self._closed = threading.Event()

    def start(self, user_id: int, purpose: Purpose) -> Json:
        """Begin to ask about what is undecided. Raises AlreadyAsking, NothingToAsk, and AiTrouble if AI is off."""
        with self._budget.read() as db:
            settings = load_settings(db, user_id)
            if settings.problem is not None:
                raise AiTrouble(AiFailure("keys", "NOT_SET_UP", settings.problem))
            pending = selection.pending(db, user_id, settings)
            is_rules = purpose == "rules"
            merchants = selection.with_amounts(db, user_id, pending.for_rules) if is_rules else pending.to_ask
            remembered = [] if is_rules else pending.remembered
            given = selection.context(db, user_id, settings)
        if not merchants and not remembered:
            raise NothingToAsk
        with self._lock:
            if self._run is not None and not self._run.is_over:
                raise AlreadyAsking
            run = self._run = Run(purpose, total=len(merchants) + len(remembered))
            self._version += 1
            work = _Work(self._budget, user_id, run, settings, given, pending.withheld, self._changed, self._closed)
            beside = keeping_identity(self._beside)
            self._thread = threading.Thread(target=beside, args=(work, merchants, remembered), daemon=True)
            self._thread.start()
        return run.as_json()

    def runs(self) -> tuple[int, list[Json]]:
        """Return the newest run (none before the first), and a number that grows with each change."""
        with self._lock:
            return self._version, [self._run.as_json()] if self._run else []

    def is_running(self) -> bool:
        """Say whether a run is on its way."""
        with self._lock:
            return self._run is not None and not self._run.is_over

    def cancel(self) -> bool:
        """Stop after the call that is on its way; what was answered stays. Return whether there was a run to stop."""
        with self._lock:
            if self._run is None or self._run.is_over:
                return False
            self._run.cancelled.set()
            self._version += 1
            return True

    def close(self) -> None:
        """Stop what runs; a call that is on its way is not waited for long, its receipt is kept."""
        self.cancel()
        if self._thread is not None:
            self._thread.join(timeout=_CLOSE_SECONDS)
        self._closed.set()

    def test(self, user_id: int) -> str:
        """Return a sentence saying that key and model can be used; it costs nothing. Raises AiTrouble."""
        with self._budget.read() as db:
            settings = load_settings(db, user_id)
        try:
            provider = settings.connect()
        except AiFailure as failure:
            raise AiTrouble(failure) from None
        started, trouble, message = time.monotonic(), None, ""
        try:
            message = provider.check()
        except AiFailure as failure:
            trouble = failure
        finally:
            provider.close()
        with self._budget.write() as db:
            call_id = service.begin_call(db, user_id, settings, purpose="test", question=None)
            service.finish_call(db, user_id, call_id, settings, duration_ms=_since(started), failure=trouble)
        if trouble is not None:
            raise AiTrouble(trouble)
        return message

    def _beside(self, work: "_Work", merchants: list[MerchantText], remembered: list[MerchantText]) -> None:
        run = work.run
        phase: Phase = "failed"
        message, kind = "", None
        try:
            work.do(merchants, remembered)
            phase, message = "done", _summary(run)
        except AiFailure as failure:
            phase = "cancelled" if failure.kind == "cancelled" else "failed"
            message, kind = f"{failure.message} {_left(run)}".strip(), failure.kind
        except AppError as error:
            message = error.message
        except Exception:  # noqa: BLE001 - the top of a thread; the page shows it
            message = _MISTAKE
            _log.exception("asking AI failed")
        self._changed(run, phase=phase, message=message, failure=kind)

    def _changed(self, run: Run, **values: Any) -> None:
        with self._lock:
            for name, value in values.items():
                setattr(run, name, value)
            self._version += 1


class _Work:
    """One run: its questions in order, answers applied as they come."""

    def __init__(
        self,
        budget: Database,
        user_id: int,
        run: Run,
        settings: AiSettings,
        given: Context,
        withheld: Sequence[Withheld],
        changed: Callable[..., None],
        closed: threading.Event,
    ) -> None:
        self._budget = budget
        self._user_id = user_id
        self.run = run
        self._settings = settings
        self._given = given
        self._withheld = list(withheld)
        self._changed = changed
        self._closed = closed
        self._incomplete = 0

    def do(self, merchants: list[MerchantText], remembered: list[MerchantText]) -> None:
        """Apply what is remembered, then ask about the rest. Raises AiFailure when no more can be asked."""
        if remembered:
            with self._budget.read() as db:
                chosen = service.remembered_choices(db, self._user_id, remembered)
            self._suggest(chosen)
        if not merchants:
            return
        provider = self._settings.connect()
        try:
            queue = deque(selection.batches(merchants, self.run.purpose))
            while queue:
                batch = queue.popleft()
                try:
                    self._ask(provider, batch)
                except AiFailure as failure:
                    if failure.kind not in ("too_large", "incomplete"):
                        raise
                    self._incomplete += 1
                    if self._incomplete > _MOST_INCOMPLETE:
                        raise AiFailure("request", "UNREADABLE", _UNREADABLE) from None
                    queue.extendleft(reversed(_halves(batch)))
                    if len(batch) == 1:
                        self._give_up_on(batch)
        finally:
            provider.close()

    def _ask(self, provider: Provider, batch: list[MerchantText]) -> None:
        question = selection.question_of(batch, self._given, self.run.purpose)
        answer, call_id = self._answer(provider, question, batch)
        if self.run.purpose == "categories":
            chosen = read_categories(answer.text, batch, self._given.categories)
            if chosen is None:
                raise AiFailure("incomplete", "NOT_JSON", _UNREADABLE)
            self._remember_and_suggest(list(zip(batch, chosen, strict=True)), call_id)
            return
        rules = read_rules(answer.text, batch, self._given.categories)
        if rules is None:
            raise AiFailure("incomplete", "NOT_JSON", _UNREADABLE)
        with self._write() as db:
            new = service.save_proposals(db, self._user_id, rules, call_id=call_id)
        self._changed(self.run, asked=self.run.asked + len(batch), proposals=self.run.proposals + new)

    def _answer(self, provider: Provider, question: Question, batch: Sequence[MerchantText]) -> tuple[Answer, int]:
        """Ask, again if it may help, each time with a receipt. Raises AiFailure."""
        for pause in (*WAIT_SECONDS, None):
            call_id = self._begin(question, batch)
            started = time.monotonic()
            try:
                answer = provider.ask(question)
            except AiFailure as failure:
                self._finish(call_id, started, failure.input_tokens, failure.output_tokens, failure)
                if pause is None or failure.kind not in ("rate_limited", "unavailable"):
                    raise
                if (failure.retry_after_seconds or 0) > _LONGEST_WAIT_SECONDS:
                    raise
                self.run.cancelled.wait(max(pause, failure.retry_after_seconds or 0))
                continue
            self._finish(call_id, started, answer.input_tokens, answer.output_tokens, None)
            return answer, call_id
        raise AssertionError

    def _begin(self, question: Question, batch: Sequence[MerchantText]) -> int:
        """Write the receipt before anything is sent. Raises AiFailure if this call must not be made."""
        if self.run.cancelled.is_set():
            raise AiFailure("cancelled", "CANCELLED", "Stopped. What was answered before is kept.")
        with self._write() as db:
            if load_settings(db, self._user_id) != self._settings:
                raise AiFailure("cancelled", "SETTINGS_CHANGED", _SWITCHED_OFF)
            service.check_limits(db, self._user_id, self._settings, question)
            withheld, self._withheld = self._withheld, []
            return service.begin_call(
                db,
                self._user_id,
                self._settings,
                purpose=self.run.purpose,
                question=question,
                merchants=batch,
                withheld=withheld,
            )

    def _finish(
        self, call_id: int, started: float, input_tokens: int, output_tokens: int, failure: AiFailure | None
    ) -> None:
        with self._write() as db:
            service.finish_call(
                db,
                self._user_id,
                call_id,
                self._settings,
                input_tokens=input_tokens,
                output_tokens=output_tokens,
                duration_ms=_since(started),
                failure=failure,
            )

    def _write(self) -> AbstractContextManager[WriteSession]:
        """Return a write session. Raises AiFailure once the app has closed its data: an answer may come later."""
        if self._closed.is_set():
            raise AiFailure("cancelled", "CLOSED", "Budget App ended meanwhile.")
        return self._budget.write()

    def _remember_and_suggest(self, chosen: Sequence[Choice], call_id: int | None) -> None:
        model = self._settings.model
        with self._write() as db:
            service.remember(db, self._user_id, chosen, model=model, call_id=call_id)
            applied = service.suggest(db, self._user_id, chosen, model=model)
        self._count(applied)

    def _suggest(self, chosen: Sequence[Choice]) -> None:
        with self._write() as db:
            applied = service.suggest(db, self._user_id, chosen, model=self._settings.model)
        self._count(applied)

    def _count(self, applied: Applied) -> None:
        run = self.run
        self._changed(
            run,
            asked=run.asked + applied.suggested + applied.unknown,
            suggested=run.suggested + applied.suggested,
            unknown=run.unknown + applied.unknown,
            transaction_count=run.transaction_count + applied.transaction_count,
            change_ids=[*run.change_ids, *([applied.change_id] if applied.change_id else [])],
        )

    def _give_up_on(self, batch: list[MerchantText]) -> None:
        """Count a merchant whose question alone gave no answer as unknown; it is not asked again."""
        if self.run.purpose == "categories":
            self._remember_and_suggest([(merchant, None) for merchant in batch], None)
        else:
            self._changed(self.run, asked=self.run.asked + len(batch))


def _halves(batch: list[MerchantText]) -> list[list[MerchantText]]:
    middle = len(batch) // 2
    return [batch[:middle], batch[middle:]] if middle else []


def _summary(run: Run) -> str:
    if run.purpose == "rules":
        return "No new rule was proposed." if not run.proposals else f"{_count(run.proposals, 'rule')} proposed."
    found = f"{_count(run.suggested, 'merchant')} suggested, {_count(run.transaction_count, 'transaction')} to review."
    return f"{found} {run.unknown} unknown." if run.unknown else found


def _left(run: Run) -> str:
    left = run.total - run.asked
    return f"{_count(left, 'merchant')} not asked." if left else ""


def _count(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)
