"""Passwords: what is long enough, and their hashes with argon2id (RFC 9106, second recommended set)."""

from functools import cache
from typing import TYPE_CHECKING

from backend.access.errors import WeakPassword

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 12
LONGEST = 200


def require_strong(password: str, *, email: str) -> None:
    """Raise WeakPassword for one that is too short, too long, of too few signs, or the e-mail address.

    NIST SP 800-63B asks for length and forbids rules about kinds of characters.
    """
    if len(password) < SHORTEST:
        raise WeakPassword(f"The password has fewer than {SHORTEST} characters. Take a longer one, such as four words.")
    if len(password) > LONGEST:
        raise WeakPassword(f"The password has more than {LONGEST} characters. Take a shorter one.")
    if len(set(password)) < 5 or password.casefold() == email.casefold():
        raise WeakPassword("This password is easy to guess. Take another one, such as four words.")


def hashed(password: str) -> str:
    """Return the argon2id hash of a password, with its salt and its cost."""
    return _hasher().hash(password)


def is_right(password: str, stored: str | None) -> bool:
    """Say whether a password belongs to a hash. With no hash it takes as long and is false."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        _hasher().verify(stored or _hash_of_nothing(), password)
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


@cache
def _hash_of_nothing() -> str:
    return hashed("nobody has this password")
