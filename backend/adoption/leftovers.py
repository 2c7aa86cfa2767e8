"""What has no place of its own here yet: tables whose feature is to come, and columns that somebody added."""

from backend.adoption.filling import Filling

# What every age of the older app wrote, by table; each of these columns has its place here.
_PLACED = {
    "categories": "id short_desc display_name parent_id color is_income is_recurring created_at",
    "merchant_mappings": "id merchant_pattern category_id confidence created_at",
    "amount_rules": "id description_pattern amount tolerance short_desc category_id notes created_at",
    "budgets": "id category_id month amount created_at",
    "accounts": (
        "id name institution account_type plaid_item_id plaid_access_token plaid_cursor plaid_account_id"
        " plaid_connection_status last_synced_at last_sync_error balance_current balance_available balance_limit"
        " balance_updated_at created_at"
    ),
}
# Their rows are kept whole in the ledger, or as settings.
_WHOLE = ("transactions", "deleted_transactions", "app_settings")


def take(filling: Filling) -> None:
    """Afterwards every row of every other table is kept whole, and so is a row with a column that nobody knows."""
    for table in filling.older.columns:
        if table in _PLACED:
            _keep_unknown_columns(filling, table, set(_PLACED[table].split()))
        elif table not in _WHOLE:
            for row in filling.rows(table):
                filling.keep(table, row, "For a feature to come")
                filling.taken(table)
    filling.flush()


def _keep_unknown_columns(filling: Filling, table: str, placed: set[str]) -> None:
    unknown = [column for column in filling.older.columns[table] if column not in placed]
    if not unknown:
        return
    for row in filling.older.rows(table):
        if any(row[column] is not None for column in unknown):
            filling.keep(table, row, f"It has more than this app knows: {', '.join(unknown)}"[:300])
