"""AI as JSON. Costs are millionths of a US dollar, null where the price of a model is not known."""

from datetime import datetime
from typing import Any, Literal

from backend.ai.states import ProposalStatus, Purpose
from backend.infra.fields import ResponseBody
from backend.transactions.schemas import TransactionOut

Outcome = Literal[
    "sent", "answered", "keys", "billing", "model", "request", "too_large", "incomplete", "rate_limited",
    "unavailable", "offline", "limit", "cancelled",
]  # fmt: skip
AskPurpose = Literal["categories", "rules"]


class AiRun(ResponseBody):
    """A run on its way, or the last one since the app started. Counts are merchants, but for `proposals` (rules) and
    `transaction_count`. `failure` says why it ended early."""

    purpose: Purpose
    phase: Literal["asking", "done", "failed", "cancelled"]
    is_stopping: bool
    asked: int
    total: int
    suggested: int
    unknown: int
    proposals: int
    transaction_count: int
    message: str
    failure: Outcome | None
    change_ids: list[int]
    started_at: datetime


class AiEstimate(ResponseBody):
    """What asking would take. `sample` is what would be sent of the first merchants, word for word."""

    merchants: int
    calls: int
    input_tokens: int
    output_tokens: int
    cost_micro_usd: int | None
    sample: list[str]


class AiPending(ResponseBody):
    """Merchants that are undecided. `remembered` are suggested without a call; `unmatched` were asked about before;
    `nameless` are texts such as a transfer, `people` names of persons; `withheld` are on the never-send list."""

    transaction_count: int
    remembered: int
    unmatched: int
    nameless: int
    people: int
    withheld: int


class AiMonth(ResponseBody):
    """What the calls of a month (YYYY-MM) cost, and how many of their suggestions were accepted so far."""

    month: str
    calls: int
    input_tokens: int
    output_tokens: int
    cost_micro_usd: int
    unpriced_tokens: int
    accepted: int
    suggested: int


class AiState(ResponseBody):
    """How AI is set up, what waits, and what it costs. `problem` says why nothing can be asked; it is null when ready.

    Prices are US cents for a million tokens, null where they are not known.
    """

    provider: Literal["off", "anthropic", "server"]
    is_ready: bool
    problem: str | None
    model: str
    host: str
    input_price_cents: int | None
    output_price_cents: int | None
    monthly_dollars: int
    monthly_tokens: int
    never_send: list[str]
    hidden_names: list[str]
    pending: AiPending
    categories: AiEstimate
    rules: AiEstimate
    months: list[AiMonth]
    run: AiRun | None
    proposals: int


class AiTested(ResponseBody):
    status: Literal["ok"]
    message: str


class AiCancelled(ResponseBody):
    is_stopping: bool


class AiForgotten(ResponseBody):
    forgotten: int


class AiReceipt(ResponseBody):
    """One call. `outcome` is "answered", or why there was no answer; "sent" if the app ended before one came."""

    id: int
    created_at: datetime
    purpose: Purpose
    provider: str
    host: str
    model: str
    merchant_count: int
    withheld_count: int
    input_tokens: int
    output_tokens: int
    cost_micro_usd: int | None
    duration_ms: int
    outcome: Outcome
    message: str | None
    accepted: int
    suggested: int


class SentText(ResponseBody):
    original: str
    sent: str
    direction: Literal["out", "in"]


class WithheldText(ResponseBody):
    original: str
    entry: str


class AiReceiptDetail(AiReceipt):
    """A receipt with everything that left the machine: the texts beside those they were made of, and word for word the
    system text, the message and the schema of the answer."""

    merchants: list[SentText]
    withheld: list[WithheldText]
    system: str
    sent_message: str
    answer_schema: dict[str, Any]


class AiProposalOut(ResponseBody):
    """A proposed rule and what it would do to all history; see proposals.Effect."""

    id: int
    pattern: str
    amount_minor: int | None
    currency: str | None
    category_short_desc: str
    category_name: str
    status: ProposalStatus
    fits: int
    agrees: int
    conflicts: int
    fills: int
    changes: int


class AiProposals(ResponseBody):
    """Proposed rules that wait, and how many were accepted and rejected."""

    items: list[AiProposalOut]
    accepted: int
    rejected: int
    transaction_count: int


class ProposalDecision(ResponseBody):
    status: ProposalStatus
    transaction_count: int
    change_id: int | None


class AffectedTransactions(ResponseBody):
    """The newest fifty."""

    items: list[TransactionOut]
