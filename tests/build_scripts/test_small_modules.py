"""Modules that are too small to be a file of their own."""

from pathlib import Path

from build_scripts.paths import ROOT
from build_scripts.small_modules import EXCEPTIONS, small_modules


def write(root: Path, name: str, text: str) -> None:
    path = root / "backend" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_no_module_of_the_backend_is_a_fragment() -> None:
    assert small_modules() == []


def test_a_short_module_with_one_importer_is_found(tmp_path: Path) -> None:
    write(tmp_path, "goals/pace.py", "PACE = 1\n")
    write(tmp_path, "goals/service.py", "from backend.goals.pace import PACE\n")
    assert small_modules(tmp_path) == ["backend.goals.pace (1 lines, imported by backend.goals.service)"]


def test_a_short_module_with_two_importers_is_fine(tmp_path: Path) -> None:
    write(tmp_path, "goals/pace.py", "PACE = 1\n")
    write(tmp_path, "goals/service.py", "from backend.goals.pace import PACE\n")
    write(tmp_path, "goals/forecast.py", "from backend.goals import pace\n" + "\n" * 40)
    assert small_modules(tmp_path) == []


def test_every_exception_is_a_module() -> None:
    assert [name for name in EXCEPTIONS if not (ROOT / f"{name.replace('.', '/')}.py").is_file()] == []
