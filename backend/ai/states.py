"""The closed sets of AI: what a call is for, and where a proposed rule stands."""

from typing import Literal

Purpose = Literal["categories", "rules", "test", "analysis", "chat", "ask"]
ProposalStatus = Literal["proposed", "accepted", "rejected"]
