"""Every router there is but /health: the map of the HTTP interface. Takes a quarter of a start to import."""

from backend.account_overview.api import router as account_overview
from backend.accounts.api import router as account_groups
from backend.ai.api import router as ai
from backend.app_info.api import router as app_info
from backend.app_lock.api import router as app_lock
from backend.assistant.api import router as assistant
from backend.backup.api import router as backups
from backend.brokerage_sync.api import router as brokerages
from backend.budgets.api import router as budgets
from backend.calculators.api import router as calculators
from backend.categorization.api import categoriser, mappings, rules
from backend.debts.api import router as debts
from backend.documents.api import router as documents
from backend.editing.api import router as editing
from backend.encryption.api import router as encryption
from backend.erasure.api import router as erasure
from backend.exchange_rates.api import router as exchange_rates
from backend.exports.api import router as exports
from backend.forecasting.api import router as forecast
from backend.goals.api import router as goals
from backend.history.api import router as history
from backend.imports.api import router as imports
from backend.inbox.api import router as inbox
from backend.infra.web import Router
from backend.insights.api import cash_flow_router as cash_flow
from backend.insights.api import router as spending
from backend.insights.api import today_router as today
from backend.investment_imports.api import router as investment_imports
from backend.investments.api import router as investments
from backend.legacy.api import router as legacy
from backend.mcp_server.api import router as assistants
from backend.moving_in.api import router as moving_in
from backend.net_worth.api import router as net_worth
from backend.notifications.api import router as notifications
from backend.payee_overview.api import router as payees
from backend.planning.api import router as planning
from backend.profiles.api import operator_router as operator
from backend.profiles.api import router as profile
from backend.provenance.api import router as provenance
from backend.reconciliation.api import router as reconciliation
from backend.recurring.api import router as recurring
from backend.review.api import router as review
from backend.rule_runs.api import router as person_rules
from backend.saved_views.api import router as saved_views
from backend.settings.api import router as settings
from backend.sync.api import accounts_router as bank_accounts
from backend.sync.api import connections_router as connections
from backend.sync.api import router as sync
from backend.tax_pack.api import router as tax_packs
from backend.taxonomy.api import router as taxonomy
from backend.transactions.api import router as transactions
from backend.transfers.api import router as transfers
from backend.undo.api import router as undo

ROUTERS: tuple[Router, ...] = (
    app_info,
    backups,
    app_lock,
    encryption,
    today,
    assistant,
    inbox,
    profile,
    operator,
    calculators,
    assistants,
    notifications,
    transactions,
    editing,
    transfers,
    documents,
    erasure,
    tax_packs,
    review,
    provenance,
    spending,
    cash_flow,
    payees,
    taxonomy,
    mappings,
    rules,
    person_rules,
    categoriser,
    ai,
    recurring,
    forecast,
    goals,
    planning,
    budgets,
    investments,
    net_worth,
    # Before the accounts: “sync-history” is no account's number.
    bank_accounts,
    account_overview,
    account_groups,
    reconciliation,
    debts,
    imports,
    moving_in,
    # Before the investments: “imports” is no account's number.
    investment_imports,
    brokerages,
    connections,
    sync,
    exchange_rates,
    settings,
    saved_views,
    undo,
    history,
    exports,
    legacy,
)


def server_routers() -> tuple[Router, ...]:
    """Return the routers that only a server with sign-in has."""
    from backend.access.api import router as access

    return (access,)
