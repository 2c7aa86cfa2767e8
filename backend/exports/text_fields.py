"""Texts and amounts as old formats can hold them: one line, no control characters, an amount with a point."""

from backend.kit.currency import minor_digits
from backend.kit.money import in_units


def one_line(text: str) -> str:
    """Return the text on one line without characters that have no sign of their own."""
    # Of all that is not printable only spaces have a place in XML 1.0 and in a line of text.
    return " ".join("".join(c if c.isprintable() or c.isspace() else "" for c in text).split())


def format_amount(amount_minor: int, currency: str) -> str:
    """Return an amount in whole units with money in positive, as banks write it; ours has money out positive."""
    text = in_units(-amount_minor, currency)
    # "1.234" would be a thousand and more to many readers; "1.2340" is one and a bit to all.
    return f"{text}0" if minor_digits(currency) == 3 else text
