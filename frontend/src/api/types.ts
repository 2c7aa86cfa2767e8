/** The names the page uses for what the backend sends. They are generated; see schema.gen.ts. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

// Sent as plain text, but the sets are closed.
export type Status = "pending_review" | "pending_save" | "confirmed" | "auto_confirmed";
export type Tier =
  | "amount_rule"
  | "merchant_map"
  | "rule"
  | "brand"
  | "model"
  | "ai"
  | "user"
  | "import"
  | "unmatched";
export type Fate = "new" | "repeated" | "doubtful" | "unreadable" | "left_out";

type Narrow<T, N> = Omit<T, keyof N> & N;

export type Transaction = Narrow<
  Schemas["TransactionOut"],
  { status: Status; categorization_tier: Tier | null }
>;
export type TransactionPage = Narrow<Schemas["TransactionPage"], { items: Transaction[] }>;
export type Similar = TransactionPage;
export type Why = Narrow<Schemas["WhyOut"], { transaction: Transaction; earlier: Transaction[] }>;
export type Decided = Narrow<Schemas["DecidedOut"], { transaction: Transaction }>;
export type ChangedTransaction = Narrow<Schemas["ChangedTransaction"], { transaction: Transaction }>;
export type Erasable = Schemas["ErasableOut"];
export type ErasureReport = Schemas["ErasureReport"];
export type ImportRow = Narrow<Schemas["RowOut"], { fate: Fate }>;
export type ImportRowPage = Narrow<Schemas["RowPage"], { items: ImportRow[] }>;
export type Preview = Schemas["PreviewOut"];
export type ImportSums = Schemas["SumsOut"];
export type CurrencySums = Schemas["SumOut"];
export type PeriodCount = Schemas["PeriodCountOut"];
export type YearCount = Schemas["YearOut"];
export type Arrival = Schemas["ArrivalOut"];
export type WhyStep = Schemas["StepOut"];
export type Category = Schemas["Category"];
export type ChangedCategory = Schemas["ChangedCategory"];
export type Account = Schemas["Account"];
export type Stats = Schemas["Stats"];
export type DataFile = Schemas["DataFile"];
export type AppInfo = Schemas["App"];
export type Secrets = Schemas["Secrets"];
export type BulkReviewed = Schemas["ReviewedOut"];
export type BulkStaged = Schemas["StagedOut"];
export type SureAccepted = Schemas["StagedOut"];
export type Committed = Schemas["CommittedOut"];
export type Reverted = Schemas["RevertedOut"];
export type TierCounts = Schemas["TiersOut"];
export type BatchCategorized = Schemas["BatchOut"];
export type PredictionsCleared = Schemas["ClearedOut"];
export type Deleted = Schemas["DeletedOut"];
export type Undone = Schemas["UndoneOut"];
export type PreviewColumn = Schemas["ColumnOut"];
export type FateCounts = Schemas["CountsOut"];
export type ImportResult = Schemas["DoneOut"];
export type ImportProgress = Schemas["ProgressOut"];
export type ImportUndone = Schemas["ImportUndoneOut"];
export type ImportUndoPreview = Schemas["UndoPreviewOut"];
export type ImportHistoryItem = Schemas["HistoryOut"];
export type Archived = Schemas["ArchivedOut"];
export type Book = Schemas["BookOut"];
export type BookAccount = Schemas["BookAccountOut"];
export type BookChoices = Schemas["ChoicesIn"];
export type Parity = Schemas["ParityOut"];
export type AccountParity = Schemas["AccountParityOut"];
export type CategoryParity = Schemas["CategoryParityOut"];
export type NoPlace = Schemas["NoPlaceOut"];
export type ArchivedTable = Schemas["TableOut"];
export type DeletedAccount = Schemas["DeletedAccount"];
export type EverythingRestored = Schemas["EverythingRestoredOut"];
export type Adoption = Schemas["AdoptionOut"];
export type AdoptedFile = Schemas["AdoptedFileOut"];
export type StatedBalance = Schemas["BalanceOut"];
export type Coverage = Schemas["CoverageOut"];
export type CoveredMonth = Schemas["CoveredMonthOut"];
export type BalanceGap = Schemas["GapOut"];
export type Transfer = Narrow<
  Schemas["TransferOut"],
  {
    linked: Narrow<Schemas["LinkedOut"], { other: Transaction | null }> | null;
    candidates: Narrow<Schemas["TransferCandidateOut"], { transaction: Transaction }>[];
  }
>;
export type PossibleTransfer = Narrow<Schemas["PossibleOut"], { out: Transaction; into: Transaction }>;
export type TransferWithoutAccount = Narrow<Schemas["WithoutAccountOut"], { transaction: Transaction }>;
type RefundLink = Narrow<Schemas["RefundLinkOut"], { transaction: Transaction | null }>;
export type Refunds = Narrow<
  Schemas["RefundsOut"],
  {
    pays_back: RefundLink[];
    paid_back_by: RefundLink[];
    candidates: Narrow<Schemas["RefundCandidateOut"], { transaction: Transaction }>[];
  }
>;
export type Owed = Narrow<Schemas["OwedOut"], { transaction: Transaction }>;
export type BulkEdited = Schemas["BulkEditedOut"];
export type BulkRun = Schemas["BulkRunOut"];
export type BulkChanges = Omit<Partial<Schemas["BulkEditIn"]>, "transaction_ids">;
export type Payee = Schemas["PayeeOut"];
export type PayeeRow = Schemas["PayeeRow"];
export type PayeeList = Schemas["PayeeList"];
export type ChangedPayee = Schemas["ChangedPayee"];
export type RowChange = Schemas["RowChangeOut"];
export type TagCount = Schemas["TagOut"];
export type AttachedFile = Schemas["DocumentOut"];
export type DocumentRow = Schemas["DocumentOut"];
export type DocumentDetails = Schemas["DocumentDetails"];
export type DocumentList = Schemas["DocumentsOut"];
export type DocumentChanges = Schemas["DocumentChanges"];
export type Purchase = Schemas["PurchaseOut"];
export type TaxPackData = Schemas["TaxPackOut"];
export type Attached = Schemas["DocumentAdded"];
export type AccountRegister = Narrow<
  Schemas["Register"],
  { rows: Narrow<Schemas["RegisterRow"], { transaction: Transaction }>[] }
>;
export type EarlierSplit = Schemas["EarlierSplitOut"];
export type TransactionPart = Schemas["SplitOut"];
export type RatesState = Schemas["RatesState"];
export type ExchangeRate = Schemas["RateOut"];
export type NetWorth = Schemas["NetWorth"];
export type NetWorthItem = Schemas["NetWorthItem"];
export type NetWorthPart = Schemas["NetWorthPart"];
export type NetWorthPoint = Schemas["NetWorthPoint"];
export type NetWorthHistory = Schemas["NetWorthHistory"];
export type NetWorthDrivers = Schemas["NetWorthDrivers"];
export type ManualAsset = Schemas["AssetOut"];
export type NewManualAsset = Schemas["NewAsset"];
export type ManualAssetChanges = Schemas["AssetChanges"];
export type Setting = Schemas["Setting"];
export type AccountsOverview = Schemas["Overview"];
export type AccountGroup = Schemas["AccountGroup"];
export type IncompleteMonth = Schemas["IncompleteMonth"];
export type BalanceDifference = Schemas["Difference"];
export type ReconciliationDraft = Schemas["ReconciliationDraft"];
export type Debts = Schemas["DebtsOut"];
export type Card = Schemas["CardOut"];
export type Loan = Schemas["LoanOut"];
export type LoanTermsIn = Schemas["LoanTermsIn"];
export type Installment = Schemas["InstallmentOut"];
export type Payoff = Schemas["PayoffOut"];
export type SyncState = Schemas["SyncState"];
export type SyncRun = Schemas["RunState"];
export type SyncEntry = Schemas["SyncEntry"];
export type SyncDetail = Schemas["SyncDetail"];
export type SyncSummary = Schemas["SyncSummary"];
export type SyncAnswer = Schemas["SyncAnswer"];
export type SyncUndo = Schemas["SyncUndo"];
export type RuleSaved = Schemas["RuleSaved"];
export type SyncTrigger = SyncEntry["trigger"];
export type BankConnection = Schemas["Connection"];
export type BankLink = Schemas["Link"];
export type FoundAccount = Schemas["FoundAccountOut"];
export type DoubtfulRow = Schemas["DoubtfulRow"];
export type AiState = Schemas["AiState"];
export type TrackRecord = Schemas["TrackRecord"];
export type TierOutcome = Schemas["TierOutcome"];
export type MonthOfWork = Schemas["MonthOfWork"];
export type LocalModelState = Schemas["LocalModelState"];
export type ModelQuality = Schemas["ModelQuality"];
export type AiMonth = Schemas["AiMonth"];
export type AiRun = Schemas["AiRun"];
export type AiPurpose = "categories" | "rules";
export type AiReceipt = Schemas["AiReceipt"];
export type AiReceiptDetail = Schemas["AiReceiptDetail"];
export type AiProposals = Schemas["AiProposals"];
export type AiProposal = Schemas["AiProposalOut"];
export type AccountType = Account["account_type"];
export type SearchField = Schemas["SearchFieldOut"];
