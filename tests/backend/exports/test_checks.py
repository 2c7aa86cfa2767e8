"""Which values of an export fit their column."""

from typing import Any

import pytest

from backend.exports.checks import check_of
from backend.exports.errors import Unfit


def check(tests: Any) -> None:
    found = check_of("forecasts", "tests")
    assert found is not None
    found(tests)


@pytest.mark.parametrize("tests", [[], [["2026-01-31", 500, 400]], [["2026-01-31", 500, 400, 450, 300]]])
def test_the_tests_of_a_kept_forecast_fit_with_and_without_simpler_methods(tests: Any) -> None:
    check(tests)


@pytest.mark.parametrize("tests", [None, {}, [["2026-01-31", 500]], [[1, 500, 400]], [["2026-01-31", 500, 4.5]], ["x"]])
def test_anything_else_is_no_list_of_tests(tests: Any) -> None:
    with pytest.raises(Unfit, match="no list of tests"):
        check(tests)
