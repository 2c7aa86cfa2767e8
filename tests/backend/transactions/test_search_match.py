"""A search means the same in memory, where rules ask it of new rows, as in SQL."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from backend.infra.database import Database
from backend.kit.text import fold
from backend.transactions import queries
from backend.transactions.filters import Filter, with_search
from backend.transactions.search_conditions import load_names
from backend.transactions.search_match import Names, SearchRow, matches
from backend.transactions.search_syntax import parse
from tests.backend.journeys import open_account, rows, spend

TODAY = date(2026, 3, 31)
TERMS = (
    "kettle", "café", "food", "78", "-78", "12.63", '"old mill"', "gift", "-gift", "-food", "zentrum",
    "amount:>50", "amount:10..20", "-amount:<5", "amount:78", "date:2026-03", "date:>2026-03-10", "-date:2026-03",
    "last:3w", "last:1m", "category:food", "-category:food", "category:coffee", "category:nothing", "account:giro",
    "-account:giro", "tag:trip", "-tag:trip", "payee:kettle", "-payee:kettle", "payee:/^ket/", "text:/mill|row/",
    "-text:/mill|row/", "text:mill", "note:gift", "-note:gift", "note:/g.ft/", "currency:jpy", "-currency:jpy",
    "status:review", "status:confirmed", "-status:review", "source:manual", "-source:plaid", "tier:user", "-tier:user",
    "is:in", "is:out", "-is:in", "is:counted", "-is:counted", "is:uncategorised", "-is:uncategorised", "is:flagged",
    "-is:flagged", "is:excluded", "-is:excluded", "is:transfer", "is:pending", "is:split", "-is:split", "is:locked",
    "-is:locked", "has:note", "-has:note", "has:tag", "-has:tag", "has:category", "-has:category", "has:split",
)  # fmt: skip
SEARCHES = st.recursive(
    st.sampled_from(TERMS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        inner.map(lambda part: f"-({part})"),
    ),
    max_leaves=6,
)


@pytest.fixture
def ledger(client: TestClient) -> tuple[Database, list[SearchRow], list[int], Names]:
    """Rows that differ in whatever a search can ask."""
    euros, yen = open_account(client, "Everyday"), open_account(client, "Giro", currency="JPY")
    kettle = spend(client, euros, 1263, "coffee", description="KETTLE ROW 0042", on="2026-03-20")
    market = spend(client, euros, 7800, "groceries", description="OLD MILL MARKET", on="2026-02-28")
    spend(client, euros, -7850, "payroll", description="EMPLOYER", on="2026-03-01")
    spend(client, euros, 450, description="Café Zentrum", on="2026-03-11")
    book = spend(client, yen, 78, "books", description="KETTLE KIOSK", on="2026-03-31")
    spend(client, yen, 1200, description="FOOD HALL", on="2025-03-31")
    for id_, changes in (
        (kettle, {"notes": "gift for Ada", "tags": ["trip", "Work"], "is_flagged": True}),
        (book, {"notes": "kettle GIFT", "is_excluded": True}),
        (market, {"splits": [{"amount_minor": 7000, "category_short_desc": "pet"}, {"amount_minor": 800}]}),
    ):
        assert client.patch(f"/api/transactions/{id_}", json=changes).status_code == 200
    budget: Database = client.app.state.budget  # type: ignore[attr-defined]
    with budget.read() as db:
        names = load_names(db, 1)
    listed = rows(client)
    key = {each.key: id_ for id_, each in names.categories.items()}
    seen = [
        SearchRow(
            folded=fold(f"{row['description']} "),
            merchant_key=row["merchant_key"],
            amount_minor=row["amount_minor"],
            currency=row["currency"],
            on=date.fromisoformat(row["on"]),
            account_id=row["account_id"],
            source=row["source"],
            status=row["status"],
            tier=row["categorization_tier"],
            category_id=row["category_id"],
            predicted_category_id=row["predicted_category_id"],
            part_category_ids=tuple(key.get(part["category_short_desc"], 0) for part in row["splits"]) or None,
            note=row["notes"],
            tags=tuple(row["tags"]),
            is_excluded=row["is_excluded"],
            is_internal=row["is_internal"],
            is_pending=row["is_pending"],
            is_flagged=row["is_flagged"],
            is_locked=bool(row["locked_fields"]),
            is_split=bool(row["splits"]),
        )
        for row in listed
    ]
    return budget, seen, [row["id"] for row in listed], names


@given(search=SEARCHES)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_memory_and_sql_agree(ledger: tuple[Database, list[SearchRow], list[int], Names], search: str) -> None:
    budget, seen, ids, names = ledger
    tree = parse(search, today=TODAY)
    in_memory = {id_ for id_, row in zip(ids, seen, strict=True) if matches(tree, row, names)}
    with budget.read() as db:
        assert set(queries.ids(db, 1, with_search(Filter(), search, today=TODAY))) == in_memory


def test_every_term_finds_some_row_or_none_alike(
    ledger: tuple[Database, list[SearchRow], list[int], Names],
) -> None:
    budget, seen, ids, names = ledger
    for term in TERMS:
        tree = parse(term, today=TODAY)
        in_memory = {id_ for id_, row in zip(ids, seen, strict=True) if matches(tree, row, names)}
        with budget.read() as db:
            assert set(queries.ids(db, 1, with_search(Filter(), term, today=TODAY))) == in_memory, term
