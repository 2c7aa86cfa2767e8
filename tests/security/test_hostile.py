"""Every address of the interface, with values nobody would send in good faith: refused in a sentence, never broken."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from backend.infra.config import Config
from backend.main import create_app
from backend.routes import ROUTERS
from tests.backend.journeys import open_account, spend
from tests.makers import imported, is_whole, preview, statement

NOT_TO_BE_CALLED = {"/api/app/demo"}  # Starts a second app.
HOSTILE: tuple[Any, ...] = (
    "",
    " ",
    "x",
    "0",
    "-1",
    "1.5",
    "1e400",
    "NaN",
    "9223372036854775807",
    "9223372036854775808",
    "9" * 5000,
    "١٢",
    "true",
    "null",
    "\x00",
    "\ufeff",
    "\ufffe",
    "a\nb",
    "'\";--",
    "%",
    "../..",
    "<img src=x onerror=alert(1)>",
    "2026-02-30",
    "0001-01-01",
    "9999-12-31",
    "2026-13",
    "0000-00",
    "9999-12",
    "amount:>1e999",
    "amount:1..NaN",
    "date:9999-12..0001-01",
    "date:0000-00",
    '"',
    "category:%_\\ -account:' tier:x is:y has:z",
    "W10=",
    "WzEsMl0",
    "WzEsIDkyMjMzNzIwMzY4NTQ3NzU4MDhd",
    "WyIyMDI2LTAxLTAxIiwgMV0",
    "WyJ4IiwgMV0",
    "W251bGwsIG51bGxd",
    "x" * 3000,
    "👩‍👩‍👧",
)
IN_BODIES: tuple[Any, ...] = (
    *HOSTILE,
    None,
    True,
    0,
    -1,
    1,
    2**63,
    -(2**63) - 1,
    10**30,
    1.5,
    [],
    {},
    [None],
    [[]],
    {"a": 1},
)


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """An app with some data, so that ids meet rows; asked by a client that sees what the outside would see."""
    home = tmp_path_factory.mktemp("hostile") / "BudgetApp"
    with TestClient(
        create_app(Config(home=home)), base_url="http://127.0.0.1", raise_server_exceptions=False
    ) as client:
        account = open_account(client)
        spend(client, account, 500, "groceries")
        imported(client, statement(), account_id=account)
        preview(client, statement("2024-02-01,TEA,-3.00"))
        yield client
        assert is_whole(home)


def routes() -> Iterator[tuple[str, APIRoute]]:
    for router in ROUTERS:
        for route in router.routes:
            assert isinstance(route, APIRoute)
            if route.path not in NOT_TO_BE_CALLED:
                yield from ((method, route) for method in sorted(route.methods or ()))


ROUTES = {f"{method} {route.path}": (method, route) for method, route in routes()}


def address(route: APIRoute, value: object) -> str:
    path = route.path
    for name in route.param_convertors:
        for kind in (":int", ":path", ""):
            path = path.replace(f"{{{name}{kind}}}", str(value))
    return path


def body_fields(client: TestClient, method: str, route: APIRoute) -> dict[str, Any]:
    """The schema of what an address takes: its fields, each with what it should be."""
    app = client.app
    assert isinstance(app, FastAPI)
    document = app.openapi()
    path = route.path_format
    content = document["paths"][path][method.lower()].get("requestBody", {}).get("content", {})
    schema = content.get("application/json", {}).get("schema", {})
    if reference := schema.get("$ref"):
        schema = document["components"]["schemas"][reference.rsplit("/", 1)[-1]]
    fields: dict[str, Any] = schema.get("properties", {})
    return fields


def sound(answer: Any, told: object) -> None:
    assert answer.status_code < 500, (told, answer.text)
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json", told
        problem = answer.json()
        assert problem["code"] not in ("", "http_error"), (told, problem)
        assert problem["detail"].endswith((".", "”")), (told, problem)
        assert "Traceback" not in answer.text


@pytest.mark.parametrize("name", ROUTES)
def test_no_value_in_an_address_breaks_an_answer(lived_in: TestClient, name: str) -> None:
    method, route = ROUTES[name]
    asked = [parameter.alias for parameter in route.dependant.query_params]
    for inner in route.dependant.dependencies:
        asked += [parameter.alias for parameter in inner.query_params]
    if method == "GET":
        for parameter in asked:
            # Lists of transactions all take the same filter; one of them meets every value.
            is_same_filter = route.path in ("/api/transactions/pending", "/api/transactions/staged")
            for value in HOSTILE[:: 6 if is_same_filter else 1]:
                sound(lived_in.get(address(route, 1), params={parameter: value}), (parameter, value))
        sound(lived_in.get(address(route, 1), params=[(parameter, "x") for parameter in asked * 3]), "all at once")
    for value in (
        "0",
        "-1",
        "99999999",
        str(2**63 - 1),
        str(2**63),
        "9" * 5000,
        "1.5",
        "x",
        "%00",
        "%ff",
        "%F0%9F",
        "'",
        "a b",
    ):
        if address(route, value) != route.path:
            sound(lived_in.request(method, address(route, value)), value)


@pytest.mark.parametrize("name", [name for name in ROUTES if not name.startswith("GET")])
def test_no_value_in_a_body_breaks_an_answer(lived_in: TestClient, name: str) -> None:
    method, route = ROUTES[name]
    place = address(route, 1)
    fields = body_fields(lived_in, method, route)
    wholes: tuple[Any, ...] = (None, [], "x", 1, {"unknown": 1})
    for whole in wholes:
        sound(lived_in.request(method, place, json=whole), whole)
    for raw in (b"", b"{", b"\xff", b"[" * 5000, b'{"a": NaN}', b'{"a": ' + b"9" * 5000 + b"}"):
        sound(lived_in.request(method, place, content=raw, headers={"content-type": "application/json"}), raw[:20])
    sound(
        lived_in.request(method, place, content=b"--x", headers={"content-type": "multipart/form-data"}), "no boundary"
    )
    for value in IN_BODIES:
        sound(lived_in.request(method, place, json=dict.fromkeys(fields, value)), ("all", value))
        for field in fields:
            sound(lived_in.request(method, place, json={field: value}), (field, value))


@pytest.mark.parametrize("sort", ["on", "-on", "amount", "-amount", "description", "-description"])
def test_a_made_up_cursor_is_refused(lived_in: TestClient, sort: str) -> None:
    keys: tuple[Any, ...] = (
        ["x", 1],
        [1, 1],
        [2**63, 1],
        [1, 2**63],
        ["x", 2**63],
        ["2026-01-01", -(2**70)],
        [None, 1],
        [1.5, 1],
        {},
    )
    for key in keys:
        cursor = base64.urlsafe_b64encode(json.dumps(key).encode()).decode()
        sound(lived_in.get("/api/transactions", params={"sort": sort, "cursor": cursor}), key)


WORDS = st.text(max_size=40) | st.sampled_from([str(value) for value in HOSTILE])


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(search=WORDS, cursor=st.none() | WORDS, sort=st.sampled_from(["-on", "on", "-amount", "amount", "description"]))
def test_no_search_breaks_the_list(lived_in: TestClient, search: str, cursor: str | None, sort: str) -> None:
    asked = {"search": search, "sort": sort, "sums": "true"} | ({"cursor": cursor} if cursor is not None else {})
    sound(lived_in.get("/api/transactions", params=asked), asked)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=300) | st.text(alphabet='0123456789.,;-/"\n\t €DateAmountCOFFEE', max_size=300))
def test_no_file_breaks_the_import(lived_in: TestClient, content: bytes | str) -> None:
    data = content.encode() if isinstance(content, str) else content
    for sent in (data, b"Date,Description,Amount\n" + data):
        answer = preview(lived_in, sent)
        sound(answer, sent)
        if answer.status_code == 201:
            sound(lived_in.get(f"/api/import/{answer.json()['id']}/rows"), sent)
