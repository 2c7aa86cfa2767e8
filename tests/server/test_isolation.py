"""Two households on one server: no address, list or statement shows one of them a byte of the other."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.exc import DBAPIError

from backend.infra.identity import acting_as
from backend.infra.postgres import PostgresDatabase
from backend.migrations.row_security import RoleOwnsTables, fences
from backend.transactions.models import Tag
from tests.makers import imported, statement
from tests.postgres import ROLE, address_of, recreate
from tests.server.people import Browser, Server, running_server

SCHEMAS = ("budget", "investments", "access")
MARK = "Zebrafish"
# Answers that are streams without an end of their own.
STREAMS = {"/api/sync/events", "/api/ai/events", "/api/transactions/bulk-edit/events"}
PREDICATE = re.compile(r"(?:\b\w+\.)?\buser_id = %\(\w+\)s(?:::\w+)?")


@pytest.fixture(scope="module")
def server(postgres: Engine, ready_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    recreate(postgres, "budget_isolation", template=ready_database)
    with running_server(tmp_path_factory.mktemp("server"), address_of("budget_isolation", role=ROLE)) as server:
        server.add("Ada")
        server.add("Bob")
        yield server


@pytest.fixture(scope="module")
def ada(server: Server) -> Browser:
    """The browser of a person with something in most tables, all of it marked."""
    ada = server.signed_in("Ada")
    account = made(ada, "/api/accounts", {"name": f"{MARK} account", "account_type": "checking"})["id"]
    imported(ada, statement(f"2026-01-05,{MARK} shop,-12.50", f"2026-01-09,{MARK} pay,900.00"), account_id=account)
    made(ada, "/api/account-groups", {"name": f"{MARK} group"})
    made(ada, "/api/goals", {"name": f"{MARK} goal", "target_minor": 100_00})
    made(ada, "/api/planning", {"name": f"{MARK} plan"})
    made(ada, "/api/net-worth/assets", {"name": f"{MARK} house", "kind": "asset", "value_minor": 5_000_00})
    made(ada, "/api/investments/accounts/manual", {"name": f"{MARK} broker"})
    made(ada, "/api/views", {"name": f"{MARK} view", "page": "transactions", "query": f"search={MARK}"})
    return ada


@pytest.fixture(scope="module")
def bob(server: Server, ada: Browser) -> Browser:
    return server.signed_in("Bob")


def made(browser: Browser, path: str, body: dict[str, Any]) -> Any:
    answer = browser.post(path, json=body)
    return answer.json() if answer.status_code < 300 else {}


def routes(server: Server) -> Iterator[tuple[str, str, dict[str, Any]]]:
    document = server.app.openapi()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            if path.startswith("/api/") and not path.startswith("/api/access") and path not in STREAMS:
                yield method.upper(), path, operation


def ids_of(postgres_database: str) -> dict[str, list[int]]:
    """The newest ids of each table, whoever owns the rows."""
    engine, found = create_engine(postgres_database), {}
    with engine.connect() as connection:
        for schema in ("budget", "investments"):
            for fence in fences(schema):
                table = f"{schema}.{fence.table}"
                query = "SELECT column_name FROM information_schema.columns WHERE table_schema = :s AND table_name = :t"
                columns = connection.execute(text(query), {"s": schema, "t": fence.table})
                if fence.bucket == "owned" and "id" in set(columns.scalars()):
                    query = f"SELECT id FROM {table} WHERE {fence.column} = (SELECT min(id) FROM access.people)"
                    found[table] = list(connection.scalars(text(f"{query} ORDER BY id DESC LIMIT 1")))
    engine.dispose()
    return found


def example(schema: dict[str, Any], schemas: dict[str, Any], depth: int = 0) -> Any:
    """Some value that a schema of OpenAPI allows, as far as that can be seen from it."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rpartition("/")[2]], schemas, depth + 1)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return example(schema[several][0], schemas, depth)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    if kind == "object":
        wanted = schema.get("required", list(schema.get("properties", {}))[:1])
        return {name: example(schema["properties"][name], schemas, depth + 1) for name in wanted if depth < 5}
    if kind == "array":
        return [example(schema["items"], schemas, depth + 1)] if depth < 5 and "items" in schema else []
    texts = {"date": "2026-01-05", "date-time": "2026-01-05T00:00:00Z"}
    text_value = texts.get(schema.get("format", ""), "2026-01" if "pattern" in schema else "something")
    return {"integer": schema.get("minimum", 1), "number": 1, "boolean": True, "string": text_value}.get(str(kind))


def test_no_list_shows_a_byte_of_the_other_household(server: Server, ada: Browser, bob: Browser) -> None:
    lists = [path for method, path, _ in routes(server) if method == "GET" and "{" not in path]
    answers = {path: ada.get(path) for path in lists}
    assert [path for path, answer in answers.items() if answer.status_code >= 500] == []
    seen_by_ada = [path for path, answer in answers.items() if MARK in answer.text]
    # Otherwise the marks would prove nothing.
    assert len(seen_by_ada) >= 15, seen_by_ada
    assert [path for path in lists if MARK in bob.get(path).text] == []


def test_no_id_of_the_other_household_can_be_used_in_any_route(server: Server, ada: Browser, bob: Browser) -> None:
    before = ada.get("/api/export").json()
    ids = sorted({id_ for found in ids_of(address_of("budget_isolation")).values() for id_ in found})
    schemas = server.app.openapi()["components"]["schemas"]
    tried, leaked = 0, []
    for method, path, operation in routes(server):
        names = re.findall(r"\{(\w+)\}", path)
        if not names or any(name in ("key", "merchant_key", "purpose", "year", "content_id") for name in names):
            continue
        content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
        body = example(content["schema"], schemas) if content else None
        for id_ in ids:
            address = re.sub(r"\{\w+\}", str(id_), path)
            answer = bob.request(method, address, json=body)
            tried += 1
            if MARK in answer.text or answer.status_code >= 500:
                leaked.append((method, address, answer.status_code))
    assert leaked == []
    assert tried > 500
    after = ada.get("/api/export").json()
    # Numbers are given out to all households from the same sequences.
    moving = {"exported_at": None, "last_ids": None}
    assert after | moving == before | moving


@contextmanager
def without_predicates(database: PostgresDatabase) -> Iterator[list[str]]:
    """Take every `user_id = …` out of the statements of a database, and collect those that had one."""
    changed: list[str] = []

    def mutate(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, _many: Any) -> tuple[str, Any]:
        mutated = PREDICATE.sub("TRUE", statement)
        if mutated != statement and statement.lstrip().startswith(("SELECT", "WITH")):
            changed.append(statement)
            return mutated, parameters
        return statement, parameters

    event.listen(database.write_engine, "before_cursor_execute", mutate, retval=True)
    try:
        yield changed
    finally:
        event.remove(database.write_engine, "before_cursor_execute", mutate)


def test_without_any_user_id_in_the_queries_the_database_shows_nothing_foreign(
    server: Server, ada: Browser, bob: Browser
) -> None:
    lists = [path for method, path, _ in routes(server) if method == "GET" and "{" not in path]
    with without_predicates(server.app.state.budget) as budget, without_predicates(server.app.state.investments):
        leaked = [path for path in lists if MARK in bob.get(path).text]
        still_there = MARK in ada.get("/api/accounts").text
    assert leaked == []
    assert still_there
    assert len(set(budget)) > 100


@pytest.mark.parametrize("schema", SCHEMAS)
def test_each_table_is_in_exactly_one_bucket_and_behind_its_policy(
    schema: str, postgres: Engine, ready_database: str
) -> None:
    engine = create_engine(address_of(ready_database))
    with engine.connect() as connection:
        query = """
            SELECT c.relname, c.relrowsecurity, (SELECT count(*) FROM pg_policy p WHERE p.polrelid = c.oid)
            FROM pg_class c WHERE c.relnamespace = CAST(:schema AS regnamespace) AND c.relkind IN ('r', 'p')
        """
        catalogue = {
            name: (secured, policies) for name, secured, policies in connection.execute(text(query), {"schema": schema})
        }
    engine.dispose()
    buckets = [fence.table for fence in fences(schema)]
    assert sorted(buckets) == sorted(set(buckets)) == sorted(catalogue)
    for fence in fences(schema):
        assert catalogue[fence.table] == ((True, 1) if fence.bucket == "owned" else (False, 0)), fence


@pytest.fixture
def database(server: Server, tmp_path: Path) -> Iterator[PostgresDatabase]:
    database = PostgresDatabase(address_of("budget_isolation", role=ROLE), tmp_path / "budget.db")
    yield database
    database.close()


def test_who_acts_for_nobody_gets_an_error_and_no_rows(database: PostgresDatabase) -> None:
    with pytest.raises(DBAPIError, match="invalid input syntax"), database.read() as db:
        db.execute(text("SELECT * FROM accounts"))


def test_nobody_writes_a_row_for_somebody_else(database: PostgresDatabase) -> None:
    with pytest.raises(DBAPIError, match="row-level security"), acting_as(1), database.write() as db:
        db.add(Tag(user_id=2, name="planted"))


def test_a_server_whose_role_owns_the_tables_does_not_start(server: Server, tmp_path: Path) -> None:
    owner = address_of("budget_isolation")
    with pytest.raises(RoleOwnsTables), running_server(tmp_path / "other", owner):
        pass
