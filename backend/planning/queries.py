"""Every SELECT over scenarios."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from backend.planning.errors import NoSuchScenario
from backend.planning.models import Scenario, ScenarioAllocation, ScenarioLine


def list_scenarios(db: Session, user_id: int) -> Sequence[Scenario]:
    """Return all scenarios in the order in which they were made."""
    return db.scalars(select(Scenario).where(Scenario.user_id == user_id).order_by(Scenario.id)).all()


def one(db: Session, user_id: int, scenario_id: int) -> Scenario:
    """Return one scenario. Raises NoSuchScenario."""
    scenario = db.scalar(select(Scenario).where(Scenario.user_id == user_id, Scenario.id == scenario_id))
    if scenario is None:
        raise NoSuchScenario
    return scenario


def lines(db: Session, user_id: int, scenario_id: int) -> Sequence[ScenarioLine]:
    """Return the lines of a scenario by their first day."""
    query = select(ScenarioLine).where(ScenarioLine.user_id == user_id, ScenarioLine.scenario_id == scenario_id)
    return db.scalars(query.order_by(ScenarioLine.anchor_on, ScenarioLine.id)).all()


def line(db: Session, user_id: int, line_id: int) -> ScenarioLine:
    """Return one line. Raises NoSuchScenario."""
    found = db.scalar(select(ScenarioLine).where(ScenarioLine.user_id == user_id, ScenarioLine.id == line_id))
    if found is None:
        raise NoSuchScenario
    return found


def allocations(db: Session, user_id: int, scenario_id: int) -> Sequence[ScenarioAllocation]:
    """Return the allocations of a scenario in their order."""
    query = select(ScenarioAllocation).where(
        ScenarioAllocation.user_id == user_id, ScenarioAllocation.scenario_id == scenario_id
    )
    return db.scalars(query.order_by(ScenarioAllocation.id)).all()
