"""What is said about a file although its rows were read."""

from backend.imports.model.statement import Problem
from backend.imports.normalization.warnings import warnings_about
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


def left_out(line_no: int, code: str) -> Problem:
    return Problem(line_no, "", code, "")


def test_a_second_table_below_its_own_heading_is_said() -> None:
    found = warnings_about(
        CompactRows(Draft), [left_out(9, "note"), left_out(11, "repeated_header")], (), has_lost_letters=False
    )
    assert "line 11" in found[0]


def test_a_header_that_only_comes_again_is_not() -> None:
    assert (
        warnings_about(
            CompactRows(Draft), [left_out(2, "note"), left_out(50, "repeated_header")], (), has_lost_letters=False
        )
        == ()
    )


def test_lost_letters_are_said() -> None:
    assert "letters" in warnings_about(CompactRows(Draft), [], (), has_lost_letters=True)[0]
