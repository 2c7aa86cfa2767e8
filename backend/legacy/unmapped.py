"""Legacy data without a table of its own yet: tables of later features, and columns that somebody added."""

from backend.legacy.context import MigrationContext

# The columns that all versions of the legacy app wrote, by table; each of them is migrated.
_MAPPED_COLUMNS = {
    "categories": "id short_desc display_name parent_id color is_income is_recurring created_at",
    "merchant_mappings": "id merchant_pattern category_id confidence created_at",
    "amount_rules": "id description_pattern amount tolerance short_desc category_id notes created_at",
    "budgets": "id category_id month amount created_at",
    "accounts": (
        "id name institution account_type plaid_item_id plaid_access_token plaid_cursor plaid_account_id"
        " plaid_connection_status last_synced_at last_sync_error balance_current balance_available balance_limit"
        " balance_updated_at created_at"
    ),
    "notification_log": "id transaction_id email_message_id sent_at replied_at reply_category",
}
# Their rows are kept whole in the ledger, or as settings.
_MIGRATED_ELSEWHERE = ("transactions", "deleted_transactions", "app_settings")


def migrate(context: MigrationContext) -> None:
    """Afterwards every row of every other table is kept whole, and so is a row with a column that nobody knows."""
    for table in context.legacy_data.columns:
        if table in _MAPPED_COLUMNS:
            _keep_unknown_columns(context, table, set(_MAPPED_COLUMNS[table].split()))
        elif table not in _MIGRATED_ELSEWHERE:
            for row in context.rows(table):
                context.keep_unmapped(table, row, "For a feature to come")
                context.count_migrated(table)
    context.flush()


def _keep_unknown_columns(context: MigrationContext, table: str, mapped: set[str]) -> None:
    unknown = [column for column in context.legacy_data.columns[table] if column not in mapped]
    if not unknown:
        return
    for row in context.legacy_data.rows(table):
        if any(row[column] is not None for column in unknown):
            context.keep_unmapped(table, row, f"It has more than this app knows: {', '.join(unknown)}"[:300])
