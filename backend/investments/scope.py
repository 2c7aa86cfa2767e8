"""Which holdings a question is about: everything, one account, or a portfolio. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """`members` are (account, security) pairs in which None stands for any; without members it is everything."""

    members: frozenset[tuple[int | None, int | None]] = frozenset()

    def contains(self, account_id: int, security_id: int) -> bool:
        """Say whether a holding belongs to it."""
        if not self.members:
            return True
        ways = ((account_id, None), (None, security_id), (account_id, security_id))
        return any(way in self.members for way in ways)

    def contains_account(self, account_id: int) -> bool:
        """Say whether an account belongs to it as a whole, with its cash."""
        return not self.members or (account_id, None) in self.members

    @property
    def security_ids(self) -> list[int]:
        """The securities that it names."""
        return sorted({security_id for _, security_id in self.members if security_id is not None})

    def account_ids(self, among: Iterable[int]) -> list[int]:
        """Return the accounts that belong to it as a whole."""
        return [account_id for account_id in among if self.contains_account(account_id)]


def of_account(account_id: int) -> Scope:
    return Scope(frozenset({(account_id, None)}))
