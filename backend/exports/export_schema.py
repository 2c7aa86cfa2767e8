"""What an export holds: its parts, the names of their fields, and what stays out, each with its reason."""

from typing import Any, NamedTuple

from sqlalchemy import Column, Table

from backend.accounts.models import Account, AccountGroup, Institution
from backend.balances.models import BalanceSnapshot
from backend.budgets.models import Budget, BudgetMove, BudgetPlan, BudgetTemplate, DismissedAlert, PayDay, StandingLine
from backend.categories.models import Category
from backend.categorization.models import AmountRule, MerchantMapping
from backend.debts.models import CardTerms, LoanExtraPayment, LoanRate, LoanTerms, PayoffPlan
from backend.documents.models import Document, DocumentLink
from backend.education.models import ContentResponse
from backend.exchange_rates.models import ExchangeRate
from backend.forecasting.models import KeptForecast
from backend.goals.models import Goal, GoalContribution
from backend.imports.models import Import, RememberedMapping
from backend.infra.tables import BudgetBase, InvestmentsBase
from backend.ingest.models import SourceRow
from backend.investments.models import (
    Holding,
    InvestmentAccount,
    InvestmentTransaction,
    Portfolio,
    PortfolioMember,
    Price,
    Security,
    Split,
    TargetWeight,
)
from backend.net_worth.models import ManualAsset, ManualValuation, NetWorthSnapshot
from backend.payees.models import Payee, PayeeSpelling
from backend.planning.models import Scenario, ScenarioAllocation, ScenarioLine
from backend.profiles.models import StoredProfile
from backend.reconciliation.models import ReconciledTransaction, Reconciliation
from backend.recurring.models import Series, SeriesPayee
from backend.rules.models import DismissedSuggestion, Rule
from backend.saved_views.models import SavedView
from backend.signals.models import ConsentEvent, SignalRun, StoredSignal
from backend.transactions.models import DeletedTransaction, RefundLink, Tag, Transaction, TransactionTag
from backend.transfers.models import RejectedPair, TransferPair

FORMAT = "budget-app"
# Goes up when a field comes whose loss a person would notice; every version reads all earlier ones.
FORMAT_VERSION = 2
OMISSIONS = (
    "Secrets, such as the keys of banks and of other services: they stay on the computer where they were typed.",
    "The history of changes: what was done before cannot be undone where this file is read.",
    "Files that were only looked at and not imported.",
)
# Rows of other tables are part of these, can be rebuilt from them, or belong to this computer.
EXCLUDED_TABLES = {
    "users": "one person, without a name",
    "app_settings": "exported as “settings”, without secrets",
    "descriptors": "made again from the texts of transactions",
    "transaction_splits": "exported inside their transaction",
    "monthly_totals": "summed again from transactions",
    "counted_parts": "made again from splits, shares and refunds",
    "possible_pairs": "questions about transfers, which are found again",
    "idempotency_keys": "answers to repeated requests of one day",
    "changes": "the undo history",
    "rule_matches": "which rule decided a transaction; its reason names the rule",
    "connections": "logins at banks with their tokens; they stay on this computer, and each bank is linked again",
    "sync_cursors": "how far a connection was read",
    "sync_log": "what each sync did",
    "link_sessions": "attempts to connect a bank",
    "ai_calls": "receipts of what this computer sent to AI",
    "mcp_clients": "assistants with their tokens, which stay on this computer",
    "mcp_calls": "what assistants asked for",
    "notification_log": "which e-mails were sent",
    "content_reviews": "what an operator of a shared server decided",
    "inbox_items": "notices, which are found again",
    "insight_analyses": "analyses that AI wrote; they can be written again",
    "insight_messages": "what was asked and answered about analyses",
    "ai_answers": "what AI said about merchants; its suggestions stand in the transactions",
    "ai_proposals": "rules that AI proposed; accepted ones are exported as mappings and rules",
    "trained_models": "trained again from confirmed transactions",
    "legacy_rows": "rows of an older app without a place yet, bank tokens among them; they stay in the data folder",
    "adoptions": "the report about taking older data over; it lies beside the backup too",
}
_EXCLUDED_COLUMNS = (
    "user_id",
    "descriptor_id",
    "connection_id",
    "sync_log_id",
    "correction_change_id",
    "has_parts",
    # Links of an investment account to its bank.
    "bank_connection_id",
    "plaid_item_id",
)


class ExportPart(NamedTuple):
    """One list of the export: the rows of one table."""

    name: str
    model: type[BudgetBase | InvestmentsBase]
    # The first version of the format that has it.
    since_version: int = 1

    @property
    def table(self) -> Table:
        table = self.model.__table__
        assert isinstance(table, Table)
        return table

    @property
    def has_sequence(self) -> bool:
        """Say whether the numbers of its rows are never given twice."""
        return bool(self.table.dialect_options["sqlite"]["autoincrement"])


# Each part refers only to those above it.
PARTS = (
    ExportPart("institutions", Institution),
    ExportPart("account_groups", AccountGroup, since_version=2),
    ExportPart("accounts", Account),
    ExportPart("card_terms", CardTerms, since_version=2),
    ExportPart("loan_terms", LoanTerms, since_version=2),
    ExportPart("loan_rates", LoanRate, since_version=2),
    ExportPart("loan_extra_payments", LoanExtraPayment, since_version=2),
    ExportPart("payoff_plans", PayoffPlan, since_version=2),
    ExportPart("categories", Category),
    ExportPart("payees", Payee, since_version=2),
    ExportPart("payee_spellings", PayeeSpelling, since_version=2),
    ExportPart("merchant_mappings", MerchantMapping),
    ExportPart("amount_rules", AmountRule),
    ExportPart("rules", Rule, since_version=2),
    ExportPart("dismissed_suggestions", DismissedSuggestion, since_version=2),
    ExportPart("budgets", Budget),
    ExportPart("budget_plans", BudgetPlan, since_version=2),
    ExportPart("standing_lines", StandingLine, since_version=2),
    ExportPart("budget_moves", BudgetMove, since_version=2),
    ExportPart("budget_templates", BudgetTemplate, since_version=2),
    ExportPart("dismissed_budget_alerts", DismissedAlert, since_version=2),
    ExportPart("pay_days", PayDay, since_version=2),
    ExportPart("series", Series, since_version=2),
    ExportPart("series_payees", SeriesPayee, since_version=2),
    ExportPart("forecasts", KeptForecast, since_version=2),
    ExportPart("saved_views", SavedView, since_version=2),
    ExportPart("goals", Goal, since_version=2),
    ExportPart("goal_contributions", GoalContribution, since_version=2),
    ExportPart("scenarios", Scenario, since_version=2),
    ExportPart("scenario_lines", ScenarioLine, since_version=2),
    ExportPart("scenario_allocations", ScenarioAllocation, since_version=2),
    ExportPart("imports", Import),
    ExportPart("column_mappings", RememberedMapping),
    ExportPart("balance_snapshots", BalanceSnapshot),
    ExportPart("exchange_rates", ExchangeRate, since_version=2),
    ExportPart("manual_assets", ManualAsset, since_version=2),
    ExportPart("manual_valuations", ManualValuation, since_version=2),
    ExportPart("net_worth_snapshots", NetWorthSnapshot, since_version=2),
    ExportPart("consent_events", ConsentEvent, since_version=2),
    ExportPart("signal_runs", SignalRun, since_version=2),
    ExportPart("signals", StoredSignal, since_version=2),
    ExportPart("personas", StoredProfile, since_version=2),
    ExportPart("content_responses", ContentResponse, since_version=2),
    ExportPart("transactions", Transaction),
    ExportPart("deleted_transactions", DeletedTransaction),
    ExportPart("source_rows", SourceRow),
    ExportPart("reconciliations", Reconciliation, since_version=2),
    ExportPart("reconciled_transactions", ReconciledTransaction, since_version=2),
    ExportPart("tags", Tag, since_version=2),
    ExportPart("transaction_tags", TransactionTag, since_version=2),
    ExportPart("refund_links", RefundLink, since_version=2),
    ExportPart("transfer_pairs", TransferPair, since_version=2),
    ExportPart("rejected_pairs", RejectedPair, since_version=2),
    ExportPart("documents", Document, since_version=2),
    ExportPart("document_links", DocumentLink, since_version=2),
)
# The bytes of the attached files, each once: not a table.
FILES = "files"

# The same of investments.db.
INVESTMENT_PARTS = (
    ExportPart("investment_accounts", InvestmentAccount, since_version=2),
    ExportPart("securities", Security, since_version=2),
    ExportPart("prices", Price, since_version=2),
    ExportPart("security_splits", Split, since_version=2),
    ExportPart("holdings", Holding, since_version=2),
    ExportPart("investment_transactions", InvestmentTransaction, since_version=2),
    ExportPart("portfolios", Portfolio, since_version=2),
    ExportPart("portfolio_members", PortfolioMember, since_version=2),
    ExportPart("target_weights", TargetWeight, since_version=2),
)
EXCLUDED_INVESTMENT_TABLES = {
    "brokerage_connections": "when each login at a broker was read; logins stay on this computer",
    "investment_imports": "which files of brokers were read; each transaction keeps the key by which a file knows it",
    "positions": "computed again from holdings and activities",
    "account_values": "computed again from activities and prices",
    "changes": "the undo history",
    "legacy_rows": "rows of an older app as they were; they stay in the data folder",
    "adoptions": "the report about taking older data over; it lies beside the backup too",
}


def export_fields(table: Table) -> dict[str, Column[Any]]:
    """Return the columns of a table by their names in the export: a category is named by its key, not by its id."""
    exported = (column for column in table.columns if column.name not in _EXCLUDED_COLUMNS)
    return {_name(column): column for column in exported}


def referenced_table(column: Column[Any]) -> str | None:
    """Return the table that a column refers to."""
    return next((key.target_fullname.partition(".")[0] for key in column.foreign_keys), None)


def _name(column: Column[Any]) -> str:
    return column.name.removesuffix("_id") + "_short_desc" if referenced_table(column) == "categories" else column.name
