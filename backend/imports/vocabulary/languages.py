"""The words of many languages, read once from languages.toml: headers of columns by role, and names of months."""

import tomllib
from pathlib import Path

from backend.imports.vocabulary.text import fold_letters

_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
# By language and role, phrases separated by commas.
HEADERS: dict[str, dict[str, str]] = _TABLES["headers"]
# The number of each month by its names and abbreviations, as fold_letters writes them.
MONTHS: dict[str, int] = {
    fold_letters(name): int(number) for number, names in _TABLES["months"].items() for name in names.split()
}
