"""Walk forward over a history: errors of the forecast and of two simpler methods, and how often the band held."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from statistics import fmean
from typing import Any

from backend.forecasting.calibration import (
    HORIZON,
    MOST_ORIGINS,
    STEP_DAYS,
    Error,
    actual_balances,
    burn_90_days,
    errors_of,
    schedules_only,
    spread_of,
    with_sum,
)
from backend.forecasting.projection import History, project
from backend.forecasting.streams import Movement
from backend.kit.text import merchant_key
from build_scripts.shell import Stop

Row = Mapping[str, Any]
METHODS = ("ours", "schedules_only", "burn_90_days")
MONTH = 30
_PAIR_DAYS = 4
_WARM_UP = 180


@dataclass(slots=True)
class Scores:
    """Errors on the 30th day by method, as shares of what goes out in 30 days, and how often the band held."""

    off: dict[str, list[float]] = field(default_factory=lambda: {method: [] for method in METHODS})
    path_off: dict[str, list[float]] = field(default_factory=lambda: {method: [] for method in METHODS})
    inside: int = 0
    banded: int = 0
    forecasts: int = 0

    def add(self, other: "Scores") -> None:
        for method in METHODS:
            self.off[method] += other.off[method]
            self.path_off[method] += other.path_off[method]
        self.inside += other.inside
        self.banded += other.banded
        self.forecasts += other.forecasts

    def as_json(self) -> dict[str, Any]:
        means = {method: fmean(each) if each else None for method, each in self.off.items()}
        ours = means["ours"]
        better = {
            f"better_than_{method}": None if not mean or ours is None else round(1 - ours / mean, 4)
            for method, mean in means.items()
            if method != "ours"
        }
        paths = {
            f"path_error_30d_{method}": round(fmean(each), 4) if each else None
            for method, each in self.path_off.items()
        }
        return {
            "forecasts": self.forecasts,
            "band_coverage": round(self.inside / self.banded, 4) if self.banded else None,
            **{f"error_30d_{method}": None if mean is None else round(mean, 4) for method, mean in means.items()},
            **better,
            **paths,
        }


def read(path: Path) -> History:
    """Return the history in a file of JSON lines. Raises Stop with the line that cannot be read."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        if line.strip():
            try:
                row = json.loads(line)
                date.fromisoformat(str(row["date"])[:10])
                if row["description"] is None or not Decimal(str(row["amount"])).is_finite():
                    raise ValueError("a value is missing")
                rows.append(row)
            except (ValueError, TypeError, KeyError, InvalidOperation) as error:
                raise Stop(f"{path}, line {number} is no transaction: {error!r}") from None
    if not rows:
        raise Stop(f"{path} has no transactions.")
    return history_of(rows)


def history_of(rows: Iterable[Row]) -> History:
    """Return a history that begins with 0 in each account; opposite amounts of two accounts are a transfer."""
    movements: list[Movement] = []
    accounts: dict[str, int] = {}
    for row in sorted(rows, key=lambda row: str(row["date"])):
        account_id = accounts.setdefault(str(row.get("account") or ""), len(accounts) + 1)
        minor = -int((Decimal(str(row["amount"])) * 100).to_integral_value())
        text = str(row["description"])
        on = date.fromisoformat(str(row["date"])[:10])
        movements.append(Movement(on, minor, account_id, merchant_key(text), text, id=len(movements)))
    movements = _paired(movements)
    held = dict.fromkeys(accounts.values(), 0)
    first_on: dict[int, date] = {}
    for movement in movements:
        held[movement.account_id] -= movement.amount_minor
        first_on.setdefault(movement.account_id, movement.on)
        if movement.to_account_id is not None:
            held[movement.to_account_id] += movement.amount_minor
            first_on.setdefault(movement.to_account_id, movement.on)
    cards = frozenset(account_id for account_id, minor in held.items() if minor < 0)
    return History(movements[-1].on, held, movements, first_on=first_on, cards=cards)


def _paired(movements: list[Movement]) -> list[Movement]:
    waiting: dict[int, list[Movement]] = defaultdict(list)
    pairs: dict[int, int] = {}
    for movement in movements:
        partner = next(
            (
                each
                for each in waiting[-movement.amount_minor]
                if each.account_id != movement.account_id and (movement.on - each.on).days <= _PAIR_DAYS
            ),
            None,
        )
        if partner is None:
            waiting[movement.amount_minor].append(movement)
            continue
        waiting[partner.amount_minor].remove(partner)
        out, into = (movement, partner) if movement.amount_minor > 0 else (partner, movement)
        pairs[out.id] = into.account_id
        pairs[into.id] = 0
    return [
        each._replace(to_account_id=pairs.get(each.id)) for each in movements if pairs.get(each.id) != 0
    ]  # fmt: skip


def measure(history: History) -> Scores:
    """Return the scores over all accounts and over their sum, by forecasts made every two weeks."""
    first_on = min(history.first_on.values())
    days = (history.as_of - first_on).days
    scores = Scores()
    spent = sum(each.amount_minor for each in history.movements if each.amount_minor > 0 and each.to_account_id is None)
    unit = max(1.0, spent / max(1, days) * MONTH)
    made: dict[int | None, list[Error]] = defaultdict(list)
    origin = first_on + timedelta(days=90)
    while (history.as_of - origin).days >= MONTH:
        cut = history.cut(origin)
        horizon = min(HORIZON, (history.as_of - origin).days)
        actual = with_sum(actual_balances(history, origin, horizon))
        projection = project(cut, horizon)
        said = {
            "ours": with_sum(projection.balances),
            "schedules_only": with_sum(schedules_only(projection)),
            "burn_90_days": with_sum(burn_90_days(cut, horizon)),
        }
        is_scored = (origin - first_on).days >= _WARM_UP
        scores.forecasts += is_scored
        for key in actual:
            if len(actual) == 2 and key is not None:
                continue  # one account is the sum
            for method, paths in said.items():
                errors = [abs(a - b) for a, b in zip(paths[key], actual[key], strict=True)]
                if is_scored:
                    scores.off[method].append(errors[MONTH] / unit)
                    scores.path_off[method].append(fmean(errors[1 : MONTH + 1]) / unit)
            known = [error for error in made[key] if error.made_on + timedelta(days=error.horizon) <= origin]
            recent = sorted({error.made_on for error in known})[-MOST_ORIGINS:]
            spread = spread_of([error for error in known if error.made_on >= recent[0]]) if recent else None
            new = errors_of(origin, said["ours"][key], actual[key])
            if spread is not None and is_scored:
                scores.banded += len(new)
                scores.inside += sum(abs(error.minor) <= spread.at(error.horizon) for error in new)
            made[key] += new
        origin += timedelta(days=STEP_DAYS)
    return scores
