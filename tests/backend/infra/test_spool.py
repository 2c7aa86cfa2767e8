"""Rows on the disk are read as those of a list, and lie in a file that nobody else sees."""

import os
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.infra.errors import StorageFailed
from backend.infra.spool import Room, Spool, SpoolFile, columns


class Row(NamedTuple):
    line_no: int
    text: str | None
    on: date


ROWS = [Row(number, None if number % 3 else f"é {number}", date(2026, 1, number % 28 + 1)) for number in range(25)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spool")


@pytest.mark.parametrize("is_packed", [True, False])
@given(count=st.integers(0, 25), block=st.integers(1, 7), start=st.integers(-30, 30), end=st.integers(-30, 30))
def test_rows_are_those_of_a_list(folder: Path, is_packed: bool, count: int, block: int, start: int, end: int) -> None:
    rows = ROWS[:count]
    spool = Spool(Row, SpoolFile(folder), block, is_packed=is_packed)
    spool.extend(rows[: count // 2])
    spool.extend(rows[count // 2 :])
    assert (list(spool), len(spool)) == (rows, count)
    assert spool[start:end] == rows[start:end]
    assert [spool[place] for place in range(count)] == rows
    assert list(columns(spool, "on", "line_no")) == list(columns(rows, "on", "line_no"))
    assert list(columns(spool, "text")) == [(row.text,) for row in rows]


@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 30))
def test_a_few_rows_stay_a_list_and_many_do_not(folder: Path, count: int, later: int, most: int) -> None:
    room = Room(folder, most)
    gathered, others = room.gather(Row), room.gather(Row)
    for row in ROWS[:count]:
        gathered.append(row)
        gathered.settle()
    others.extend(ROWS[:later])
    gathered.take(others)
    rows = gathered.rows()
    assert list(rows) == [*ROWS[:count], *ROWS[:later]]
    assert isinstance(rows, Spool) == (len(rows) > most)


def test_without_a_folder_all_rows_stay_in_memory() -> None:
    assert isinstance(Room(most=1).keep(Row, ROWS), list)


def test_the_file_has_no_name_and_no_rights_for_others(folder: Path) -> None:
    spool = Room(folder, 0).keep(Row, ROWS)
    assert isinstance(spool, Spool)
    assert list(folder.iterdir()) == []
    assert os.fstat(spool._file._file.fileno()).st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(StorageFailed):
        SpoolFile(tmp_path / "missing")
