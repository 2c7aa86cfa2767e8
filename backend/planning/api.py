"""HTTP: /api/planning."""

from datetime import date
from typing import Any

from backend.infra import clock
from backend.infra.database import ReadSession
from backend.infra.web import CurrentUserId, ReadSessionDep, Router, RowId, WriteSessionDep
from backend.planning import comparison, queries, schemas, service
from backend.planning.allocation import divide
from backend.planning.models import Scenario
from backend.settings import service as settings

router = Router(prefix="/api/planning", tags=["planning"])


@router.get("", response_model=schemas.PlanningOut)
def list_scenarios(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the scenarios, twelve months of each beside how things are, and how accepted ones went."""
    today, currency = clock.today(), settings.base_currency(db, user_id)
    scenarios = queries.list_scenarios(db, user_id)
    columns = comparison.compare(db, user_id, [each for each in scenarios if each.status == "draft"], today=today,
                                 currency=currency)  # fmt: skip
    income = {column["scenario_id"]: column["income_minor"] // comparison.MONTHS for column in columns}
    return {
        "as_of": today,
        "currency": currency,
        "scenarios": [
            _scenario(db, user_id, each, income.get(each.id, 0), today=today, currency=currency) for each in scenarios
        ],
        "columns": columns,
    }


@router.get("/accepted", response_model=list[schemas.AcceptedSeries])
def list_accepted_series(db: ReadSessionDep, user_id: CurrentUserId) -> Any:
    """Return the recurring series that accepted scenarios made."""
    return [
        {"scenario_id": each.id, "scenario_name": each.name, "series_id": line["series_id"]}
        for each in queries.list_scenarios(db, user_id)
        for line in each.accepted
        if "series_id" in line
    ]


@router.post("", response_model=schemas.ScenarioSaved, status_code=201)
def add_scenario(db: WriteSessionDep, user_id: CurrentUserId, body: schemas.NewScenario) -> Any:
    """Add a scenario without changes."""
    return service.create(db, user_id, body.name)


@router.patch("/{scenario_id}", response_model=schemas.ScenarioSaved)
def change_scenario(
    db: WriteSessionDep, user_id: CurrentUserId, scenario_id: RowId, body: schemas.ScenarioChanges
) -> Any:
    """Rename a scenario, or end an accepted one."""
    return service.change(db, user_id, scenario_id, body.sent_fields())


@router.delete("/{scenario_id}", response_model=schemas.ScenarioRemoved)
def remove_scenario(db: WriteSessionDep, user_id: CurrentUserId, scenario_id: RowId) -> Any:
    """Remove a scenario; what was accepted stays."""
    return {"change_id": service.delete(db, user_id, scenario_id)}


@router.post("/{scenario_id}/lines", response_model=schemas.ScenarioSaved, status_code=201)
def add_line(db: WriteSessionDep, user_id: CurrentUserId, scenario_id: RowId, body: schemas.ScenarioLineIn) -> Any:
    """Add a planned bill, an income or a budget."""
    return service.save_line(db, user_id, scenario_id, body.model_dump(), today=clock.today())


@router.put("/{scenario_id}/lines/{line_id}", response_model=schemas.ScenarioSaved)
def change_line(
    db: WriteSessionDep, user_id: CurrentUserId, scenario_id: RowId, line_id: RowId, body: schemas.ScenarioLineIn
) -> Any:
    """Change a planned bill, an income or a budget."""
    return service.save_line(db, user_id, scenario_id, body.model_dump(), line_id=line_id, today=clock.today())


@router.delete("/lines/{line_id}", response_model=schemas.ScenarioSaved)
def remove_line(db: WriteSessionDep, user_id: CurrentUserId, line_id: RowId) -> Any:
    """Remove a line of a scenario."""
    return service.delete_line(db, user_id, line_id)


@router.put("/{scenario_id}/allocations", response_model=schemas.ScenarioSaved)
def set_allocations(
    db: WriteSessionDep, user_id: CurrentUserId, scenario_id: RowId, body: schemas.AllocationsIn
) -> Any:
    """Set where the income of a scenario goes."""
    wanted = [each.model_dump() for each in body.items]
    currency = settings.base_currency(db, user_id)
    return service.set_allocations(db, user_id, scenario_id, wanted, today=clock.today(), currency=currency)


@router.post("/{scenario_id}/accept", response_model=schemas.ScenarioAccepted)
def accept_scenario(db: WriteSessionDep, user_id: CurrentUserId, scenario_id: RowId, body: schemas.AcceptIn) -> Any:
    """Take a scenario over into schedule, budget and goals."""
    currency = settings.base_currency(db, user_id)
    changes = service.accept(db, user_id, scenario_id, without=body.without, today=clock.today(), currency=currency)
    return {"change_ids": changes}


def _scenario(
    db: ReadSession, user_id: int, scenario: Scenario, income_minor: int, *, today: date, currency: str
) -> dict[str, Any]:
    allocations = queries.allocations(db, user_id, scenario.id)
    division = divide(income_minor, comparison.parts_of(allocations))
    return {
        "id": scenario.id,
        "name": scenario.name,
        "status": scenario.status,
        "accepted_on": scenario.accepted_on,
        "lines": queries.lines(db, user_id, scenario.id),
        "allocations": allocations,
        "division": comparison.division_json(division, allocations, income_minor),
        "outcome": comparison.what_happened(db, user_id, scenario, today=today, currency=currency),
    }
