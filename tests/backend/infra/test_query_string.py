"""A query string is read as one value, with the same words of refusal as everywhere."""

from typing import Annotated

import pytest
from fastapi import Depends, FastAPI
from fastapi.testclient import TestClient
from pydantic import BaseModel, ConfigDict, Field

from backend.infra.query_string import openapi_parameters, query_model
from backend.infra.web import install_errors


class Wanted(BaseModel):
    model_config = ConfigDict(frozen=True)
    status: tuple[str, ...] = ()
    limit: Annotated[int, Field(ge=1, le=10)] = 5


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    install_errors(app)

    @app.get("/rows", openapi_extra=openapi_parameters(Wanted))
    def rows(wanted: Annotated[Wanted, Depends(query_model(Wanted))]) -> Wanted:
        return wanted

    return TestClient(app)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"status": [], "limit": 5}),
        ("limit=7", {"status": [], "limit": 7}),
        ("limit=3&limit=4", {"status": [], "limit": 4}),
        ("status=a&status=b%20c", {"status": ["a", "b c"], "limit": 5}),
        ("unknown=1&status=", {"status": [""], "limit": 5}),
    ],
)
def test_names_and_values(client: TestClient, query: str, found: dict[str, object]) -> None:
    assert client.get(f"/rows?{query}").json() == found
    assert client.get(f"/rows?{query}").json() == found


@pytest.mark.parametrize("query", ["limit=0", "limit=", "limit=many"])
def test_what_does_not_fit_is_refused_by_name(client: TestClient, query: str) -> None:
    for _ in range(2):
        answer = client.get(f"/rows?{query}")
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["field"] == "limit"


def test_the_reference_names_each_value(client: TestClient) -> None:
    told = client.get("/openapi.json").json()["paths"]["/rows"]["get"]
    assert {each["name"]: each["in"] for each in told["parameters"]} == {"status": "query", "limit": "query"}
