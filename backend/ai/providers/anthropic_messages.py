"""Anthropic's Messages API through its own SDK, without its retries and redirects.

The SDK sleeps as long as a retry-after header says, whatever its time limit. So it retries nothing; runner.py waits.
"""

import logging
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from backend.ai.provider import (
    NOT_AN_ANSWER,
    OFFLINE,
    REQUEST_SECONDS,
    AiFailure,
    Answer,
    Conversation,
    Question,
    Usage,
    cut_off,
    failure_of_status,
)

if TYPE_CHECKING:
    from anthropic import Anthropic
    from anthropic.types import Message

DEFAULT_ADDRESS = "https://api.anthropic.com"
_log = logging.getLogger(__name__)


class AnthropicMessages:
    """One model of Anthropic, with the person's key."""

    label = "Anthropic"

    def __init__(self, *, key: str, model: str, address: str, seconds: float = REQUEST_SECONDS) -> None:
        self._key = key
        self._model = model
        self._address = address
        self._seconds = seconds

    def check(self) -> str:
        from anthropic import APIConnectionError, APIStatusError

        try:
            found = self._client.models.retrieve(self._model)
        except APIStatusError as error:
            raise self._failure(error) from None
        except (APIConnectionError, OSError):
            raise AiFailure("offline", "OFFLINE", OFFLINE.format(label=self.label)) from None
        except ValueError:
            raise self._not_an_answer() from None
        if getattr(found, "id", None) is None:
            raise self._not_an_answer()
        return f"The key works, and {self._model} can be used."

    def ask(self, question: Question) -> Answer:
        from anthropic import AnthropicError, APIConnectionError, APIStatusError

        try:
            message = self._client.messages.create(
                model=self._model,
                max_tokens=question.max_tokens,
                system=question.system,
                messages=[{"role": "user", "content": question.message}],
                output_config={"effort": "low", "format": {"type": "json_schema", "schema": question.schema}},
            )
        except APIStatusError as error:
            _log.info("anthropic answered with HTTP %s", error.status_code)
            raise self._failure(error) from None
        except (APIConnectionError, OSError) as error:
            _log.info("anthropic gave no answer: %s", type(error).__name__)
            raise AiFailure("offline", type(error).__name__.upper(), OFFLINE.format(label=self.label)) from None
        except (AnthropicError, ValueError):
            # A body that is cut off or no JSON raises json.JSONDecodeError, not an error of the SDK.
            raise self._not_an_answer() from None
        return self._answer(message)

    def stream(self, conversation: Conversation, usage: Usage) -> Iterator[str]:
        from anthropic import AnthropicError, APIConnectionError, APIStatusError

        reason = ""
        try:
            with self._client.messages.create(
                model=self._model,
                max_tokens=conversation.max_tokens,
                system=conversation.system,
                messages=[
                    {"role": "user", "content": turn.text}
                    if turn.role == "user"
                    else {"role": "assistant", "content": turn.text}
                    for turn in conversation.turns
                ],
                output_config={"effort": "low"},
                stream=True,
            ) as events:
                for event in events:
                    if event.type == "message_start":
                        usage.input_tokens = event.message.usage.input_tokens or 0
                    elif event.type == "content_block_delta" and event.delta.type == "text_delta":
                        yield event.delta.text
                    elif event.type == "message_delta":
                        usage.output_tokens = event.usage.output_tokens or 0
                        reason = event.delta.stop_reason or ""
        except APIStatusError as error:
            _log.info("anthropic answered with HTTP %s", error.status_code)
            raise self._failure(error) from None
        except (APIConnectionError, OSError) as error:
            _log.info("anthropic gave no answer: %s", type(error).__name__)
            raise AiFailure("offline", type(error).__name__.upper(), OFFLINE.format(label=self.label)) from None
        except (AnthropicError, ValueError, AttributeError):
            raise self._not_an_answer() from None
        if reason != "end_turn":
            raise AiFailure("incomplete", (reason or "CUT").upper(), cut_off(self.label, reason))

    def close(self) -> None:
        if "_client" in self.__dict__:
            self._client.close()

    def _answer(self, message: "Message | str") -> Answer:
        # An HTML page with status 200 comes back as text; a JSON object without content has None there.
        if isinstance(message, str) or not isinstance(getattr(message, "content", None), list):
            raise self._not_an_answer()
        usage = getattr(message, "usage", None)
        spent = {
            "input_tokens": sum(
                getattr(usage, name, None) or 0
                for name in ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens")
            ),
            "output_tokens": getattr(usage, "output_tokens", None) or 0,
        }
        reason = str(getattr(message, "stop_reason", None) or "no reason")
        if reason != "end_turn":
            raise AiFailure("incomplete", reason.upper(), cut_off(self.label, reason), **spent)
        text = "".join(block.text for block in message.content if block.type == "text")
        return Answer(text, **spent)

    def _failure(self, error: "Exception") -> AiFailure:
        from anthropic import APIStatusError

        assert isinstance(error, APIStatusError)
        retry_after = error.response.headers.get("retry-after")
        return failure_of_status(error.status_code, label=self.label, model=self._model, retry_after=retry_after)

    def _not_an_answer(self) -> AiFailure:
        return AiFailure("offline", "NOT_AN_ANSWER", NOT_AN_ANSWER.format(label=self.label))

    @cached_property
    def _client(self) -> "Anthropic":
        from anthropic import Anthropic, DefaultHttpxClient

        # ANTHROPIC_LOG=debug would write what is sent into the log.
        logging.getLogger("anthropic").setLevel(logging.WARNING)
        # Without an explicit key the SDK looks for others in the environment and in files of its own.
        return Anthropic(
            api_key=self._key,
            base_url=self._address,
            max_retries=0,
            timeout=self._seconds,
            http_client=DefaultHttpxClient(follow_redirects=False),
            open_telemetry=False,
        )
