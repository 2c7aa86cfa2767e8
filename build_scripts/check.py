"""`make check`: static checks. All of them run, then the ones that failed are named."""

import os
from collections.abc import Callable, Sequence

from build_scripts import commit_subjects, electron, environment, frontend, openapi, small_modules, tidy
from build_scripts.paths import PYTHON, VENV
from build_scripts.shell import say, succeeds


def main(arguments: Sequence[str]) -> int:
    environment.ensure_development()
    frontend.ensure_packages()
    failed = [name for name, passes in CHECKS.items() if not run_check(name, passes)]
    if failed:
        print(f"\nFailed: {', '.join(failed)}", flush=True)
        return 1
    print(f"\nAll {len(CHECKS)} checks passed.", flush=True)
    return 0


def run_check(name: str, passes: Callable[[], bool]) -> bool:
    say(name)
    return passes()


def lint() -> bool:
    return succeeds(PYTHON, "-m", "ruff", "check", "--quiet", ".")


def formatting() -> bool:
    return succeeds(PYTHON, "-m", "ruff", "format", "--check", "--quiet", ".")


def types() -> bool:
    return succeeds(PYTHON, "-m", "mypy", "--no-error-summary")


def imports() -> bool:
    name = "lint-imports.exe" if os.name == "nt" else "lint-imports"
    return succeeds(VENV / PYTHON.parent.name / name, "--no-logo")


def page() -> bool:
    return frontend.succeeds_in("check")


def desktop() -> bool:
    return electron.types_hold()


def description() -> bool:
    current = openapi.is_current()
    if not current:
        print("docs/openapi.json is not what the app says: make openapi")
    return current


def committed_files() -> bool:
    troubles = tidy.troubles()
    print("\n".join(troubles), end="\n" if troubles else "")
    return not troubles


def commits() -> bool:
    malformed = commit_subjects.malformed_subjects()
    for subject in malformed:
        print(f"Not `scope: summary` in at most {commit_subjects.MAX_LENGTH} characters: {subject}")
    return not malformed


def module_sizes() -> bool:
    found = small_modules.small_modules()
    for module in found:
        print(f"Merge it into its only importer, or name it with a reason in build_scripts/small_modules.py: {module}")
    return not found


CHECKS: dict[str, Callable[[], bool]] = {
    "lint": lint,
    "formatting": formatting,
    "types": types,
    "import rules": imports,
    "the page": page,
    "the desktop shell": desktop,
    "API description": description,
    "committed files": committed_files,
    "commit subjects": commits,
    "small modules": module_sizes,
}
