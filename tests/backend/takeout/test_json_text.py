"""JSON read in pieces is what JSON read at once is."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.takeout import json_text
from backend.takeout.errors import DamagedExport
from backend.takeout.json_text import START, JsonText

values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(), inner, max_size=4)),
    max_leaves=20,
)


def opened(text: str) -> JsonText:
    return JsonText(io.BytesIO(text.encode()), START)


@given(st.lists(values, min_size=1, max_size=5), st.integers(1, 40), st.booleans())
def test_values_are_the_same_wherever_a_piece_ends(wanted: list[Any], piece: int, is_ascii: bool) -> None:
    # A lone half of a character has no bytes in UTF-8; in escapes it may stand.
    text = "\n".join(json.dumps(value, ensure_ascii=is_ascii) for value in wanted)
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return
    before, json_text._PIECE = json_text._PIECE, piece
    try:
        reader = JsonText(io.BytesIO(data), START)
        found, lines = [], []
        for _ in wanted:
            reader.next_sign()
            lines.append(reader.line)
            found.append(reader.value())
        again = JsonText(io.BytesIO(data), START)
        for _ in wanted[1:]:
            again.value()
        again.next_sign()
        last = JsonText(io.BytesIO(data), again.place).value()
    finally:
        json_text._PIECE = before
    assert found == wanted
    assert lines == list(range(1, len(wanted) + 1))
    assert last == wanted[-1]
    assert reader.next_sign() == ""


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
        opened(text).value()
    assert told.value.extra["line"] == line


def test_what_is_no_utf8_is_told() -> None:
    with pytest.raises(DamagedExport):
        JsonText(io.BytesIO('"Café"'.encode("latin-1")), START).value()


def test_a_mark_at_the_beginning_is_passed_over() -> None:
    assert JsonText(io.BytesIO(b"\xef\xbb\xbf{}"), START).value() == {}
