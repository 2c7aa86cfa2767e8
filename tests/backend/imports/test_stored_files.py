"""Imported files are kept compressed, each content once, and are gone when nothing needs them."""

from pathlib import Path

import pytest

from backend.imports import stored_files
from backend.imports.errors import FileGone


@pytest.fixture(autouse=True)
def folder(tmp_path: Path) -> Path:
    found = tmp_path / stored_files.FOLDER
    found.mkdir()
    return found


def test_a_file_comes_back_as_it_was(tmp_path: Path) -> None:
    assert stored_files.fetch(tmp_path, stored_files.keep(tmp_path, b"TEA,-1.00\n")) == b"TEA,-1.00\n"


def test_the_same_file_is_kept_once(tmp_path: Path, folder: Path) -> None:
    assert stored_files.keep(tmp_path, b"TEA") == stored_files.keep(tmp_path, b"TEA")
    assert len(list(folder.iterdir())) == 1


def test_a_file_that_was_forgotten_is_gone(tmp_path: Path) -> None:
    name = stored_files.keep(tmp_path, b"TEA")
    stored_files.forget(tmp_path, name)
    stored_files.forget(tmp_path, name)
    with pytest.raises(FileGone):
        stored_files.fetch(tmp_path, name)


@pytest.mark.parametrize("name", ["../../victim", "", "ABC", "0" * 63])
def test_a_name_that_is_no_checksum_opens_nothing(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileGone):
        stored_files.fetch(tmp_path, name)


def test_a_damaged_file_is_gone(tmp_path: Path, folder: Path) -> None:
    name = stored_files.keep(tmp_path, b"TEA")
    (folder / f"{name}.z").write_bytes(b"damaged")
    with pytest.raises(FileGone):
        stored_files.fetch(tmp_path, name)
