"""What a provider of language models offers, and what it hands over: plain values in our own terms.

A provider only makes one HTTP request for each call: it never retries, follows no redirects and knows no database.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol

Json = dict[str, Any]
REQUEST_SECONDS = 60.0
FailureKind = Literal[
    "keys",  # the key is missing or refused
    "billing",  # the account of the person cannot pay
    "model",  # the provider does not have this model
    "request",  # the provider does not accept the request, for example because the model has no JSON answers
    "too_large",  # the request is longer than the model accepts; half of it may fit
    "incomplete",  # the answer was cut off or refused by the model; half of the question may be answered
    "rate_limited",  # asked too often; see retry_after_seconds
    "unavailable",  # the provider is overloaded or has trouble; it passes
    "offline",  # no answer of the provider came at all
    "limit",  # the person's own monthly limit, or the daily limit of calls, is reached
    "cancelled",
]


class AiFailure(Exception):
    """A call did not give an answer. `message` is a sentence for a person and holds no secret.

    `input_tokens` and `output_tokens` are what the provider counted all the same: a cut answer costs money too.
    """

    def __init__(
        self,
        kind: FailureKind,
        code: str,
        message: str,
        *,
        retry_after_seconds: int | None = None,
        input_tokens: int = 0,
        output_tokens: int = 0,
    ) -> None:
        super().__init__(f"{kind}: {code}")
        self.kind = kind
        self.code = code[:100]
        self.message = message[:500]
        self.retry_after_seconds = retry_after_seconds
        self.input_tokens = input_tokens
        self.output_tokens = output_tokens


class Question(NamedTuple):
    """One request: `system` and `message` are the only texts that leave the machine, `schema` is the JSON schema that
    the answer must fit. `max_tokens` bounds the answer."""

    system: str
    message: str
    schema: Json
    max_tokens: int


class Turn(NamedTuple):
    """One message of a conversation."""

    role: Literal["user", "assistant"]
    text: str


class Conversation(NamedTuple):
    """A request for prose: the turns so far, of which the last is the user's. `max_tokens` bounds the answer."""

    system: str
    turns: tuple[Turn, ...]
    max_tokens: int


@dataclass(slots=True)
class Usage:
    """What an answer has cost so far; the provider counts it while the answer comes."""

    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The text that the model wrote, and what it cost in tokens. `text` should be JSON, but may be anything."""

    text: str
    input_tokens: int
    output_tokens: int


class Provider(Protocol):
    """A service that answers questions. Every method raises AiFailure; none waits longer than its time limit."""

    @property
    def label(self) -> str:
        """The name that sentences use."""

    def check(self) -> str:
        """Return a sentence saying that the key and the model can be used. It costs nothing."""

    def ask(self, question: Question) -> Answer:
        """Ask once."""

    def stream(self, conversation: Conversation, usage: Usage) -> Iterator[str]:
        """Yield the answer in pieces as they come, and count in `usage` what it costs."""

    def close(self) -> None:
        """Close open connections."""


# Which failure an HTTP status means; whatever is not listed and below 500 is "request".
STATUS_KINDS: dict[int, FailureKind] = {
    401: "keys",
    402: "billing",
    403: "keys",
    404: "model",
    408: "unavailable",
    409: "unavailable",
    413: "too_large",
    429: "rate_limited",
}
_SENTENCES: dict[FailureKind, str] = {
    "keys": "{label} refused the key ({status}). Check it in Settings; nothing was changed.",
    "billing": "{label} asks for payment ({status}): the credit of your account is used up. Nothing was changed.",
    "model": "{label} does not have the model “{model}”. Choose another model in Settings.",
    "request": "{label} did not accept the request ({status}). Another model may; choose one in Settings.",
    "too_large": "The request was too long for {label} ({status}).",
    "rate_limited": "{label} was asked too often ({status}). What is left can be asked later; nothing was lost.",
    "unavailable": "{label} is overloaded or has trouble ({status}). What is left can be asked later.",
}
OFFLINE = "{label} could not be reached. Check the internet connection; nothing was changed."
NOT_AN_ANSWER = "The answer did not come from {label}. A login page of the network may be in the way."
CUT_OFF = "{label} did not finish its answer ({reason})."


def cut_off(label: str, reason: str) -> str:
    """Return the sentence about an answer that ended for another reason than that it was finished."""
    return CUT_OFF.format(label=label, reason=reason.replace("_", " ")[:60] or "the connection ended")


def failure_of_status(status: int, *, label: str, model: str, retry_after: str | None = None) -> AiFailure:
    """Return what an answer with an error status, or a redirect, means."""
    if status < 400:
        return AiFailure("offline", f"HTTP_{status}", NOT_AN_ANSWER.format(label=label))
    kind = STATUS_KINDS.get(status, "unavailable" if status >= 500 else "request")
    # Years that nobody meant: the header is only digits, and may hold any number.
    seconds = int(retry_after) if retry_after and retry_after.isdigit() and len(retry_after) < 10 else None
    message = _SENTENCES[kind].format(label=label, status=status, model=model[:60])
    return AiFailure(kind, f"HTTP_{status}", message, retry_after_seconds=seconds)
