"""Which files are of one kind, and mappings that come from outside."""

import pytest

from backend.imports.errors import MappingNotUnderstood
from backend.imports.formats.csv.reader import read_csv
from backend.imports.readers import header_key, kind_of, mapping_from_text, source_of

ONE = read_csv(b"Date,Text,Amount\n2024-01-05,TEA,-1.00\n")
SAME = read_csv(b"Date,Text,Amount\n2024-02-05,CAKE,-2.00\n2024-02-06,RENT,-3.00\n")
OTHER = read_csv(b"Date,Payee,Amount\n2024-01-05,TEA,-1.00\n")


def test_tables_with_the_same_header_are_of_one_kind() -> None:
    assert kind_of(ONE) == kind_of(SAME) != kind_of(OTHER)
    assert header_key(ONE) == header_key(SAME) != header_key(OTHER)


@pytest.mark.parametrize(
    ("file_format", "source"),
    [("csv", "csv_import"), ("xlsx", "csv_import"), ("ofx", "file_import"), ("archive", "archive")],
)
def test_the_source_of_transactions_follows_from_the_format(file_format: str, source: str) -> None:
    assert source_of(file_format) == source


@pytest.mark.parametrize("text", ["{", "[]", "1", '{"date": 1}', '{"delimiter": ",", "encoding": "x", "date": -1}'])
def test_a_mapping_that_is_none_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MappingNotUnderstood) as refused:
        mapping_from_text(text)
    assert refused.value.message.endswith(".")


def test_no_mapping_is_no_mistake() -> None:
    assert mapping_from_text(None) is None
    assert mapping_from_text("") is None
