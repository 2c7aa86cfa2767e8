"""Every setting there is: name, variable, default, kind and one sentence. Page, checks and docs read this."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "choice", "set"]
# A set is stored as its members with commas between, or as this when it has none.
EMPTY_SET = "none"
NOTICE_KINDS = (
    "duplicate_charge", "unusual_charge", "low_balance", "price_rise", "bill_missed", "trial_ending",
    "new_subscription", "large_refund", "budget_over",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preference:
    """One setting. `env` is filled from it at start, so that libraries and older scripts find it where they look."""

    key: str
    label: str
    help: str
    group: str
    env: str | None = None
    default: str | None = None
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    is_secret: bool = False
    # What a number may be.
    lowest: int = 1
    highest: int = 100
    # Keys may be sent to this address: it must be https or on this computer.
    is_address: bool = False


def _secret(key: str, label: str, help: str, group: str) -> Preference:
    return Preference(key, label, help, group, env=key.upper(), is_secret=True)


def _notices(key: str, label: str, help: str, *, on: bool) -> Preference:
    default = ",".join(NOTICE_KINDS) if on else EMPTY_SET
    return Preference(key, label, help, "Notices", default=default, kind="set", choices=NOTICE_KINDS)


PREFERENCES: dict[str, Preference] = {
    preference.key: preference
    for preference in (
        Preference("plaid_client_id", "Client ID", "From your Plaid dashboard.", "Plaid", env="PLAID_CLIENT_ID"),
        _secret("plaid_secret", "Sandbox secret", "Used while the environment is sandbox.", "Plaid"),
        _secret("plaid_production_secret", "Production secret", "Used for real banks.", "Plaid"),
        Preference(
            "plaid_env",
            "Environment",
            "Sandbox has test banks, production has real ones.",
            "Plaid",
            env="PLAID_ENV",
            default="sandbox",
            kind="choice",
            choices=("sandbox", "development", "production"),
        ),
        _secret("plaid_recovery_code", "Recovery code", "Stored for your reference. The app does not use it.", "Plaid"),
        _secret(
            "plaid_token_encryption_key",
            "Token key",
            "Only for data of a previous app whose bank tokens were encrypted with it.",
            "Plaid",
        ),
        Preference(
            "local_model",
            "Local model",
            "Learns from what you confirm, on this computer only. Confirm: it also files what it is sure enough about.",
            "Review",
            default="suggest",
            kind="choice",
            choices=("off", "suggest", "confirm"),
        ),
        Preference(
            "ai_provider",
            "Use AI",
            "Off: no connection is made at all. Anthropic: with your own key. Server: OpenAI-compatible, or Ollama.",
            "AI",
            default="off",
            kind="choice",
            choices=("off", "anthropic", "server"),
        ),
        _secret("anthropic_api_key", "API key", "From your Anthropic console. Without it nothing is sent.", "AI"),
        Preference(
            "anthropic_model",
            "Anthropic model",
            "The default is the cheapest current one.",
            "AI",
            default="claude-haiku-5-5",
        ),
        Preference(
            "anthropic_base_url",
            "Anthropic address",
            "Another host that offers Anthropic's Messages API: https, or http on this computer.",
            "AI",
            env="ANTHROPIC_BASE_URL",
            is_address=True,
        ),
        Preference(
            "ai_server_url",
            "Server address",
            "For example http://127.0.0.1:11434 for Ollama: https, or http on this computer.",
            "AI",
            is_address=True,
        ),
        Preference("ai_server_model", "Server model", "A model that the server has, for example qwen3:8b.", "AI"),
        _secret("ai_server_key", "Server key", "Only for a server that asks for one.", "AI"),
        Preference(
            "ai_monthly_dollars",
            "Monthly limit in US dollars",
            "Nothing more is asked in a month that has cost this much (0 to 1,000).",
            "AI",
            default="2",
            kind="number",
            lowest=0,
            highest=1000,
        ),
        Preference(
            "ai_monthly_tokens",
            "Monthly limit in tokens",
            "For models whose price is not known (0 to 100,000,000).",
            "AI",
            default="1000000",
            kind="number",
            lowest=0,
            highest=100_000_000,
        ),
        Preference(
            "ai_never_send",
            "Never send",
            "A merchant whose text has one of these words is never sent. Separate them with commas.",
            "AI",
        ),
        Preference(
            "ai_hidden_names",
            "Hide names",
            "Names of people that are replaced before a text is sent. Separate them with commas.",
            "AI",
        ),
        Preference(
            "mcp_server",
            "Let assistants connect",
            "On: assistants on this computer that you added can read your data, and propose if you let them.",
            "Assistants",
            default="off",
            kind="choice",
            choices=("off", "on"),
        ),
        _notices("notices_in_inbox", "In the inbox", "Kinds of notices that the inbox lists.", on=True),
        _notices("notices_on_desktop", "On the desktop", "Kinds of which the desktop shows a notification.", on=False),
        _notices("notices_by_email", "By e-mail", "Kinds that the weekly e-mail lists.", on=True),
        Preference(
            "email_notices",
            "E-mail",
            "On: a weekly summary and review reminders are sent to your own address over your own mail server.",
            "Notices",
            default="off",
            kind="choice",
            choices=("off", "on"),
        ),
        Preference("email_address", "Your address", "E-mails go from you to you.", "Notices"),
        Preference("smtp_host", "SMTP server", "For example smtp.example.org.", "Notices"),
        Preference(
            "smtp_port",
            "SMTP port",
            "587 for STARTTLS, 465 for TLS.",
            "Notices",
            default="587",
            kind="number",
            highest=65535,
        ),
        Preference(
            "mail_security",
            "Security",
            "How both servers are reached; none only for a server on this computer.",
            "Notices",
            default="starttls",
            kind="choice",
            choices=("starttls", "tls", "none"),
        ),
        Preference("mail_user", "User name", "If it is not your address.", "Notices"),
        _secret("mail_password", "Mail password", "An app password of your mail account.", "Notices"),
        Preference(
            "imap_host", "IMAP server", "To file transactions by reply; empty: replies are not read.", "Notices"
        ),
        Preference(
            "imap_port",
            "IMAP port",
            "143 for STARTTLS, 993 for TLS.",
            "Notices",
            default="143",
            kind="number",
            highest=65535,
        ),
        Preference(
            "auto_confirm_threshold",
            "Auto-confirm after",
            "How many times you confirm a merchant before its transactions skip review (1 to 100).",
            "Review",
            env="AUTO_CONFIRM_THRESHOLD",
            default="3",
            kind="number",
        ),
        Preference(
            "keep_receipts_years",
            "Keep receipts",
            "Years to keep receipts and invoices: Documents shows until when. Nothing is deleted by itself.",
            "Documents",
            default="7",
            kind="number",
        ),
        Preference(
            "keep_tax_documents_years",
            "Keep tax documents",
            "Years to keep tax forms and certificates: Documents shows until when. Nothing is deleted by itself.",
            "Documents",
            default="10",
            kind="number",
        ),
        Preference(
            "base_currency",
            "Currency",
            "Currency of budgets and totals (three letters, for example EUR).",
            "General",
            default="USD",
        ),
        Preference(
            "exchange_rates",
            "Fetch rates",
            "Off: only rates that you enter or load. ECB: fetched each day from the European Central Bank.",
            "Exchange rates",
            default="off",
            kind="choice",
            choices=("off", "ecb"),
        ),
        Preference(
            "exchange_rates_address",
            "Address",
            "Where the files of the European Central Bank are, or a copy of them: https, or http on this computer.",
            "Exchange rates",
            default="https://www.ecb.europa.eu/stats/eurofxref",
            is_address=True,
        ),
        Preference(
            "price_source",
            "Fetch prices",
            "Off: only prices that you enter or load. Yahoo Finance: no key, unofficial, for personal use. "
            "Alpha Vantage: with your own key. yfinance: if you installed that library. "
            "The tickers of what you hold are sent there.",
            "Prices",
            default="off",
            kind="choice",
            choices=("off", "yahoo", "alpha_vantage", "yfinance"),
        ),
        Preference(
            "price_source_address",
            "Address",
            "Another address of the chosen source; empty for its own. https, or http on this computer.",
            "Prices",
            is_address=True,
        ),
        _secret("alpha_vantage_api_key", "Alpha Vantage key", "Only for Alpha Vantage.", "Prices"),
        Preference(
            "daily_backups",
            "Daily backups",
            "How long backups are kept: a week, or a year (7 days, 4 weeks, 12 months). Off makes none.",
            "General",
            default="year",
            kind="choice",
            choices=("off", "week", "year"),
        ),
        Preference(
            "second_place",
            "Second place",
            "Off: backups stay on this computer. Otherwise each day's backup is encrypted and copied there as well.",
            "Second place",
            default="off",
            kind="choice",
            choices=("off", "folder", "webdav", "s3"),
        ),
        Preference("second_place_folder", "Folder", "For example on another disk.", "Second place"),
        Preference(
            "second_place_address",
            "Address",
            "Of a WebDAV folder, or of a bucket that speaks S3 (https://host/bucket/folder): https, or http on this "
            "computer.",
            "Second place",
            is_address=True,
        ),
        Preference("second_place_user", "User name", "The user of WebDAV, or the access key ID of S3.", "Second place"),
        Preference(
            "second_place_password",
            "Password",
            "The password of WebDAV, or the secret access key of S3.",
            "Second place",
            is_secret=True,
        ),
        Preference("second_place_region", "Region", "Only for S3.", "Second place", default="us-east-1"),
        Preference(
            "second_place_passphrase",
            "Passphrase",
            "Encrypts what is sent. Write it down: without it nobody can open the copies.",
            "Second place",
            is_secret=True,
        ),
        Preference(
            "theme",
            "Theme",
            "Light, dark, or the same as your system.",
            "Appearance",
            default="system",
            kind="choice",
            choices=("system", "light", "dark"),
        ),
        Preference(
            "density",
            "Density",
            "Height of rows in lists.",
            "Appearance",
            default="dense",
            kind="choice",
            choices=("dense", "comfortable"),
        ),
    )
}
