"""The starter categories: what a new person begins with, and more to choose from. All of it can be changed."""

from typing import Literal, NamedTuple

from backend.categories.tree import key_from

# Under this key the settings remember that a person was given them.
SEEDED = "seeded_taxonomy"
Kind = Literal["expense", "income", "transfer"]


class Child(NamedTuple):
    key: str
    name: str
    kind: Kind
    is_recurring: bool


class Main(NamedTuple):
    key: str
    name: str
    color: str
    kind: Kind
    children: tuple[Child, ...]
    # Offered to those who want them; a new person does not begin with them.
    more: tuple[Child, ...] = ()


# Keys that a name alone would not give. Files and scripts of the predecessor know these.
_KEYS = {
    "Miscellaneous": "misc_other",
    "Disney+": "disney_plus",
    "Walmart/Target": "walmart_target",
}
_RECURRING = frozenset(
    {
        "Rent", "Health Insurance", "Renters Insurance", "Car Insurance", "Cell Phone", "Internet", "Electric", "Water",
        "Student Loan", "Haircut", "Subscriptions", "Gym", "Spotify", "Netflix", "Hulu", "HBO", "Apple TV",
        "YouTube Premium", "Disney+", "Credit Card Payment", "Payroll",
    }
)  # fmt: skip
# Money that only changes its place is neither spent nor earned. Cash from a machine is as good as spent.
_KINDS: dict[str, Kind] = {
    "Savings Transfer": "transfer",
    "Investment": "transfer",
    "Credit Card Payment": "transfer",
    "ATM": "expense",
}


def _main(name: str, color: str, children: str, *, kind: Kind = "expense", more: str = "") -> Main:
    return Main(_key(name), name, color, kind, _children(children, kind), _children(more, kind))


def _children(listed: str, kind: Kind) -> tuple[Child, ...]:
    return tuple(_child(name.strip(), kind) for name in listed.split(",") if name)


def _child(name: str, kind: Kind) -> Child:
    return Child(_key(name), name, _KINDS.get(name, kind), name in _RECURRING)


def _key(name: str) -> str:
    return _KEYS.get(name) or key_from(name, taken=())


STARTER = (
    _main(
        "Food",
        "#FF6B6B",
        "Groceries, Fast Food, Restaurant, Coffee, Food Delivery, Bar",
        more="Work Lunch, Boba",
    ),
    _main("Housing", "#4ECDC4", "Rent, Furniture, Home Supplies"),
    _main("Transportation", "#45B7D1", "Gas Station, Car Maintenance, Parking, Toll, Ride Share, Public Transit"),
    _main("Insurance", "#96CEB4", "Health Insurance, Renters Insurance, Car Insurance"),
    _main("Utilities", "#FFEAA7", "Cell Phone, Internet, Electric, Water"),
    _main("Medical", "#DDA0DD", "Doctor, Pharmacy, Dental, Vision, Therapy"),
    _main("Government", "#98D8C8", "Taxes, Government Fee"),
    _main("Savings", "#87CEEB", "Savings Transfer, Investment, Student Loan"),
    _main(
        "Personal Spending",
        "#F7DC6F",
        "Clothing, Haircut, Personal Care, Subscriptions, Gym",
        more="Amazon, Walmart/Target",
    ),
    _main("Recreation Entertainment", "#BB8FCE", "Concerts, Movies, Gaming", more="Live NBA, Tennis"),
    _main("Streaming Services", "#E74C3C", "Spotify, Netflix, Hulu, HBO, Apple TV, YouTube Premium, Disney+"),
    _main("Education", "#5DADE2", "Books, Courses, Tuition"),
    _main("Travel", "#F1948A", "Air Travel, Hotel, Airport, Travel Food, Travel Transport"),
    _main("Misc", "#AEB6BF", "Miscellaneous, Gift, Donation, Pet"),
    _main("People", "#73C6B6", "Family, Friends"),
    _main("Payment and Interest", "#F0B27A", "Credit Card Payment, Interest Charge, Bank Fee"),
    _main("Income", "#58D68D", "Payroll, Side Income, Refund, Cashback", kind="income", more="Venmo Income"),
    _main("Balance", "#85C1E9", "Transfer, ATM", kind="transfer"),
)
