"""Which money out of one own account is which money into another. Pure: legs in, matches out.

Candidates are at most 4 days apart, in two accounts, and equal in amount; or the same but for a fee; or, in two
currencies, within 10 % of the day's rate. Pairs are made nearest first over all candidates. A match is sure if both
texts agree that it is a transfer and no other candidate is as near; any other is a question to the person.
Source of the limits: docs/decisions.md.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from backend.kit.currency import minor_digits
from backend.kit.payment_words import names_merchant
from backend.kit.text import fold, merchant_key, words

MAX_DAYS = 4
_RATE_TOLERANCE = Decimal("0.10")
# A fee is at most this part of the amount.
FEE = Decimal("0.02")
_TRANSFER_WORDS = frozenset(
    """transfer transfers xfer trnsfr trsf trf umbuchung uberweisung eigenubertrag ubertrag virement vir traspaso
    transferencia giroconto bonifico overboeking overschrijving overforing przelew prevod utalas tilisiirto autopay
    epay billpay payment paiement zahlung pago pagamento betaling sparen savings kreditkartenabrechnung""".split()
)
# The rate of a day: what one unit of the first currency is in the second; None if it is not known.
Rate = Callable[[str, str, date], Decimal | None]


class Leg(NamedTuple):
    """One side of a possible transfer. `is_transfer` says that its category, or its prediction, is a transfer;
    `is_other` that a person decided on another category."""

    id: int
    account_id: int
    on: date
    amount_minor: int
    currency: str
    text: str
    is_transfer: bool
    is_other: bool


class AccountName(NamedTuple):
    """What a bank text may call an account by."""

    name: str
    mask: str | None


class Match(NamedTuple):
    """`out` left one account and came into another as `into`."""

    out: Leg
    into: Leg
    is_sure: bool
    reason: str


class _Candidate(NamedTuple):
    out: Leg
    into: Leg
    difference: str | None
    days: int
    evidence: int


def no_rate(_source: str, _target: str, _on: date) -> Decimal | None:
    """Know no rate; amounts of two currencies are then never compared."""
    return None


def match(
    pairs: Iterable[tuple[Leg, Leg]],
    accounts: Mapping[int, AccountName],
    *,
    rejected: Collection[tuple[int, int]] = (),
    rate: Rate = no_rate,
) -> list[Match]:
    """Return one match at most for each leg, the nearest first.

    Args:
        pairs: money out with money in that may belong together, in any order; those that cannot are passed over.
        rejected: pairs of ids of which a person said that they are no transfer.
    """
    candidates = [
        candidate
        for out, into in pairs
        if (out.id, into.id) not in rejected and (candidate := _candidate(out, into, accounts, rate)) is not None
    ]
    candidates.sort(key=_order)
    rivals: dict[int, list[_Candidate]] = defaultdict(list)
    for candidate in candidates:
        rivals[candidate.out.id].append(candidate)
        rivals[candidate.into.id].append(candidate)
    taken: set[int] = set()
    matches = []
    for candidate in candidates:
        if candidate.out.id in taken or candidate.into.id in taken:
            continue
        taken |= {candidate.out.id, candidate.into.id}
        others = [other for leg in (candidate.out, candidate.into) for other in rivals[leg.id] if other != candidate]
        matches.append(_decided(candidate, others))
    return matches


def _decided(candidate: _Candidate, others: Sequence[_Candidate]) -> Match:
    out, into, difference, days, evidence = candidate
    when = "the same day" if days == 0 else f"{days} {'day' if days == 1 else 'days'} apart"
    if difference is not None:
        return Match(out, into, False, f"{difference}, {when}")
    if any(other.difference is None and other.days <= days for other in others):
        return Match(out, into, False, f"Same amount, {when}; another transaction fits as well")
    if evidence < 3:
        return Match(out, into, False, f"Same amount, {when}; the texts do not say that it is a transfer")
    return Match(out, into, True, f"Same amount, {when}")


def _order(candidate: _Candidate) -> tuple[bool, int, int, int, int]:
    return candidate.difference is not None, candidate.days, -candidate.evidence, candidate.out.id, candidate.into.id


def _candidate(out: Leg, into: Leg, accounts: Mapping[int, AccountName], rate: Rate) -> _Candidate | None:
    days = abs((into.on - out.on).days)
    if out.account_id == into.account_id or days > MAX_DAYS or not out.amount_minor > 0 > into.amount_minor:
        return None
    left, came = out.amount_minor, -into.amount_minor
    difference = None
    if out.currency != into.currency:
        known = rate(out.currency, into.currency, out.on)
        if known is None or not _is_near(out, into, known):
            return None
        difference = "Within 10 % of the day's rate"
    elif left != came:
        if came > left or left - came > left * FEE:
            return None
        difference = "The difference could be a fee"
    mine, theirs = _evidence(out, accounts[into.account_id]), _evidence(into, accounts[out.account_id])
    # Two texts that both name a merchant are a purchase and a refund, not a transfer.
    if max(mine, theirs) < 2 or min(mine, theirs) < (1 if difference else 0):
        return None
    return _Candidate(out, into, difference, days, mine + theirs)


def _is_near(out: Leg, into: Leg, rate: Decimal) -> bool:
    scale = Decimal(10) ** (minor_digits(into.currency) - minor_digits(out.currency))
    expected = out.amount_minor * rate * scale
    return abs(-into.amount_minor - expected) <= expected * _RATE_TOLERANCE


def _evidence(leg: Leg, other: AccountName) -> int:
    """Return 2 if a leg says that it is a transfer or names the other account, 1 if it names nobody, else 0."""
    if leg.is_other:
        return 0
    text = words(leg.text)
    is_named = (other.mask is not None and other.mask in text) or fold(other.name) in fold(leg.text)
    if leg.is_transfer or is_named or not _TRANSFER_WORDS.isdisjoint(text):
        return 2
    return 0 if names_merchant(merchant_key(leg.text)) else 1
