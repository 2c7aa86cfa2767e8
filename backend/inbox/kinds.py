"""The closed sets of the inbox."""

from typing import Literal

Kind = Literal[
    "duplicate_charge", "unusual_charge", "low_balance", "price_rise", "bill_missed", "trial_ending",
    "new_subscription", "large_refund", "budget_over",
]  # fmt: skip
Status = Literal["open", "dismissed", "gone"]
