"""Read labelled histories: JSON lines `{date, description, amount, category[, account, currency]}`, money in > 0."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from backend.categorization.brands.lookup import country_of
from backend.categorization.classifier.features import Example
from build_scripts.shell import Stop


class History(NamedTuple):
    """Transactions in order of time; `labels` are indices into `categories`."""

    name: str
    examples: list[Example]
    labels: list[int]
    categories: tuple[str, ...]
    country: str | None

    def __len__(self) -> int:
        return len(self.examples)

    def first(self, count: int) -> tuple[list[Example], list[int]]:
        return self.examples[:count], self.labels[:count]

    def merchants(self) -> list[str]:
        """Return the merchant behind each transaction."""
        return [example.key for example in self.examples]


def read(path: Path) -> History:
    """Return the history in a file. Raises Stop with the line that cannot be read."""
    lines = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                lines.append(_checked(json.loads(line)))
            except (ValueError, TypeError, KeyError, InvalidOperation) as error:
                raise Stop(f"{path}, line {number} is no labelled transaction: {error!r}") from None
    return build(path.stem, lines)


def build(name: str, lines: Iterable[Mapping[str, Any]]) -> History:
    """Return a history of these lines, sorted by day; lines of one day keep their order."""
    rows = sorted(lines, key=lambda line: str(line["date"]))
    categories: dict[str, int] = {}
    labels = [categories.setdefault(str(row["category"]), len(categories)) for row in rows]
    examples = [
        Example.of(
            str(row["description"]),
            -int((Decimal(str(row["amount"])) * 100).to_integral_value()),
            date.fromisoformat(str(row["date"])[:10]),
            str(row.get("account") or ""),
        )
        for row in rows
    ]
    currencies = Counter(str(row.get("currency") or "").upper() for row in rows)
    country = country_of(currencies.most_common(1)[0][0]) if rows else None
    return History(name, examples, labels, tuple(categories), country)


def _checked(row: Any) -> Mapping[str, Any]:
    date.fromisoformat(str(row["date"])[:10])
    if not Decimal(str(row["amount"])).is_finite() or row["category"] in (None, "") or row["description"] is None:
        raise ValueError("a value is missing")
    return dict(row)
