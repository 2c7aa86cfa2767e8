"""The format of a file is told by what is in it."""

import pytest

from backend.imports.source.file_type import Format, format_of


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b":20:STARTUMS\r\n:25:1/2\r\n", "mt940"),
        (b"@@:20:STARTUMS@@:25:1/2@@", "mt940"),
        (b"a,b\r\n@@,1\r\n", "table"),
        ('<?xml version="1.0" encoding="UTF-16"?><Document/>'.encode("utf-16"), "camt"),
        ("!Type:Bank\nD1/15/2024\n".encode("utf-16"), "qif"),
        ("<html><table></table></html>".encode("utf-16"), "workbook"),
    ],
)
def test_the_first_line_tells(data: bytes, told: Format) -> None:
    assert format_of(data) == told
