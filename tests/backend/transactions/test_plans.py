"""Each list asks its index: the plan that SQLite makes is part of what a query is."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from backend.bootstrap import open_data
from backend.imports.commit import NewAccount
from backend.infra.config import Config
from backend.infra.database import Database
from backend.ingest import queries as ledger
from backend.insights import queries as insights
from backend.kit.page import encode_cursor
from backend.transactions import pages, queries
from backend.transactions.filters import Filter, with_search
from tests.makers import statement

ROWS = [f"2024-{month:02}-{day:02},SHOP {day},-{day}.00" for month in range(1, 13) for day in range(1, 28)]
Ask = Callable[[Session], Any]


@pytest.fixture(scope="module")
def budget(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A year of rows in one account."""
    home: Path = tmp_path_factory.mktemp("plans")
    with open_data(Config(home=home)) as data:
        data.import_service.commit(
            data.user_id,
            data.import_service.preview(data.user_id, statement(*ROWS), filename="year.csv").import_id,
            new_account=NewAccount(name="Everyday", account_type="checking", currency="USD"),
        )
        yield data.budget


def plan(budget: Database, ask: Ask) -> str:
    """The plans of all statements that `ask` sends, in words of SQLite."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, words: str, values: Any, _context: Any, _many: bool) -> None:
        asked.append((words, values))

    event.listen(budget.read_engine, "before_cursor_execute", note)
    try:
        with budget.read() as db:
            ask(db)
            raw = db.connection().connection.driver_connection
            assert raw is not None
            said = [raw.execute(f"EXPLAIN QUERY PLAN {words}", values).fetchall() for words, values in asked]
    finally:
        event.remove(budget.read_engine, "before_cursor_execute", note)
    return "\n".join(row[3] for rows in said for row in rows)


def page(filter: Filter, **more: Any) -> Ask:
    return lambda db: pages.page(db, 1, filter, limit=50, **more)


LISTS = {
    "newest": (page(Filter()), "ix_transactions_newest (user_id=?)"),
    "deep": (page(Filter(), cursor=encode_cursor("2024-06-01", 9)), "ix_transactions_newest (user_id=? AND on<?)"),
    "year": (page(Filter(start_date=date(2024, 1, 1))), "ix_transactions_newest (user_id=? AND on>?)"),
    "account": (page(Filter(account_id=1)), "ix_transactions_account (user_id=? AND account_id=?)"),
    "status": (page(Filter(status=("pending_review",))), "ix_transactions_status (user_id=? AND status=?)"),
    "category": (page(Filter(category_id=5)), "ix_transactions_category (user_id=? AND category_id=?)"),
    "key of a category": (page(Filter(category="rent")), "ix_transactions_category (user_id=? AND category_id=?)"),
    "main category": (page(Filter(parent_category_id=1)), "ix_transactions_category (user_id=? AND category_id=?)"),
    "amount": (
        page(with_search(Filter(), "12.00")),
        "ix_transactions_amount (amount_minor=?)",
    ),
    "predicted": (
        page(Filter(predicted_category_id=5, status=("pending_review",))),
        "ix_transactions_predicted (user_id=? AND predicted_category_id=?)",
    ),
    "word": (page(with_search(Filter(), "shop")), "ix_transactions_descriptor (descriptor_id=? AND user_id=?)"),
    "merchant": (page(Filter(merchant_key="shop")), "ix_transactions_descriptor (descriptor_id=? AND user_id=?)"),
    "similar": (
        lambda db: queries.similar(db, 1, 5, limit=50),
        "ix_transactions_descriptor (descriptor_id=? AND user_id=?)",
    ),
}


@pytest.mark.parametrize(("ask", "index"), LISTS.values(), ids=LISTS)
def test_a_list_asks_its_index(budget: Database, ask: Ask, index: str) -> None:
    found = plan(budget, ask)
    assert index in found
    assert "SCAN transactions" not in found.replace("SCAN transactions USING COVERING INDEX", "")


@pytest.mark.parametrize("name", ["newest", "deep", "year", "account", "status", "category", "key of a category"])
def test_a_list_of_one_value_is_never_sorted(budget: Database, name: str) -> None:
    narrow = plan(budget, LISTS[name][0]).split("SEARCH transactions USING INTEGER PRIMARY KEY")
    # Only the rows of the page itself are put in order again, after they were found by their numbers.
    assert "TEMP B-TREE" not in narrow[0]
    assert narrow[-1].count("TEMP B-TREE") <= 1


def test_many_fitting_rows_are_walked_in_the_order_of_the_list(
    budget: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "_SORT_LIMIT", 10)
    found = plan(budget, page(with_search(Filter(), "shop")))
    assert "ix_transactions_newest (user_id=?)" in found


def test_few_and_many_give_the_same_page(budget: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    found = []
    for few in (10, 50_000):
        monkeypatch.setattr(pages, "_SORT_LIMIT", few)
        with budget.read() as db:
            found.append(pages.page(db, 1, with_search(Filter(), 'shop -"14"'), limit=50))
    assert found[0] == found[1]
    assert found[0].total == 26 * 12


def test_texts_are_read_through_once_and_not_by_an_index(budget: Database) -> None:
    assert "SCAN descriptors" in plan(budget, page(with_search(Filter(), "shop")))


@pytest.mark.parametrize("search", ["shop", "amount:>5", "sh OR 3", "groceries"])
@pytest.mark.parametrize("ask", [pages.count, queries.sums])
def test_what_a_search_counts_and_sums_is_in_its_index(budget: Database, ask: Any, search: str) -> None:
    wanted = with_search(Filter(), search)
    of_rows = [line for line in plan(budget, lambda db: ask(db, 1, wanted)).split("\n") if " transactions" in line]
    # Rows with a note are few, and have an index of their own.
    of_rows = [line for line in of_rows if "ix_transactions_noted" not in line]
    assert of_rows
    assert all("COVERING INDEX" in line for line in of_rows)


@pytest.mark.parametrize(
    "filter",
    [
        Filter(),
        Filter(status=("confirmed", "auto_confirmed")),
        Filter(account_id=1),
        Filter(category="rent"),
        Filter(parent_category_id=1),
        Filter(uncategorized=True),
        Filter(start_date=date(2024, 1, 1), end_date=date(2024, 12, 31)),
    ],
)
def test_rows_that_months_can_count_are_not_counted_one_by_one(budget: Database, filter: Filter) -> None:
    assert filter.is_counted
    assert "transactions" not in plan(budget, lambda db: pages.count(db, 1, filter))
    with budget.read() as db:
        assert pages.count(db, 1, filter) == len(queries.ids(db, 1, filter))


def test_counts_and_years_ask_the_monthly_totals(budget: Database) -> None:
    for ask in (lambda db: queries.status_counts(db, 1), lambda db: queries.years(db, 1)):
        assert "SEARCH monthly_totals USING PRIMARY KEY (user_id=?)" in plan(budget, ask)


def test_month_by_category_is_not_sorted(budget: Database) -> None:
    found = plan(budget, lambda db: insights.month_by_category(db, 1, "0001-01", "9999-12"))
    assert found == "SEARCH monthly_totals USING PRIMARY KEY (user_id=? AND month>? AND month<?)"


def test_a_file_that_comes_again_reads_a_stretch_of_the_ledger(budget: Database) -> None:
    days = [date(2024, 1, 1), date(2024, 12, 27)]
    found = plan(budget, lambda db: list(ledger.AccountLedger(db, 1, 1, "table").rows_of_days(days)))
    assert "(account_id=? AND source=? AND source_key>? AND source_key<?)" in found


def test_counting_sure_rows_looks_at_no_row(budget: Database) -> None:
    found = plan(budget, lambda db: queries.count_sure(db, 1, min_confidence=0.9))
    assert "USING COVERING INDEX ix_transactions_waiting" in found


def test_waiting_rows_of_a_merchant_are_found_by_their_texts(budget: Database) -> None:
    found = plan(budget, lambda db: queries.waiting_of(db, 1, ["shop"]))
    assert "ix_transactions_descriptor" in found
