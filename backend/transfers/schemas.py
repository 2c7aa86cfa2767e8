"""Transfers as JSON."""

from typing import Literal

from pydantic import BaseModel

from backend.transactions.schemas import IdIn, In, TransactionOut


class TransferLinkIn(In):
    other_id: IdIn | None = None


class PossibleOut(BaseModel):
    out: TransactionOut
    into: TransactionOut
    reason: str


class WithoutAccountIn(In):
    is_transfer: bool


class WithoutAccountOut(BaseModel):
    """A transfer whose other side is in the account `deleted_account`."""

    transaction: TransactionOut
    deleted_account: str


class LinkedOut(BaseModel):
    """`other` is null if the other account is not here. `deleted_account` is its name if it was deleted and nobody said
    that this still is a transfer."""

    other: TransactionOut | None
    deleted_account: str | None
    reason: str
    decided_by: Literal["matcher", "user"]


class TransferCandidateOut(BaseModel):
    transaction: TransactionOut
    reason: str


class TransferOut(BaseModel):
    linked: LinkedOut | None
    candidates: list[TransferCandidateOut]
