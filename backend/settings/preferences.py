"""Every setting there is: name, variable, default, kind and one sentence. Page, checks and docs read this."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "choice"]


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


def _secret(key: str, label: str, help: str, group: str) -> Preference:
    return Preference(key, label, help, group, env=key.upper(), is_secret=True)


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
        _secret("anthropic_api_key", "API key", "From your Anthropic console. Without it nothing is sent.", "AI"),
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
            "base_currency",
            "Currency",
            "Currency of budgets and totals (three letters, for example EUR).",
            "General",
            default="USD",
        ),
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
