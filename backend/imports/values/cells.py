"""Classify cells and columns by their values alone: date, amount, text, direction."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from backend.imports.values.amounts import IN_MARKS, OUT_MARKS, UnreadableAmount, split_amount
from backend.imports.values.dates import clean_day, day_parts, full_year
from backend.imports.vocabulary.text import fold_letters

_DIGIT = re.compile(r"\d")
# Most cells are amounts like this one; a day has three parts or none.
_FRACTION = re.compile(r"-?\d+[.,]\d+", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9 ]{11,30}|\d{8,}|[X*•\d/ -]{8,}")
_MONEY_LOOK = re.compile(r"[.,]\d{1,2}\D*$|[-+−(€$£¥₹₽]")


@lru_cache(maxsize=8192)
def is_day(text: str) -> bool:
    """Say whether the whole cell is a day in some order of its parts."""
    if not 6 <= len(text) <= 60 or not _DIGIT.search(text) or _FRACTION.fullmatch(text):
        return False
    clean = clean_day(text)
    for order in ("YMD", "DMY", "MDY"):
        parts = day_parts(clean, order)
        if parts is None:
            continue
        year, month, day = parts
        if 1 <= month <= 12 and 1 <= day <= 31 and 1950 <= full_year(year) <= 2099:
            return True
    return False


@lru_cache(maxsize=8192)
def is_number(text: str) -> bool:
    """Say whether the whole cell is an amount in some way of writing."""
    if len(text) > 40 or not _DIGIT.search(text):
        return False
    try:
        body = split_amount(text).body
    except UnreadableAmount:
        return False
    # Longer runs of digits are the numbers of accounts and cards.
    return sum(map(str.isdigit, body)) <= 13


def filled_cells(cells: Sequence[str]) -> list[str]:
    """Return the cells that are not blank, stripped."""
    return [cell.strip() for cell in cells if cell.strip()]


def looks_like_movement(cells: Sequence[str]) -> bool:
    """Say whether one cell is a day and another one a number."""
    day = next((index for index, cell in enumerate(cells) if is_day(cell.strip())), None)
    return day is not None and any(
        index != day and is_number(cell.strip()) and not is_day(cell.strip()) for index, cell in enumerate(cells)
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What the sampled values of one column have in common; the shares are of the filled cells."""

    filled: float
    days: float
    numbers: float
    has_money_look: bool
    has_negatives: bool
    distinct: float
    mean_length: float
    is_reference: bool
    values: tuple[str, ...]

    @property
    def is_date(self) -> bool:
        return self.days >= 0.7

    @property
    def is_amount(self) -> bool:
        return self.numbers >= 0.6 and not self.days >= 0.9

    @property
    def is_text(self) -> bool:
        return self.filled > 0 and not self.is_date and self.numbers < 0.5


def facts_of(values: Sequence[str]) -> Facts:
    """Look at the values of one column, in file order."""
    filled = [value.strip() for value in values]
    # Beside a plus a dash is a sign; elsewhere it says that there is nothing.
    empty = ("",) if "+" in filled else ("", "-", "--")
    filled = [value for value in filled if value not in empty]
    count = len(filled) or 1
    numbers = [value for value in filled if is_number(value)]
    return Facts(
        filled=len(filled) / (len(values) or 1),
        days=sum(map(is_day, filled)) / count,
        numbers=len(numbers) / count,
        has_money_look=any(_MONEY_LOOK.search(value) for value in numbers),
        has_negatives=any(value.startswith(("-", "(", "−")) or value.endswith("-") for value in numbers),
        distinct=len(set(filled)) / count,
        mean_length=sum(map(len, filled)) / count,
        is_reference=bool(filled) and all(_IBAN.fullmatch(value) or is_number(value) for value in filled),
        values=tuple(filled),
    )


_OUT_WORDS = (
    {mark.lower() for mark in OUT_MARKS}
    | set(
        "debits debito debet debe dbit af uit out withdrawal withdraw withdrawals outgoing expense belastung "
        "cargo egreso gasto"
        " paid charge w 支出 支 借 расход списание дебет витрати obciazenie wydatek vydaj odchozi terheles money-out"
        " saida dare uscita sortie borc giden db spent - ausgabe ausgang debited uttag payment-out 出金 출금 χρεωση χ"
        " d- deebet".split()
    )
    | {"money out", "paid out", "payment out"}
)
_IN_WORDS = (
    {mark.lower() for mark in IN_MARKS}
    | set(
        "credits credito crdt haber bij in deposit deposits incoming income gutschrift abono ingreso "
        "received refund 收入 收 贷"
        " приход зачисление кредит доход пополнение надходження uznanie prichozi jovairas entrada avere "
        "entrata entree alacak"
        " gelen + einnahme eingang credited insattning 入金 입금 πιστωση π kredit kreedit".split()
    )
    | {"money in", "paid in", "payment in"}
)


def direction_of(text: str) -> str | None:
    """Return "out" or "in" if the cell is a word for the direction of money, else None."""
    word = fold_letters(text.strip()).rstrip(".")
    if word in _OUT_WORDS:
        return "out"
    if word in _IN_WORDS:
        return "in"
    # A bank may say it in two languages: "借 Dr".
    directions = {direction_of(part) for part in word.split()} if " " in word and len(word) < 30 else {None}
    return directions.pop() if len(directions) == 1 else None


_NEITHER = {"不计收支", "不计入收支", "中性交易", "/", "neutral"}


def is_neither(text: str) -> bool:
    """Say whether the cell is a word for money that only moves inside a wallet, or that is not counted."""
    return fold_letters(text.strip()) in _NEITHER
