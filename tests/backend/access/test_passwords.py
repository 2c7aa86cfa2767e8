"""Which passwords are taken, and how they are stored."""

import pytest

from backend.access import passwords
from backend.access.errors import WeakPassword

GOOD = "four words make one"


def test_a_password_is_stored_as_an_argon2id_hash_that_only_it_fits() -> None:
    stored = passwords.hashed(GOOD)
    assert stored.startswith("$argon2id$")
    assert passwords.is_right(GOOD, stored)
    assert not passwords.is_right("four words make two", stored)


def test_nobodys_password_is_wrong() -> None:
    assert not passwords.is_right(GOOD, None)
    assert not passwords.is_right(GOOD, "not a hash")


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", "abababababab", "x" * 201, "ada@example.org"])
def test_a_password_that_is_easy_to_guess_is_refused(weak: str) -> None:
    with pytest.raises(WeakPassword):
        passwords.require_strong(weak, email="ada@example.org")


def test_a_long_password_of_any_characters_is_taken() -> None:
    passwords.require_strong("correct horse battery", email="ada@example.org")
