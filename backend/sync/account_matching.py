"""Which account of ours an account at the bank is. Pure: values in, suggestions out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from backend.sync.provider import FoundAccount


class OwnAccount(NamedTuple):
    """An account that is here already. `provider_account_id` and `persistent_account_id` are of an earlier link."""

    id: int
    name: str
    institution: str | None
    mask: str | None
    account_type: str
    currency: str
    provider_account_id: str | None
    persistent_account_id: str | None
    is_connected: bool = False


class Suggestion(NamedTuple):
    """Where an account at the bank may go. `account_id` is None for a new one; unsure ones are asked about."""

    account_id: int | None
    reason: str
    is_sure: bool


_NONE = Suggestion(None, "no account is like it", False)


def suggest(
    found: Sequence[FoundAccount],
    own: Iterable[OwnAccount],
    *,
    institution: str | None,
    started_from: int | None = None,
) -> dict[str, Suggestion]:
    """Return by the provider's id where each account goes; each of ours is given once, the best reason first.

    `started_from` is the account from which the person started to connect.
    """
    scored = sorted(
        (
            (-score, index, account.id, reason)
            for index, each in enumerate(found)
            for account in own
            if each.currency == account.currency
            for score, reason in [_score(each, account, institution, started_from)]
            if score
        ),
    )
    given: dict[int, Suggestion] = {}
    taken: set[int] = set()
    for score, index, account_id, reason in scored:
        if index not in given and account_id not in taken:
            taken.add(account_id)
            given[index] = Suggestion(account_id, reason, -score >= _SURE)
    return {each.provider_account_id: given.get(index, _NONE) for index, each in enumerate(found)}


_SURE = 60


def _score(found: FoundAccount, own: OwnAccount, institution: str | None, started_from: int | None) -> tuple[int, str]:
    if found.persistent_account_id and found.persistent_account_id == own.persistent_account_id:
        return 100, "the same account as before"
    if found.provider_account_id == own.provider_account_id:
        return 95, "the same account as before"
    masks_differ = found.mask and own.mask and found.mask != own.mask
    is_same_type = found.account_type == own.account_type
    bank = (found.institution.name if found.institution else institution or "").casefold()
    own_bank = (own.institution or "").casefold()
    is_same_bank = bool(bank) and bank == own_bank
    if own.is_connected and bank and own_bank and not is_same_bank:
        # Another bank reports on it.
        return 0, ""
    if found.mask and found.mask == own.mask and (is_same_type or is_same_bank):
        return 80, "same last 4"
    if masks_differ:
        return 0, ""
    if own.id == started_from and is_same_type:
        return 70, "you started from this account"
    if is_same_bank and is_same_type:
        return 50, "same bank and kind"
    if found.name.casefold() == own.name.casefold() and is_same_type:
        return 40, "same name and kind"
    return 0, ""
