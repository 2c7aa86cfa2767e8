"""Tables of investments.db: accounts, securities with prices and splits, holdings, activities, portfolios.

Quantities and prices are exact decimals. Amounts are in minor units of the account's currency; positive is money out.
The owner lives in budget.db, so no foreign key can point there.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, Index, PrimaryKeyConstraint, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from backend.infra.columns import (
    BigId,
    CurrencyCode,
    ExactDecimal,
    Id,
    Minor,
    UtcDateTime,
    bounded,
    one_of,
    owned_by,
)
from backend.infra.tables import InvestmentsBase, Timed
from backend.investments.vocabulary import (
    ACCOUNT_TYPES,
    CONNECTION_STATUSES,
    LOT_METHODS,
    PRICE_SOURCES,
    SECURITY_TYPES,
    SOURCES,
    TRANSACTION_TYPES,
    AccountType,
    ConnectionStatus,
    LotMethod,
    PriceSource,
    SecurityType,
)

OwnerId = Annotated[int, mapped_column(BigId, index=True)]
Exact = Annotated[Decimal, mapped_column(ExactDecimal)]


class InvestmentAccount(Timed, InvestmentsBase):
    """One account at a broker or a pension provider.

    `tracks_cash`: buys are paid from the account's cash, which deposits fill. Without it the account holds securities
    only, and each buy is money paid in. `bank_connection_id` is the row of `connections` in budget.db.
    """

    __tablename__ = "investment_accounts"
    __table_args__ = (
        one_of("account_type", ACCOUNT_TYPES),
        one_of("connection_status", CONNECTION_STATUSES),
        one_of("lot_method", LOT_METHODS),
        UniqueConstraint("user_id", "plaid_account_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    bank_connection_id: Mapped[int | None] = mapped_column(BigId)
    plaid_item_id: Mapped[str | None] = mapped_column(String(200), index=True)
    plaid_account_id: Mapped[str | None] = mapped_column(String(200))
    account_name: Mapped[str] = mapped_column(String(100))
    account_type: Mapped[AccountType] = mapped_column(String(20))
    institution_name: Mapped[str] = mapped_column(String(100), default="")
    mask: Mapped[str | None] = mapped_column(String(10))
    currency: Mapped[CurrencyCode]
    lot_method: Mapped[LotMethod] = mapped_column(String(10), default="fifo")
    tracks_cash: Mapped[bool] = mapped_column(default=False)
    opened_on: Mapped[date | None]
    connection_status: Mapped[ConnectionStatus] = mapped_column(String(20), default="manual")
    last_synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    last_sync_error: Mapped[str | None] = mapped_column(String(500))
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Security(Timed, InvestmentsBase):
    """What can be held. Its latest price is the newest row of `prices`.

    `accepts_old_price`: a price of any age counts; otherwise a market price that is too old gives no value.
    """

    __tablename__ = "securities"
    __table_args__ = (
        one_of("security_type", SECURITY_TYPES),
        UniqueConstraint("user_id", "plaid_security_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    plaid_security_id: Mapped[str | None] = mapped_column(String(200))
    ticker: Mapped[str | None] = mapped_column(String(30), index=True)
    name: Mapped[str] = mapped_column(String(300))
    security_type: Mapped[SecurityType] = mapped_column(String(20))
    sector: Mapped[str | None] = mapped_column(String(100))
    isin: Mapped[str | None] = mapped_column(String(12))
    currency: Mapped[CurrencyCode]
    accepts_old_price: Mapped[bool] = mapped_column(default=False)


class Price(Timed, InvestmentsBase):
    """The closing price of one unit of a security on one day, in the security's currency.

    `dividend` is what one unit paid to who held it before that day (the ex-date); None: not known.
    """

    __tablename__ = "prices"
    __table_args__ = (one_of("source", PRICE_SOURCES), UniqueConstraint("security_id", "on"))

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    security_id: Mapped[int] = mapped_column(BigId, owned_by("securities"))
    on: Mapped[date]
    close: Mapped[Exact]
    dividend: Mapped[Exact | None]
    source: Mapped[PriceSource] = mapped_column(String(10))


class Split(Timed, InvestmentsBase):
    """On this day `denominator` old units became `numerator` new ones, everywhere. Older prices stay as they are."""

    __tablename__ = "splits"
    __table_args__ = (UniqueConstraint("security_id", "on"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    security_id: Mapped[int] = mapped_column(BigId, owned_by("securities"))
    on: Mapped[date]
    numerator: Mapped[Exact]
    denominator: Mapped[Exact]


class Holding(Timed, InvestmentsBase):
    """What an account held of a security at the end of a day, as a bank, a file or a person stated it.

    One that is no longer held is stated with a quantity of 0. `current_value_minor` is in the security's currency.
    """

    __tablename__ = "holdings"
    __table_args__ = (
        one_of("source", SOURCES),
        bounded("cost_basis_minor"),
        bounded("current_value_minor"),
        UniqueConstraint("account_id", "security_id", "as_of_date"),
        Index(None, "account_id", "as_of_date"),
        Index(None, "security_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("investment_accounts"))
    security_id: Mapped[int] = mapped_column(BigId, owned_by("securities"))
    as_of_date: Mapped[date]
    quantity: Mapped[Exact]
    cost_basis_minor: Mapped[int | None] = mapped_column(BigInteger)
    current_value_minor: Mapped[int | None] = mapped_column(BigInteger)
    source: Mapped[str] = mapped_column(String(10))


class InvestmentTransaction(Timed, InvestmentsBase):
    """One activity of an account.

    `quantity` is never negative: the type says whether shares came or went. `amount_minor` is what the account's cash
    paid (positive) or received (negative), fees included; of a reinvestment, the dividend that was spent.
    `security_amount_minor` is the same in the security's currency, if that is another one and the broker stated it.
    A transfer in has the cost it brings along; a spin-off names the new security, how many came, and which fraction of
    the cost went over. `lot_picks` are the lots that a sale took, as [opening transaction, quantity].
    """

    __tablename__ = "investment_transactions"
    __table_args__ = (
        one_of("type", TRANSACTION_TYPES),
        one_of("source", SOURCES),
        bounded("amount_minor"),
        bounded("fees_minor"),
        bounded("security_amount_minor"),
        bounded("cost_basis_minor"),
        Index(
            "uq_investment_transactions_account_id_source_source_key",
            "account_id",
            "source",
            "source_key",
            unique=True,
            sqlite_where=text("source_key IS NOT NULL"),
        ),
        Index(None, "user_id", "on", "id"),
        Index(None, "account_id", "on"),
        Index(None, "security_id", "on"),
        Index(
            "ix_investment_transactions_related_security_id",
            "related_security_id",
            sqlite_where=text("related_security_id IS NOT NULL"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    account_id: Mapped[int] = mapped_column(BigId, owned_by("investment_accounts"))
    security_id: Mapped[int | None] = mapped_column(BigId, owned_by("securities"))
    source: Mapped[str] = mapped_column(String(10))
    source_key: Mapped[str | None] = mapped_column(String(200))
    on: Mapped[date]
    type: Mapped[str] = mapped_column(String(20))
    quantity: Mapped[Exact | None]
    price: Mapped[Exact | None]
    amount_minor: Mapped[Minor]
    fees_minor: Mapped[Minor] = mapped_column(default=0)
    currency: Mapped[CurrencyCode]
    security_amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    cost_basis_minor: Mapped[int | None] = mapped_column(BigInteger)
    acquired_on: Mapped[date | None]
    related_security_id: Mapped[int | None] = mapped_column(BigId, owned_by("securities"))
    cost_fraction: Mapped[Exact | None]
    lot_picks: Mapped[Any | None] = mapped_column(JSON(none_as_null=True))
    notes: Mapped[str | None] = mapped_column(String(500))


class Portfolio(Timed, InvestmentsBase):
    """A named group with its own targets and benchmark. One without members holds everything."""

    __tablename__ = "portfolios"
    __table_args__ = (UniqueConstraint("user_id", "name"), {"sqlite_autoincrement": True})

    id: Mapped[Id]
    user_id: Mapped[OwnerId]
    name: Mapped[str] = mapped_column(String(100))
    description: Mapped[str] = mapped_column(String(500), default="")
    is_default: Mapped[bool] = mapped_column(default=False)
    benchmark_security_id: Mapped[int | None] = mapped_column(BigId, owned_by("securities"))


class PortfolioMember(Timed, InvestmentsBase):
    """What a portfolio holds: a whole account, a security wherever it is held, or a security in one account."""

    __tablename__ = "portfolio_members"
    __table_args__ = (
        CheckConstraint("account_id IS NOT NULL OR security_id IS NOT NULL", name="names_something"),
        UniqueConstraint("portfolio_id", "account_id", "security_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    portfolio_id: Mapped[int] = mapped_column(BigId, owned_by("portfolios"))
    account_id: Mapped[int | None] = mapped_column(BigId, owned_by("investment_accounts"))
    security_id: Mapped[int | None] = mapped_column(BigId, owned_by("securities"))


class TargetWeight(Timed, InvestmentsBase):
    """The share of a portfolio, in percent, that one security or one type of securities should have."""

    __tablename__ = "target_weights"
    __table_args__ = (
        one_of("security_type", SECURITY_TYPES),
        CheckConstraint("(security_id IS NULL) <> (security_type IS NULL)", name="names_one"),
        UniqueConstraint("portfolio_id", "security_id"),
        UniqueConstraint("portfolio_id", "security_type"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(BigId)
    portfolio_id: Mapped[int] = mapped_column(BigId, owned_by("portfolios"))
    security_id: Mapped[int | None] = mapped_column(BigId, owned_by("securities"))
    security_type: Mapped[SecurityType | None] = mapped_column(String(20))
    weight_percent: Mapped[Exact]


class Position(InvestmentsBase):
    """What an account holds of a security today, computed from holdings, activities and splits.

    `cost_minor` is None if the cost of a part is unknown; `security_cost_minor` is the cost in the security's currency.
    """

    __tablename__ = "positions"
    __table_args__ = (PrimaryKeyConstraint("account_id", "security_id"), Index(None, "security_id"))

    user_id: Mapped[OwnerId]
    account_id: Mapped[int] = mapped_column(BigId, owned_by("investment_accounts"))
    security_id: Mapped[int] = mapped_column(BigId, owned_by("securities"))
    quantity: Mapped[Exact]
    cost_minor: Mapped[int | None] = mapped_column(BigInteger)
    security_cost_minor: Mapped[int | None] = mapped_column(BigInteger)
    realised_minor: Mapped[int | None] = mapped_column(BigInteger)


class AccountValue(InvestmentsBase):
    """The value of an account on a day on which something changed, one row for each currency of its prices.

    Computed; a day without a row has the value of the last one. Values, `paid_in_minor` and `paid_out_minor` (what came
    from outside the account, and went there) are in `currency`; the cost is in the account's currency. The changes
    since the row before let many accounts be added up day by day. `unvalued` counts holdings without a price; they are
    in no value. Rows after today exist where a price will be too old by then.
    """

    __tablename__ = "account_values"
    __table_args__ = (
        PrimaryKeyConstraint("account_id", "currency", "on"),
        # Covering: the totals of twenty years are read from it alone.
        Index(
            "ix_account_values_totals",
            "user_id",
            "on",
            "currency",
            "account_id",
            "value_change_minor",
            "cost_change_minor",
            "paid_in_minor",
            "paid_out_minor",
        ),
    )

    user_id: Mapped[int] = mapped_column(BigId)
    account_id: Mapped[int] = mapped_column(BigId, owned_by("investment_accounts"))
    currency: Mapped[CurrencyCode]
    on: Mapped[date]
    value_minor: Mapped[Minor]
    value_change_minor: Mapped[Minor]
    cost_change_minor: Mapped[Minor]
    paid_in_minor: Mapped[Minor]
    paid_out_minor: Mapped[Minor]
    unvalued: Mapped[int]
