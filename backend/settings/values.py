"""The values of settings: what is allowed, and what of a secret may be shown."""

import unicodedata

from backend.infra.addresses import is_https_or_loopback
from backend.kit.currency import is_current
from backend.settings.errors import BadSetting
from backend.settings.preferences import EMPTY_SET, Preference

MASK = "•" * 12
LONGEST = 10_000
_SHORT = 8
_SHOWN = 4


def validated(preference: Preference, value: str) -> str:
    """Return `value` without white space around it. Raises BadSetting with a sentence when it is not allowed."""
    value = value.strip()
    if trouble := _invalid_reason(preference, value):
        raise BadSetting(key=preference.key, label=preference.label, message=trouble)
    return value


def is_allowed(preference: Preference, value: str) -> bool:
    """Say whether a value that came from outside can be used."""
    return bool(value) and _invalid_reason(preference, value) is None


def is_masked(value: str) -> bool:
    """Say whether `value` is what we showed instead of a secret, so that the secret is meant to stay."""
    return value.startswith("•")


def masked(secret: str) -> str:
    """Return bullets and the last characters; nothing at all of a short secret."""
    return MASK if len(secret) <= _SHORT else MASK + secret[-_SHOWN:]


def members(value: str) -> frozenset[str]:
    """Return the members of a set as it is stored."""
    return frozenset() if value == EMPTY_SET else frozenset(value.split(","))


def _invalid_reason(preference: Preference, value: str) -> str | None:
    if len(value) > LONGEST:
        return f"it is longer than {LONGEST:,} characters."
    if any(unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp") for character in value):
        return "it must be one line without control characters."
    if preference.kind == "choice" and value not in preference.choices:
        return f"choose one of {', '.join(preference.choices)}."
    if preference.kind == "set" and (unknown := members(value) - {*preference.choices}):
        return f"{', '.join(sorted(unknown))} is none of {', '.join(preference.choices)}."
    if preference.kind == "number" and not _is_in_range(preference, value):
        return f"write a whole number from {preference.lowest:,} to {preference.highest:,}."
    if preference.is_address and not is_https_or_loopback(value):
        return "write an address that begins with https://, or http:// and an address of this computer."
    if preference.key == "base_currency" and not is_current(value):
        return "write the three capital letters of a currency, for example EUR."
    return None


def _is_in_range(preference: Preference, value: str) -> bool:
    is_number = value.isascii() and value.isdigit() and len(value) <= len(str(preference.highest))
    return is_number and preference.lowest <= int(value) <= preference.highest
