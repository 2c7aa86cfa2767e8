"""The door to every task: `python -m build_scripts test` is what `make test` runs.

This file is read by whatever Python the machine has, so it stays in words that an old one understands.
"""

import sys

NEEDED = (3, 11)

TARGETS = {
    "run": "set everything up and open the app",
    "test": "set everything up and run every test",
    "check": "formatting, types, import rules and the committed API description",
    "demo-bank": "a pretend bank and the app on an empty folder, to try connecting one",
    "dev": "backend with reload and the page with live updates, together",
    "bench": "measure the speed beside its floor",
    "eval": "measure the categoriser on labelled histories beside what others do",
    "eval-ai": "count what AI says that no figure does, and what hostile texts achieve",
    "eval-signals": "profiles of invented households against their golden answers, with gates",
    "eval-forecast": "score the forecast on histories beside two simpler methods",
    "fuzz": "throw damaged statements at the readers and keep what breaks them; wants the package atheris",
    "setup": "make the environment, install the packages, build the page",
    "frontend": "build the page if its sources changed",
    "freeze": "build the backend as a program of its own in dist/",
    "desktop": "build the desktop app and start it here",
    "installer": "build the installers of the desktop app for this system",
    "openapi": "write docs/openapi.json and the types of the page from the app",
    "brands": "distil the brand directory again from name-suggestion-index",
    "lock": "pin the Python packages again from requirements/*.in",
    "sbom": "list every shipped package with its version and licence as CycloneDX in dist/",
    "clean": "remove everything that a task can make again (never your data)",
}


def main(arguments: "list[str]") -> int:
    if sys.version_info < NEEDED:
        found = ".".join(str(part) for part in sys.version_info[:3])
        return complain(
            "Budget App needs Python 3.11 or newer, and this is Python "
            + found
            + ". Install a newer one, or name it: make run PYTHON=python3.12"
        )
    if not arguments or arguments[0] not in TARGETS:
        return complain("Say which task:\n" + "\n".join("  %-13s %s" % row for row in TARGETS.items()))
    from build_scripts.tasks import perform

    return perform(arguments[0], arguments[1:])


def complain(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
