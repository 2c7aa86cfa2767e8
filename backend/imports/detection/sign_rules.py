"""Decide which sign in the amount column means money out. The sign itself is applied in `normalize`."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from backend.imports.detection.columns import Proof
from backend.imports.vocabulary.text import words_of

_IN_WORDS = re.compile(
    r"\b(?:payroll|salary|wages?|direct deposit|deposit|refund|cash ?back|interest (?:earned|paid|payment|applied)"
    r"|sold|sell|dividend[aeios]?\w?|vente|verkauf|verkoop|vendita|venta|venda"
    r"|thank you|payment received|autopay pymt|gehalt|lohn|gutschrift|erstattung|nomina|salaire"
    r"|virement recu|remboursement|stipendio|salario|loon|salaris|lon|wynagrodzenie|zarplata|depositos?|pix recebido"
    r"|transferencia recebida|transferencia recibida|devolucion|reembolso|estorno|bonifico a vostro favore|accredito"
    r"|insattning|income|habenzinsen|paychecks?|tax ref|bank credit|reversal|abono|revenue|einnahmen?|einkommen"
    r"|inclusao de pagamento|pagamentos? (?:recebidos?|validos?)|זיכוי|משכורת|工资|退款|給料|給与|급여|заработная плата"
    r"|зарплата|munkaber|mzda|palkka|plat|maas|μισθοδοσια)\b"
)
_OUT_WORDS = re.compile(
    r"\b(?:bought|buy|kauf|aankoop|koop|acquisto"
    r"|purchase|withdrawal|atm|check \d+|fee|debit card|direct debit|grocer\w*|restaurants?|coffee|cafe"
    r"|starbucks|amazon|amzn|netflix|spotify|uber|lyft|walmart|costco|target|tesco|rewe|lidl|aldi|edeka|shell"
    r"|mcdonald\w*|apple com|paypal inst|kartenzahlung|lastschrift|einkauf|miete|retrait|achat|carte|prlv|compra"
    r"|pagamento de titulo|cobranca|saque|cargo|recibo|pagamento pos|betaalpas|incasso|kortkop|dankort|visa kob"
    r"|zakup|wyplata|nakup|pokupka|insurance|rent|electric|gas station|supermarket|pharmacy|parking|hotel|airlines?"
    r"|subway|wendy s|burger|pizza|bakery|itunes|google|subscription|utilities|bill payment|internet bill"
    r"|phone bill|mortgage|automotive|shopping|dining|food(?: and)? drinks?|entertainment|expenses?|消费)\b"
)
# Only the bank of a card thanks for a payment: whatever sign stands there is money in.
THANKS = re.compile(
    r"payment (?:received )?thank|thank you for|payment received|autopay payment|paiement merci|customer payment"
    r"|zahlung (?:erhalten )?(?:besten|vielen|herzlichen) dank|ihre zahlung|inclusao de pagamento|pagamentos? validos?"
    r"|merci pour votre paiement|gracias por su pago|bedankt voor uw betaling"
)
_CARD_PAYMENT = re.compile(
    r"\b(?:payment|pymt|pmt|pagamento|paiement|zahlung|thank you|pago|ausgleich kreditkarte|betaling|trsf from"
    r"|transfer from|verrekening vorig overzicht|einzahlung|inbetalning|indbetaling|splata)\b"
)


def direction_by_words(words: str, *, is_card: bool) -> str | None:
    """Return the direction that the words of a row speak of, None if they speak of none or of both."""
    is_out = bool(_OUT_WORDS.search(words))
    is_in = bool(_IN_WORDS.search(words)) or (is_card and not is_out and bool(_CARD_PAYMENT.search(words)))
    return None if is_in == is_out else "in" if is_in else "out"


# Words are looked for in this many rows; more would tell the same.
_LOOKED_AT = 400


class Sign(NamedTuple):
    sign: str
    is_sure: bool


class SignEvidence(NamedTuple):
    """What the decision looks at in one row: the amount as the file signs it, its words, a word of direction."""

    value: int
    words: str
    direction: str | None = None


def decide_sign(
    movements: Sequence[SignEvidence],
    proof: Proof,
    *,
    account_type: str | None,
    layout_sign: str | None,
    names_a_card: bool = False,
) -> Sign:
    """Return the sign that means out and whether the file itself shows it."""
    moved = [movement for movement in movements if movement.value]
    # One or two steps that fit may be chance; a statement whose balance runs is not.
    if proof.holds and not (layout_sign and proof.steps < 2):
        is_settled = bool(layout_sign) or account_type in ("checking", "savings")
        return _by_balance(proof, moved, is_settled=is_settled)
    if layout_sign:
        return Sign(layout_sign, True)
    if not moved:
        return Sign("plus_is_out" if account_type == "credit" else "minus_is_out", not movements)
    if by_marks := _by_directions(moved):
        return by_marks
    return _by_words_and_shares(moved, is_card=account_type == "credit", names_a_card=names_a_card)


def _by_balance(proof: Proof, moved: Sequence[SignEvidence], *, is_settled: bool) -> Sign:
    """A balance of what is owed rises with money out; words, or a file without any minus, make that visible.

    Where the account is known to hold money (`is_settled`) there is nothing to see.
    """
    found = Sign("minus_is_out" if proof.sign > 0 else "plus_is_out", True)
    if is_settled:
        return found
    texts = [words_of(movement.words) for movement in moved[:_LOOKED_AT]]
    points = _points_of_words(moved, texts, is_card=any(THANKS.search(words) for words in texts)) * proof.sign
    if points <= -3 and proof.sign > 0:
        return Sign("plus_is_out", True)
    only_rises = proof.sign > 0 and all(movement.value > 0 for movement in moved)
    # What is owed rises in most rows, what is held falls in most of them.
    mostly_falls = proof.sign > 0 and sum(movement.value < 0 for movement in moved) * 2 > len(moved)
    return found._replace(is_sure=mostly_falls or (points >= 0 and not (only_rises and points == 0)))


def _by_words_and_shares(moved: Sequence[SignEvidence], *, is_card: bool, names_a_card: bool) -> Sign:
    texts = [words_of(movement.words) for movement in moved[:_LOOKED_AT]]
    # A bank thanks for a payment on a card only, and only a card has a holder or instalments.
    seems_card = is_card or names_a_card or any(THANKS.search(words) for words in texts)
    points = _points_of_words(moved, texts, is_card=seems_card)
    share = sum(movement.value < 0 for movement in moved) / len(moved)
    if seems_card:
        # A card is used to buy: most of its rows are money out.
        points += 1.5 if share > 0.5 else -1.5 if 0 < share < 0.5 or (is_card and not share) else 0
    elif share == 1:
        points += 3 if len(moved) >= 3 else 2
    elif share >= 0.5:
        points += 2
    elif share >= 0.2:
        # As many ins as this has a current account with few payments, but also a card with a refund.
        points += 0.5
    found = _from_points(points, share, is_card=is_card)
    if share < 0.2 and _has_both_directions(moved, texts, is_card=seems_card):
        # No sign can be right for all of them.
        return found._replace(is_sure=False)
    return found


def _has_both_directions(moved: Sequence[SignEvidence], texts: Sequence[str], *, is_card: bool) -> bool:
    """Say whether amounts without a minus stand beside words for money in as well as for money out."""
    plain = [
        direction_by_words(words, is_card=is_card)
        for movement, words in zip(moved, texts, strict=False)
        if movement.value > 0
    ]
    ins, outs = plain.count("in"), plain.count("out")
    has_minus = len(plain) < len(texts)
    # Among many rows that have signs, one word that misleads is no wonder.
    return min(ins, outs) >= (max(2, 0.2 * (ins + outs)) if has_minus else 1)


def _from_points(points: float, share: float, *, is_card: bool) -> Sign:
    if points <= -1.5:
        return Sign("plus_is_out", True)
    if points >= 1.5:
        return Sign("minus_is_out", share > 0 or not is_card)
    return Sign("plus_is_out" if points < 0 or (is_card and share == 0) else "minus_is_out", False)


def _by_directions(movements: Sequence[SignEvidence]) -> Sign | None:
    """A word of direction beside signed amounts: do outs carry the minus, or the plus?"""
    told = [movement for movement in movements if movement.direction]
    if len(told) < 0.6 * len(movements) or not any(movement.value < 0 for movement in told):
        return None
    agree = sum((movement.value < 0) == (movement.direction == "out") for movement in told)
    if agree >= 0.7 * len(told):
        return Sign("minus_is_out", True)
    # A column that says the same in every row may mean something else; both words turned are no chance.
    says_both = len({movement.direction for movement in told}) == 2
    return Sign("plus_is_out", says_both) if agree <= 0.3 * len(told) else None


def _points_of_words(movements: Sequence[SignEvidence], texts: Sequence[str], *, is_card: bool) -> float:
    """Points above 0 speak for a minus as out; each word counts by the sign it stands beside."""
    points = 0.0
    for movement, words in zip(movements, texts, strict=False):
        if THANKS.search(words):
            points += 3 if movement.value > 0 else -3
            continue
        told = direction_by_words(words, is_card=is_card)
        if told:
            points += 1 if (told == "in") == (movement.value > 0) else -1
    return max(-6.0, min(6.0, points))


def out_side_by_words(lefts: Sequence[SignEvidence]) -> float:
    """Points above 0 say that the first of two columns is money out; its amounts count as negative here."""
    texts = [words_of(movement.words) for movement in lefts[:_LOOKED_AT]]
    is_card = any(THANKS.search(words) for words in texts)
    return _points_of_words(lefts, texts, is_card=is_card)
