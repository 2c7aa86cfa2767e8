"""Which money out of one own account is which money into another. Pure: legs in, matches out.

Candidates are at most 4 days apart, in two accounts, and equal in amount; or the same but for a fee; or, in two
currencies, within 10 % of the day's rate. Pairs are made nearest first over all candidates. A match is sure if both
texts agree that it is a transfer and no other candidate is as near; between currencies it must also be within 1 % of a
rate of that week. Any other is a question to the person.
Source of the limits: docs/decisions.md.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from backend.kit.currency import minor_digits
from backend.kit.payment_words import names_merchant
from backend.kit.text import fold

MAX_DAYS = 4
_ASKED_DEVIATION, _SURE_DEVIATION = Fraction(10, 100), Fraction(1, 100)
_SURE_RATE_DAYS = 7
# A fee is at most this part of the amount.
_FEE_PERCENT = 2
_TRANSFER_WORDS = """
    transfer transfers xfer trnsfr trsf trf umbuchung uberweisung eigenubertrag ubertrag virement vir
    traspaso transferencia giroconto bonifico overboeking overschrijving overforing przelew prevod utalas tilisiirto
    autopay epay billpay payment paiement zahlung pago pagamento betaling sparen savings kreditkartenabrechnung
""".split()
_SAYS_TRANSFER = re.compile(rf"(?<![^\W_])(?:{'|'.join(_TRANSFER_WORDS)})(?![^\W_])")


class DayRate(NamedTuple):
    """What one unit of a currency is in another, by a rate of `on`."""

    value: Fraction
    on: date


# The rate between two currencies that counts on a day; None if none is known.
Rate = Callable[[str, str, date], DayRate | None]


class Leg(NamedTuple):
    """One side of a possible transfer. `folded` is its text and payee, folded. `is_transfer` says that its category, or
    its prediction, is a transfer; `is_other` that a person decided on another category."""

    id: int
    account_id: int
    on: date
    amount_minor: int
    currency: str
    folded: str
    merchant_key: str
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
    """`difference` says in what the amounts differ, None if they are equal; `deviation` is from the day's rate."""

    out: Leg
    into: Leg
    difference: str | None
    days: int
    evidence: int
    deviation: Fraction
    is_near: bool


def no_rate(_source: str, _target: str, _on: date) -> DayRate | None:
    """Know no rate; amounts of two currencies are then never compared."""
    return None


def possible_pairs(
    new: Iterable[Leg], around: Iterable[Leg], accounts: Mapping[int, AccountName]
) -> Iterator[tuple[Leg, Leg]]:
    """Yield money out with money in that may belong together, one of which is among `new`.

    `around` are all legs of those days. Legs of equal amounts come together if one of them says that it is a transfer;
    of different amounts, if both could be.
    """
    evidence = _Evidence(accounts)
    strength: dict[int, int] = {}
    equal: dict[tuple[str, int, date], list[Leg]] = defaultdict(list)
    unnamed: dict[date, list[Leg]] = defaultdict(list)
    for leg in around:
        strength[leg.id] = evidence.strongest(leg)
        equal[leg.currency, leg.amount_minor, leg.on].append(leg)
        if strength[leg.id]:
            unnamed[leg.on].append(leg)
    amounts = {(currency, amount) for currency, amount, _ in equal}
    seen: set[tuple[int, int]] = set()
    for leg in new:
        mine = strength.get(leg.id, 0)
        has_equal = (leg.currency, -leg.amount_minor) in amounts
        if not (has_equal or mine):
            continue
        for offset in range(-MAX_DAYS, MAX_DAYS + 1):
            on = leg.on + timedelta(days=offset)
            others = equal.get((leg.currency, -leg.amount_minor, on), ()) if has_equal else ()
            for other in (*others, *unnamed.get(on, ())) if mine else others:
                if mine < 2 and strength[other.id] < 2:
                    continue
                out, into = (leg, other) if leg.amount_minor > 0 else (other, leg)
                if _is_opposite(out, into) and (out.id, into.id) not in seen:
                    seen.add((out.id, into.id))
                    yield out, into


def _is_opposite(out: Leg, into: Leg) -> bool:
    """Say whether these are money out and money in of two accounts whose amounts may belong together."""
    if out.account_id == into.account_id or not out.amount_minor > 0 > into.amount_minor:
        return False
    return out.currency != into.currency or is_near_less_fee(out.amount_minor, -into.amount_minor)


def is_near_less_fee(out_minor: int, in_minor: int) -> bool:
    """Say whether what came in is what left, or that less a fee of at most 2 %."""
    return out_minor * (100 - _FEE_PERCENT) <= in_minor * 100 <= out_minor * 100


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
    evidence = _Evidence(accounts)
    candidates = [
        candidate
        for out, into in pairs
        if (out.id, into.id) not in rejected and (candidate := _candidate(out, into, evidence, rate)) is not None
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
    out, into, difference, days, evidence = candidate[:5]
    when = days_apart(days)
    if difference is not None:
        is_sure = candidate.is_near and evidence >= 3 and not others
        return Match(out, into, is_sure, f"{difference}, {when}")
    if any(other.difference is None and other.days <= days for other in others):
        return Match(out, into, False, f"Same amount, {when}; another transaction fits as well")
    if evidence < 3:
        return Match(out, into, False, f"Same amount, {when}; the texts do not say that it is a transfer")
    return Match(out, into, True, f"Same amount, {when}")


def days_apart(days: int) -> str:
    return "the same day" if days == 0 else f"{days} {'day' if days == 1 else 'days'} apart"


def _order(candidate: _Candidate) -> tuple[bool, bool, Fraction, int, int, int, int]:
    out, into, difference, days, evidence, deviation, is_near = candidate
    return difference is not None, not is_near, deviation, days, -evidence, out.id, into.id


def _candidate(out: Leg, into: Leg, evidence: "_Evidence", rate: Rate) -> _Candidate | None:
    days = abs((into.on - out.on).days)
    if days > MAX_DAYS or not _is_opposite(out, into):
        return None
    difference, deviation, is_near = None, Fraction(0), False
    if out.currency != into.currency:
        found = difference_by_rate(out, into, rate)
        if found is None:
            return None
        difference, deviation, is_near = found
    elif out.amount_minor != -into.amount_minor:
        difference = "The difference could be a fee"
    mine, theirs = evidence.toward(out, into.account_id), evidence.toward(into, out.account_id)
    # Two texts that both name a merchant are a purchase and a refund, not a transfer.
    if max(mine, theirs) < 2 or min(mine, theirs) < (1 if difference else 0):
        return None
    return _Candidate(out, into, difference, days, mine + theirs, deviation, is_near)


def difference_by_rate(out: Leg, into: Leg, rate: Rate) -> tuple[str, Fraction, bool] | None:
    """Compare amounts of two currencies by the rate of the day when the money left.

    Return the difference in words, as a share, and whether it is so small that no other amount is meant; None if it is
    more than 10 %, or no rate is known.
    """
    known = rate(out.currency, into.currency, out.on)
    if known is None:
        return None
    scale = Fraction(10) ** (minor_digits(into.currency) - minor_digits(out.currency))
    expected = out.amount_minor * known.value * scale
    deviation = abs(-into.amount_minor - expected) / expected
    if deviation > _ASKED_DEVIATION:
        return None
    is_near = deviation <= _SURE_DEVIATION and (out.on - known.on).days <= _SURE_RATE_DAYS
    return f"{float(deviation) * 100:.1f} % off the rate of {known.on}", deviation, is_near


class _Evidence:
    """How far legs say that they are transfers. Legs of one text are looked at once."""

    def __init__(self, accounts: Mapping[int, AccountName]) -> None:
        self._called = {id_: _called(name) for id_, name in accounts.items()}
        self._others = {
            id_: re.compile("|".join(words for other, words in self._called.items() if other != id_) or "(?!)")
            for id_ in accounts
        }
        self._strongest: dict[tuple[str, bool, int], int] = {}

    def toward(self, leg: Leg, account_id: int) -> int:
        """Return 2 if a leg says that it is a transfer or names the other account, 1 if it names nobody, else 0."""
        return self._say(leg, re.compile(self._called[account_id]))

    def strongest(self, leg: Leg) -> int:
        """Return the most that a leg says toward any other account."""
        if leg.is_other:
            return 0
        key = (leg.folded, leg.is_transfer, leg.account_id)
        found = self._strongest.get(key)
        if found is None:
            found = self._strongest[key] = self._say(leg, self._others[leg.account_id])
        return found

    def _say(self, leg: Leg, called: re.Pattern[str]) -> int:
        if leg.is_other:
            return 0
        if leg.is_transfer or _SAYS_TRANSFER.search(leg.folded) or called.search(leg.folded):
            return 2
        return 0 if names_merchant(leg.merchant_key) else 1


def _called(account: AccountName) -> str:
    """Return the expression for what a folded text may call an account by."""
    name = re.escape(fold(account.name))
    return rf"{name}|(?<![^\W_]){re.escape(account.mask)}(?![^\W_])" if account.mask else name
