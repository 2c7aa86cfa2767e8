"""Save what a file of a broker adds: securities, accounts, activities, splits and holdings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from backend.infra import clock
from backend.infra.database import WriteSession
from backend.investment_imports.comparison import PartPreview, Preview, Target
from backend.investment_imports.models import InvestmentImport
from backend.investment_imports.plan import (
    with_stored_ids,
)
from backend.investments import prices, service, stated_holdings, transactions
from backend.investments.lots import Oversold
from backend.investments.queries import securities as security_queries


@dataclass(slots=True)
class Done:
    """What an import added. `oversold` are sales of more than the account is known to have held."""

    id: int
    added: int = 0
    repeated: int = 0
    holdings: int = 0
    unreadable: int = 0
    left_out: int = 0
    account_ids: list[int] = field(default_factory=list)
    oversold: list[Oversold] = field(default_factory=list)
    security_names: dict[int, str] = field(default_factory=dict)


def save(
    db: WriteSession, user_id: int, waiting: InvestmentImport, found: Preview, targets: Mapping[str, Target]
) -> Done:
    done = Done(waiting.id)
    changes: list[int | None] = []
    security_ids = _add_securities(db, user_id, found)
    summary = f"Imported {waiting.filename}"
    drafts, splits, holdings = [], [], []
    target_ids: dict[str, int] = {}
    for each in found.parts:
        if each.is_left_out:
            continue
        account_id = each.account.id if each.account else None
        if account_id is None:
            saved = service.add_account(
                db, user_id, _account_fields(each, targets.get(each.part.key), found.file.broker)
            )
            account_id = saved.id
            changes.append(saved.change_id)
        target_ids[each.part.key] = account_id
        plan = with_stored_ids(each.plan, account_id=account_id, security_ids=security_ids)
        drafts += plan.drafts
        splits += plan.splits
        if plan.holdings and any(row.type == "holding" and row.fate == "new" for row in plan.rows):
            holdings.append((account_id, each.part.holdings_on or clock.today(), plan.holdings))
    if drafts:
        recorded = transactions.record_transactions(db, user_id, drafts, summary=summary)
        changes.append(recorded.change_id)
        done.added, done.oversold = len(recorded.ids), list(recorded.oversold)
    for security_id, on, numerator, denominator in splits:
        split = prices.add_split(
            db, user_id, security_id=security_id, on=on, numerator=numerator, denominator=denominator
        )
        changes.append(split.change_id)
        done.added += 1
    for account_id, on, stated in holdings:
        changes.append(
            stated_holdings.record_holdings(
                db, user_id, account_id=account_id, on=on, holdings=stated, is_complete=True, source="file"
            )
        )
        done.holdings += len(stated)
    fates = [row.fate for row in found.rows]
    done.repeated, done.unreadable = fates.count("repeated"), fates.count("unreadable")
    done.left_out = fates.count("left_out")
    done.account_ids = sorted(set(target_ids.values()))
    for over in done.oversold:
        done.security_names[over.security_id] = security_queries.security(db, user_id, over.security_id).name
    _describe(waiting, found, done, target_ids, [change for change in changes if change is not None])
    return done


def _add_securities(db: WriteSession, user_id: int, found: Preview) -> dict[int, int]:
    """Add the securities that something new is about, and return their ids by their negative numbers."""
    plans = [each.plan for each in found.parts]
    used: set[int | None] = {draft.security_id for plan in plans for draft in plan.drafts}
    used |= {split[0] for plan in plans for split in plan.splits}
    used |= {holding.security_id for plan in plans for holding in plan.holdings}
    ids = {}
    for number, name in found.securities.added.items():
        if number in used:
            fields = {
                "ticker": name.ticker,
                "isin": name.isin,
                "name": name.name or name.ticker or name.isin,
                "currency": name.currency,
                "security_type": name.security_type or "other",
                # Cash counts one for one, at any age.
                "accepts_old_price": name.security_type == "cash",
            }
            ids[number] = service.add_security(db, user_id, fields).id
    return ids


def _account_fields(each: PartPreview, target: Target | None, broker: str) -> dict[str, Any]:
    digits = "".join(character for character in each.part.label if character.isdigit())
    return {
        "account_name": (target.name if target and target.name else each.suggested_name)[:100],
        "account_type": target.account_type if target else "taxable",
        "institution_name": broker,
        "mask": digits[-4:] or None,
        "currency": each.part.currency,
        "tracks_cash": each.tracks_cash,
    }


def _describe(
    waiting: InvestmentImport, found: Preview, done: Done, targets: dict[str, int], change_ids: Sequence[int]
) -> None:
    days = [row.on for row in found.rows if row.on is not None and row.fate in ("new", "repeated")]
    waiting.status, waiting.content = "done", None
    waiting.targets, waiting.change_ids = targets, list(change_ids)
    waiting.added, waiting.repeated, waiting.holdings = done.added, done.repeated, done.holdings
    waiting.unreadable, waiting.left_out = done.unreadable, done.left_out
    waiting.first_on, waiting.last_on = min(days, default=None), max(days, default=None)
