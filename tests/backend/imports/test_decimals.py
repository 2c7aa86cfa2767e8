"""Point or comma, once for the file."""

import pytest

from backend.imports.decimals import decide_decimal


@pytest.mark.parametrize(
    ("texts", "hint", "expected"),
    [
        (["12.50", "1,234"], None, (".", True)),
        (["12,50", "1.234"], None, (",", True)),
        (["1.234,56"], ".", (",", True)),
        (["1.234.567"], None, (",", True)),
        (["1.234"], ",", (",", True)),
        (["1.234"], None, (",", False)),
        (["29.000", "12.900", "111.550", "58.450"], None, (".", True)),
        (["1,234.50", "1.234,50"], None, (".", False)),
        (["500", "20"], ",", (",", True)),
        (["0.125"], None, (".", True)),
    ],
)
def test_what_decides(texts: list[str], hint: str | None, expected: tuple[str, bool]) -> None:
    assert tuple(decide_decimal(texts, hint)) == expected
