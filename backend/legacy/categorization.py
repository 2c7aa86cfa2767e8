"""Migrate learned merchants with their counts, and amount rules, of the legacy app."""

from backend.categorization.defaults import STARTER_MAPPINGS, StarterMapping
from backend.categorization.models import AmountRule, MerchantMapping
from backend.kit.text import words
from backend.legacy.context import MigrationContext
from backend.legacy.legacy_data import Row
from backend.legacy.values import UnreadableLegacyValue, parse_amount, to_text

_NO_CATEGORY = "Its category does not exist."
_LONGEST = 200
_LONGEST_NOTES = 500
_TOLERANCE = 0.01
_STARTERS = {starter.pattern: starter for starter in STARTER_MAPPINGS}
_STARTER_COUNT = 10


def migrate(context: MigrationContext) -> None:
    """Afterwards merchants and amount rules are here under their own numbers."""
    rows = list(context.rows("merchant_mappings"))
    strongest: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: (_as_number(row.get("confidence")), row["id"])):
        strongest[to_text(row.get("merchant_pattern"))] = row
    for row in rows:
        _migrate_mapping(context, row, is_strongest=strongest[to_text(row.get("merchant_pattern"))] is row)
    for row in context.rows("amount_rules"):
        _migrate_rule(context, row)
    context.db.flush()


def _migrate_mapping(context: MigrationContext, row: Row, *, is_strongest: bool) -> None:
    pattern = to_text(row.get("merchant_pattern"))
    if not is_strongest:
        context.set_aside("merchant_mappings", row, "The same merchant is there again, more often confirmed.")
    elif row.get("category_id") not in context.categories:
        context.set_aside("merchant_mappings", row, _NO_CATEGORY)
    elif not pattern.strip() or len(pattern) > _LONGEST:
        context.set_aside("merchant_mappings", row, "A merchant has 1 to 200 letters.")
    else:
        count, starter = _count(context, row), _starter(context, row)
        if starter:
            # That app counted its own list as confirmed; only what the person added to it is.
            count -= _STARTER_COUNT
            context.record_changed_value(
                "merchant_mappings", row, "confidence", count, "The starter list is not a confirmation."
            )
        context.db.add(
            MerchantMapping(
                id=row["id"],
                user_id=context.user_id,
                merchant_pattern=pattern,
                # What that app learned holds for the whole merchant; its starter list only suggests.
                match=starter.match if starter else "exact",
                category_id=row["category_id"],
                confidence=count,
                is_seeded=starter is not None,
                created_at=context.created_at(row),
                updated_at=context.created_at(row),
            )
        )
        context.count_migrated("merchant_mappings")


def _starter(context: MigrationContext, row: Row) -> StarterMapping | None:
    """Return the entry of the starter list that a mapping began as, None for one that the person taught."""
    starter = _STARTERS.get(" ".join(words(to_text(row.get("merchant_pattern")))))
    is_untouched = starter and context.category_keys.get(starter.category_key) == row.get("category_id")
    return starter if is_untouched and _as_number(row.get("confidence")) >= _STARTER_COUNT else None


def _migrate_rule(context: MigrationContext, row: Row) -> None:
    pattern, category_id = to_text(row.get("description_pattern")), _category(context, row)
    if category_id is None:
        context.set_aside("amount_rules", row, _NO_CATEGORY)
        return
    if not pattern.strip() or len(pattern) > _LONGEST:
        context.set_aside("amount_rules", row, "A text to look for has 1 to 200 letters.")
        return
    try:
        amount = parse_amount(row.get("amount"), context.currency)
        given = row.get("tolerance")
        tolerance = parse_amount(_TOLERANCE if given is None else given, context.currency)
    except UnreadableLegacyValue as error:
        context.set_aside("amount_rules", row, str(error))
        return
    for column, converted in (("amount", amount), ("tolerance", tolerance)):
        if converted.is_rounded:
            context.record_changed_value("amount_rules", row, column, converted.minor, "Rounded to whole minor units.")
    notes = to_text(row.get("notes")) or None
    if notes and len(notes) > _LONGEST_NOTES:
        context.record_changed_value(
            "amount_rules", row, "notes", notes[:_LONGEST_NOTES], "Notes have up to 500 letters."
        )
    context.db.add(
        AmountRule(
            id=row["id"],
            user_id=context.user_id,
            description_pattern=pattern,
            amount_minor=amount.minor,
            tolerance_minor=abs(tolerance.minor),
            currency=context.currency,
            category_id=category_id,
            notes=notes[:_LONGEST_NOTES] if notes else None,
            created_at=context.created_at(row),
            updated_at=context.created_at(row),
        )
    )
    context.count_migrated("amount_rules")


def _category(context: MigrationContext, row: Row) -> int | None:
    """Return the category of a rule, which some ages named by its key."""
    if row.get("category_id") in context.categories:
        return int(row["category_id"])
    return context.category_keys.get(to_text(row.get("short_desc")))


def _count(context: MigrationContext, row: Row) -> int:
    confidence = row.get("confidence")
    count = _as_number(confidence)
    if confidence is not None and count != confidence:
        context.record_changed_value("merchant_mappings", row, "confidence", count, "A count is a whole number from 1.")
    return count


def _as_number(value: object) -> int:
    return max(1, int(value)) if isinstance(value, int | float) and abs(value) < 2**31 else 1
