"""Version 0010: what earlier versions took over from an older app is repaired, and no sum changes without reason."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Connection, text

from backend.infra.database import Database
from backend.migrations.runner import alembic_config, migrate

BEFORE, TAKEN_OVER, AFTER = "2026-01-05 08:00:00.000000", "2026-02-01 10:00:00.000000", "2026-03-01 10:00:00.000000"


@pytest.fixture
def adopted(tmp_path: Path) -> Iterator[Database]:
    """A database of version 0008 that came from an older app."""
    (tmp_path / "backups").mkdir()
    database = Database(tmp_path / "budget.db")
    with database.write_engine.begin() as connection:
        command.upgrade(alembic_config(connection, "budget"), "0008")
        insert(connection, "users", id=1, name="x", role="owner", is_active=1, created_at=BEFORE, updated_at=BEFORE)
        insert(connection, "adoptions", id=1, report="{}", **owned(TAKEN_OVER))
        insert(
            connection, "categories", id=1, short_desc="food", display_name="Food", kind="expense", position=0,
            is_income=0, is_recurring=0, is_archived=0, is_transfer=0, **owned(BEFORE),
        )  # fmt: skip
    yield database
    database.close()


def owned(at: str) -> dict[str, Any]:
    return {"user_id": 1, "created_at": at, "updated_at": at}


def insert(connection: Connection, table: str, **values: Any) -> None:
    """Insert a row; columns that the table does not have are left out."""
    columns = {row[1] for row in connection.execute(text(f"PRAGMA table_info({table})"))}
    row = {name: value for name, value in values.items() if name in columns}
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)


def card(
    database: Database, *, minor: int, kept: float | None = None, kind: str = "credit", set_at: str | None = BEFORE
) -> None:
    with database.write_engine.begin() as connection:
        insert(
            connection, "accounts", id=1, name="Card", account_type=kind, currency="USD", balance_current_minor=minor,
            balance_updated_at=set_at, is_hidden=0, position=0, **owned(BEFORE),
        )  # fmt: skip
        if kept is not None:
            row = json.dumps({"id": 1, "balance_current": kept})
            insert(connection, "legacy_rows", table_name="accounts", row_id=1, row=row, reason="", **owned(TAKEN_OVER))


def balance(database: Database) -> int | None:
    with database.read_engine.connect() as connection:
        found: int | None = connection.execute(text("SELECT balance_current_minor FROM accounts")).scalar_one()
    return found


def snapshots(database: Database) -> list[tuple[Any, ...]]:
    with database.read_engine.connect() as connection:
        query = 'SELECT "on", balance_minor, is_sign_unclear FROM balance_snapshots'
        return [tuple(row) for row in connection.execute(text(query))]


def test_what_a_card_owes_becomes_negative_where_the_older_row_says_the_same(adopted: Database) -> None:
    card(adopted, minor=128_477, kept=1284.77)
    migrate(adopted, "budget")
    assert balance(adopted) == -128_477
    assert snapshots(adopted) == []


def test_money_paid_to_a_card_in_excess_stays_positive(adopted: Database) -> None:
    card(adopted, minor=2_500, kept=-25.0)
    migrate(adopted, "budget")
    assert balance(adopted) == 2_500


def test_a_balance_that_was_set_after_the_take_over_stays(adopted: Database) -> None:
    card(adopted, minor=128_477, kept=1284.77, set_at=AFTER)
    migrate(adopted, "budget")
    assert balance(adopted) == 128_477


def test_the_balance_of_a_checking_account_stays(adopted: Database) -> None:
    card(adopted, minor=128_477, kept=1284.77, kind="checking")
    migrate(adopted, "budget")
    assert balance(adopted) == 128_477


def test_a_balance_without_its_older_row_is_asked_about(adopted: Database) -> None:
    card(adopted, minor=128_477)
    migrate(adopted, "budget")
    assert balance(adopted) is None
    assert snapshots(adopted) == [("2026-01-05", 128_477, 1)]


def test_a_database_that_was_not_taken_over_keeps_its_balances(adopted: Database) -> None:
    card(adopted, minor=128_477)
    with adopted.write_engine.begin() as connection:
        connection.execute(text("DELETE FROM adoptions"))
    migrate(adopted, "budget")
    assert balance(adopted) == 128_477


def row(database: Database, *, text_: str, status: str, tier: str, reason: str = "") -> None:
    with database.write_engine.begin() as connection:
        insert(
            connection, "descriptors", id=1, user_id=1, description=text_, merchant_name="", folded=text_,
            merchant_key=text_,
        )  # fmt: skip
        insert(
            connection, "transactions", id=1, account_id=1, on="2026-01-05", descriptor_id=1, description=text_,
            amount_minor=100, currency="USD", status=status, source="csv_import", categorization_tier=tier,
            category_id=1, reason=reason, is_pending=0, is_internal=0, is_excluded=0, **owned(BEFORE),
        )  # fmt: skip


def mapping(database: Database, *, count: int, match: str = "word") -> None:
    with database.write_engine.begin() as connection:
        insert(
            connection, "merchant_mappings", id=1, merchant_pattern="chipotle", match=match, category_id=1,
            confidence=count, is_seeded=0, hits=0, **owned(BEFORE),
        )  # fmt: skip


def mappings(database: Database) -> list[tuple[Any, ...]]:
    with database.read_engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text("SELECT confidence, is_seeded FROM merchant_mappings"))]


@pytest.mark.parametrize(("tier", "confidence"), [("amount_rule", 1.0), ("merchant_map", 0.8), ("ai", 0.7)])
def test_confidences_that_were_never_stored_are_filled_in(adopted: Database, tier: str, confidence: float) -> None:
    card(adopted, minor=0)
    row(adopted, text_="chipotle 12", status="auto_confirmed", tier=tier)
    migrate(adopted, "budget")
    with adopted.read_engine.connect() as connection:
        assert connection.execute(text("SELECT prediction_confidence FROM transactions")).scalar_one() == confidence


def test_a_word_of_the_starter_list_that_nobody_confirmed_only_suggests(adopted: Database) -> None:
    card(adopted, minor=0)
    mapping(adopted, count=10)
    reason = "Merchant “chipotle”, confirmed 10 times"
    row(adopted, text_="chipotle 12", status="pending_review", tier="merchant_map", reason=reason)
    migrate(adopted, "budget")
    assert mappings(adopted) == [(0, 1)]
    with adopted.read_engine.connect() as connection:
        assert connection.execute(text("SELECT reason FROM transactions")).scalar_one() == "Starter list “chipotle”"


def test_a_word_that_a_person_confirmed_stays_learned(adopted: Database) -> None:
    card(adopted, minor=0)
    mapping(adopted, count=10)
    row(adopted, text_="chipotle 12", status="confirmed", tier="user")
    migrate(adopted, "budget")
    assert mappings(adopted) == [(10, 0)]


@pytest.mark.parametrize(("count", "match"), [(11, "word"), (10, "exact")])
def test_other_mappings_stay_learned(adopted: Database, count: int, match: str) -> None:
    mapping(adopted, count=count, match=match)
    migrate(adopted, "budget")
    assert mappings(adopted) == [(count, 0)]
