"""HTTP: /api/rules, the person's rules and what they do."""

from typing import Any

from starlette.responses import Response

from backend.categories.queries import id_of
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.infra.undo_log import record_changes
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep, json_response
from backend.rule_runs import preview, service
from backend.rule_runs.schemas import (
    RuleActionsIn,
    RuleAppliedOut,
    RuleBulkIn,
    RuleChangesIn,
    RuleDismissIn,
    RuleFromCorrectionIn,
    RuleHealthOut,
    RuleIn,
    RuleMoveIn,
    RuleOut,
    RulePreviewIn,
    RulePreviewOut,
    RuleSaved,
    RuleSuggestionOut,
)
from backend.rules import queries
from backend.rules import service as rules
from backend.rules.models import Rule
from backend.rules.rule_book import Actions, active_rule
from backend.transactions import queries as transactions
from backend.transactions.filters import Filter

router = Router(prefix="/api/rules", tags=["rules"])


@router.get("", response_model=list[RuleOut])
def list_rules(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return the rules in the order in which they run."""
    return json_response(queries.listed(db, user_id))


@router.post("", response_model=RuleSaved, status_code=201)
def add_rule(db: WriteSessionDep, user_id: CurrentUserId, body: RuleIn) -> Response:
    """Add a rule; with `apply_to_past` also change what it reaches in the past."""
    actions = _actions(db, user_id, body)
    with record_changes(db, user_id, f"Added the rule “{body.name}”") as recorder:
        rule = rules.add(
            db,
            user_id,
            name=body.name,
            search=body.search,
            actions=actions,
            stage=body.stage,
            is_enabled=body.is_enabled,
            recorder=recorder,
        )
        applied = service.Applied(0, 0)
        if body.apply_to_past:
            applied = _applied(db, user_id, rule, actions, recorder)
            recorder.summary += _of_past(applied)
    return _saved(db, user_id, rule.id, recorder.change_id, applied, status=201)


@router.post("/preview", response_model=RulePreviewOut)
def preview_rule(db: ReadSessionDep, user_id: CurrentUserId, body: RulePreviewIn) -> Response:
    """Say what a rule would do to the past."""
    actions = _actions(db, user_id, body)
    return json_response(preview.preview(db, user_id, body.search, actions, rule_id=body.rule_id, stage=body.stage))


@router.get("/health", response_model=list[RuleHealthOut])
def list_health(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return which rules match nothing, are never reached, or disagree with earlier ones."""
    return json_response(preview.health(db, user_id))


@router.get("/suggestions", response_model=list[RuleSuggestionOut])
def list_suggestions(db: ReadSessionDep, user_id: CurrentUserId) -> Response:
    """Return rules that would save repeated work."""
    return json_response(preview.suggestions(db, user_id))


@router.post("/suggestions/dismiss", response_model=RuleSaved)
def dismiss_suggestion(db: WriteSessionDep, user_id: CurrentUserId, body: RuleDismissIn) -> Response:
    """Never suggest this rule again."""
    with record_changes(db, user_id, "Dismissed a suggested rule") as recorder:
        rules.dismiss(db, user_id, body.key, recorder=recorder)
    return json_response({"rule": None, "change_id": recorder.change_id, "changed": 0, "kept": 0})


@router.post("/bulk", response_model=RuleAppliedOut)
def change_many(db: WriteSessionDep, user_id: CurrentUserId, body: RuleBulkIn) -> Response:
    """Do the actions of a rule once, to a selection or to all that a filter matches, as the person's own decision."""
    filter_ = body.filter.filter() if body.filter else Filter()
    ids = body.ids if body.ids is not None else transactions.ids(db, user_id, filter_)
    actions = _actions(db, user_id, body.actions)
    summary = "Changed 1 transaction" if len(ids) == 1 else f"Changed {len(ids):,} transactions"
    with record_changes(db, user_id, summary) as recorder:
        applied = service.apply(db, user_id, ids, actions, rule=None, recorder=recorder)
    return json_response({"change_id": recorder.change_id, "matched": len(ids), "changed": applied.changed})


@router.post("/from-correction", response_model=RuleSaved, status_code=201)
def follow_correction(db: WriteSessionDep, user_id: CurrentUserId, body: RuleFromCorrectionIn) -> Response:
    """File the merchant of a transaction under a category from now on: change, extend or add a rule."""
    row = transactions.one(db, user_id, body.transaction_id)
    category_id = id_of(db, user_id, body.category_short_desc)
    with record_changes(db, user_id, f"Made a rule for “{row['merchant_name']}”") as recorder:
        rule = service.follow_correction(db, user_id, row["merchant_key"], category_id, recorder=recorder)
    return _saved(db, user_id, rule.id, recorder.change_id, service.Applied(0, 0), status=201)


@router.patch("/{rule_id:int}", response_model=RuleSaved)
def change_rule(db: WriteSessionDep, user_id: CurrentUserId, rule_id: RowId, body: RuleChangesIn) -> Response:
    """Change a rule; with `apply_to_past` also change what it reaches in the past."""
    changes: dict[str, Any] = {
        name: value for name in ("name", "search", "stage", "is_enabled") if (value := getattr(body, name)) is not None
    }
    if body.actions is not None:
        changes["actions"] = _actions(db, user_id, body.actions)
    name = rules.owned(db, user_id, rule_id).name
    with record_changes(db, user_id, f"Changed the rule “{name}”") as recorder:
        rule = rules.change(db, user_id, rule_id, changes, recorder=recorder)
        actions = Actions.from_json(rule.category_id, rule.actions)
        applied = service.Applied(0, 0)
        if body.apply_to_past:
            applied = _applied(db, user_id, rule, actions, recorder)
            recorder.summary += _of_past(applied)
    return _saved(db, user_id, rule_id, recorder.change_id, applied)


@router.post("/{rule_id:int}/move", response_model=RuleSaved)
def move_rule(db: WriteSessionDep, user_id: CurrentUserId, rule_id: RowId, body: RuleMoveIn) -> Response:
    """Put a rule at another place in the order."""
    name = rules.owned(db, user_id, rule_id).name
    with record_changes(db, user_id, f"Moved the rule “{name}”") as recorder:
        rules.move(db, user_id, rule_id, stage=body.stage, position=body.position, recorder=recorder)
    return _saved(db, user_id, rule_id, recorder.change_id, service.Applied(0, 0))


@router.delete("/{rule_id:int}", response_model=RuleSaved)
def remove_rule(db: WriteSessionDep, user_id: CurrentUserId, rule_id: RowId) -> Response:
    """Remove a rule; what it decided stays."""
    name = rules.owned(db, user_id, rule_id).name
    with record_changes(db, user_id, f"Removed the rule “{name}”") as recorder:
        rules.remove(db, user_id, rule_id, recorder=recorder)
    return json_response({"rule": None, "change_id": recorder.change_id, "changed": 0, "kept": 0})


def _actions(db: ReadSession | WriteSession, user_id: int, body: RuleActionsIn) -> Actions:
    """Return the actions with the category looked up. Raises NoSuchCategory."""
    key = body.category_short_desc
    category_id = id_of(db, user_id, key) if key else None
    return body.actions_with(category_id)


def _applied(db: WriteSession, user_id: int, rule: Rule, actions: Actions, recorder: Any) -> service.Applied:
    ready = active_rule(rule.id, rule.name, rule.stage, rule.search, actions, today=clock.today())
    return service.run_on_past(db, user_id, ready, rule.search, recorder=recorder)


def _of_past(applied: service.Applied) -> str:
    return f" and changed {applied.changed:,} transaction{'' if applied.changed == 1 else 's'}"


def _saved(
    db: WriteSession, user_id: int, rule_id: int, change_id: int | None, applied: service.Applied, *, status: int = 200
) -> Response:
    rule = queries.one(db, user_id, rule_id)
    return json_response(
        {"rule": rule, "change_id": change_id, "changed": applied.changed, "kept": applied.kept}, status
    )
