"""Accounts of the older app, also those it kept for investments. Their links to a bank wait for the bank sync."""

from backend.accounts.kinds import ACCOUNT_TYPES, OWED
from backend.accounts.models import Account, Institution
from backend.accounts.names import free_name
from backend.adoption.filling import Filling
from backend.adoption.older_data import Row
from backend.adoption.values import Unreadable, exact, moment, text

_LINK = ("plaid_item_id", "plaid_access_token", "plaid_cursor", "plaid_account_id", "last_synced_at", "last_sync_error")
_BALANCES = ("balance_current", "balance_available", "balance_limit")
_LONGEST = 100


def take(filling: Filling) -> None:
    """Afterwards all accounts are here under their own numbers, and every link to a bank is kept whole."""
    institutions: dict[str, int] = {}
    for position, row in enumerate(filling.rows("accounts")):
        account = Account(
            id=row["id"],
            user_id=filling.user_id,
            institution_id=_institution(filling, text(row.get("institution")).strip(), institutions),
            name=_name(filling, row),
            account_type=_type(filling, row),
            currency=filling.currency,
            balance_updated_at=moment(row.get("balance_updated_at")),
            position=position,
            created_at=filling.made_at(row),
            updated_at=filling.made_at(row),
        )
        for column in _BALANCES:
            setattr(account, f"{column}_minor", _balance(filling, row, column))
        if account.account_type in OWED and account.balance_current_minor is not None:
            # The older app kept what Plaid sends: of a card or a loan what is owed, as a positive number.
            account.balance_current_minor *= -1
        filling.db.add(account)
        filling.accounts[account.id] = account.name
        filling.taken("accounts")
        if any(row.get(column) for column in _LINK):
            _keep_link(filling, row)
    filling.db.flush()


def _keep_link(filling: Filling, row: Row) -> None:
    filling.keep("accounts", row, "The link to the bank, for the bank sync")
    token = row.get("plaid_access_token")
    if token and filling.tokens.plain(text(token)) is None:
        told = "No key here can read its bank token, so it stays encrypted as it was. Link the bank again."
        filling.report.could_not_keep.append(
            {"table": "accounts", "row_id": row["id"], "reason": told, "row": {"name": text(row.get("name"))}}
        )


def _institution(filling: Filling, name: str, known: dict[str, int]) -> int | None:
    if name and name.casefold() not in known:
        institution = Institution(user_id=filling.user_id, name=name[:_LONGEST])
        filling.db.add(institution)
        filling.db.flush()
        known[name.casefold()] = institution.id
    return known.get(name.casefold())


def _name(filling: Filling, row: Row) -> str:
    name = text(row.get("name"))
    readable = "".join(letter for letter in name if letter.isprintable()).strip()[:_LONGEST] or f"Account {row['id']}"
    fitting = free_name(readable, {taken.casefold() for taken in filling.accounts.values()})
    if fitting != name:
        filling.changed("accounts", row, "name", fitting, "A name has 1 to 100 letters, and no two accounts share it.")
    return fitting


def _type(filling: Filling, row: Row) -> str:
    told = text(row.get("account_type")).strip().lower()
    if told in ACCOUNT_TYPES:
        return told
    filling.changed("accounts", row, "account_type", "checking", "There is no such kind of account.")
    return "checking"


def _balance(filling: Filling, row: Row, column: str) -> int | None:
    if row.get(column) is None:
        return None
    try:
        minor, is_rounded = exact(row[column], filling.currency)
    except Unreadable as error:
        filling.changed("accounts", row, column, None, str(error))
        return None
    if is_rounded:
        filling.changed("accounts", row, column, minor, "Rounded to whole minor units.")
    return minor
