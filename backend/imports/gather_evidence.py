"""Collects from all over a table what may settle how its days are to be read."""

from collections.abc import Sequence
from datetime import date

from backend.imports.amounts import SYMBOLS
from backend.imports.cells import Facts
from backend.imports.column_roles import Roles
from backend.imports.evidence import Evidence, regional_words
from backend.imports.header_words import YEAR_FIRST_LANGUAGES
from backend.imports.layouts import Layout
from backend.imports.told import codes_of_amount
from backend.kit.currency import is_currency


def gather_evidence(
    roles: Roles,
    facts: Sequence[Facts],
    layout: Layout | None,
    languages: frozenset[str],
    decimal: str,
    currency: str | None,
    home_currency: str,
    latest: date | None,
) -> Evidence:
    texts = [value for column in roles.description for value in facts[column].values]
    american, british = regional_words(texts[:600])
    return Evidence(
        languages=languages - YEAR_FIRST_LANGUAGES,
        date_order=layout.date_order if layout else None,
        decimal=decimal if any("," in v for column in money_facts(facts, roles) for v in column.values) else None,
        currency=currency,
        home_currency=home_currency,
        american=american,
        british=british,
        latest=latest,
    )


def currency_of(roles: Roles, facts: Sequence[Facts], told_currency: str | None) -> str | None:
    """Return the one currency of the amounts, by its column, by what the header tells, or by signs beside them."""
    currency = told_currency
    if roles.currency is not None and facts[roles.currency].values:
        codes = {value.upper() for value in facts[roles.currency].values}
        currency = codes.pop() if len(codes) == 1 else None
    elif currency is None and (money := money_facts(facts, roles)):
        codes = {code for column in money for value in column.values[:200] for code in codes_of_amount(value)}
        currency = codes.pop() if len(codes) == 1 else None
    currency = SYMBOLS.get(currency or "", currency)
    return currency if currency and is_currency(currency) else None


def money_facts(facts: Sequence[Facts], roles: Roles) -> list[Facts]:
    columns = (roles.amount, roles.debit, roles.credit, roles.balance)
    return [facts[column] for column in columns if column is not None]
