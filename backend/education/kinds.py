"""The closed sets of content: what an item is, who wrote it, what a person may say about it."""

from typing import Literal, get_args

ItemType = Literal["article", "video", "tool", "calculator"]
Source = Literal["template", "llm", "human"]
Feedback = Literal["helpful", "not_helpful", "inaccurate", "irrelevant", "other"]
ReviewAction = Literal["approve", "flag"]
ITEM_TYPES: tuple[ItemType, ...] = get_args(ItemType)
SOURCES: tuple[Source, ...] = get_args(Source)
FEEDBACK: tuple[Feedback, ...] = get_args(Feedback)
REVIEW_ACTIONS: tuple[ReviewAction, ...] = get_args(ReviewAction)

DISCLAIMER = (
    "This is general education, not financial advice, and nothing is sold here. "
    "For a decision about your own situation ask a qualified adviser."
)
