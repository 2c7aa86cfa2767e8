"""What the older app had learned: merchants with their counts, and rules about amounts."""

from backend.adoption.filling import Filling
from backend.adoption.older_data import Row
from backend.adoption.values import Unreadable, exact, text
from backend.categorization.defaults import STARTER_MAPPINGS, StarterMapping
from backend.categorization.models import AmountRule, MerchantMapping
from backend.kit.text import words

_NO_CATEGORY = "Its category does not exist."
_LONGEST = 200
_LONGEST_NOTES = 500
_TOLERANCE = 0.01
_STARTERS = {starter.pattern: starter for starter in STARTER_MAPPINGS}
_STARTER_COUNT = 10


def take(filling: Filling) -> None:
    """Afterwards merchants and amount rules are here under their own numbers."""
    rows = list(filling.rows("merchant_mappings"))
    strongest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (_as_number(row.get("confidence")), row["id"])):
        strongest[text(row.get("merchant_pattern"))] = row
    for row in rows:
        _take_mapping(filling, row, is_strongest=strongest[text(row.get("merchant_pattern"))] is row)
    for row in filling.rows("amount_rules"):
        _take_rule(filling, row)
    filling.db.flush()


def _take_mapping(filling: Filling, row: Row, *, is_strongest: bool) -> None:
    pattern = text(row.get("merchant_pattern"))
    if not is_strongest:
        filling.set_aside("merchant_mappings", row, "The same merchant is there again, more often confirmed.")
    elif row.get("category_id") not in filling.categories:
        filling.set_aside("merchant_mappings", row, _NO_CATEGORY)
    elif not pattern.strip() or len(pattern) > _LONGEST:
        filling.set_aside("merchant_mappings", row, "A merchant has 1 to 200 letters.")
    else:
        count, starter = _count(filling, row), _starter(filling, row)
        if starter:
            # That app counted its own list as confirmed; only what the person added to it is.
            count -= _STARTER_COUNT
            filling.changed("merchant_mappings", row, "confidence", count, "The starter list is not a confirmation.")
        filling.db.add(
            MerchantMapping(
                id=row["id"],
                user_id=filling.user_id,
                merchant_pattern=pattern,
                # What that app learned holds for the whole merchant; its starter list only suggests.
                match=starter.match if starter else "exact",
                category_id=row["category_id"],
                confidence=count,
                is_seeded=starter is not None,
                created_at=filling.made_at(row),
                updated_at=filling.made_at(row),
            )
        )
        filling.taken("merchant_mappings")


def _starter(filling: Filling, row: Row) -> StarterMapping | None:
    """Return the entry of the starter list that a mapping began as, None for one that the person taught."""
    found = _STARTERS.get(" ".join(words(text(row.get("merchant_pattern")))))
    is_untouched = found and filling.category_keys.get(found.category_key) == row.get("category_id")
    return found if is_untouched and _as_number(row.get("confidence")) >= _STARTER_COUNT else None


def _take_rule(filling: Filling, row: Row) -> None:
    pattern, category_id = text(row.get("description_pattern")), _category(filling, row)
    if category_id is None:
        filling.set_aside("amount_rules", row, _NO_CATEGORY)
        return
    if not pattern.strip() or len(pattern) > _LONGEST:
        filling.set_aside("amount_rules", row, "A text to look for has 1 to 200 letters.")
        return
    try:
        amount = exact(row.get("amount"), filling.currency)
        given = row.get("tolerance")
        tolerance = exact(_TOLERANCE if given is None else given, filling.currency)
    except Unreadable as error:
        filling.set_aside("amount_rules", row, str(error))
        return
    for column, found in (("amount", amount), ("tolerance", tolerance)):
        if found.is_rounded:
            filling.changed("amount_rules", row, column, found.minor, "Rounded to whole minor units.")
    notes = text(row.get("notes")) or None
    if notes and len(notes) > _LONGEST_NOTES:
        filling.changed("amount_rules", row, "notes", notes[:_LONGEST_NOTES], "Notes have up to 500 letters.")
    filling.db.add(
        AmountRule(
            id=row["id"],
            user_id=filling.user_id,
            description_pattern=pattern,
            amount_minor=amount.minor,
            tolerance_minor=abs(tolerance.minor),
            currency=filling.currency,
            category_id=category_id,
            notes=notes[:_LONGEST_NOTES] if notes else None,
            created_at=filling.made_at(row),
            updated_at=filling.made_at(row),
        )
    )
    filling.taken("amount_rules")


def _category(filling: Filling, row: Row) -> int | None:
    """Return the category of a rule, which some ages named by its key."""
    if row.get("category_id") in filling.categories:
        return int(row["category_id"])
    return filling.category_keys.get(text(row.get("short_desc")))


def _count(filling: Filling, row: Row) -> int:
    told = row.get("confidence")
    count = _as_number(told)
    if told is not None and count != told:
        filling.changed("merchant_mappings", row, "confidence", count, "A count is a whole number from 1.")
    return count


def _as_number(told: object) -> int:
    return max(1, int(told)) if isinstance(told, int | float) and abs(told) < 2**31 else 1
