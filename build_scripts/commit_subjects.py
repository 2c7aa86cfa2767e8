"""The form of commit subjects: `scope: imperative summary` in at most 72 characters."""

import re
import subprocess

from build_scripts.paths import ROOT

MAX_LENGTH = 72
FORM = re.compile(r"[a-z0-9_][a-z0-9_./-]*(?:, [a-z0-9_./-]+)*: \S.*")
# The last commit before this rule was made. Older subjects have other forms.
RULE_SINCE = "e211a9dfa47daa83d941796add17a61c495bb2ed"


def malformed_subjects() -> list[str]:
    """Return the subjects of the commits since the rule that break it; of the last commit alone in a shallow clone."""
    is_known = git("cat-file", "-e", f"{RULE_SINCE}^{{commit}}") is not None
    commits = ["--no-merges", f"{RULE_SINCE}..HEAD"] if is_known else ["--no-merges", "-1"]
    subjects = git("log", "--format=%s", *commits) or ""
    return [subject for subject in subjects.splitlines() if not is_well_formed(subject)]


def is_well_formed(subject: str) -> bool:
    return len(subject) <= MAX_LENGTH and FORM.fullmatch(subject) is not None


def git(*arguments: str) -> str | None:
    """Return what git prints, or None if it fails."""
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    return done.stdout if done.returncode == 0 else None
