"""The query string of a long list as one checked value.

FastAPI checks each parameter by itself; for twenty of them that takes as long as the database takes for the page.
"""

from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any, TypeVar, get_origin
from urllib.parse import parse_qsl

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

M = TypeVar("M", bound=BaseModel)
_CACHED_QUERIES = 256


def query_model(model: type[M]) -> Callable[[Request], Awaitable[M]]:
    """Return the dependency that reads the query string as `model`; a name that comes twice fills a tuple, else the
    last one counts, and names that the model does not have are passed over. The model must be frozen, for equal
    query strings give the same value. Raises RequestValidationError."""
    several = {name for name, field in model.model_fields.items() if get_origin(field.annotation) is tuple}

    @lru_cache(_CACHED_QUERIES)
    def read(query: bytes) -> M:
        values: dict[str, Any] = {}
        for name, value in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
            if name in several:
                values.setdefault(name, []).append(value)
            else:
                values[name] = value
        try:
            return model.model_validate(values)
        except ValidationError as error:
            found = error.errors(include_url=False, include_context=False)
            raise RequestValidationError([{**each, "loc": ("query", *each["loc"])} for each in found]) from error

    async def dependency(request: Request) -> M:
        return read(request.scope["query_string"])

    return dependency


def openapi_parameters(model: type[BaseModel]) -> dict[str, Any]:
    """Return what OpenAPI has to say of such a query string, for a route's `openapi_extra`."""
    fields = model.model_json_schema()["properties"]
    return {"parameters": [{"name": n, "in": "query", "required": False, "schema": s} for n, s in fields.items()]}
