"""The environment: ours over the outside's, and nothing of ours remains."""

import os
from collections.abc import Iterator

import pytest

from backend.settings import environment


@pytest.fixture(autouse=True)
def nothing_laid() -> Iterator[None]:
    environment.apply_settings({})
    yield
    environment.apply_settings({})


def test_a_value_of_ours_goes_when_it_is_cleared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLAID_SECRET", raising=False)
    environment.apply_settings({"PLAID_SECRET": "ours"})
    assert os.environ["PLAID_SECRET"] == "ours"
    environment.apply_settings({})
    assert "PLAID_SECRET" not in os.environ


def test_a_value_from_outside_shows_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLAID_SECRET", "outside")
    environment.apply_settings({"PLAID_SECRET": "ours"})
    environment.apply_settings({"PLAID_SECRET": "newer"})
    assert os.environ["PLAID_SECRET"] == "newer"
    assert environment.external_value("PLAID_SECRET") == "outside"
    environment.apply_settings({})
    assert os.environ["PLAID_SECRET"] == "outside"
