"""A server with OpenAI's chat completions API: Ollama, LM Studio, llama.cpp, vLLM or a hosted one."""

import json
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

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
    import httpx2

_LARGEST_BYTES = 2_000_000
# A model on the person's own computer answers slowly.
_SECONDS = 3 * REQUEST_SECONDS


class OpenAiCompatible:
    """One model of one server. `key` may be empty: a server on this computer asks for none."""

    label = "The AI server"

    def __init__(self, *, address: str, model: str, key: str = "", seconds: float = _SECONDS) -> None:
        # Ollama's address is usually written without the path of its OpenAI interface.
        self._address = address.rstrip("/") + ("" if urlsplit(address).path.strip("/") else "/v1")
        self._model = model
        self._key = key
        self._seconds = seconds

    def check(self) -> str:
        models = self._send("GET", "/models").get("data")
        names = {model.get("id") for model in models if isinstance(model, dict)} if isinstance(models, list) else set()
        if names and self._model not in names:
            raise failure_of_status(404, label=self.label, model=self._model)
        return f"The server answers, and {self._model} can be used."

    def ask(self, question: Question) -> Answer:
        schema = {"name": "answer", "strict": True, "schema": question.schema}
        body = {
            "model": self._model,
            "max_tokens": question.max_tokens,
            "messages": [
                {"role": "system", "content": question.system},
                {"role": "user", "content": question.message},
            ],
            "response_format": {"type": "json_schema", "json_schema": schema},
        }
        found = self._send("POST", "/chat/completions", body)
        usage = found.get("usage")
        usage = usage if isinstance(usage, dict) else {}
        spent = {
            "input_tokens": _count(usage.get("prompt_tokens")),
            "output_tokens": _count(usage.get("completion_tokens")),
        }
        try:
            choice = found["choices"][0]
            text, reason = choice["message"]["content"], choice.get("finish_reason")
        except (KeyError, IndexError, TypeError):
            raise self._not_an_answer() from None
        if reason not in ("stop", None) or not isinstance(text, str):
            raise AiFailure("incomplete", str(reason).upper(), cut_off(self.label, str(reason)), **spent)
        return Answer(text, **spent)

    def stream(self, conversation: Conversation, usage: Usage) -> Iterator[str]:
        import httpx2

        body = {
            "model": self._model,
            "max_tokens": conversation.max_tokens,
            "messages": [
                {"role": "system", "content": conversation.system},
                *({"role": turn.role, "content": turn.text} for turn in conversation.turns),
            ],
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        reason = ""
        try:
            with self._client.stream("POST", f"{self._address}/chat/completions", json=body) as answer:
                if answer.status_code != 200:
                    retry_after = answer.headers.get("retry-after")
                    raise failure_of_status(
                        answer.status_code, label=self.label, model=self._model, retry_after=retry_after
                    )
                for line in answer.iter_lines():
                    if not line.startswith("data:") or line[5:].strip() == "[DONE]":
                        continue
                    found = json.loads(line[5:])
                    if spent := found.get("usage"):
                        usage.input_tokens = _count(spent.get("prompt_tokens"))
                        usage.output_tokens = _count(spent.get("completion_tokens"))
                    for choice in found.get("choices") or ():
                        reason = choice.get("finish_reason") or reason
                        if text := (choice.get("delta") or {}).get("content"):
                            yield text
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise AiFailure("offline", type(error).__name__.upper(), OFFLINE.format(label=self.label)) from None
        except (ValueError, AttributeError, TypeError):
            raise self._not_an_answer() from None
        if reason != "stop":
            raise AiFailure("incomplete", (reason or "CUT").upper(), cut_off(self.label, reason))

    def close(self) -> None:
        if "_client" in self.__dict__:
            self._client.close()

    def _send(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        import httpx2

        try:
            answer = self._client.request(method, f"{self._address}{path}", json=body)
        except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
            raise AiFailure("offline", type(error).__name__.upper(), OFFLINE.format(label=self.label)) from None
        if answer.status_code != 200:
            retry_after = answer.headers.get("retry-after")
            raise failure_of_status(answer.status_code, label=self.label, model=self._model, retry_after=retry_after)
        try:
            found = json.loads(answer.content) if len(answer.content) <= _LARGEST_BYTES else None
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise self._not_an_answer()
        return found

    def _not_an_answer(self) -> AiFailure:
        return AiFailure("offline", "NOT_AN_ANSWER", NOT_AN_ANSWER.format(label=self.label))

    @cached_property
    def _client(self) -> "httpx2.Client":
        import httpx2

        headers = {"authorization": f"Bearer {self._key}"} if self._key else {}
        return httpx2.Client(headers=headers, timeout=self._seconds, follow_redirects=False)


def _count(value: object) -> int:
    return value if isinstance(value, int) and 0 <= value < 10**9 else 0
