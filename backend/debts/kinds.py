"""The ways in which interest is charged, and the orders in which debts can be paid off."""

from typing import Literal, get_args

InterestMethod = Literal["monthly", "daily"]
Strategy = Literal["avalanche", "snowball", "own"]
INTEREST_METHODS: tuple[InterestMethod, ...] = get_args(InterestMethod)
STRATEGIES: tuple[Strategy, ...] = get_args(Strategy)
