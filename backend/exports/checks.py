"""What a request may put into a field, by table and column: an export is checked by the same rules."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, TypeAdapter, ValidationError

from backend.exports.errors import Unfit
from backend.imports.errors import MappingNotUnderstood
from backend.imports.readers import mapping_from
from backend.infra import clock
from backend.infra.fields import Color, Month, Name, NonNegativeMinor, single_line
from backend.rules.rule_book import Actions
from backend.saved_views.schemas import PagePath
from backend.transactions.search_syntax import BadSearch, parse

Check = Callable[[Any], None]


def check_of(table: str, column: str) -> Check | None:
    """Return the check of a column beyond its type; it raises Unfit. None if any value of the type may stand there."""
    return _CHECKS.get(f"{table}.{column}") or _CHECKS.get(column)


def _is(kind: Any, trouble: str) -> Check:
    adapter: TypeAdapter[Any] = TypeAdapter(kind)

    def check(value: Any) -> None:
        try:
            adapter.validate_python(value, strict=True)
        except ValidationError:
            raise Unfit(trouble) from None

    return check


def _mapping(value: Any) -> None:
    try:
        mapping_from(value if isinstance(value, Mapping) else {})
    except MappingNotUnderstood as error:
        raise Unfit(f"is no column mapping: {error.message}") from None


def _search(value: Any) -> None:
    try:
        parse(str(value), today=clock.today())
    except BadSearch as error:
        raise Unfit(f"is no search: {error.message}") from None


def _actions(value: Any) -> None:
    try:
        Actions.from_json(None, dict(value))
    except (TypeError, ValueError):
        raise Unfit("is no list of what a rule does") from None


def _forecast_tests(value: Any) -> None:
    """A day, what was said and what it was, and lately what two simpler methods said."""
    tests: list[Any] = value if isinstance(value, list) else [None]
    for test in tests:
        is_test = isinstance(test, list) and len(test) in (3, 5) and isinstance(test[0], str)
        if not is_test or not all(type(minor) is int for minor in test[1:]):
            raise Unfit("is no list of tests")


def _text(shortest: int, longest: int, pattern: str | None = None) -> Any:
    return Annotated[
        str, StringConstraints(min_length=shortest, max_length=longest, pattern=pattern), AfterValidator(single_line)
    ]


_FIELDS = Annotated[list[Annotated[str, StringConstraints(min_length=1, max_length=50)]], Field(max_length=50)]
_NAME = _is(Name, "is no name: one line of 1 to 100 characters")
_LINE = _is(_text(0, 300), "is not one line of up to 300 characters")
_PATTERN = _is(_text(1, 200), "is no pattern: one line of 1 to 200 characters")
_COLOR = _is(Color, "is no colour such as #1a2b3c")
_COUNT = _is(Annotated[int, Field(ge=0, le=2**31)], "is no count")
_INTERVAL = _is(Annotated[int, Field(ge=1, le=1000)], "is no interval from 1 to 1000")
_RATE = _is(Annotated[Decimal, Field(ge=0, le=100)], "is no rate from 0 to 100 %")
_DAY_OF_MONTH = _is(Annotated[int, Field(ge=1, le=31)], "is no day of a month")
_MONEY = _is(NonNegativeMinor, "is no amount from 0")
_CHECKS: dict[str, Check] = {
    # Of any table:
    "position": _COUNT,
    "hits": _COUNT,
    "line_no": _COUNT,
    # Of one:
    "accounts.name": _NAME,
    "account_groups.name": _NAME,
    "card_terms.apr_percent": _RATE,
    "card_terms.limit_minor": _MONEY,
    "card_terms.minimum_payment_minor": _MONEY,
    "card_terms.due_day": _DAY_OF_MONTH,
    "card_terms.statement_day": _DAY_OF_MONTH,
    "loan_terms.principal_minor": _MONEY,
    "loan_terms.payment_minor": _MONEY,
    "loan_terms.rate_percent": _RATE,
    "loan_terms.term_months": _is(Annotated[int, Field(ge=1, le=600)], "is not from 1 to 600"),
    "loan_rates.rate_percent": _RATE,
    "loan_extra_payments.amount_minor": _MONEY,
    "payoff_plans.extra_minor": _MONEY,
    "payoff_plans.account_order": _is(list[int], "is no list of accounts"),
    "series.name": _NAME,
    "forecasts.said": _is(list[int], "is no list of balances"),
    "forecasts.tests": _forecast_tests,
    "goals.name": _NAME,
    "saved_views.name": _NAME,
    "saved_views.path": _is(PagePath, "is no address of a page"),
    "scenarios.name": _NAME,
    "scenarios.accepted": _is(list[dict[str, str | int | None]], "is no list of accepted lines"),
    "scenario_lines.name": _NAME,
    "scenario_lines.interval": _INTERVAL,
    "scenario_allocations.name": _NAME,
    "scenario_allocations.percent": _is(Annotated[int, Field(ge=0, le=100)], "is not from 0 to 100"),
    "goals.target_minor": _MONEY,
    "goals.share_percent": _is(Annotated[int, Field(ge=1, le=100)], "is not from 1 to 100"),
    "goals.priority": _COUNT,
    "goals.notes": _LINE,
    "goal_contributions.note": _LINE,
    "series.interval": _INTERVAL,
    "series.notice_days": _COUNT,
    "series_payees.merchant_key": _PATTERN,
    "accounts.official_name": _LINE,
    "accounts.mask": _is(_text(1, 4, "^[0-9]+$"), "is not the last digits of an account number"),
    "accounts.positive_balance_means": _is(_text(1, 10, "^(owed|credit)$"), "is neither owed nor credit"),
    "institutions.name": _NAME,
    "institutions.color": _COLOR,
    "institutions.url": _is(_text(1, 300, "^https?://"), "is no address of a web page"),
    "categories.short_desc": _is(_text(1, 100), "is no key: one line of 1 to 100 characters"),
    "categories.display_name": _NAME,
    "categories.color": _COLOR,
    "payees.name": _NAME,
    "payee_spellings.merchant_key": _PATTERN,
    "merchant_mappings.merchant_pattern": _PATTERN,
    "merchant_mappings.confidence": _COUNT,
    "amount_rules.description_pattern": _PATTERN,
    "amount_rules.tolerance_minor": _MONEY,
    "rules.name": _NAME,
    "rules.stage": _is(Annotated[int, Field(ge=1, le=3)], "is no stage from 1 to 3"),
    "rules.search": _search,
    "rules.actions": _actions,
    "dismissed_suggestions.key": _is(_text(1, 300), "is not one line of 1 to 300 characters"),
    "budgets.month": _is(Month, "is no month such as 2026-03"),
    "budget_plans.name": _NAME,
    "standing_lines.amount_minor": _MONEY,
    "budget_moves.amount_minor": _is(Annotated[int, Field(ge=1, lt=10**15)], "is no amount above 0"),
    "budget_templates.amount_minor": _MONEY,
    "budget_templates.priority": _COUNT,
    "budget_templates.basis_points": _is(Annotated[int, Field(ge=1, le=10_000)], "is not from 1 to 10000"),
    "budget_templates.weight": _is(Annotated[int, Field(ge=1, le=1000)], "is not from 1 to 1000"),
    "dismissed_budget_alerts.threshold_percent": _COUNT,
    "exchange_rates.rate": _is(Annotated[Decimal, Field(gt=0, lt=10**12)], "is no rate above 0"),
    "manual_assets.name": _NAME,
    "manual_assets.notes": _LINE,
    "manual_assets.ownership_percent": _is(Annotated[int, Field(ge=1, le=100)], "is not from 1 to 100"),
    "manual_assets.life_months": _is(Annotated[int, Field(ge=1, le=1200)], "is not from 1 to 1200"),
    "manual_assets.rounded_to_minor": _is(Annotated[int, Field(ge=1, le=10**9)], "is no amount above 0"),
    "manual_valuations.origin": _LINE,
    "net_worth_snapshots.breakdown": _is(dict[str, int | None], "is no list of values"),
    "imports.filename": _LINE,
    "imports.sha256": _is(_text(64, 64, "^[0-9a-f]+$"), "is no SHA-256"),
    "imports.status": _is(_text(1, 20, "^(done|undone)$"), "is neither done nor undone"),
    "imports.column_mapping": _mapping,
    "imports.problems": _is(list[dict[str, str | int | None]], "is no list of unreadable lines"),
    "imports.sums": _is(dict[str, list[int]], "is no list of sums by currency"),
    "imports.made_categories": _is(dict[str, str], "is no list of categories"),
    "imports.made_accounts": _is(dict[str, str], "is no list of accounts"),
    **{
        f"imports.{name}": _COUNT
        for name in ("size_bytes", "total", "added", "repeated", "doubtful", "unreadable", "left_out")
    },
    "column_mappings.column_mapping": _mapping,
    "column_mappings.header_key": _is(_text(64, 64, "^[0-9a-f]+$"), "is no SHA-256"),
    "documents.filename": _is(_text(1, 255), "is no name of a file"),
    "documents.sha256": _is(_text(64, 64, "^[0-9a-f]+$"), "is no SHA-256"),
    "documents.size_bytes": _COUNT,
    "documents.page_count": _COUNT,
    "documents.reading_note": _is(_text(1, 500), "is no note"),
    "documents.extracted": _is(dict[str, Any], "is not what was read from a document"),
    "documents.tax_year": _is(Annotated[int, Field(ge=1970, le=2199)], "is no year"),
    "transaction_splits.tags": _is(_FIELDS, "is no list of tags"),
    "transactions.locked_fields": _is(_FIELDS, "is no list of fields"),
    "transactions.prediction_confidence": _is(Annotated[float, Field(ge=0, le=1)], "is not between 0 and 1"),
    "source_rows.occurrence": _is(Annotated[int, Field(ge=1, le=2**31)], "is no count"),
    "source_rows.source_key": _is(_text(1, 200), "is no key of a row"),
}
