"""What a call costs."""

from backend.ai.prices import Price, cost_micro_usd, price_of


def test_the_cost_is_exact_and_rounded_up() -> None:
    haiku = price_of("claude-haiku-5-5")
    assert haiku == Price(10, 50)
    assert cost_micro_usd(haiku, input_tokens=1_000_000, output_tokens=1_000_000) == 600_000
    assert cost_micro_usd(haiku, input_tokens=1, output_tokens=0) == 1
    assert cost_micro_usd(haiku, input_tokens=0, output_tokens=0) == 0


def test_a_model_named_with_its_date_costs_the_same_and_another_one_is_unknown() -> None:
    assert price_of("claude-haiku-5-5-20261001") == price_of("claude-haiku-5-5")
    assert price_of("claude-haiku-5-50") is None
    assert cost_micro_usd(price_of("qwen3:8b"), input_tokens=1, output_tokens=1) is None
