"""Seeded statements of an invented account: N movements in files that overlap, as exports of a bank do.

The files hold 1.1 N rows; a tenth repeats what an earlier file had. Three movements in a thousand are true twins: the
same shop, amount and day. Merchants are few and unevenly visited, their texts are many: branches and order numbers.
"""

import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

SEED = 1729
FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
FILES = 4
OVERLAP = 0.1
TWINS = 0.003
MERCHANTS = 600
# The merchants that a mapping knows, and how much of all rows they are.
KNOWN_MERCHANTS = 200
KNOWN_SHARE = 0.53
_BRANCHES = 120
_ORDER_NUMBERS = 0.06
_INCOME = 0.03
_HEADER = ("Date", "Description", "Amount")
_STARTS = "bal bel bir bram cal cor dal del fen fin gar glen hal hol kes kin lan lor mar mel nor pel ros sel tam ul wen"
_ENDS = (
    "bury bridge by combe dale den fell field ford gate ham hurst ley lock mere mont shaw stead ton well wick wold wood"
)
_TRADES = ("BAKERY", "BOOKS", "CAFE", "CYCLES", "DELI", "FLOWERS", "GROCER", "HARDWARE", "OPTICS", "SHOES", "TOYS")
_TOWNS = ("ARBORFIELD OR", "CLAYPOOL TX", "DUNMORE PA", "EASTLAKE OH", "FAIRPLAY CO", "MARLOW OK", "WINDROW NY")


class Movement(NamedTuple):
    """One row. Money out is negative here, as most banks write it."""

    on: date
    text: str
    minor: int


def merchants() -> list[str]:
    """Return the names of the merchants, those with a mapping first."""
    places = [f"{start}{end}".upper() for start in _STARTS.split() for end in _ENDS.split()]
    chance = random.Random(SEED)
    return [f"{place} {chance.choice(_TRADES)}" for place in chance.sample(places, MERCHANTS)]


def write(folder: Path, rows: int) -> list[Path]:
    """Write the statements of `rows` movements, if they are not there yet, and return the files, oldest first."""
    paths = [folder / f"{rows}-{number}.csv" for number in range(1, FILES + 1)]
    if not all(path.exists() for path in paths):
        folder.mkdir(parents=True, exist_ok=True)
        found = list(movements(rows))
        for path, (first, last) in zip(paths, spans(found), strict=True):
            write_file(path, found[first:last])
    return paths


def write_whole(folder: Path, rows: int) -> Path:
    """Write the same movements as one file without repeats, if it is not there yet, and return it."""
    path = folder / f"{rows}-whole.csv"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_file(path, list(movements(rows)))
    return path


def write_month(folder: Path, rows: int) -> Path:
    """Write a statement of the month after all others, if it is not there yet, and return it."""
    path = folder / f"month-{rows}.csv"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        write_file(path, list(movements(rows, first_day=FIRST_DAY + timedelta(days=DAYS), days=30, seed=SEED + 1)))
    return path


def write_file(path: Path, found: Sequence[Movement]) -> None:
    """Write one statement."""
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(_HEADER)
        lines.writerows((row.on.isoformat(), row.text, f"{row.minor / 100:.2f}") for row in found)


def movements(rows: int, *, first_day: date = FIRST_DAY, days: int = DAYS, seed: int = SEED) -> Iterator[Movement]:
    """Yield exactly `rows` movements by day."""
    chance = random.Random(seed)
    names = merchants()
    weights = list(accumulate(_weights()))
    row = Movement(first_day, "", 0)
    for index in range(rows):
        if index and chance.random() < TWINS:
            yield row
            continue
        on = first_day + timedelta(days=index * days // rows)
        if chance.random() < _INCOME:
            row = Movement(on, "PAYMENT RECEIVED THANK YOU", chance.randrange(20_000, 400_000))
        else:
            name = chance.choices(names, cum_weights=weights)[0]
            row = Movement(on, _text(chance, name), -chance.randrange(100, 25_000))
        yield row


def spans(found: Sequence[Movement]) -> list[tuple[int, int]]:
    """Cut the movements into overlapping runs of whole days."""
    size = len(found) // FILES
    overlap = round(len(found) * OVERLAP / (FILES - 1))
    starts = [0, *(_start_of_day(found, number * size - overlap) for number in range(1, FILES))]
    ends = [*(_start_of_day(found, number * size) for number in range(1, FILES)), len(found)]
    return list(zip(starts, ends, strict=True))


def _start_of_day(found: Sequence[Movement], index: int) -> int:
    while index and found[index - 1].on == found[index].on:
        index -= 1
    return index


def _weights() -> list[float]:
    """Within each group the merchant at place n is visited 1/n as often as the first."""
    known = [1 / place for place in range(1, KNOWN_MERCHANTS + 1)]
    others = [1 / place for place in range(1, MERCHANTS - KNOWN_MERCHANTS + 1)]
    # The rest of the rows is income, which no mapping knows.
    share = KNOWN_SHARE / (1 - _INCOME)
    return [weight / sum(known) * share for weight in known] + [weight / sum(others) * (1 - share) for weight in others]


def _text(chance: random.Random, name: str) -> str:
    if chance.random() < _ORDER_NUMBERS:
        return f"SQ *{name} {chance.randrange(10**9, 10**10)}"
    # Few branches are visited often, many once.
    branch = int(_BRANCHES * chance.random() ** 3)
    return f"{name} #{branch:04} {_TOWNS[branch % len(_TOWNS)]}"
