"""The export is complete: each table is in it or has its reason, and no secret is."""

from backend.exports.export_schema import (
    EXCLUDED_INVESTMENT_TABLES,
    EXCLUDED_TABLES,
    INVESTMENT_PARTS,
    PARTS,
    export_fields,
    referenced_table,
)
from backend.exports.field_validation import reader_of
from backend.infra.tables import BudgetBase, InvestmentsBase
from backend.migrations.models import BUDGET_TABLES, INVESTMENT_TABLES


def test_each_table_is_a_part_or_says_why_not() -> None:
    parts = {part.table.name for part in PARTS}
    assert parts.isdisjoint(EXCLUDED_TABLES)
    assert {table.__tablename__ for table in BUDGET_TABLES} == parts | EXCLUDED_TABLES.keys()
    investments = {part.table.name for part in INVESTMENT_PARTS}
    assert {table.__tablename__ for table in INVESTMENT_TABLES} == investments | EXCLUDED_INVESTMENT_TABLES.keys()


def test_no_field_is_a_secret() -> None:
    words = ("token", "secret", "password", "encrypted")
    names = [name for part in (*PARTS, *INVESTMENT_PARTS) for name in export_fields(part.table)]
    assert [name for name in names if any(word in name for word in words)] == []


def test_each_part_refers_only_to_parts_above_it() -> None:
    above: set[str] = set()
    for part in (*PARTS, *INVESTMENT_PARTS):
        above.add(part.table.name)
        assert {referenced_table(column) for column in export_fields(part.table).values()} - {None} <= above


def test_each_field_can_be_read() -> None:
    for part in (*PARTS, *INVESTMENT_PARTS):
        for column in export_fields(part.table).values():
            assert callable(reader_of(column))


def test_all_tables_are_known_here() -> None:
    assert set(BudgetBase.metadata.tables) == {table.__tablename__ for table in BUDGET_TABLES}
    assert set(InvestmentsBase.metadata.tables) == {table.__tablename__ for table in INVESTMENT_TABLES}
