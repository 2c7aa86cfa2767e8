"""The tier of the person's rules: their verdict on a row, between amount rules and merchants."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from backend.categorization.category_match import CategoryMatch
from backend.categorization.engine import RowToJudge
from backend.kit.text import fold, merchant_key
from backend.rules import queries as rules
from backend.rules.rule_book import CLEAN_UP, DECIDE, ActiveRule, run
from backend.transactions.search_conditions import load_names
from backend.transactions.search_match import Names, SearchRow


class RuleTier:
    """Rules of the stages before other tiers decide, with what their names stand for."""

    def __init__(self, rules: Sequence[ActiveRule], names: Names) -> None:
        self._rules = rules
        self._names = names

    def judge(self, row: RowToJudge) -> CategoryMatch | None:
        """Return the category that the first fitting rule sets."""
        seen = SearchRow(
            folded=fold(f"{row.description} {row.payee or ''}"),
            merchant_key=merchant_key(row.payee or row.description),
            amount_minor=row.amount_minor,
            currency=row.currency,
            on=row.on,
            account_id=row.account_id,
            source=row.source,
            note=row.note,
        )
        outcome = run(self._rules, seen, self._names, stages=(CLEAN_UP, DECIDE))
        rule, category_id = outcome.category_rule, outcome.actions.category_id
        if rule is None or category_id is None:
            return None
        is_sure = outcome.actions.review != "ask"
        return CategoryMatch(category_id, 1.0, "rule", is_sure, reason_of(rule.name), rule.id, True)


def reason_of(rule_name: str) -> str:
    """Return the reason that stands beside what a rule decided."""
    return f"Rule “{rule_name}”"


def load(db: Session, user_id: int) -> RuleTier | None:
    """Return the tier, None if the person has no rules."""
    active = rules.active(db, user_id)
    return RuleTier(active, load_names(db, user_id)) if active else None
