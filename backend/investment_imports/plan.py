"""What importing a file would do in its accounts: what is new, what is there already, and what cannot be stored."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from hashlib import blake2b
from typing import Literal, NamedTuple

from backend.imports.vocabulary.text import fold_letters
from backend.infra import clock
from backend.infra.database import ReadSession, WriteSession
from backend.investment_imports.activity_rules import NO_RATIO
from backend.investment_imports.broker_file import FileActivity, FileHolding, Part, SecurityName
from backend.investment_imports.split_ratio import held_before, ratio_of
from backend.investments.activities import AccountFacts, ActivityDraft, complete, number_problem, problem, split_problem
from backend.investments.lots import Event, SplitFact
from backend.investments.models import InvestmentAccount
from backend.investments.queries import activities as activity_queries
from backend.investments.queries import positions as position_queries
from backend.investments.queries import securities as security_queries
from backend.investments.stated_holdings import StatedHolding
from backend.kit.currency import minor_digits

Fate = Literal["new", "repeated", "unreadable", "left_out"]
# An account that is not there yet has this number in its drafts.
NEW_ACCOUNT = 0
_DECIMALS = Decimal("1e-12")


class PlannedRow(NamedTuple):
    """One row of the file with its fate, as it is shown. `type` is that of an activity, or “holding”."""

    line_no: int
    raw: str
    fate: Fate
    reason: str | None = None
    on: date | None = None
    type: str | None = None
    security: str | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount_minor: int | None = None
    currency: str | None = None


@dataclass(slots=True)
class PartPlan:
    """What one part would add: complete drafts, splits as (security, day, new, old), and holdings."""

    rows: list[PlannedRow] = field(default_factory=list)
    drafts: list[ActivityDraft] = field(default_factory=list)
    splits: list[tuple[int, date, Decimal, Decimal]] = field(default_factory=list)
    holdings: list[StatedHolding] = field(default_factory=list)


@dataclass(slots=True)
class Securities:
    """The securities of a person by what files call them. What is not there gets a negative number."""

    by_name: dict[tuple[str, str, str], int] = field(default_factory=dict)
    currencies: dict[int, str] = field(default_factory=dict)
    added: dict[int, SecurityName] = field(default_factory=dict)

    @classmethod
    def of(cls, db: ReadSession | WriteSession, user_id: int) -> "Securities":
        found = cls()
        # The oldest of two with one name counts.
        for each in sorted(security_queries.securities(db, user_id), key=lambda each: -each.id):
            found._remember(SecurityName(each.ticker, each.isin, each.name, each.currency), each.currency, each.id)
        return found

    def id_of(self, name: SecurityName, currency: str) -> int:
        """Return the security's number: by its ISIN, its ticker or its name, in the currency of its prices."""
        priced_in = name.currency or currency
        keys = _keys(name, priced_in)
        id_ = next((self.by_name[key] for key in keys if key in self.by_name), None)
        if id_ is None:
            id_ = -1 - len(self.added)
            self.added[id_] = replace(name, currency=priced_in)
        self._remember(name, priced_in, id_)
        return id_

    def _remember(self, name: SecurityName, currency: str, id_: int) -> None:
        self.currencies[id_] = currency
        for key in _keys(name, currency):
            self.by_name[key] = id_


def _keys(name: SecurityName, currency: str) -> list[tuple[str, str, str]]:
    keys = []
    if name.isin:
        keys.append(("isin", name.isin, currency))
    if name.ticker:
        keys.append(("ticker", name.ticker.upper(), currency))
    elif name.name and not name.isin:
        keys.append(("name", fold_letters(name.name), currency))
    if name.name and name.ticker is None and name.isin:
        keys.append(("name", fold_letters(name.name), currency))
    return keys


def plan_part(
    db: ReadSession | WriteSession,
    user_id: int,
    part: Part,
    *,
    account: InvestmentAccount | None,
    tracks_cash: bool,
    securities: Securities,
) -> PartPlan:
    """Return what a part would add to an account (None: to one that is not there yet)."""
    plan = PartPlan()
    known = _known_keys(db, user_id, account.id) if account else set()
    splits = {(id_, each.on) for id_, all_ in security_queries.splits_by_security(db, user_id).items() for each in all_}
    facts = AccountFacts(part.currency, account.opened_on if account else None)
    account_id = account.id if account else NEW_ACCOUNT
    today = clock.today()
    seen: Counter[str] = Counter()
    by_security: list[tuple[FileActivity, int]] = []
    for activity in part.activities:
        id_ = None
        if activity.security is not None:
            id_ = securities.id_of(activity.security, part.currency)
        if activity.type == "split":
            assert id_ is not None
            by_security.append((activity, id_))
            continue
        priced_in = securities.currencies.get(id_ or 0, part.currency)
        draft = draft_of(activity, part.currency, account_id=account_id, security_id=id_, priced_in=priced_in)
        draft = complete(draft, account=facts, security_currency=securities.currencies.get(id_ or 0))
        if trouble := problem(draft, account=facts, today=today):
            plan.rows.append(_row(activity, draft, part.currency, "unreadable", trouble))
            continue
        base = source_key(draft.on, draft.type, id_, draft.quantity, draft.amount_minor)
        seen[base] += 1
        key = f"{base}-{seen[base]}"
        if key in known:
            plan.rows.append(_row(activity, draft, part.currency, "repeated", None))
            continue
        plan.drafts.append(draft._replace(source_key=key))
        plan.rows.append(_row(activity, draft, part.currency, "new", None))
    # Splits come last, from the oldest: how many shares there were before may say the ratio.
    for activity, security_id in sorted(by_security, key=lambda each: each[0].on):
        known_ratio = _with_ratio(db, user_id, activity, security_id, account, plan)
        plan.rows.append(_plan_split(plan, known_ratio, security_id, splits, part.currency, today))
    _plan_holdings(db, user_id, part, plan, account, tracks_cash=tracks_cash, securities=securities)
    return plan


def with_stored_ids(plan: PartPlan, *, account_id: int, security_ids: Mapping[int, int]) -> PartPlan:
    """Return the plan with the id of its account, and those of the securities that were added for negative numbers."""
    drafts = []
    for draft in plan.drafts:
        id_ = draft.security_id
        key = draft.source_key
        if id_ is not None and id_ in security_ids:
            id_ = security_ids[id_]
            copy = (key or "").rpartition("-")[2]
            key = f"{source_key(draft.on, draft.type, id_, draft.quantity, draft.amount_minor)}-{copy}"
        drafts.append(draft._replace(account_id=account_id, security_id=id_, source_key=key))
    return replace(
        plan,
        drafts=drafts,
        splits=[(security_ids.get(id_, id_), on, new, old) for id_, on, new, old in plan.splits],
        holdings=[
            replace(each, security_id=security_ids.get(each.security_id, each.security_id)) for each in plan.holdings
        ],
    )


def source_key(
    on: date, type_: str, security_id: int | None, quantity: Decimal | None, amount_minor: int | None
) -> str:
    """Return the key of an activity, the same in every format and file; the number of the copy is put behind it."""
    number = f"{quantity.normalize():f}" if quantity is not None else ""
    text = f"{type_}|{security_id or 0}|{number}|{amount_minor}"
    return f"{on.isoformat()}-{blake2b(text.encode(), digest_size=9).hexdigest()}"


def _known_keys(db: ReadSession | WriteSession, user_id: int, account_id: int) -> set[str]:
    """Return the keys of what the account has: of a file, as they were stored; of other sources, by their values."""
    known: set[str] = set()
    seen: Counter[str] = Counter()
    for row in activity_queries.activity_values(db, user_id, account_id):
        if row.source == "file" and row.source_key:
            known.add(row.source_key)
        else:
            base = source_key(row.on, row.type, row.security_id, row.quantity, row.amount_minor)
            seen[base] += 1
            known.add(f"{base}-{seen[base]}")
    return known


def draft_of(
    activity: FileActivity, currency: str, *, account_id: int, security_id: int | None, priced_in: str
) -> ActivityDraft:
    """Return an activity with its amounts in minor units of `currency`; `priced_in` is that of its security."""
    foreign = activity.security_amount if priced_in != currency else None
    return ActivityDraft(
        account_id=account_id,
        on=activity.on,
        type=activity.type,
        security_id=security_id,
        quantity=_plain(activity.quantity),
        price=_price(activity.price),
        amount_minor=to_minor(activity.amount, currency),
        fees_minor=to_minor(activity.fees, currency) or 0,
        security_amount_minor=to_minor(foreign, priced_in),
        source="file",
        notes=activity.notes,
    )


def to_minor(amount: Decimal | None, currency: str) -> int | None:
    """Return an amount in minor units, a half of one rounded to the even one."""
    if amount is None:
        return None
    return int(amount.scaleb(minor_digits(currency)).to_integral_value(rounding=ROUND_HALF_EVEN))


def _plain(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.normalize()


def _price(number: Decimal | None) -> Decimal | None:
    """Return a price with at most 12 digits behind the point; some brokers state averages with more."""
    if number is None:
        return None
    exponent = number.as_tuple().exponent
    return (number.quantize(_DECIMALS) if isinstance(exponent, int) and exponent < -12 else number).normalize()


def _with_ratio(
    db: ReadSession | WriteSession,
    user_id: int,
    split: FileActivity,
    security_id: int,
    account: InvestmentAccount | None,
    plan: PartPlan,
) -> FileActivity:
    """Return a split with its ratio, if that follows from the shares that it brought and those that were there."""
    if split.numerator is not None or not split.quantity:
        return split
    events: list[Event] = [SplitFact(on, id_, new, old) for id_, on, new, old in plan.splits]
    if account is not None and security_id > 0:
        events += position_queries.events(
            db, user_id, account.id, currency=account.currency, security_ids=[security_id]
        )
    held = held_before(split.on, security_id, events=events, drafts=plan.drafts)
    new, old = ratio_of(held, split.quantity) or (None, None)
    return replace(split, numerator=new, denominator=old)


def _plan_split(
    plan: PartPlan, activity: FileActivity, security_id: int, known: set[tuple[int, date]], currency: str, today: date
) -> PlannedRow:
    assert activity.security is not None
    row = PlannedRow(
        line_no=activity.line_no,
        raw=activity.raw,
        fate="new",
        on=activity.on,
        type="split",
        security=activity.security.label,
        currency=currency,
    )
    if (security_id, activity.on) in known:
        return row._replace(fate="repeated")
    if activity.numerator is None or activity.denominator is None:
        return row._replace(fate="unreadable", reason=NO_RATIO)
    trouble = split_problem(activity.numerator, activity.denominator)
    if activity.on > today:
        trouble = f"{activity.on} has not come yet."
    if trouble:
        return row._replace(fate="unreadable", reason=trouble)
    known.add((security_id, activity.on))
    plan.splits.append((security_id, activity.on, activity.numerator, activity.denominator))
    return row


def _plan_holdings(
    db: ReadSession | WriteSession,
    user_id: int,
    part: Part,
    plan: PartPlan,
    account: InvestmentAccount | None,
    *,
    tracks_cash: bool,
    securities: Securities,
) -> None:
    on = part.holdings_on or clock.today()
    there = position_queries.holdings_on(db, user_id, account.id, on) if account else {}
    stated: dict[int, StatedHolding] = {}
    for holding in part.holdings:
        row = _holding_row(holding, on, part.currency)
        if tracks_cash and holding.security.security_type == "cash":
            reason = "The cash of this account follows from its deposits, purchases and sales."
            plan.rows.append(row._replace(fate="left_out", reason=reason))
            continue
        if trouble := _holding_problem(holding, on):
            plan.rows.append(row._replace(fate="unreadable", reason=trouble))
            continue
        id_ = securities.id_of(holding.security, part.currency)
        before = stated.get(id_)
        new = StatedHolding(
            id_,
            holding.quantity.normalize() + (before.quantity if before else 0),
            _sum(to_minor(holding.cost, part.currency), before.cost_basis_minor if before else 0),
            _sum(to_minor(holding.value, part.currency), before.current_value_minor if before else 0),
        )
        stated[id_] = new
        stored = there.get(id_)
        is_same = stored is not None and (stored.quantity, stored.cost_basis_minor, stored.current_value_minor) == (
            new.quantity,
            new.cost_basis_minor,
            new.current_value_minor,
        )
        plan.rows.append(row._replace(fate="repeated" if is_same else "new"))
    plan.holdings = list(stated.values())


def _holding_problem(holding: FileHolding, on: date) -> str | None:
    if on > clock.today():
        return f"{on} has not come yet."
    if holding.quantity < 0:
        return "A short position, of less than nothing, is not kept as a holding."
    return number_problem("quantity", holding.quantity.normalize())


def _holding_row(holding: FileHolding, on: date, currency: str) -> PlannedRow:
    return PlannedRow(
        line_no=holding.line_no,
        raw=holding.raw,
        fate="new",
        on=on,
        type="holding",
        security=holding.security.label,
        quantity=holding.quantity,
        amount_minor=to_minor(holding.value, currency),
        currency=currency,
    )


def _row(activity: FileActivity, draft: ActivityDraft, currency: str, fate: Fate, reason: str | None) -> PlannedRow:
    return PlannedRow(
        line_no=activity.line_no,
        raw=activity.raw,
        fate=fate,
        reason=reason,
        on=activity.on,
        type=activity.type,
        security=activity.security.label if activity.security else None,
        quantity=draft.quantity,
        price=draft.price,
        amount_minor=draft.amount_minor,
        currency=currency,
    )


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


def suggested_account(
    part: Part, accounts: Sequence[InvestmentAccount], *, broker: str, remembered: Iterable[int]
) -> InvestmentAccount | None:
    """Return the account that a part probably belongs to: the one of the last such file, the one with its number, or
    the only one of the broker that may have it; always in its currency."""
    fitting = [account for account in accounts if account.currency == part.currency]
    for id_ in remembered:
        if found := next((account for account in fitting if account.id == id_), None):
            return found
    digits = "".join(character for character in part.label if character.isdigit())
    if len(digits) >= 3:
        same = [account for account in fitting if account.mask and digits.endswith(account.mask[-4:])]
        if len(same) == 1:
            return same[0]
        fitting = [account for account in fitting if not account.mask]
    same = [account for account in fitting if broker and account.institution_name.casefold() == broker.casefold()]
    return same[0] if len(same) == 1 else None
