"""The list of all tables: importing this fills the metadata of both databases."""

from backend.access.models import AccessEvent, Invitation, Membership, Person, SignInSession
from backend.accounts.models import Account, AccountGroup, Connection, Institution
from backend.ai.models import AiAnswer, AiCall, AiProposal
from backend.assistant.models import InsightAnalysis, InsightMessage
from backend.balances.models import BalanceSnapshot
from backend.brokerage_sync.models import BrokerageConnection
from backend.budgets.models import (
    Budget,
    BudgetMove,
    BudgetPlan,
    BudgetTemplate,
    DismissedAlert,
    PayDay,
    StandingLine,
)
from backend.categories.models import Category
from backend.categorization.models import AmountRule, MerchantMapping, TrainedModel
from backend.debts.models import CardTerms, LoanExtraPayment, LoanRate, LoanTerms, PayoffPlan
from backend.documents.models import Document, DocumentLink
from backend.education.models import ContentResponse, ContentReview
from backend.exchange_rates.models import ExchangeRate
from backend.forecasting.models import KeptForecast
from backend.goals.models import Goal, GoalContribution
from backend.imports.models import Import, RememberedMapping
from backend.inbox.models import InboxItem
from backend.infra.idempotency import StoredAnswer
from backend.infra.tables import AccessBase, BudgetBase, InvestmentsBase
from backend.infra.undo_log import Change, InvestmentChange
from backend.ingest.models import SourceRow
from backend.investment_imports.models import InvestmentImport
from backend.investments.models import (
    AccountValue,
    Holding,
    InvestmentAccount,
    InvestmentTransaction,
    Portfolio,
    PortfolioMember,
    Position,
    Price,
    Security,
    Split,
    TargetWeight,
)
from backend.legacy.models import LegacyInvestmentRow, LegacyInvestmentsReport, LegacyReport, LegacyRow
from backend.mcp_server.models import McpCall, McpClient
from backend.net_worth.models import ManualAsset, ManualValuation, NetWorthSnapshot
from backend.notifications.models import NotificationLog
from backend.payees.models import Payee, PayeeSpelling
from backend.planning.models import Scenario, ScenarioAllocation, ScenarioLine
from backend.profiles.models import StoredProfile
from backend.reconciliation.models import ReconciledTransaction, Reconciliation
from backend.recurring.models import Series, SeriesPayee
from backend.rules.models import DismissedSuggestion, Rule, RuleMatch
from backend.saved_views.models import SavedView
from backend.settings.models import AppSetting
from backend.signals.models import ConsentEvent, SignalRun, StoredSignal
from backend.sync.models import LinkSession, SyncCursor, SyncLog
from backend.transactions.models import (
    CountedPart,
    DeletedTransaction,
    Descriptor,
    MonthlyTotal,
    RefundLink,
    Tag,
    Transaction,
    TransactionSplit,
    TransactionTag,
)
from backend.transfers.models import PossiblePair, RejectedPair, TransferPair
from backend.users.models import User

BUDGET_TABLES = (
    User,
    AppSetting,
    Institution,
    Connection,
    AccountGroup,
    Account,
    Category,
    AmountRule,
    Rule,
    RuleMatch,
    DismissedSuggestion,
    Payee,
    PayeeSpelling,
    MerchantMapping,
    TrainedModel,
    Import,
    RememberedMapping,
    Descriptor,
    Transaction,
    TransactionSplit,
    CountedPart,
    Tag,
    TransactionTag,
    RefundLink,
    TransferPair,
    PossiblePair,
    RejectedPair,
    Document,
    DocumentLink,
    StoredAnswer,
    MonthlyTotal,
    DeletedTransaction,
    SourceRow,
    BalanceSnapshot,
    ExchangeRate,
    ManualAsset,
    ManualValuation,
    NetWorthSnapshot,
    Budget,
    BudgetPlan,
    StandingLine,
    BudgetMove,
    BudgetTemplate,
    DismissedAlert,
    PayDay,
    Series,
    SeriesPayee,
    KeptForecast,
    Goal,
    GoalContribution,
    Scenario,
    ScenarioLine,
    ScenarioAllocation,
    Reconciliation,
    ReconciledTransaction,
    CardTerms,
    LoanTerms,
    LoanRate,
    LoanExtraPayment,
    PayoffPlan,
    SyncCursor,
    SyncLog,
    LinkSession,
    AiCall,
    AiAnswer,
    AiProposal,
    InsightAnalysis,
    InsightMessage,
    InboxItem,
    McpClient,
    McpCall,
    NotificationLog,
    ConsentEvent,
    SignalRun,
    StoredSignal,
    StoredProfile,
    ContentResponse,
    ContentReview,
    SavedView,
    Change,
    LegacyRow,
    LegacyReport,
)
INVESTMENT_TABLES = (
    InvestmentAccount,
    Security,
    Price,
    Split,
    Holding,
    InvestmentTransaction,
    Portfolio,
    PortfolioMember,
    TargetWeight,
    Position,
    AccountValue,
    InvestmentImport,
    BrokerageConnection,
    InvestmentChange,
    LegacyInvestmentRow,
    LegacyInvestmentsReport,
)
ACCESS_TABLES = (Person, Membership, SignInSession, Invitation, AccessEvent)
METADATA = {"budget": BudgetBase.metadata, "investments": InvestmentsBase.metadata}
# Of a server only.
ACCESS_METADATA = AccessBase.metadata
