"""What a call costs: tokens times the price of the model, in millionths of a US dollar."""

from typing import NamedTuple


class Price(NamedTuple):
    """US cents for a million tokens, which is the same as hundredths of a micro-dollar for one token."""

    input_cents: int
    output_cents: int


# Anthropic's price list of November 2026. A prompt of ours never reaches the length from which Haiku costs more.
PRICES: dict[str, Price] = {
    "claude-haiku-5-5": Price(10, 50),
    "claude-sonnet-5-5": Price(200, 1000),
    "claude-opus-5-5": Price(400, 2000),
}
_CHARACTERS_PER_TOKEN = 3


def price_of(model: str) -> Price | None:
    """Return the price of a model, also of one that is named with its date, or None if it is not known."""
    return next((price for name, price in PRICES.items() if model == name or model.startswith(f"{name}-")), None)


def cost_micro_usd(price: Price | None, *, input_tokens: int, output_tokens: int) -> int | None:
    """Return the cost in millionths of a dollar, rounded up; None if the price is not known."""
    if price is None:
        return None
    hundredths = price.input_cents * input_tokens + price.output_cents * output_tokens
    return -(-hundredths // 100)


def estimated_tokens(text: str) -> int:
    """Return about how many tokens a text has, rather too many than too few."""
    return len(text) // _CHARACTERS_PER_TOKEN + 1
