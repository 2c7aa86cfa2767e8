"""Accounts of the older app, also those it kept for investments. Their links to a bank wait for the bank sync."""

from backend.accounts.kinds import ACCOUNT_TYPES, LIABILITY_TYPES
from backend.accounts.models import Account, Institution
from backend.accounts.names import free_name
from backend.legacy.context import MigrationContext
from backend.legacy.legacy_data import Row
from backend.legacy.values import UnreadableLegacyValue, parse_amount, parse_moment, to_text

_LINK = ("plaid_item_id", "plaid_access_token", "plaid_cursor", "plaid_account_id", "last_synced_at", "last_sync_error")
_BALANCES = ("balance_current", "balance_available", "balance_limit")
_LONGEST = 100


def migrate(context: MigrationContext) -> None:
    """Afterwards all accounts are here under their own numbers, and every link to a bank is kept whole."""
    institutions: dict[str, int] = {}
    for position, row in enumerate(context.rows("accounts")):
        account = Account(
            id=row["id"],
            user_id=context.user_id,
            institution_id=_institution(context, to_text(row.get("institution")).strip(), institutions),
            name=_name(context, row),
            account_type=_type(context, row),
            currency=context.currency,
            balance_updated_at=parse_moment(row.get("balance_updated_at")),
            position=position,
            created_at=context.created_at(row),
            updated_at=context.created_at(row),
        )
        for column in _BALANCES:
            setattr(account, f"{column}_minor", _balance(context, row, column))
        if account.account_type in LIABILITY_TYPES and account.balance_current_minor is not None:
            # The older app kept what Plaid sends: of a card or a loan what is owed, as a positive number.
            account.balance_current_minor *= -1
        context.db.add(account)
        context.accounts[account.id] = account.name
        context.count_migrated("accounts")
        if any(row.get(column) for column in _LINK):
            _keep_link(context, row)
    context.db.flush()


def _keep_link(context: MigrationContext, row: Row) -> None:
    context.keep_unmapped("accounts", row, "The link to the bank, for the bank sync")
    token = row.get("plaid_access_token")
    if token and context.tokens.decrypt(to_text(token)) is None:
        reason = "No key here can read its bank token, so it stays encrypted as it was. Link the bank again."
        context.report.could_not_keep.append(
            {"table": "accounts", "row_id": row["id"], "reason": reason, "row": {"name": to_text(row.get("name"))}}
        )


def _institution(context: MigrationContext, name: str, institution_ids: dict[str, int]) -> int | None:
    if name and name.casefold() not in institution_ids:
        institution = Institution(user_id=context.user_id, name=name[:_LONGEST])
        context.db.add(institution)
        context.db.flush()
        institution_ids[name.casefold()] = institution.id
    return institution_ids.get(name.casefold())


def _name(context: MigrationContext, row: Row) -> str:
    name = to_text(row.get("name"))
    readable = "".join(letter for letter in name if letter.isprintable()).strip()[:_LONGEST] or f"Account {row['id']}"
    fitting = free_name(readable, {taken.casefold() for taken in context.accounts.values()})
    if fitting != name:
        context.record_changed_value(
            "accounts", row, "name", fitting, "A name has 1 to 100 letters, and no two accounts share it."
        )
    return fitting


def _type(context: MigrationContext, row: Row) -> str:
    account_type = to_text(row.get("account_type")).strip().lower()
    if account_type in ACCOUNT_TYPES:
        return account_type
    context.record_changed_value("accounts", row, "account_type", "checking", "There is no such kind of account.")
    return "checking"


def _balance(context: MigrationContext, row: Row, column: str) -> int | None:
    if row.get(column) is None:
        return None
    try:
        minor, is_rounded = parse_amount(row[column], context.currency)
    except UnreadableLegacyValue as error:
        context.record_changed_value("accounts", row, column, None, str(error))
        return None
    if is_rounded:
        context.record_changed_value("accounts", row, column, minor, "Rounded to whole minor units.")
    return minor
