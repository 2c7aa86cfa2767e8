"""JSON of /api/encryption."""

from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

# Nobody types more, and each character costs time.
_Secret = Annotated[str, StringConstraints(max_length=200)]


class EncryptionStatus(BaseModel):
    state: Literal["plain", "encrypted", "locked"]
    key_place: Literal["keychain", "passphrase"]
    unavailable: str | None
    shortest_passphrase: int


class ProposedPhrase(BaseModel):
    phrase: str
    asked: list[int]


class EncryptRequest(BaseModel):
    groups: dict[int, _Secret]
    passphrase: _Secret | None = None


class Converted(BaseModel):
    state: Literal["plain", "encrypted"]
    left: list[str]


class UnlockRequest(BaseModel):
    passphrase: _Secret | None = None
    phrase: _Secret | None = None
    new_passphrase: _Secret | None = None
