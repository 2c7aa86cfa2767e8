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

    `prose` writes the answer to a conversation from its turns. `fault` may answer instead, `written` may change what
    the model writes.
    """

    categories: dict[str, str] = field(default_factory=dict)
    rules: Json = field(default_factory=lambda: {"merchants": [], "amounts": []})
    fault: Callable[[Json], Answered | None] = lambda question: None
    prose: Callable[[list[Json]], str] = lambda turns: "Nothing stands out."
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
        if body.get("stream"):
            return self._streamed(asked, body)
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

    def _streamed(self, asked: Asked, body: Json) -> Answered:
        if special := self.fault(body):
            return special
        turns = [turn for turn in body["messages"] if turn["role"] != "system"]
        text = self.written(self.prose(turns))
        pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
        return streamed(pieces, self.stop_reason) if asked.path == "/v1/messages" else chunked(pieces)

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


def streamed(pieces: list[str], stop_reason: str = "end_turn") -> Answered:
    """The events of Anthropic's API for a text that comes in pieces."""
    usage = {"input_tokens": 1000, "output_tokens": 1}
    message = {"id": "msg_1", "type": "message", "role": "assistant", "model": MODEL, "content": [], "usage": usage}
    events: list[Json] = [
        {"type": "message_start", "message": {**message, "stop_reason": None, "stop_sequence": None}},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        *({"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": p}} for p in pieces),
        {"type": "content_block_stop", "index": 0},
        {
            "type": "message_delta",
            "delta": {"stop_reason": stop_reason, "stop_sequence": None},
            "usage": {"output_tokens": 100},
        },
        {"type": "message_stop"},
    ]
    body = "".join(f"event: {event['type']}\ndata: {json.dumps(event)}\n\n" for event in events)
    return Answered(body=body.encode(), content_type="text/event-stream")


def chunked(pieces: list[str]) -> Answered:
    """The same of OpenAI's API."""
    events: list[Json] = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
    events.append({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    events.append({"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 100}})
    body = "".join(f"data: {json.dumps(event)}\n\n" for event in events)
    return Answered(body=f"{body}data: [DONE]\n\n".encode(), content_type="text/event-stream")


def refusal(status: int, kind: str, **headers: str) -> Answered:
    """An error of Anthropic's API."""
    body = {"type": "error", "error": {"type": kind, "message": "as the test wants it"}}
    return Answered(status=status, body=json.dumps(body).encode(), headers=headers)
