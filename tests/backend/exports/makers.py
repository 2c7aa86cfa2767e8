"""Accounts and entries as an export sees them, made up and drawn."""

from collections.abc import Sequence
from datetime import date

from hypothesis import strategies as st

from backend.balances.queries import Balance
from backend.exports.register import Entry, EntrySplit, Register

CURRENCIES = ("USD", "EUR", "JPY", "KWD", "CLF")
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
amounts = st.one_of(st.integers(-(10**12), 10**12), st.integers(-2000, 2000))
# Anything that a text of the database may hold; it holds no halves of characters.
texts = st.text(st.characters(codec="utf-8"), max_size=300)
account_types = st.sampled_from(
    ("checking", "savings", "credit", "loan", "investment", "cash", "asset", "liability")
)  # fmt: skip


def an_entry(
    *,
    id: int = 1,
    on: date = date(2024, 3, 1),
    description: str = "COFFEE BAR 0042",
    notes: str = "",
    amount_minor: int = 1250,
    currency: str = "USD",
    category: tuple[str, ...] = (),
    is_internal: bool = False,
    parts: tuple[EntrySplit, ...] = (),
) -> Entry:
    return Entry(id, on, None, description, notes, amount_minor, currency, category, is_internal, parts)


def a_register(
    *entries: Entry,
    id: int = 1,
    name: str = "Everyday",
    account_type: str = "checking",
    mask: str | None = None,
    currency: str = "USD",
    balance: Balance | None = None,
) -> Register:
    on = [entry.on for entry in entries] or [date(2024, 1, 1)]
    return Register(id, name, account_type, mask, currency, balance, min(on), max(on), lambda: iter(entries))


def entries(currency: str) -> st.SearchStrategy[list[Entry]]:
    """Entries with any text; each begins with a word, since a text that only names a balance is no movement."""
    drawn = st.tuples(days, amounts, texts, texts, st.booleans())
    return st.lists(drawn, max_size=8).map(
        lambda rows: [
            an_entry(id=id_, on=on, amount_minor=minor, description=f"SHOP {text}", notes=note, currency=currency,
                     is_internal=is_internal)
            for id_, (on, minor, text, note, is_internal) in enumerate(rows, 1)
        ]
    )  # fmt: skip


@st.composite
def registers(draw: st.DrawFn, *, currencies: Sequence[str] = CURRENCIES) -> list[Register]:
    found = []
    for id_ in range(1, draw(st.integers(1, 4)) + 1):
        currency = draw(st.sampled_from(currencies))
        found.append(
            a_register(*draw(entries(currency)), id=id_, name=draw(texts), account_type=draw(account_types),
                       currency=currency)
        )  # fmt: skip
    return found


def facts(rows: Sequence[Entry]) -> list[tuple[date, int, str]]:
    """What must come back of entries."""
    return [(entry.on, entry.amount_minor, entry.currency) for entry in rows]
