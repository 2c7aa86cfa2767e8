"""Transfers as JSON."""

from typing import Literal

from pydantic import BaseModel

from backend.transactions.schemas import IdIn, In, TransactionOut


class LinkIn(In):
    other_id: IdIn | None = None


class PossibleOut(BaseModel):
    out: TransactionOut
    into: TransactionOut
    reason: str


class LinkedOut(BaseModel):
    """`other` is null if the other account is not here."""

    other: TransactionOut | None
    reason: str
    decided_by: Literal["matcher", "user"]


class TransferCandidateOut(BaseModel):
    transaction: TransactionOut
    reason: str


class TransferOut(BaseModel):
    linked: LinkedOut | None
    candidates: list[TransferCandidateOut]
