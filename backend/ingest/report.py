"""What became of a file: one number for each fate, one sum for each direction."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Report:
    """Sums are of the added rows, in minor units, both positive."""

    added: int
    repeated: int
    doubtful: int
    auto_confirmed: int
    predicted: int
    unmatched: int
    out_minor: int
    in_minor: int
    first_on: date | None
    last_on: date | None
