"""`make brands`: distil the brand directory of the categoriser from name-suggestion-index (BSD-3-Clause).

The result, backend/categorization/brands/directory.tsv, is committed: one line for each name, with its merchant type
and the countries that it is known in (none: everywhere).
"""

import json
import re
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from backend.categorization.brands.merchant_types import OSM_TYPES
from backend.kit.text import words
from build_scripts.frontend import npm
from build_scripts.paths import ROOT
from build_scripts.shell import run, say

PACKAGE = "name-suggestion-index@8.0.20260918"
DIRECTORY = ROOT / "backend" / "categorization" / "brands" / "directory.tsv"
NAME_TAGS = ("name", "brand", "name:en", "brand:en", "short_name", "official_name")
MAX_WORDS = 5
MAX_COUNTRIES = 12


def main(arguments: Sequence[str]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        run(npm(), "pack", "--silent", PACKAGE, cwd=Path(folder))
        package = next(Path(folder).glob("*.tgz"))
        with tarfile.open(package) as archive:
            index = json_member(archive, "package/dist/json/nsi.min.json")["nsi"]
            generic = json_member(archive, "package/dist/json/genericWords.min.json")["genericWords"]
    lines = directory(index, re.compile("|".join(generic), re.IGNORECASE))
    DIRECTORY.write_text("\n".join([*HEADER, *lines]) + "\n", encoding="utf-8")
    say(f"{len(lines):,} names, {DIRECTORY.stat().st_size:,} bytes")
    return 0


HEADER = (
    "# Names of brands, their merchant type and countries. Distilled from name-suggestion-index,",
    "# Copyright (c) name-suggestion-index contributors, BSD-3-Clause (see LICENSE.brands). Do not edit: make brands",
)


def json_member(archive: tarfile.TarFile, name: str) -> Any:
    member = archive.extractfile(name)
    assert member is not None
    return json.load(member)


def directory(index: dict[str, Any], generic: re.Pattern[str]) -> list[str]:
    """Return the lines of the directory, sorted by name. A name of several types gets the one with most entries."""
    types: dict[str, Counter[str]] = defaultdict(Counter)
    countries: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path, group in index.items():
        kind = OSM_TYPES.get(path.partition("/")[2])
        if kind is None:
            continue
        for item in group["items"]:
            for name in names_of(item["tags"], generic):
                types[name][kind] += 1
                countries[name, kind] |= set(countries_of(item.get("locationSet", {})))
    lines = []
    for name, counts in sorted(types.items()):
        kind = counts.most_common(1)[0][0]
        places = countries[name, kind]
        known_in = "" if "" in places or len(places) > MAX_COUNTRIES else " ".join(sorted(places))
        lines.append(f"{name}\t{kind}\t{known_in}")
    return lines


def names_of(tags: dict[str, str], generic: re.Pattern[str]) -> set[str]:
    names = (tags[tag] for tag in NAME_TAGS if tag in tags)
    found = {normalized(name) for name in names if not generic.search(name)}
    return {name for name in found if len(name) > 2 and not name.replace(" ", "").isdigit()}


def normalized(name: str) -> str:
    """Return the words of a name as the importer compares them; one word that ends in 's keeps that."""
    found = words(name)
    is_possessive = len(found) == 1 and name.casefold().rstrip().endswith(("'s", "’s"))
    return " ".join(found[:MAX_WORDS]) + ("'s" if is_possessive else "")


def countries_of(location: dict[str, Any]) -> Iterator[str]:
    """Yield ISO codes; an empty string stands for the world or a larger region (numeric M49 codes)."""
    for place in location.get("include", ["001"]):
        if not isinstance(place, str):
            yield ""
        elif len(place) == 2:
            yield place
        elif place.endswith(".geojson") and place[2:3] == "-":
            yield place[:2]
        else:
            yield ""
