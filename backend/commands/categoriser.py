"""`doctor --categoriser`: how good the categoriser is for this person."""

import json
from typing import Any

from backend.categorization.track_record import track_record
from backend.commands.doctor import existing_budget
from backend.infra.web import LOCAL_USER_ID
from backend.migrations.runner import HEADS, DatabaseMissing, version_of

Json = dict[str, Any]
NAMES = {
    "amount_rule": "amount rules",
    "merchant_map": "merchants",
    "import": "file or bank",
    "brand": "known names",
    "model": "local model",
    "ai": "AI",
}


def show_categoriser(*, as_json: bool) -> int:
    """Print the track record of the categoriser; return 0. Changes nothing. Raises NoData and DatabaseMissing."""
    with existing_budget() as (budget, _busy_seconds):
        if version_of(budget, "budget") != HEADS["budget"]:
            raise DatabaseMissing(budget.path)
        with budget.read() as db:
            found = track_record(db, LOCAL_USER_ID)
    if as_json:
        print(json.dumps(found, indent=2, default=str))
    else:
        print("\n".join([*_model(found["model"]), "", *_tiers(found["tiers"]), "", *_months(found["months"])]))
    return 0


def _model(model: Json) -> list[str]:
    if model["mode"] == "off":
        return ["The local model is switched off."]
    quality = model["quality"]
    if quality is None:
        return [f"The local model is not trained yet: {model['decisions']} of {model['needed']} decisions."]
    lines = [f"The local model learned from {model['examples']:,} decisions in {quality['seconds']} s."]
    if quality["judged"]:
        lines.append(
            f"Replaying your past, {_percent(quality['right'], quality['judged'])} of its predictions were right."
        )
    if quality["cut_off"] is None:
        return [*lines, "Your past does not support filing anything without asking."]
    share = _percent(quality["above"], quality["judged"])
    right = _percent(quality["above_right"], quality["above"])
    lines.append(f"It would have filed {share} without asking, {right} of them rightly.")
    lines.append("It does so." if model["mode"] == "confirm" else "It only suggests, as set.")
    lines += ["", "confidence    said   right   predictions"]
    for band in quality["bands"]:
        right = _percent(band["right"], band["judged"])
        lines.append(f"from {band['from']:>4.0%}{band['said']:>10.1%}{right:>8}{band['judged']:>14,}")
    return lines


def _tiers(tiers: list[Json]) -> list[str]:
    head = f"{'':<14}{'filed alone':>12}{'accepted':>10}{'overruled':>11}{'waiting':>9}"
    return [
        head,
        *(
            f"{NAMES[t['tier']]:<14}{t['decided']:>12,}{t['accepted']:>10,}{t['overruled']:>11,}{t['waiting']:>9,}"
            for t in tiers
        ),
    ]


def _months(months: list[Json]) -> list[str]:
    lines = [f"{m['month']:<14}{m['automatic']:>12,}{m['touched']:>10,}{m['waiting']:>20,}" for m in months]
    return [f"{'month':<14}{'filed alone':>12}{'touched':>10}{'waiting':>20}", *lines]


def _percent(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"
