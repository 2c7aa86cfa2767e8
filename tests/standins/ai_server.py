"""A stand-in for services of language models: Anthropic's Messages API and OpenAI's chat completions.

It files each text by its first word, as `categories` says, and proposes the rules that it is given. Nothing is invented
beyond that, so that a test says itself what the model answers.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.standins.server import Answered, Asked, StandIn

Json = dict[str, Any]
KEY = "sk-ant-the-key-of-the-test"
MODEL = "claude-haiku-5-5"


@dataclass
class AiServer:
    """`categories` maps a first word (small letters) to a category; `rules` is the whole answer about rules.

    `fault` may answer a question instead, `written` may change the text that the model writes.
    """

    categories: dict[str, str] = field(default_factory=dict)
    rules: Json = field(default_factory=lambda: {"merchants": [], "amounts": []})
    fault: Callable[[Json], Answered | None] = lambda question: None
    written: Callable[[str], str] = lambda text: text
    stop_reason: str = "end_turn"

    def __post_init__(self) -> None:
        self._server = StandIn(self._answer)

    @property
    def address(self) -> str:
        return self._server.address

    @property
    def requests(self) -> list[Asked]:
        return self._server.requests

    def close(self) -> None:
        self._server.close()

    def questions(self) -> list[Json]:
        """The messages that were sent, as values: what the model sees of a person."""
        bodies = [json.loads(asked.body) for asked in self.requests if asked.method == "POST"]
        return [json.loads(body["messages"][-1]["content"]) for body in bodies]

    def sent(self) -> str:
        """Every byte that was sent, as text."""
        return "".join(asked.body.decode() for asked in self.requests)

    def _answer(self, asked: Asked) -> Answered:
        if asked.headers.get("authorization") != f"Bearer {KEY}" and asked.path.startswith("/v1/m"):
            return refusal(401, "authentication_error")
        if asked.method == "GET":
            return self._models(asked)
        body = json.loads(asked.body)
        question = json.loads(body["messages"][-1]["content"])
        if special := self.fault(question):
            return special
        if asked.path == "/v1/messages":
            schema = body["output_config"]["format"]["schema"]
            return answered(self.written(json.dumps(self._reply(question, schema))), self.stop_reason)
        assert asked.path == "/v1/chat/completions", asked.path
        schema = body["response_format"]["json_schema"]["schema"]
        message = {"role": "assistant", "content": self.written(json.dumps(self._reply(question, schema)))}
        usage = {"prompt_tokens": 1000, "completion_tokens": 100}
        choice = {"index": 0, "finish_reason": "stop", "message": message}
        return Answered(body=json.dumps({"choices": [choice], "usage": usage}).encode())

    def _models(self, asked: Asked) -> Answered:
        if asked.path == "/v1/models":
            return Answered(body=json.dumps({"data": [{"id": "qwen3:8b"}]}).encode())
        if asked.path != f"/v1/models/{MODEL}":
            return refusal(404, "not_found_error")
        model = {"type": "model", "id": MODEL, "display_name": "Haiku", "created_at": "2026-10-01T00:00:00Z"}
        return Answered(body=json.dumps(model).encode())

    def _reply(self, question: Json, schema: Json) -> Json:
        if "texts" in question:
            return self.rules
        allowed = schema["properties"]["results"]["items"]["properties"]["category"]["enum"]
        results = []
        for merchant in question["merchants"]:
            category = self.categories.get(merchant["text"].split()[0].lower(), "UNKNOWN")
            assert category in allowed, f"the schema does not offer {category}"
            results.append({"i": merchant["i"], "category": category})
        return {"results": results}


def answered(text: str, stop_reason: str = "end_turn") -> Answered:
    """A message of Anthropic's API in which the model wrote `text`; 1,000 tokens in and 100 out."""
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [{"type": "text", "text": text}],
        "stop_reason": stop_reason,
        "stop_sequence": None,
        "usage": {"input_tokens": 1000, "output_tokens": 100},
    }
    return Answered(body=json.dumps(message).encode())


def refusal(status: int, kind: str, **headers: str) -> Answered:
    """An error of Anthropic's API."""
    body = {"type": "error", "error": {"type": kind, "message": "as the test wants it"}}
    return Answered(status=status, body=json.dumps(body).encode(), headers=headers)
