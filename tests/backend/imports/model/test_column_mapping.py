"""A mapping from outside is checked once."""

import pytest

from backend.imports.model.column_mapping import BadMapping, ColumnMapping

MAPPING = ColumnMapping(
    delimiter=";",
    encoding="utf-8",
    date=0,
    description=(1, 2),
    amount=3,
    header_line=1,
    header=("Tag", "A", "B", "Betrag"),
)


def test_a_mapping_survives_json() -> None:
    assert ColumnMapping.from_json(MAPPING.to_json()) == MAPPING


@pytest.mark.parametrize(
    "change",
    [
        {"date": -1},
        {"date": "0"},
        {"date": True},
        {"amount": None},
        {"sign": "sometimes"},
        {"decimal": ";"},
        {"delimiter": '"'},
        {"description": [0, -1]},
        {"description": "12"},
        {"colour": 1},
    ],
)
def test_a_wrong_value_is_refused(change: dict[str, int | str | list[int] | None]) -> None:
    with pytest.raises(BadMapping):
        ColumnMapping.from_json({**MAPPING.to_json(), **change})
