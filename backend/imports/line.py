"""The small values that every statement reader speaks in: a row it could not use, and a column it found."""

from dataclasses import dataclass
from typing import NamedTuple


class Problem(NamedTuple):
    """A row that gave no movement: where it is, how it arrived, and in a sentence what is wrong and what to do."""

    line_no: int | None
    raw: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a person sees it on the mapping screen."""

    index: int
    header: str
    samples: tuple[str, ...]
