"""HTTP: /api/merchant-mappings, /api/amount-rules and /api/categoriser."""

from typing import Any

from backend.categories import queries as categories
from backend.categorization import pattern_preview, queries, service, track_record
from backend.categorization.models import AmountRule, MerchantMapping
from backend.categorization.schemas import AmountRule as AmountRuleJson
from backend.categorization.schemas import (
    CaughtRows,
    ChangedMapping,
    ChangedRule,
    MappingChanges,
    MappingTrial,
    NewMapping,
    NewRule,
    RuleChanges,
    RuleRemoved,
    RuleTrial,
    TrackRecord,
)
from backend.categorization.schemas import MerchantMapping as MerchantMappingJson
from backend.infra.undo_log import record_changes
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep

mappings = Router(prefix="/api/merchant-mappings", tags=["merchant mappings"])
rules = Router(prefix="/api/amount-rules", tags=["amount rules"])
categoriser = Router(prefix="/api/categoriser", tags=["categoriser"])


@categoriser.get("", response_model=TrackRecord)
def show_track_record(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the state of the local model, what became of each tier's predictions, and the work of the last months."""
    return track_record.track_record(db, user_id)


@mappings.get("", response_model=list[MerchantMappingJson])
def list_mappings(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the mappings, most used first."""
    return queries.list_mappings(db, user_id)


@mappings.post("", response_model=ChangedMapping, status_code=201)
def add_mapping(db: WriteSessionDep, user_id: CurrentUserId, body: NewMapping) -> Any:
    """Add a mapping."""
    category = categories.by_key(db, user_id, body.category_short_desc)
    with record_changes(db, user_id, f"Added the merchant “{body.merchant_pattern}”") as recorder:
        made = service.add_mapping(
            db,
            user_id,
            pattern=body.merchant_pattern,
            match=body.match,
            category_id=category.id,
            confidence=body.confidence,
            recorder=recorder,
        )
    return {**queries.one_mapping(db, user_id, made.id), "change_id": recorder.change_id}


@mappings.post("/test", response_model=CaughtRows)
def try_mapping(db: ReadSessionDep, user_id: CurrentUserId, body: MappingTrial) -> Any:
    """Say what a pattern would catch."""
    pattern = service.pattern(body.merchant_pattern, body.match)
    return pattern_preview.preview_pattern(db, user_id, pattern)


@mappings.patch("/{mapping_id}", response_model=ChangedMapping)
def change_mapping(db: WriteSessionDep, user_id: CurrentUserId, mapping_id: RowId, body: MappingChanges) -> Any:
    """Change a mapping."""
    changes = _with_category_id(db, user_id, body.sent_fields())
    with record_changes(db, user_id, "Changed a merchant") as recorder:
        service.change_mapping(db, user_id, mapping_id, changes=changes, recorder=recorder)
    return {**queries.one_mapping(db, user_id, mapping_id), "change_id": recorder.change_id}


@mappings.delete("/{mapping_id}", response_model=RuleRemoved)
def remove_mapping(db: WriteSessionDep, user_id: CurrentUserId, mapping_id: RowId) -> Any:
    """Remove a mapping."""
    with record_changes(db, user_id, "Removed a merchant") as recorder:
        service.remove(db, user_id, MerchantMapping, mapping_id, recorder=recorder)
    return {"status": "removed", "change_id": recorder.change_id}


@rules.get("", response_model=list[AmountRuleJson])
def list_rules(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the amount rules, by pattern and amount."""
    return queries.list_rules(db, user_id)


@rules.post("", response_model=ChangedRule, status_code=201)
def add_rule(db: WriteSessionDep, user_id: CurrentUserId, body: NewRule) -> Any:
    """Add an amount rule."""
    values = _with_category_id(db, user_id, body.model_dump())
    with record_changes(db, user_id, f"Added the amount rule “{body.description_pattern}”") as recorder:
        made = service.add_rule(db, user_id, values=values, recorder=recorder)
    return {**queries.one_rule(db, user_id, made.id), "change_id": recorder.change_id}


@rules.post("/test", response_model=CaughtRows)
def try_rule(db: ReadSessionDep, user_id: CurrentUserId, body: RuleTrial) -> Any:
    """Say what a rule would catch."""
    pattern = service.pattern(body.description_pattern, "word")
    near = pattern_preview.amount_conditions(
        amount_minor=body.amount_minor, tolerance_minor=body.tolerance_minor, currency=body.currency
    )
    return pattern_preview.preview_pattern(db, user_id, pattern, *near)


@rules.patch("/{rule_id}", response_model=ChangedRule)
def change_rule(db: WriteSessionDep, user_id: CurrentUserId, rule_id: RowId, body: RuleChanges) -> Any:
    """Change an amount rule."""
    changes = _with_category_id(db, user_id, body.sent_fields())
    with record_changes(db, user_id, "Changed an amount rule") as recorder:
        service.change_rule(db, user_id, rule_id, changes=changes, recorder=recorder)
    return {**queries.one_rule(db, user_id, rule_id), "change_id": recorder.change_id}


@rules.delete("/{rule_id}", response_model=RuleRemoved)
def remove_rule(db: WriteSessionDep, user_id: CurrentUserId, rule_id: RowId) -> Any:
    """Remove an amount rule."""
    with record_changes(db, user_id, "Removed an amount rule") as recorder:
        service.remove(db, user_id, AmountRule, rule_id, recorder=recorder)
    return {"status": "removed", "change_id": recorder.change_id}


def _with_category_id(db: WriteSessionDep, user_id: int, fields: dict[str, Any]) -> dict[str, Any]:
    """Put the id of the category where its key stands. Raises NoSuchCategory."""
    key = fields.pop("category_short_desc", None)
    return fields if key is None else {**fields, "category_id": categories.by_key(db, user_id, key).id}
