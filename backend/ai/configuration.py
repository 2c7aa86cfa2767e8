"""What the person set up for AI, and the provider that follows from it. Nothing here opens a connection."""

import os
from dataclasses import dataclass
from typing import Literal

from backend.ai.prices import Price, price_of
from backend.ai.provider import AiFailure, Provider
from backend.ai.providers.anthropic_messages import DEFAULT_ADDRESS, AnthropicMessages
from backend.ai.providers.openai_compatible import OpenAiCompatible
from backend.ai.redaction import listed
from backend.infra.addresses import host_of, is_https_or_loopback
from backend.infra.database import ReadSession, WriteSession
from backend.settings import environment
from backend.settings import service as settings

ProviderName = Literal["off", "anthropic", "server"]
_OFF = "AI is off. Nothing was sent; switch it on in Settings first."
_NO_KEY = "Anthropic needs a key of your own. Enter it in Settings."
_NO_SERVER = "Enter the address of your AI server in Settings."
_NO_MODEL = "Name the model of your AI server in Settings."
_BAD_ADDRESS = "ANTHROPIC_BASE_URL must begin with https://, or with http:// and an address of this computer."


@dataclass(frozen=True, slots=True)
class AiSettings:
    """The settings as they hold now. `key` is never logged and never shown. `problem` says why nothing can be asked."""

    provider: ProviderName
    model: str
    address: str
    key: str
    monthly_dollars: int
    monthly_tokens: int
    never_send: tuple[str, ...]
    hidden_names: tuple[str, ...]
    problem: str | None

    @property
    def is_on(self) -> bool:
        return self.provider != "off"

    @property
    def host(self) -> str:
        return host_of(self.address) if self.address else ""

    @property
    def price(self) -> Price | None:
        """What the model costs; None if that is not known, as for another host."""
        return price_of(self.model) if self.provider == "anthropic" else None

    def connect(self) -> Provider:
        """Return the provider; it connects when it is asked. Raises AiFailure if AI is off or not set up."""
        if self.problem is not None:
            raise AiFailure("keys", "NOT_SET_UP", self.problem)
        if self.provider == "anthropic":
            return AnthropicMessages(key=self.key, model=self.model, address=self.address)
        return OpenAiCompatible(address=self.address, model=self.model, key=self.key)


def load_settings(db: ReadSession | WriteSession, user_id: int) -> AiSettings:
    """Return the settings; keys come from the environment, where the stored ones are laid."""

    def value(key: str) -> str:
        return settings.value(db, user_id, key) or ""

    provider = value("ai_provider")
    if provider == "anthropic":
        model, address, key = (
            value("anthropic_model"),
            value("anthropic_base_url") or DEFAULT_ADDRESS,
            _key("anthropic"),
        )
        outside = environment.external_value("ANTHROPIC_BASE_URL")
        is_bad = bool(outside) and address == DEFAULT_ADDRESS and not is_https_or_loopback(outside or "")
        problem = _BAD_ADDRESS if is_bad else None if key else _NO_KEY
    elif provider == "server":
        model, address, key = value("ai_server_model"), value("ai_server_url"), _key("server")
        problem = None if address and model else _NO_MODEL if address else _NO_SERVER
    else:
        provider, model, address, key, problem = "off", "", "", "", _OFF
    return AiSettings(
        provider=provider,  # type: ignore[arg-type] # the setting is a choice of these
        model=model,
        address=address,
        key=key,
        monthly_dollars=int(value("ai_monthly_dollars")),
        monthly_tokens=int(value("ai_monthly_tokens")),
        never_send=tuple(listed(value("ai_never_send"))),
        hidden_names=tuple(listed(value("ai_hidden_names"))),
        problem=problem,
    )


def _key(provider: str) -> str:
    return os.environ.get({"anthropic": "ANTHROPIC_API_KEY", "server": "AI_SERVER_KEY"}[provider], "").strip()
