"""Payees with their transactions: the list, one payee with totals, rhythm and category, and what a person changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from backend.categories.queries import id_of
from backend.categorization import service as categorization
from backend.categorization.refresh import refresh_predictions
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.merchant_title import merchant_title
from backend.kit.text import fold
from backend.payee_overview import queries
from backend.payee_overview.queries import Merchant, PayeeTotal, PeriodTotal, Sort
from backend.payees import queries as payee_queries
from backend.payees import service as payees
from backend.payees.errors import NoSuchPayee
from backend.payees.queries import Spelling
from backend.recurring import queries as recurring
from backend.recurring.detection import Charge, find_rhythms
from backend.recurring.matching import anchored
from backend.recurring.schedule import Schedule, next_due

Json = dict[str, Any]
# Three yearly payments lie two years apart.
_RHYTHM_DAYS = timedelta(days=800)


def listed(db: ReadSession, user_id: int, *, search: str = "", sort: Sort = "count", limit: int, offset: int) -> Json:
    """Return a page of the payees whose name or bank texts have the words of `search`."""
    named = payee_queries.spellings(db, user_id)
    found = _with_words(db, user_id, fold(search).split(), named)
    totals = queries.payee_totals(
        db, user_id, named=named.values(), merchant_keys=found, sort=sort, limit=limit, offset=offset
    )
    keys: dict[str, list[str]] = defaultdict(list)
    for each in named.values():
        keys[each.payee_key].append(each.merchant_key)
    rows = [
        {
            **{name: getattr(each, name) for name in ("merchant_key", "transaction_count", "first_on", "last_on")},
            "name": _name(each.merchant_key, named, each),
            "spelling_count": len(keys.get(each.merchant_key, ())),
        }
        for each in totals
    ]
    payee_keys = {key: each.merchant_key for each in totals for key in keys.get(each.merchant_key, [each.merchant_key])}
    _add_year_sums(db, user_id, rows, payee_keys)
    return {"total": totals[0].payee_count if totals else 0, "items": rows}


def one(db: ReadSession | WriteSession, user_id: int, merchant_key: str) -> Json:
    """Return one payee, named by any of its merchant keys. Raises NoSuchPayee."""
    keys = payee_queries.keys_like(db, user_id, [merchant_key])
    merchants = queries.merchants(db, user_id, keys)
    if not merchants:
        raise NoSuchPayee
    named = payee_queries.spellings(db, user_id)
    key = named[merchant_key].payee_key if merchant_key in named else merchant_key
    newest = max(merchants, key=lambda each: each.last_on)
    months = queries.by_period(db, user_id, keys)
    category = queries.surest_mapping(db, user_id, keys)
    return {
        "merchant_key": key,
        "name": _name(key, named, newest),
        "transaction_count": sum(each.transaction_count for each in merchants),
        "first_on": min(each.first_on for each in merchants),
        "last_on": newest.last_on,
        "is_named": key in named,
        "spellings": [
            {name: getattr(each, name) for name in ("merchant_key", "text", "transaction_count", "last_on")}
            for each in sorted(merchants, key=lambda each: -each.transaction_count)
        ],
        "category": dict(zip(("short_desc", "display_name", "color", "confirmed_count"), category, strict=True))
        if category
        else None,
        "years": _years(months),
        "months": [each._asdict() for each in months],
        "rhythms": _rhythms(db, user_id, keys),
    }


def rename(db: WriteSession, user_id: int, merchant_key: str, name: str) -> int | None:
    """Give a payee a name and return the change. Raises NoSuchPayee, PayeeNameTaken."""
    one(db, user_id, merchant_key)
    with record_changes(db, user_id, f"Renamed a payee to “{name}”") as recorder:
        payees.rename(db, user_id, merchant_key, name, recorder=recorder)
    return recorder.change_id


def merge(db: WriteSession, user_id: int, merchant_keys: Sequence[str], into: str, name: str | None) -> int | None:
    """Let several payees be one and return the change; what was learned of one counts for all. Raises NoSuchPayee,
    PayeeNameTaken."""
    target = one(db, user_id, into)
    others = [one(db, user_id, key) for key in merchant_keys]
    keys = [each["merchant_key"] for each in others if each["merchant_key"] != target["merchant_key"]]
    with record_changes(db, user_id, f"Merged {len(keys) + 1} payees") as recorder:
        payees.merge(db, user_id, keys, into=target["merchant_key"], name=name or target["name"], recorder=recorder)
        if name:
            payees.rename(db, user_id, target["merchant_key"], name, recorder=recorder)
    refresh_predictions(db, user_id, [target["merchant_key"]])
    return recorder.change_id


def split(db: WriteSession, user_id: int, merchant_key: str) -> int | None:
    """Make a spelling a payee of its own again and return the change. Raises NotMerged."""
    keys = payee_queries.keys_like(db, user_id, [merchant_key])
    with record_changes(db, user_id, "Split 1 payee") as recorder:
        payees.split(db, user_id, merchant_key, recorder=recorder)
    refresh_predictions(db, user_id, keys)
    return recorder.change_id


def set_category(db: WriteSession, user_id: int, merchant_key: str, category_key: str | None) -> int | None:
    """File future transactions of a payee in this category and return the change. Raises NoSuchPayee,
    NoSuchCategory."""
    payee = one(db, user_id, merchant_key)
    category_id = id_of(db, user_id, category_key) if category_key else None
    keys = [each["merchant_key"] for each in payee["spellings"]]
    with record_changes(db, user_id, f"Set the category of “{payee['name']}”") as recorder:
        categorization.set_category(db, user_id, keys, category_id, recorder=recorder)
    refresh_predictions(db, user_id, keys)
    return recorder.change_id


def _with_words(
    db: ReadSession, user_id: int, words: Sequence[str], named: Mapping[str, Spelling]
) -> Sequence[str] | None:
    """Return the merchant keys of the payees that have each word in their name or in a text; None for all payees."""
    if not words:
        return None
    payee_keys = [
        {named[key].payee_key if key in named else key for key in queries.merchant_keys_with(db, user_id, word)}
        | {each.payee_key for each in named.values() if word in fold(each.name)}
        for word in words
    ]
    found = set.intersection(*payee_keys)
    return [*found, *(each.merchant_key for each in named.values() if each.payee_key in found)]


def _name(key: str, named: Mapping[str, Spelling], newest: Merchant | PayeeTotal) -> str:
    return named[key].name if key in named else newest.merchant_name or merchant_title(newest.text) or key


def _add_year_sums(db: ReadSession, user_id: int, rows: Sequence[Json], payee_keys: dict[str, str]) -> None:
    since = clock.today() - timedelta(days=365)
    sums: dict[str, dict[str, Json]] = defaultdict(dict)
    for key, currency, out, into in queries.sums_since(db, user_id, list(payee_keys), since):
        zero = {"currency": currency, "out_minor": 0, "in_minor": 0}
        total = sums[payee_keys[key]].setdefault(currency, zero)
        total["out_minor"] += out
        total["in_minor"] += into
    for row in rows:
        row["year_sums"] = list(sums[row["merchant_key"]].values())


def _years(months: Iterable[PeriodTotal]) -> list[Json]:
    years: dict[tuple[str, str], Json] = {}
    for each in months:
        year = years.setdefault(
            (each.period[:4], each.currency), {**each._asdict(), "period": each.period[:4], **dict.fromkeys(_SUMS, 0)}
        )
        for name in _SUMS:
            year[name] += getattr(each, name)
    return list(years.values())


_SUMS = ("out_minor", "in_minor", "transaction_count")


def _rhythms(db: ReadSession | WriteSession, user_id: int, keys: Sequence[str]) -> list[Json]:
    """Return what repeats among the payments of a payee, for each currency and direction."""
    courses: dict[tuple[str, bool], list[Charge]] = defaultdict(list)
    since = clock.today() - _RHYTHM_DAYS
    for payment in recurring.payments(db, user_id, since=since, merchant_keys=keys):
        charge = Charge(payment.on, payment.amount_minor, payment.id)
        courses[payment.currency, payment.amount_minor < 0].append(charge)
    found = []
    for (currency, _), charges in courses.items():
        for rhythm in find_rhythms(charges):
            last_on = rhythm.charges[-1].on
            schedule = Schedule(anchored(rhythm.charges, rhythm.unit), rhythm.unit, rhythm.interval)
            next_on = next_due(schedule, last_on + timedelta(days=int(rhythm.gap_days / 2)))
            found.append(
                {
                    **{name: getattr(rhythm, name) for name in ("unit", "interval", "is_variable", "gap_days")},
                    "currency": currency,
                    "amount_minor": rhythm.expected_minor,
                    "last_on": last_on,
                    "next_on": next_on,
                    "confidence": rhythm.confidence,
                }
            )
    return found
