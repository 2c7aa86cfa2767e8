"""The kinds of recurring series, and the states that one can be in."""

from typing import Literal, get_args

Kind = Literal["bill", "loan", "subscription", "income"]
SeriesStatus = Literal["active", "ignored", "ended"]
KINDS: tuple[Kind, ...] = get_args(Kind)
STATUSES: tuple[SeriesStatus, ...] = get_args(SeriesStatus)
