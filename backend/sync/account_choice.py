"""The person's choice of accounts at a bank: suggestions, and connecting the accounts that were chosen."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from backend.accounts import connections
from backend.accounts import queries as accounts
from backend.accounts import service as account_service
from backend.accounts.models import Account, Connection, Institution
from backend.accounts.names import free_name
from backend.infra.database import WriteSession
from backend.sync import apply, queries
from backend.sync.account_matching import Suggestion, suggest
from backend.sync.errors import BadChoice
from backend.sync.models import LinkSession
from backend.sync.provider import FoundAccount, FoundInstitution

Json = dict[str, Any]


class Choice(NamedTuple):
    """Where an account at the bank goes: into one of ours, into a new one, or nowhere (both None)."""

    provider_account_id: str
    account_id: int | None = None
    new_account: Json | None = None

    @property
    def is_left_out(self) -> bool:
        """Say whether the account stays unconnected."""
        return self.account_id is None and self.new_account is None


def connect_accounts(
    db: WriteSession,
    user_id: int,
    connection: Connection,
    found: dict[str, FoundAccount],
    choices: Sequence[Choice],
) -> None:
    """Let the connection report on the chosen accounts. Raises BadChoice.

    An account that another connection reported on moves; a connection without accounts is disconnected.
    """
    ids = [choice.account_id for choice in choices if choice.account_id is not None]
    if len(set(ids)) < len(ids):
        raise BadChoice("One account cannot take in two accounts of the bank. Choose another one.")
    if all(choice.is_left_out for choice in choices):
        raise BadChoice("Choose at least one account, or cancel.")
    before = {account.provider_account_id for account in connections.accounts_of(db, user_id, connection.id)}
    left_behind = set()
    for choice in choices:
        offered = found.get(choice.provider_account_id)
        if offered is None:
            raise BadChoice("The bank does not list one of these accounts. Start again.")
        account = _chosen(db, user_id, connection, offered, choice)
        if account is None:
            continue
        if account.currency != offered.currency:
            raise BadChoice(
                f"“{account.name}” is in {account.currency}, but the bank's account is in {offered.currency}."
            )
        if account.connection_id not in (None, connection.id):
            left_behind.add(account.connection_id)
        bank = ensure_institution(db, user_id, connection.provider, offered.institution)
        connections.attach(
            account, connection, provider_account_id=offered.provider_account_id,
            persistent_account_id=offered.persistent_account_id, official_name=offered.official_name, mask=offered.mask,
            institution_id=bank.id if bank else connection.institution_id,
        )  # fmt: skip
    chosen = {choice.provider_account_id for choice in choices if not choice.is_left_out}
    connection.left_out = sorted(found.keys() - chosen) or None
    db.flush()
    if chosen - before:
        # Rows of an account that was left out until now were read already.
        apply.save_cursor(db, user_id, connection.id, "")
    for id_ in left_behind:
        other = queries.connection(db, user_id, id_ or 0)
        if not connections.accounts_of(db, user_id, other.id):
            connections.ends(db, user_id, other)


def suggestions(db: Any, user_id: int, session: LinkSession) -> dict[str, Suggestion]:
    """Return where each found account may go."""
    found = [found_from(each) for each in session.found_accounts or []]
    name = None
    if session.connection_id is not None:
        name = queries.connection(db, user_id, session.connection_id).name
    return suggest(found, queries.own_accounts(db, user_id), institution=name, started_from=session.account_id)


def as_json(found: FoundAccount) -> Json:
    """Return an account at the bank as it is kept with its link; the logo of its bank is not."""
    bank = found.institution
    return {
        **{name: getattr(found, name) for name in FoundAccount._fields if name not in ("institution", "balance_on")},
        "institution": [bank.provider_institution_id, bank.name] if bank else None,
    }


def found_from(kept: Json) -> FoundAccount:
    """Return the account that `as_json` kept."""
    bank = kept.get("institution")
    return FoundAccount(**{**kept, "institution": FoundInstitution(*bank) if bank else None})


def _chosen(
    db: WriteSession, user_id: int, connection: Connection, offered: FoundAccount, choice: Choice
) -> Account | None:
    if choice.account_id is not None:
        return accounts.one(db, user_id, choice.account_id)
    if choice.new_account is None:
        current = connections.accounts_of(db, user_id, connection.id)
        for account in current:
            if account.provider_account_id == choice.provider_account_id:
                connections.detach(account)
        return None
    taken = {account.name.casefold() for account in accounts.list_accounts(db, user_id)}
    return account_service.create(
        db,
        user_id,
        name=choice.new_account.get("name") or free_name(offered.name, taken),
        account_type=choice.new_account.get("account_type") or offered.account_type,
        currency=offered.currency,
        mask=offered.mask,
    )


def ensure_institution(
    db: WriteSession, user_id: int, provider: str, found: FoundInstitution | None
) -> Institution | None:
    return connections.ensure_institution(db, user_id, provider=provider, **found._asdict()) if found else None
