"""The verbs of categorising: judge rows, learn from decisions, keep rules and mappings."""

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import bindparam, select, update

from backend.categorization import local_model, queries, rule_tier
from backend.categorization.brands.lookup import country_of
from backend.categorization.defaults import STARTER_MAPPINGS, STARTER_RULES
from backend.categorization.engine import Engine
from backend.categorization.errors import BadPattern, NoSuchRule, PatternTaken
from backend.categorization.learning import Learned, Lesson, learn
from backend.categorization.models import AmountRule, MerchantMapping
from backend.categorization.patterns import Pattern
from backend.infra import clock
from backend.infra.columns import MAX_MINOR
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.kit.payment_words import names_merchant
from backend.kit.regular_expressions import compiled
from backend.kit.text import words
from backend.payees import queries as payees
from backend.rules import service as rules
from backend.settings import service as settings

_CHUNK = 500


def load_engine(db: ReadSession | WriteSession, user_id: int, *, threshold: int) -> Engine:
    """Return an engine that knows the person's rules and merchants as they are now."""
    return Engine(
        queries.amounts(db, user_id),
        queries.merchants(db, user_id),
        threshold=threshold,
        types=queries.type_categories(db, user_id),
        country=country_of(settings.base_currency(db, user_id)),
        rules=rule_tier.load(db, user_id),
        model=local_model.load(db, user_id),
    )


def count_hits(db: WriteSession, user_id: int, engine: Engine) -> None:
    """Write down how often each rule and mapping spoke in this batch, and that it did now."""
    now = clock.now()
    for tier, table in (("amount_rule", AmountRule), ("merchant_map", MerchantMapping)):
        counted = [{"row_id": id_, "more": hits, "now": now} for (who, id_), hits in engine.hits.items() if who == tier]
        if counted:
            columns = table.__table__.c
            statement = (
                update(table.__table__)  # type: ignore[arg-type]
                .where(columns.id == bindparam("row_id"))
                .values(hits=columns.hits + bindparam("more"), last_matched_at=bindparam("now"))
            )
            db.execute(statement, counted)
    by_rule = {id_: hits for (tier, id_), hits in engine.hits.items() if tier == "rule" and hits}
    rules.count_hits(db, user_id, by_rule)


def learn_from(
    db: WriteSession, user_id: int, lessons: Sequence[Lesson], *, recorder: ChangeRecorder
) -> dict[str, Learned]:
    """Take the lessons in. Afterwards each merchant among them maps to its newest category; returns those changed.

    What is learned holds for the whole merchant key, never for a word of another text. A spelling of a payee that has
    no mapping of its own counts up the surest one of its payee.
    """
    keys = payees.keys_like(db, user_id, {lesson.merchant_key for lesson in lessons})
    mappings = _by_pattern(db, user_id, keys)
    lessons = _of_payees(lessons, mappings, payees.payee_keys(db, user_id))
    known = {key: Learned(mapping.category_id, mapping.confidence) for key, mapping in mappings.items()}
    changed = learn(known, lessons)
    recorder.capture(MerchantMapping, [mappings[key].id for key in changed if key in mappings])
    added = []
    for key, learned in changed.items():
        mapping = mappings.get(key)
        if mapping is None:
            mapping = MerchantMapping(user_id=user_id, merchant_pattern=key, match="exact", is_seeded=False)
            db.add(mapping)
            added.append(mapping)
        elif mapping.is_seeded and mapping.category_id != learned.category_id:
            mapping.is_seeded, mapping.match = False, "exact"
        mapping.category_id, mapping.confidence = learned
    db.flush()
    for mapping in added:
        recorder.record_created(MerchantMapping, mapping.id)
    return changed


def _of_payees(
    lessons: Sequence[Lesson], mappings: Mapping[str, MerchantMapping], payee_keys: Mapping[str, str]
) -> list[Lesson]:
    """Return the lessons under the key whose mapping they count up."""
    surest: dict[str, str] = {}
    for key in sorted(mappings, key=lambda key: (mappings[key].confidence, -mappings[key].id)):
        surest[payee_keys.get(key, key)] = key
    return [
        lesson
        if lesson.merchant_key in mappings
        else lesson._replace(
            merchant_key=surest.get(payee_keys.get(lesson.merchant_key, lesson.merchant_key), lesson.merchant_key)
        )
        for lesson in lessons
    ]


def set_category(
    db: WriteSession, user_id: int, merchant_keys: Collection[str], category_id: int | None, *, recorder: ChangeRecorder
) -> None:
    """File future transactions of these merchant keys in this category, as sure as if it had been confirmed often
    enough; None forgets what was learned of them."""
    mappings = _by_pattern(db, user_id, list(merchant_keys))
    recorder.capture(MerchantMapping, [mapping.id for mapping in mappings.values()])
    if category_id is None:
        for mapping in mappings.values():
            db.delete(mapping)
        db.flush()
        return
    enough = settings.threshold(db, user_id)
    for key in merchant_keys:
        mapping = mappings.get(key) or MerchantMapping(
            user_id=user_id, merchant_pattern=key, match="exact", confidence=enough
        )
        mapping.category_id, mapping.is_seeded = category_id, False
        mapping.confidence = max(mapping.confidence, enough)
        is_new = key not in mappings
        db.add(mapping)
        db.flush()
        if is_new:
            recorder.record_created(MerchantMapping, mapping.id)


def repair_learned(db: WriteSession, user_id: int, ids: Collection[int], *, recorder: ChangeRecorder) -> None:
    """Bring mappings that an earlier version learned to today's rules: those of a payment word go, the others hold for
    their whole merchant only. Mappings that the person edited since are left as they are."""
    for mapping in db.scalars(select(MerchantMapping).where(MerchantMapping.user_id == user_id)):
        if mapping.id not in ids or mapping.is_seeded or mapping.match != "word":
            continue
        recorder.capture(MerchantMapping, [mapping.id])
        if names_merchant(mapping.merchant_pattern):
            mapping.match = "exact"
        else:
            db.delete(mapping)
    db.flush()


def patterns_of(db: WriteSession, user_id: int, ids: Collection[int]) -> set[str]:
    """Return the patterns of these mappings; ids that do not exist are left out."""
    mine = select(MerchantMapping.merchant_pattern).where(MerchantMapping.user_id == user_id)
    return set(db.scalars(mine.where(MerchantMapping.id.in_(ids))))


def pattern(text: str, match: str) -> Pattern:
    """Return the pattern that `text` means. Raises BadPattern."""
    return Pattern(_checked(text, match), match)


def add_mapping(
    db: WriteSession,
    user_id: int,
    *,
    pattern: str,
    match: str,
    category_id: int,
    confidence: int,
    recorder: ChangeRecorder,
) -> MerchantMapping:
    """Add a mapping. Raises BadPattern and PatternTaken."""
    pattern = _checked(pattern, match)
    if _by_pattern(db, user_id, [pattern]):
        raise PatternTaken(pattern)
    mapping = MerchantMapping(
        user_id=user_id, merchant_pattern=pattern, match=match, category_id=category_id, confidence=confidence
    )
    db.add(mapping)
    db.flush()
    recorder.record_created(MerchantMapping, mapping.id)
    return mapping


def change_mapping(
    db: WriteSession, user_id: int, mapping_id: int, *, changes: dict[str, object], recorder: ChangeRecorder
) -> MerchantMapping:
    """Change pattern, match, category or count of a mapping. Raises NoSuchRule, BadPattern, PatternTaken."""
    mapping = _owned(db, user_id, MerchantMapping, mapping_id)
    recorder.capture(MerchantMapping, [mapping_id])
    if "merchant_pattern" in changes or "match" in changes:
        match = str(changes.get("match", mapping.match))
        pattern = _checked(str(changes.get("merchant_pattern", mapping.merchant_pattern)), match)
        taken = _by_pattern(db, user_id, [pattern]).get(pattern)
        if taken is not None and taken.id != mapping_id:
            raise PatternTaken(pattern)
        changes = {**changes, "merchant_pattern": pattern, "match": match}
    for name, value in changes.items():
        setattr(mapping, name, value)
    # What a person edited is theirs, and confirmed by that.
    mapping.is_seeded, mapping.confidence = False, max(mapping.confidence, 1)
    db.flush()
    return mapping


def add_rule(db: WriteSession, user_id: int, *, values: dict[str, object], recorder: ChangeRecorder) -> AmountRule:
    """Add an amount rule. Raises BadPattern."""
    rule = AmountRule(user_id=user_id, **_checked_rule(values))
    db.add(rule)
    db.flush()
    recorder.record_created(AmountRule, rule.id)
    return rule


def change_rule(
    db: WriteSession, user_id: int, rule_id: int, *, changes: dict[str, object], recorder: ChangeRecorder
) -> AmountRule:
    """Change an amount rule. Raises NoSuchRule and BadPattern."""
    rule = _owned(db, user_id, AmountRule, rule_id)
    recorder.capture(AmountRule, [rule_id])
    for name, value in _checked_rule(changes).items():
        setattr(rule, name, value)
    rule.is_seeded = False
    db.flush()
    return rule


def remove(
    db: WriteSession,
    user_id: int,
    table: type[AmountRule] | type[MerchantMapping],
    row_id: int,
    *,
    recorder: ChangeRecorder,
) -> None:
    """Remove a rule or a mapping. Raises NoSuchRule."""
    row = _owned(db, user_id, table, row_id)
    recorder.capture(table, [row_id])
    db.delete(row)
    db.flush()


def move_category(
    db: WriteSession, user_id: int, *, source_id: int, target_id: int, recorder: ChangeRecorder
) -> tuple[int, int]:
    """Give all mappings and rules of one category to another; return how many mappings and rules moved."""
    moved = []
    for table in (MerchantMapping, AmountRule):
        ids = db.scalars(select(table.id).where(table.user_id == user_id, table.category_id == source_id)).all()
        recorder.capture(table, ids)
        db.execute(
            update(table).where(table.user_id == user_id, table.category_id == source_id).values(category_id=target_id)
        )
        moved.append(len(ids))
    return moved[0], moved[1]


def add_starter(db: WriteSession, user_id: int, category_ids: Mapping[str, int], *, recorder: ChangeRecorder) -> None:
    """Add the starter mappings and rules of these categories (key → id); patterns that are there stay as they are."""
    wanted = [starter for starter in STARTER_MAPPINGS if starter.category_key in category_ids]
    known = _by_pattern(db, user_id, [starter.pattern for starter in wanted])
    made: list[MerchantMapping | AmountRule] = [
        MerchantMapping(
            user_id=user_id,
            merchant_pattern=starter.pattern,
            match=starter.match,
            category_id=category_ids[starter.category_key],
            confidence=0,
            is_seeded=True,
        )
        for starter in wanted
        if starter.pattern not in known
    ]
    made += [
        AmountRule(
            user_id=user_id,
            description_pattern=rule.pattern,
            amount_minor=rule.amount_minor,
            tolerance_minor=rule.tolerance_minor,
            currency=rule.currency,
            category_id=category_ids[rule.category_key],
            is_seeded=True,
        )
        for rule in STARTER_RULES
        if rule.category_key in category_ids
    ]
    db.add_all(made)
    db.flush()
    for row in made:
        recorder.record_created(type(row), row.id)


def _checked(pattern: str, match: str) -> str:
    pattern = pattern.strip()
    if match == "regex":
        if compiled(pattern) is None:
            raise BadPattern(
                "This regular expression cannot be used: it is longer than 100 characters, or has a part that RE2 does "
                "not know, such as lookahead (?=…) or a back reference \\1."
            )
        return pattern
    found = words(pattern)
    if not found:
        raise BadPattern("A pattern needs at least one letter or digit.")
    return " ".join(found)[:200]


def _checked_rule(values: dict[str, object]) -> dict[str, object]:
    if "description_pattern" in values:
        values = {**values, "description_pattern": _checked(str(values["description_pattern"]), "word")}
    for name in ("amount_minor", "tolerance_minor"):
        amount = values.get(name)
        if isinstance(amount, int) and abs(amount) >= MAX_MINOR:
            raise BadPattern("This amount is too large.")
    return values


_T = TypeVar("_T", bound=AmountRule | MerchantMapping)


def _owned(db: WriteSession, user_id: int, table: type[_T], row_id: int) -> _T:
    row = db.get(table, row_id)
    if row is None or row.user_id != user_id:
        raise NoSuchRule
    return row


def _by_pattern(db: WriteSession, user_id: int, patterns: Sequence[str]) -> dict[str, MerchantMapping]:
    found: dict[str, MerchantMapping] = {}
    for start in range(0, len(patterns), _CHUNK):
        query = select(MerchantMapping).where(
            MerchantMapping.user_id == user_id, MerchantMapping.merchant_pattern.in_(patterns[start : start + _CHUNK])
        )
        found.update({mapping.merchant_pattern: mapping for mapping in db.scalars(query)})
    return found
