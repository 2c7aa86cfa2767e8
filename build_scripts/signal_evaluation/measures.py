"""Score the profiles of invented households against their golden answers, and time a computation at 20,000 rows."""

import statistics
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from math import log
from pathlib import Path
from typing import Any

from backend.bootstrap import open_data
from backend.education.content import library, signals_in
from backend.infra.config import Config
from backend.infra.database import Database
from backend.main import tune_garbage_collector
from backend.profiles import service
from backend.profiles.presentation import profile_json
from backend.signals import service as signals
from backend.signals.kinds import GROUPS, PERSONAS, WINDOWS
from build_scripts.signal_evaluation.households import Household, households, large_household
from build_scripts.signal_evaluation.writing import add_household

Json = dict[str, Any]
LARGE_ROWS = 20_000
MOST_MS = 200


@dataclass
class Scores:
    """What was found over all households; `gates()` names what is not as good as it must be."""

    households: int = 0
    covered: int = 0
    explained: int = 0
    wrong: list[str] = field(default_factory=list)
    primaries: Counter[str] = field(default_factory=Counter)
    applied: Counter[str] = field(default_factory=Counter)
    items: set[str] = field(default_factory=set)
    latencies_ms: list[float] = field(default_factory=list)

    def add(self, household: Household, shown: Json) -> None:
        """Add a household with its page."""
        self.households += 1
        groups = {each["key"] for each in shown["signals"]}
        self.covered += all(
            any(each["window"] == window and each["is_primary"] for each in shown["profiles"])
            and all(any(key.startswith(group) for key in groups) for group in GROUPS)
            for window in WINDOWS
        )
        self.explained += all(map(_is_explained, shown["signals"])) and all(
            _is_cited(each, shown) for each in shown["items"]
        )
        for window, golden in household.golden.items():
            found = [each["persona"] for each in shown["profiles"] if each["window"] == window]
            if found != golden:
                self.wrong.append(f"{household.name}, {window}: {', '.join(found)} instead of {', '.join(golden)}")
            self.primaries[found[0] if found else "none"] += 1
            self.applied.update(found)
        self.items |= {each["id"] for each in shown["items"]}

    def as_json(self) -> Json:
        """Return the figures; shares are from 0 to 1, the latency is in milliseconds."""
        total = sum(self.primaries.values())
        shares = [count / total for count in self.primaries.values()]
        entropy = -sum(share * log(share) for share in shares) / log(len(PERSONAS))
        return {
            "households": self.households,
            "coverage": self.covered / self.households,
            "explainability": self.explained / self.households,
            "golden": 1 - len(self.wrong) / (2 * self.households),
            "largest_share": round(max(shares), 3),
            "entropy": round(entropy, 3),
            "unreachable_personas": sorted(set(PERSONAS) - set(self.applied)),
            "unreachable_items": sorted(set(library()) - self.items),
            "latency_p95_ms": round(_p95(self.latencies_ms), 1) if self.latencies_ms else None,
            "personas": dict(sorted(self.primaries.items())),
        }

    def failures(self, *, most_ms: int = MOST_MS) -> list[str]:
        """Return each gate that is not met, in words. A computation may take `most_ms` of the processor."""
        found = self.as_json()
        gates = {
            "every household has a profile and all signal groups": found["coverage"] == 1,
            "everything shown is explained": found["explainability"] == 1,
            "every golden answer is found": not self.wrong,
            "no profile leads more than half of the households": found["largest_share"] <= 0.5,
            "the profiles are spread (entropy of 0.5 or more)": found["entropy"] >= 0.5,
            "every profile is reachable": not found["unreachable_personas"],
            "every item is reachable": not found["unreachable_items"],
            f"a computation at 20,000 rows takes {most_ms} ms or less": (found["latency_p95_ms"] or 0) <= most_ms,
        }
        return [name for name, is_met in gates.items() if not is_met]


def evaluate(today: date, *, timed_runs: int) -> Scores:
    """Compute the profiles of every household in one data folder, and time the large one `timed_runs` times."""
    scores = Scores()
    with tempfile.TemporaryDirectory() as folder, open_data(Config(home=Path(folder) / "BudgetApp")) as data:
        for household in households(today):
            with data.budget.write() as db:
                user_id = add_household(db, household)
                signals.set_consent(db, user_id, is_granted_now=True)
                service.compute(db, user_id, today=today)
                scores.add(household, profile_json(db, user_id))
        if timed_runs:
            scores.latencies_ms = _time(data.budget, today, timed_runs)
    return scores


def _time(budget: Database, today: date, runs: int) -> list[float]:
    """Return what each computation took of the processor, so that a busy machine does not decide the gate.

    Garbage is collected as rarely as in the app.
    """
    with budget.write() as db:
        user_id = add_household(db, large_household(today, LARGE_ROWS))
        signals.set_consent(db, user_id, is_granted_now=True)
    tune_garbage_collector()
    found = []
    for _ in range(runs):
        with budget.write() as db:
            began = time.process_time()
            service.compute(db, user_id, today=today)
            found.append((time.process_time() - began) * 1000)
    return found


def _is_explained(signal: Json) -> bool:
    """A signal shows its terms, or says what is missing; and it has a date."""
    figure = signal["figure"]
    return bool(figure.terms or figure.completeness.missing) and figure.as_of is not None


def _is_cited(item: Json, shown: Json) -> bool:
    """The reason of an item cites at least one figure, and each of them is known."""
    known = {each["key"] for each in shown["signals"]
             if each["window"] == item["window"] and each["figure"].value is not None}  # fmt: skip
    cited = signals_in(item["because"])
    return bool(cited) and set(cited) <= known


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20, method="inclusive")[-1] if len(values) > 1 else values[0]
