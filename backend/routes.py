"""Every router there is but /health: the map of the HTTP interface. Takes a quarter of a start to import."""

from fastapi import APIRouter

from backend.adoption.api import router as adoption
from backend.budgets.api import router as budgets
from backend.categorization.api import mappings, rules
from backend.home.api import router as home
from backend.imports.api import router as imports
from backend.insights.api import router as spending
from backend.insights.api import today_router as today
from backend.passbook.api import router as accounts
from backend.review.api import router as review
from backend.settings.api import router as settings
from backend.story.api import router as story
from backend.sync.api import accounts_router as bank_accounts
from backend.sync.api import connections_router as connections
from backend.sync.api import router as sync
from backend.takeout.api import router as takeout
from backend.taxonomy.api import router as categories
from backend.transactions.api import router as transactions
from backend.undo.api import router as undo

ROUTERS: tuple[APIRouter, ...] = (
    home,
    today,
    transactions,
    review,
    story,
    spending,
    categories,
    mappings,
    rules,
    budgets,
    # Before the accounts: “sync-history” is no account's number.
    bank_accounts,
    accounts,
    imports,
    connections,
    sync,
    settings,
    undo,
    takeout,
    adoption,
)
