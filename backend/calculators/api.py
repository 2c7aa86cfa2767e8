"""HTTP: /api/calculators. Nothing is read or stored; what is typed in is answered."""

from decimal import Decimal
from typing import Any

from backend.calculators import debts, retirement, saving, schemas, time_value
from backend.infra import clock
from backend.infra.web import Router

router = Router(prefix="/api/calculators", tags=["calculators"])


@router.post("/emergency-fund", response_model=schemas.EmergencyFundOut)
def calculate_emergency_fund(body: schemas.EmergencyFundIn) -> Any:
    """Return how many months savings last, and when they hold as many as wanted."""
    return saving.emergency_fund(**body.model_dump())


@router.post("/debt-payoff", response_model=list[schemas.CourseOut])
def calculate_debt_payoff(body: schemas.DebtsIn) -> Any:
    """Return the avalanche, the snowball and the minimum payments alone."""
    typed = [debts.TypedDebt(**each.model_dump()) for each in body.debts]
    return debts.compare_strategies(typed, extra_minor=body.extra_minor, today=clock.today())


@router.post("/loan", response_model=schemas.LoanCostOut)
def calculate_loan(body: schemas.LoanCostIn) -> Any:
    """Return the level payment of a loan, its interest and its years."""
    payment, years = debts.loan_years(**body.model_dump(), today=clock.today())
    return {
        "payment_minor": payment,
        "interest_minor": sum(each.interest_minor for each in years),
        "years": [each._asdict() for each in years],
    }


@router.post("/savings", response_model=list[schemas.SavedYearOut])
def calculate_savings(body: schemas.SavingsIn) -> Any:
    """Return each year of regular saving."""
    return saving.savings(**body.model_dump())


@router.post("/retirement", response_model=schemas.RetirementOut)
def calculate_retirement(body: schemas.RetirementIn) -> Any:
    """Return the range of a thousand simulated courses; the same question always has the same answer."""
    return retirement.simulate(retirement.RetirementPlan(**body.model_dump()))


@router.post("/time-value", response_model=schemas.TimeValueOut)
def calculate_time_value(body: schemas.TimeValueIn) -> Any:
    """Return the value of payments today, and their internal rate of return."""
    rate = time_value.internal_rate(body.amounts_minor)
    return {
        "value_minor": time_value.net_present_value(body.rate_percent, body.amounts_minor),
        "rate_percent": None if rate.value is None else (rate.value * 100).quantize(Decimal("0.01")),
        "why": rate.why,
    }


@router.post("/payment", response_model=schemas.PaymentOut)
def calculate_payment(body: schemas.PaymentIn) -> Any:
    """Return the level payment that turns one amount into another."""
    return {"payment_minor": time_value.level_payment(**body.model_dump())}
