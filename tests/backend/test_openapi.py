"""Every answer is one that the OpenAPI document describes, on generated requests to the sample household."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis import Case, openapi
from schemathesis.checks import content_type_conformance, response_schema_conformance, status_code_conformance
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from starlette.testclient import TestClient

from backend.demo.service import ensure_sample
from backend.infra.config import Config
from backend.main import create_app

CHECKS = [status_code_conformance, content_type_conformance, response_schema_conformance]
# They start a second app, derive a slow key, and take everything back.
NOT_CALLED = ("/api/app/demo", "/api/app/secrets/key", "/api/history/go-back", "/api/app-lock")
BOUNDS = settings(
    max_examples=3, phases=[Phase.generate], deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def household(home: Path) -> Iterator[TestClient]:
    ensure_sample(Config(home=home, is_demo=True))
    app = create_app(Config(home=home))
    with TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client


def test_each_schema_has_a_name_of_its_own() -> None:
    # Two classes of one name get the names of their modules.
    schemas = create_app(Config(home=Path("unused"))).openapi()["components"]["schemas"]
    assert [name for name in schemas if name.startswith("backend__")] == []


# One test, not one per address: the household takes seconds to make.
@pytest.mark.timeout(400)
def test_no_request_ends_in_a_server_error_or_in_an_undescribed_answer(household: TestClient) -> None:
    schema = openapi.from_dict(household.get("/openapi.json").json())
    operations = [each.ok() for each in schema.get_all_operations() if isinstance(each, Ok)]
    failures: list[str] = []

    def answers_as_described(case: Case[Any]) -> None:
        for name, value in case.path_parameters.items():
            if isinstance(value, int):
                # Most meet something that exists.
                case.path_parameters[name] = value % 6 + 1
        sent = case.as_transport_kwargs(base_url="http://127.0.0.1")
        del sent["cookies"]
        if isinstance(sent.get("data"), bytes):
            sent["content"] = sent.pop("data")
        answer = household.request(**sent)
        told = f"{case.operation.label}: {sent.get('params')} {sent.get('json', sent.get('data', sent.get('content')))}"
        if answer.status_code == 500:
            failures.append(f"{told} answered 500")
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            failures.extend(f"{told}: {failure}" for failure in group.exceptions)

    # Reads first, while everything is there.
    for operation in sorted(operations, key=lambda each: each.method != "get"):
        if operation.path not in NOT_CALLED:
            seed(1)(BOUNDS(given(case=operation.as_strategy())(answers_as_described)))()
    assert not failures, "\n".join(failures)
