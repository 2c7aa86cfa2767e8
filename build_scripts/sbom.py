"""`make sbom`: the software bill of materials of the app in dist/, as CycloneDX 1.6, from the lock files.

It needs no network. Packages of the shell and of the page are those that are shipped, not those that only build or test
them. Licences are what each installed package states.
"""

import json
import re
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any

from backend.version import VERSION
from build_scripts.paths import REQUIREMENTS, ROOT
from build_scripts.shell import say

TARGET = ROOT / "dist" / "sbom.json"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def main(arguments: Sequence[str]) -> int:
    document = bill_of_materials()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(json.dumps(document, indent=2), encoding="utf-8")
    unknown = [each["name"] for each in document["components"] if not each["licenses"]]
    say(f"{TARGET.relative_to(ROOT)} has {len(document['components'])} packages")
    if unknown:
        say(f"without a stated licence: {', '.join(unknown)}")
    return 0


def bill_of_materials() -> dict[str, Any]:
    """Return the document: every Python, page and shell package that is shipped, each with version and licence."""
    components = [
        *python_packages((REQUIREMENTS / "runtime.txt").read_text(encoding="utf-8")),
        *node_packages(ROOT / "frontend"),
        *node_packages(ROOT / "electron"),
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "budget-app", "version": VERSION}},
        "components": sorted(components, key=lambda each: each["purl"]),
    }


def python_packages(requirements: str) -> Iterator[dict[str, Any]]:
    """Yield a component for each pinned line of a requirements file."""
    for name, version in _PINNED.findall(requirements):
        yield _component(name, version, "pypi", _python_licence(name))


def node_packages(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield a component for each package of a lock file that is not only for development."""
    lock = json.loads((folder / "package-lock.json").read_text(encoding="utf-8"))
    for place, package in lock["packages"].items():
        if place and not package.get("dev") and not package.get("devOptional"):
            name = package.get("name") or place.rsplit("node_modules/", 1)[-1]
            yield _component(name, package["version"], "npm", package.get("license"))


def _component(name: str, version: str, kind: str, licence: str | None) -> dict[str, Any]:
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": f"pkg:{kind}/{name.replace('@', '%40')}@{version}",
        "licenses": [{"license": {"name": licence}}] if licence else [],
    }


def _python_licence(name: str) -> str | None:
    """Return what an installed package says about its licence, None if it is not installed or says nothing."""
    try:
        found = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    classifiers = [each.rsplit(" :: ", 1)[-1] for each in found.get_all("Classifier") or () if "License ::" in each]
    texts = (*(found.get_all("License-Expression") or ()), " and ".join(classifiers), *(found.get_all("License") or ()))
    stated = next((text.strip() for text in texts if text.strip()), "")
    return stated.splitlines()[0][:100] if stated else None
