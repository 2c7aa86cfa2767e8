"""The closed sets of the inbox."""

from typing import Literal

Kind = Literal[
    "duplicate_charge", "unusual_charge", "low_balance", "price_rise", "bill_missed", "trial_ending",
    "new_subscription", "large_refund", "budget_over",
]  # fmt: skip
Channel = Literal["notices_in_inbox", "notices_on_desktop", "notices_by_email"]
Status = Literal["open", "dismissed", "gone"]
