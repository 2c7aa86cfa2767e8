"""Tables: the terms of cards and loans, rate changes and extra payments of loans, and the plan to pay debts off."""

from datetime import date
from decimal import Decimal

from sqlalchemy import JSON, CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql import false

from backend.debts.kinds import INTEREST_METHODS, STRATEGIES
from backend.infra.columns import BigId, CurrencyCode, ExactDecimal, Id, Minor, bounded, one_of, owned_by
from backend.infra.tables import BudgetBase, Owned


class CardTerms(Owned, BudgetBase):
    """What a credit card costs and when it is due, from the person or the bank. Amounts owed are positive here.

    `statement_day` and `due_day` are days of the month; in a shorter month its last day. The limit is the person's
    own; without it the one that the bank states on the account counts.
    """

    __tablename__ = "card_terms"
    __table_args__ = (
        UniqueConstraint("account_id"),
        bounded("limit_minor"),
        bounded("minimum_payment_minor"),
        bounded("statement_minor"),
        CheckConstraint("due_day BETWEEN 1 AND 31", name="due_day"),
        CheckConstraint("statement_day BETWEEN 1 AND 31", name="statement_day"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    limit_minor: Mapped[Minor | None]
    apr_percent: Mapped[Decimal | None] = mapped_column(ExactDecimal)
    minimum_payment_minor: Mapped[Minor | None]
    statement_day: Mapped[int | None]
    due_day: Mapped[int | None]
    statement_minor: Mapped[Minor | None]
    statement_on: Mapped[date | None]
    # What the bank itself says; null if no bank does.
    is_overdue: Mapped[bool | None]
    # The fields whose value came from the bank, which may change it; all others are the person's.
    bank_fields: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))


class LoanTerms(Owned, BudgetBase):
    """A loan as it was agreed. Without `payment_minor` the payment is the annuity of its terms.

    Interest is charged for each month ("monthly": a twelfth of the yearly rate) or for each day ("daily": a 365th).
    """

    __tablename__ = "loan_terms"
    __table_args__ = (
        one_of("interest_method", INTEREST_METHODS),
        UniqueConstraint("account_id"),
        bounded("principal_minor"),
        bounded("payment_minor"),
        CheckConstraint("term_months BETWEEN 1 AND 600", name="term_months"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("accounts"))
    principal_minor: Mapped[Minor]
    rate_percent: Mapped[Decimal] = mapped_column(ExactDecimal)
    term_months: Mapped[int]
    first_payment_on: Mapped[date]
    payment_minor: Mapped[Minor | None]
    interest_method: Mapped[str] = mapped_column(String(10))
    # The bank may change terms that it stated itself, until the person sets them.
    is_from_bank: Mapped[bool] = mapped_column(default=False, server_default=false())
    is_overdue: Mapped[bool | None]


class LoanRate(Owned, BudgetBase):
    """Another yearly rate from a day on. The payment follows it, so that the loan ends with its term."""

    __tablename__ = "loan_rates"
    __table_args__ = (UniqueConstraint("loan_id", "from_on"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    loan_id: Mapped[int] = mapped_column(BigId, owned_by("loan_terms"))
    from_on: Mapped[date]
    rate_percent: Mapped[Decimal] = mapped_column(ExactDecimal)


class LoanExtraPayment(Owned, BudgetBase):
    """What is paid beyond the regular payments on a day; it lowers the principal."""

    __tablename__ = "loan_extra_payments"
    __table_args__ = (UniqueConstraint("loan_id", "on"), bounded("amount_minor"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    loan_id: Mapped[int] = mapped_column(BigId, owned_by("loan_terms"))
    on: Mapped[date]
    amount_minor: Mapped[Minor]


class PayoffPlan(Owned, BudgetBase):
    """How the debts of one currency are to be paid off. `account_order` is the person's own order."""

    __tablename__ = "payoff_plans"
    __table_args__ = (
        one_of("strategy", STRATEGIES),
        UniqueConstraint("user_id", "currency"),
        bounded("extra_minor"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    currency: Mapped[CurrencyCode]
    strategy: Mapped[str] = mapped_column(String(10))
    extra_minor: Mapped[Minor]
    account_order: Mapped[list[int]] = mapped_column(JSON)
