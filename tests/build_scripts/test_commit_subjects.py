"""The form of commit subjects."""

import pytest

from build_scripts.commit_subjects import is_well_formed


@pytest.mark.parametrize(
    "subject",
    [
        "settings: fix export summary for a single transaction",
        "imports/csv: read quoted line breaks",
        "docs, readme: shorten the install section",
    ],
)
def test_a_scope_and_a_summary_are_accepted(subject: str) -> None:
    assert is_well_formed(subject)


@pytest.mark.parametrize("subject", ["Fix things", "Imports: read", "a:b", "imports: " + "x" * 64, ": nothing"])
def test_other_subjects_are_refused(subject: str) -> None:
    assert not is_well_formed(subject)
