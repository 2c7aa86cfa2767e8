"""The conductor of an older budget.db: every table in its order, then everything is counted and added up again.

Elsewhere only its owner writes a table. Here all tables are written as one, because the rows keep their numbers and
moments, and no verb of any domain means that.
"""

import os
from dataclasses import asdict
from pathlib import Path

import orjson

from backend.adoption import (
    accounts,
    budgets,
    categories,
    deleted,
    learned,
    leftovers,
    older_settings,
    sums,
    transactions,
)
from backend.adoption.errors import NotTheSame
from backend.adoption.filling import Filling
from backend.adoption.ledger import Ledger
from backend.adoption.models import Adoption
from backend.adoption.older_data import OlderData
from backend.adoption.older_tokens import OlderTokens, keys_in
from backend.adoption.progress import Progress
from backend.adoption.report import Report
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.vault import Vault
from backend.settings.preferences import PREFERENCES
from backend.transactions import service as transaction_service
from backend.transactions import totals
from backend.users.service import ensure_local_user


def fill(db: WriteSession, older: OlderData, *, folder: Path, vault: Vault, report: Report, progress: Progress) -> None:
    """Put everything of the older file in; its keys lie in `folder`.

    Raises NotTheSame if something is missing afterwards.
    """
    filling = Filling(
        db=db,
        user_id=ensure_local_user(db),
        older=older,
        tokens=_tokens(older, folder),
        vault=vault,
        report=report,
        progress=progress,
        now=clock.now(),
        # It had no currency of its own: all it knew was dollars.
        currency=PREFERENCES["base_currency"].default or "USD",
    )
    report.currency = filling.currency
    ledger = Ledger(filling)
    older_settings.take(filling)
    accounts.take(filling)
    categories.take(filling)
    learned.take(filling)
    budgets.take(filling)
    transactions.take(filling, ledger)
    deleted.take(filling, ledger)
    leftovers.take(filling)
    progress.tell("Adding up your months…")
    transaction_service.rebuild_totals(db, filling.user_id, filling.accounts)
    progress.tell("Comparing every month with the older data…")
    _check(filling)
    db.add(
        Adoption(
            user_id=filling.user_id,
            report=orjson.dumps(asdict(report)).decode(),
            created_at=filling.now,
            updated_at=filling.now,
        )
    )
    db.flush()


def _tokens(older: OlderData, folder: Path) -> OlderTokens:
    from_settings = older_settings.token_key(list(older.rows("app_settings")))
    return OlderTokens([from_settings, os.environ.get("PLAID_TOKEN_ENCRYPTION_KEY", ""), *keys_in(folder)])


def _check(filling: Filling) -> None:
    report = filling.report
    if filling.older.has_odd_texts:
        report.remarks.append("Some texts were not in UTF-8 and were read as those of a Western code page.")
    for table, counted in report.tables.items():
        if counted.after + counted.set_aside != counted.before:
            raise NotTheSame(f"the rows of {table} are not all there")
    report.months, is_right = sums.compared(filling)
    if not is_right:
        raise NotTheSame("the sums of its transactions are other ones")
    if totals.differences(filling.db, filling.user_id):
        raise NotTheSame("the monthly totals differ from their rows")
