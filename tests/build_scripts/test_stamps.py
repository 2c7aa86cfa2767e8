"""Something is made again only when what it is made from has changed."""

from pathlib import Path

import pytest

from build_scripts import stamps


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(stamps, "ROOT", tmp_path)
    return tmp_path


def test_nothing_is_current_before_it_was_made(folder: Path) -> None:
    assert not stamps.is_current(folder / "stamp", "abc")


def test_what_was_remembered_is_current(folder: Path) -> None:
    stamps.remember(folder / "new" / "stamp", "abc")
    assert stamps.is_current(folder / "new" / "stamp", "abc")
    assert not stamps.is_current(folder / "new" / "stamp", "abd")


def test_another_content_another_name_or_another_word_changes_the_fingerprint(folder: Path) -> None:
    first, second = folder / "a.txt", folder / "b.txt"
    first.write_bytes(b"one")
    second.write_bytes(b"one")
    before = stamps.digest([first], "3.11")
    assert stamps.digest([second], "3.11") != before
    assert stamps.digest([first], "3.12") != before
    first.write_bytes(b"two")
    assert stamps.digest([first], "3.11") != before


def test_line_ends_and_order_do_not_change_the_fingerprint(folder: Path) -> None:
    first, second = folder / "a.txt", folder / "b.txt"
    first.write_bytes(b"one\ntwo\n")
    second.write_bytes(b"three\n")
    before = stamps.digest([first, second])
    first.write_bytes(b"one\r\ntwo\r\n")
    assert stamps.digest([second, first]) == before
