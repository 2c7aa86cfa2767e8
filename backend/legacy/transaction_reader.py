"""Convert transactions of the legacy app; every value that cannot be converted is reported. No database access."""

import math
from datetime import date, datetime
from typing import NamedTuple

from backend.legacy.context import MigrationContext
from backend.legacy.legacy_data import Row
from backend.legacy.values import MinorAmount, UnreadableLegacyValue, parse_amount, parse_day, parse_flag, to_text
from backend.transactions.states import SOURCES, STATUSES, TIERS

SOURCE_OF = {"plaid_sync": "plaid", "archive_import": "archive"} | {source: source for source in SOURCES}
# The older app never stored the confidence of imported rows, and filled it in like this at its next start.
_CONFIDENCE_OF = {"amount_rule": 1.0, "merchant_map": 0.8, "ai": 0.7}
_LONGEST_NAME = 200
_T = "transactions"


class TransactionRow(NamedTuple):
    """One transaction, its columns named as in our table."""

    id: int
    account_id: int
    on: date
    description: str
    merchant_name: str | None
    amount_minor: int
    category_id: int | None
    predicted_category_id: int | None
    learned_category_id: int | None
    status: str
    source: str
    categorization_tier: str | None
    prediction_confidence: float | None
    provider_transaction_id: str | None
    is_pending: bool
    created_at: datetime


class TransactionReader:
    """Reads the transactions of one older file in their order."""

    def __init__(self, context: MigrationContext) -> None:
        self._context = context
        self._bank_numbers: set[tuple[int, str]] = set()
        self.suggested = 0
        missing = [name for name in ("status", "source") if not context.has_column(_T, name)]
        if missing:
            context.report.remarks.append(
                f"This age of the older app did not write down the {' and the '.join(missing)} of a transaction: "
                "such rows wait for review, and count as imported from a file unless the bank numbered them."
            )

    def read(self, row: Row) -> TransactionRow | None:
        """Return a row as ours, None if it had to be set aside."""
        context = self._context
        if row["account_id"] not in context.accounts:
            context.set_aside(_T, row, "Its account does not exist.")
            return None
        try:
            on, amount = parse_day(row["date"]), parse_amount(row["amount"], context.currency)
        except UnreadableLegacyValue as error:
            context.set_aside(_T, row, str(error))
            return None
        self._record_rounding(row, amount)
        status = self._status(row)
        category_id = self._category(row, "category_id")
        predicted_id = self._category(row, "predicted_category_id")
        if status == "pending_review" and category_id is not None:
            # The older app filed rows of files before anybody decided; here only a decision files a row.
            if predicted_id not in (None, category_id):
                context.record_changed_value(
                    _T, row, "predicted_category_id", category_id, "It waits under the category it had."
                )
            self.suggested += 1
            category_id, predicted_id = None, category_id
        merchant_name = self._merchant_name(row)
        return TransactionRow(
            id=row["id"],
            account_id=row["account_id"],
            on=on,
            description=to_text(row["description"]),
            merchant_name=merchant_name,
            amount_minor=amount.minor,
            category_id=category_id,
            predicted_category_id=predicted_id,
            # What a person confirmed has taught its merchant already.
            learned_category_id=category_id if status == "confirmed" and merchant_name else None,
            status=status,
            source=self._source(row),
            categorization_tier=self._tier(row),
            prediction_confidence=self._confidence(row),
            provider_transaction_id=self._bank_number(row),
            is_pending=parse_flag(row.get("is_pending")),
            created_at=context.created_at(row),
        )

    def _record_rounding(self, row: Row, amount: MinorAmount) -> None:
        if amount.is_rounded:
            self._context.record_changed_value(_T, row, "amount", amount.minor, "Rounded to whole minor units.")

    def _status(self, row: Row) -> str:
        status = row.get("status")
        if status in STATUSES:
            return str(status)
        if self._context.has_column(_T, "status"):
            self._context.record_changed_value(_T, row, "status", "pending_review", "There is no such status.")
        return "pending_review"

    def _source(self, row: Row) -> str:
        source = SOURCE_OF.get(to_text(row.get("source")))
        if source is not None:
            return source
        fitting = "plaid" if row.get("plaid_transaction_id") else "csv_import"
        if self._context.has_column(_T, "source"):
            self._context.record_changed_value(_T, row, "source", fitting, "There is no such source.")
        return fitting

    def _tier(self, row: Row) -> str | None:
        tier = row.get("categorization_tier")
        if tier is None or tier in TIERS:
            return tier
        self._context.record_changed_value(_T, row, "categorization_tier", None, "There is no such tier.")
        return None

    def _confidence(self, row: Row) -> float | None:
        confidence = row.get("prediction_confidence")
        if confidence is None:
            return _CONFIDENCE_OF.get(to_text(row.get("categorization_tier")))
        if isinstance(confidence, int | float) and not math.isnan(confidence) and confidence >= 0:
            if confidence <= 1:
                return float(confidence)
            self._context.record_changed_value(_T, row, "prediction_confidence", 1.0, "A confidence goes from 0 to 1.")
            return 1.0
        self._context.record_changed_value(_T, row, "prediction_confidence", None, "A confidence goes from 0 to 1.")
        return None

    def _category(self, row: Row, column: str) -> int | None:
        id_ = row.get(column)
        if id_ is None or id_ in self._context.categories:
            return id_
        self._context.record_changed_value(_T, row, column, None, "This category does not exist.")
        return None

    def _merchant_name(self, row: Row) -> str | None:
        name = to_text(row.get("merchant_name"))
        if len(name) > _LONGEST_NAME:
            self._context.record_changed_value(
                _T, row, "merchant_name", name[:_LONGEST_NAME], "A name has up to 200 letters."
            )
        return name[:_LONGEST_NAME] or None

    def _bank_number(self, row: Row) -> str | None:
        number = to_text(row.get("plaid_transaction_id")) or None
        if number is None:
            return None
        if (row["account_id"], number) in self._bank_numbers or len(number) > _LONGEST_NAME:
            self._context.record_changed_value(
                _T, row, "plaid_transaction_id", None, "Another row of the account has this number."
            )
            return None
        self._bank_numbers.add((row["account_id"], number))
        return number
