"""Decides which sign in the amount column means money out. The sign itself is turned in normalize.py only."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from backend.imports.balances import Proof
from backend.imports.words import fold

_IN_WORDS = re.compile(
    r"\b(?:payroll|salary|wages|direct deposit|deposit|refund|cash ?back|interest (?:earned|paid|payment|"
    r"applied)|dividend"
    r"|thank you|payment received|autopay pymt|gehalt|lohn|gutschrift|erstattung|nomina|salaire|virement recu|"
    r"remboursement"
    r"|stipendio|salario|loon|salaris|lon|wynagrodzenie|zarplata|depositos?|pix recebido|transferencia recebida"
    r"|transferencia recibida|devolucion|reembolso|estorno|bonifico a vostro favore|accredito|insattning|"
    r"income|habenzinsen"
    r"|paycheck|tax ref|bank credit|reversal|abono)\b"
)
_OUT_WORDS = re.compile(
    r"\b(?:purchase|withdrawal|atm|check \d+|fee|debit card|direct debit|grocer\w*|restaurant|coffee|cafe|"
    r"starbucks|amazon|amzn"
    r"|netflix|spotify|uber|lyft|walmart|costco|target|tesco|rewe|lidl|aldi|edeka|shell|mcdonald\w*|apple com|"
    r"paypal inst"
    r"|kartenzahlung|lastschrift|einkauf|miete|retrait|achat|carte|prlv|compra|pagamento de titulo|cobranca|saque|cargo"
    r"|recibo|pagamento pos|betaalpas|incasso|kortkop|dankort|visa kob|zakup|wyplata|nakup|pokupka|insurance|"
    r"rent|electric"
    r"|gas station|supermarket|pharmacy|parking|hotel|airlines?|subway|wendy s|burger|pizza|bakery|itunes|"
    r"google|subscription"
    r"|utilities|bill payment|internet bill|phone bill|mortgage)\b"
)
# Only the bank of a card thanks for a payment: whatever sign stands there is money in.
_THANKS = re.compile(r"payment received|payment\W{0,3}thank|thank you for|autopay payment|payment - thank")
_CARD_PAYMENT = re.compile(
    r"\b(?:payment|pymt|pagamento|paiement|zahlung|thank you|pago|ausgleich kreditkarte|betaling)\b"
)


class Sign(NamedTuple):
    sign: str
    is_sure: bool


class Movement(NamedTuple):
    """What the decision looks at in one row: the amount as the file signs it, its words, a word of direction."""

    value: int
    words: str
    direction: str | None = None


def decide_sign(
    movements: Sequence[Movement], proof: Proof, *, account_type: str | None, layout_sign: str | None
) -> Sign:
    """Return the sign that means out and whether the file itself shows it."""
    moved = [movement for movement in movements if movement.value]
    # One or two steps that fit may be chance; a statement whose balance runs is not.
    if proof.holds and not (layout_sign and proof.steps < 2):
        return Sign("minus_is_out" if proof.sign > 0 else "plus_is_out", True)
    if layout_sign:
        return Sign(layout_sign, True)
    if not moved:
        return Sign("plus_is_out" if account_type == "credit" else "minus_is_out", not movements)
    if by_marks := _by_directions(moved):
        return by_marks
    points = _points_of_words(moved, is_card=account_type == "credit")
    negatives = sum(movement.value < 0 for movement in moved)
    share = negatives / len(moved)
    if account_type == "credit":
        # A card is used to buy: most of its rows are money out.
        points += 1.5 if share > 0.5 else -1.5 if share < 0.5 else 0
    elif share == 1:
        points += 3 if len(moved) >= 3 else 2
    elif 0.2 <= share < 1:
        points += 2
    return _from_points(points, share, account_type)


def _from_points(points: float, share: float, account_type: str | None) -> Sign:
    if points <= -1.5:
        return Sign("plus_is_out", True)
    if points >= 1.5:
        return Sign("minus_is_out", share > 0 or account_type != "credit")
    return Sign("plus_is_out" if account_type == "credit" and share == 0 else "minus_is_out", False)


def _by_directions(movements: Sequence[Movement]) -> Sign | None:
    """A word of direction beside signed amounts: do outs carry the minus, or the plus?"""
    told = [movement for movement in movements if movement.direction]
    if len(told) < 0.6 * len(movements) or not any(movement.value < 0 for movement in told):
        return None
    agree = sum((movement.value < 0) == (movement.direction == "out") for movement in told)
    if agree >= 0.7 * len(told):
        return Sign("minus_is_out", True)
    # A column that says the same in every row may mean something else; both words turned are no chance.
    says_both = len({movement.direction for movement in told}) == 2
    return Sign("plus_is_out", True) if says_both and agree <= 0.3 * len(told) else None


def _points_of_words(movements: Sequence[Movement], *, is_card: bool) -> float:
    """Points above 0 speak for a minus as out; each word counts by the sign it stands beside."""
    points = 0.0
    for movement in movements[:400]:
        words = fold(movement.words)
        is_in, is_out = bool(_IN_WORDS.search(words)), bool(_OUT_WORDS.search(words))
        if _THANKS.search(words):
            points += 3 if movement.value > 0 else -3
            continue
        if is_card and not is_out and _CARD_PAYMENT.search(words):
            is_in = True
        if is_in != is_out:
            points += 1 if is_in == (movement.value > 0) else -1
    return max(-6.0, min(6.0, points))
