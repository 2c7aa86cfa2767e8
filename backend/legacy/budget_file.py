"""Migrate a legacy budget.db: every table in its order, then counts and sums are verified.

Elsewhere only its owner writes a table. Here all tables are written as one, because the rows keep their numbers and
moments, and no verb of any domain means that.
"""

import os
from dataclasses import asdict
from pathlib import Path

import orjson

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.vault import Vault
from backend.legacy import (
    accounts,
    budgets,
    categories,
    categorization,
    deleted_transactions,
    legacy_settings,
    mail_log,
    monthly_sums,
    transactions,
    unmapped,
)
from backend.legacy.context import MigrationContext
from backend.legacy.errors import VerificationFailed
from backend.legacy.ledger import LedgerWriter
from backend.legacy.legacy_data import LegacyData
from backend.legacy.legacy_tokens import LegacyTokens, find_keys
from backend.legacy.models import LegacyReport
from backend.legacy.progress import RowProgress
from backend.legacy.report import MigrationReport
from backend.settings.preferences import PREFERENCES
from backend.transactions import service as transaction_service
from backend.transactions import totals
from backend.users.service import ensure_local_user


def migrate(
    db: WriteSession,
    legacy_data: LegacyData,
    *,
    folder: Path,
    vault: Vault,
    report: MigrationReport,
    progress: RowProgress,
) -> None:
    """Put everything of the older file in; its keys lie in `folder`.

    Raises VerificationFailed if something is missing afterwards.
    """
    context = MigrationContext(
        db=db,
        user_id=ensure_local_user(db),
        legacy_data=legacy_data,
        tokens=_tokens(legacy_data, folder),
        vault=vault,
        report=report,
        progress=progress,
        now=clock.now(),
        # It had no currency of its own: all it knew was dollars.
        currency=PREFERENCES["base_currency"].default or "USD",
    )
    report.currency = context.currency
    ledger = LedgerWriter(context)
    legacy_settings.migrate(context)
    accounts.migrate(context)
    categories.migrate(context)
    categorization.migrate(context)
    budgets.migrate(context)
    transactions.migrate(context, ledger)
    deleted_transactions.migrate(context, ledger)
    mail_log.migrate(context)
    unmapped.migrate(context)
    progress.report("Adding up your months…")
    transaction_service.rebuild_totals(db, context.user_id, context.accounts)
    progress.report("Comparing every month with the older data…")
    _check(context)
    db.add(
        LegacyReport(
            user_id=context.user_id,
            report=orjson.dumps(asdict(report)).decode(),
            created_at=context.now,
            updated_at=context.now,
        )
    )
    db.flush()


def _tokens(legacy_data: LegacyData, folder: Path) -> LegacyTokens:
    from_settings = legacy_settings.token_key(list(legacy_data.rows("app_settings")))
    return LegacyTokens([from_settings, os.environ.get("PLAID_TOKEN_ENCRYPTION_KEY", ""), *find_keys(folder)])


def _check(context: MigrationContext) -> None:
    report = context.report
    if context.legacy_data.has_non_utf8_text:
        report.remarks.append("Some texts were not in UTF-8 and were read as those of a Western code page.")
    for table, counted in report.tables.items():
        if counted.after + counted.set_aside != counted.before:
            raise VerificationFailed(f"the rows of {table} are not all there")
    report.months, is_right = monthly_sums.compare_sums(context)
    if not is_right:
        raise VerificationFailed("the sums of its transactions are other ones")
    if totals.differences(context.db, context.user_id):
        raise VerificationFailed("the monthly totals differ from their rows")
