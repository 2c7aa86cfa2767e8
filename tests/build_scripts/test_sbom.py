"""The bill of materials has every pinned package of the app, with its licence."""

from build_scripts.sbom import bill_of_materials, python_packages


def test_every_pinned_package_is_there_with_a_licence() -> None:
    found = {each["purl"]: each for each in bill_of_materials()["components"]}
    names = {each["name"].lower() for each in found.values()}
    assert {"fastapi", "sqlalchemy", "cryptography", "react", "react-router"} <= names
    assert not {"pytest", "vitest", "electron-builder"} & names
    assert len(found) > 50
    unknown = [each["name"] for each in found.values() if not each["licenses"]]
    assert len(unknown) <= len(found) // 10, unknown


def test_pins_are_read_with_extras_markers_and_hashes() -> None:
    text = 'fastapi[all]==0.1.0 \\\n    --hash=sha256:ab\nwinpkg==2 ; sys_platform == "win32"\n# via x==1\n'
    assert [each["purl"] for each in python_packages(text)] == ["pkg:pypi/fastapi@0.1.0", "pkg:pypi/winpkg@2"]
