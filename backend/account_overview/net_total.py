"""What all accounts hold together, one total for each currency; one with an unknown part is None and says why. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from backend.kit.figure import Figure, Missing
from backend.kit.figure import Term as FigureTerm
from backend.kit.figure import total as total_of_terms
from backend.kit.period import written_day

Kind = Literal["cash", "investments", "debts"]
KINDS: dict[str, Kind] = {
    "checking": "cash",
    "savings": "cash",
    "cash": "cash",
    "credit": "debts",
    "loan": "debts",
    "liability": "debts",
    "investment": "investments",
    "asset": "investments",
}
# A file a month keeps an account fresh.
_STALE = timedelta(days=35)


class HeldBalance(NamedTuple):
    """What an account holds, in minor units; a debt is negative. None if nobody has stated a balance yet."""

    account_id: int
    name: str
    account_type: str
    currency: str
    balance_minor: int | None
    balance_on: date | None
    is_bank_silent: bool = False


class Term(NamedTuple):
    """A part of a total; None if a balance in it is not known."""

    kind: Kind
    value_minor: int | None


class Mention(NamedTuple):
    """An account to name beside a total; `on` is the day of its balance, None if it has none."""

    account_id: int
    name: str
    on: date | None


class Total(NamedTuple):
    """What the accounts of one currency hold. `value_minor` is None while `unknown` names accounts; `known_minor` is
    without them. `stale` ones are in it as of an earlier day."""

    currency: str
    value_minor: int | None
    known_minor: int
    terms: list[Term]
    unknown: list[Mention]
    stale: list[Mention]


def net_totals(accounts: Iterable[HeldBalance], *, today: date) -> list[Total]:
    """Return the total of each currency, the one with the most accounts first."""
    by_currency: dict[str, list[HeldBalance]] = {}
    for account in accounts:
        by_currency.setdefault(account.currency, []).append(account)
    in_order = sorted(by_currency.items(), key=lambda each: (-len(each[1]), each[0]))
    return [_total(currency, held, today) for currency, held in in_order]


def total_figures(accounts: Iterable[HeldBalance], *, today: date) -> list[Figure]:
    """Return the same totals as figures, with a term for each account."""
    held = list(accounts)
    return [
        total_of_terms(
            id=f"accounts.total.{total.currency}",
            label="Accounts",
            unit=total.currency,
            as_of=today,
            terms=(_account_term(each) for each in held if each.currency == total.currency),
            missing=(Missing(each.name, f"nothing since {written_day(each.on)}") for each in total.stale if each.on),
        )
        for total in net_totals(held, today=today)
    ]


def _account_term(held: HeldBalance) -> FigureTerm:
    why = "no balance is known" if held.balance_minor is None else None
    return FigureTerm(held.name, held.balance_minor, held.currency, query=f"account_id={held.account_id}", why=why)


def _total(currency: str, held: Sequence[HeldBalance], today: date) -> Total:
    terms = []
    for kind in dict.fromkeys(KINDS.values()):
        balances = [each.balance_minor for each in held if KINDS[each.account_type] == kind]
        if balances:
            terms.append(Term(kind, _sum(balances)))
    return Total(
        currency=currency,
        value_minor=_sum([each.balance_minor for each in held]),
        known_minor=sum(each.balance_minor or 0 for each in held),
        terms=terms,
        unknown=[Mention(each.account_id, each.name, None) for each in held if each.balance_minor is None],
        stale=[Mention(each.account_id, each.name, each.balance_on) for each in held if _is_stale(each, today)],
    )


def _sum(balances: Sequence[int | None]) -> int | None:
    stated = [each for each in balances if each is not None]
    return sum(stated) if len(stated) == len(balances) else None


def _is_stale(held: HeldBalance, today: date) -> bool:
    if held.balance_on is None:
        return False
    return held.balance_on < (today if held.is_bank_silent else today - _STALE)
