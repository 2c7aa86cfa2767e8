"""JSON read in pieces is what JSON read at once is."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.exports import json_reader
from backend.exports.errors import DamagedExport
from backend.exports.json_reader import START, JsonReader

values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=20,
)


def opened(text: str) -> JsonReader:
    return JsonReader(io.BytesIO(text.encode()), START)


@given(st.lists(values, min_size=1, max_size=5), st.integers(1, 40), st.booleans())
def test_values_are_the_same_wherever_a_piece_ends(wanted: list[Any], piece: int, is_ascii: bool) -> None:
    # A lone half of a character has no bytes in UTF-8; in escapes it may stand.
    text = "\n".join(json.dumps(value, ensure_ascii=is_ascii) for value in wanted)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    before, json_reader._CHUNK_BYTES = json_reader._CHUNK_BYTES, piece
    try:
        reader = JsonReader(io.BytesIO(data), START)
        found, lines = [], []
        for _ in wanted:
            reader.peek()
            lines.append(reader.line)
            found.append(reader.read_value())
        again = JsonReader(io.BytesIO(data), START)
        for _ in wanted[1:]:
            again.read_value()
        again.peek()
        last = JsonReader(io.BytesIO(data), again.position).read_value()
    finally:
        json_reader._CHUNK_BYTES = before
    assert found == wanted
    assert lines == list(range(1, len(wanted) + 1))
    assert last == wanted[-1]
    assert reader.peek() == ""


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\n\n{", 3),
        ('{"a": 1,\n"b": }', 2),
        ("[1,\n2,\n3", 3),
        ('"no end', 1),
        ("NaN", 1),
        ("[" * 100_000, 1),
        ("1" * 5000, 1),
        ("", 1),
        ("nul", 1),
    ],
)
def test_a_damaged_value_tells_its_line(text: str, line: int) -> None:
    with pytest.raises(DamagedExport) as told:
        opened(text).read_value()
    assert told.value.extra["line"] == line


def test_what_is_no_utf8_is_told() -> None:
    with pytest.raises(DamagedExport):
        JsonReader(io.BytesIO('"Café"'.encode("latin-1")), START).read_value()


def test_a_mark_at_the_beginning_is_passed_over() -> None:
    assert JsonReader(io.BytesIO(b"\xef\xbb\xbf{}"), START).read_value() == {}
