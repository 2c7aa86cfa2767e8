"""Answer a question in plain words with a figure and the transactions behind it."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, get_args
from urllib.parse import urlencode

from sqlalchemy import func, select

from backend.accounts import queries as accounts
from backend.assistant.question import Measure, Names, Reading, read_question
from backend.categories import queries as categories
from backend.infra.database import ReadSession
from backend.kit.figure import Figure, Term
from backend.kit.text import fold
from backend.payees import queries as payees
from backend.transactions import pages
from backend.transactions import queries as transactions
from backend.transactions.filters import Filter, with_search
from backend.transactions.models import Descriptor, Tag

Json = dict[str, Any]
_ROWS = 50
MEASURES: tuple[str, ...] = get_args(Measure)
_LABELS = {"count": "Transactions", "average": "Average", "largest": "Total", "list": "Total", "sum": "Total"}


def ask(db: ReadSession, user_id: int, question: str, *, today: date) -> Json:
    """Return how a question was read, and the answer to that. The question stays on this computer."""
    return answer(db, user_id, read_question(question, _names(db, user_id), today), today=today)


def answer(db: ReadSession, user_id: int, reading: Reading, *, today: date) -> Json:
    """Return the figures and rows of a search. Raises BadSearch."""
    filter_ = with_search(Filter(), reading.search)
    sort = "-amount" if reading.measure == "largest" else "-on"
    page = pages.page(db, user_id, filter_, limit=_ROWS, sort=sort)
    sums = transactions.sums(db, user_id, filter_)
    return {
        "search": reading.search,
        "measure": reading.measure,
        "unused": list(reading.unused),
        "figures": [_figure(each, reading, page.total or 0, today) for each in sums] if reading.search else [],
        "count": page.total or 0,
        "items": page.items if reading.search else [],
        "link": "/data?" + urlencode({"search": reading.search}),
    }


def _figure(sums: Json, reading: Reading, count: int, today: date) -> Figure:
    """Return the sum of one currency, the mean, or how many: the search box finds the same rows."""
    currency, query = sums["currency"], urlencode({"search": reading.search})
    net = sums["out_minor"] - sums["in_minor"]
    if "is:in" in reading.search.split():
        net = -net
    id_, label = f"ask.{reading.measure}.{currency}", _LABELS[reading.measure]
    if reading.measure == "count":
        return Figure(id_, label, count, "transactions", today, terms=(Term(label, count, query=query),))
    whole = Term("Total", net, currency, query=query)
    if reading.measure != "average" or not count:
        return Figure(id_, label, net, currency, today, terms=(whole,))
    mean = int((Decimal(net) / count).quantize(Decimal(1), ROUND_HALF_EVEN))
    terms = (whole, Term("Transactions", Decimal(count), "transactions", operator="divide"))
    return Figure(id_, label, mean, currency, today, terms=terms)


def _names(db: ReadSession, user_id: int) -> Names:
    named = [each.display_name for each in categories.every(db, user_id)]
    tags = db.scalars(select(Tag.name).where(Tag.user_id == user_id)).all()

    def is_payee(word: str) -> bool:
        if len(word) < 3:
            return False
        known = select(Descriptor.id).where(
            Descriptor.user_id == user_id, func.instr(Descriptor.merchant_key, word) > 0
        )
        return db.scalar(known.limit(1)) is not None or bool(payees.keys_named(db, user_id, word))

    return Names(
        categories={fold(name): name for name in named},
        accounts={fold(account.name): account.name for account in accounts.list_accounts(db, user_id)},
        tags={fold(tag): tag for tag in tags},
        is_payee=is_payee,
    )
