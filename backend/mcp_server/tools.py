"""What an assistant can call: figures and rows to read, and categories, notes and tags to propose.

Texts of banks are written by strangers: they go out as data, without links. Nothing here confirms anything; a proposal
waits in the review like any other suggestion.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from backend.assistant.prompt import plain_value
from backend.assistant.prose import without_links
from backend.assistant.snapshot import snapshot
from backend.categories import queries as categories
from backend.infra import clock
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.kit.figure import Figure
from backend.kit.money import Money
from backend.mcp_server.errors import ToolRefused
from backend.mcp_server.models import Scope
from backend.net_worth.series import DataFiles
from backend.recurring.running import running
from backend.settings.service import base_currency
from backend.transactions import bulk_edit, pages
from backend.transactions import queries as transactions
from backend.transactions import service as writing
from backend.transactions.filters import Filter, with_search
from backend.transactions.review_state import ReviewState
from backend.transactions.tags import all_tags

Json = dict[str, Any]
_MOST_ROWS = 100
_SEARCH_HELP = (
    "Operators: amount:>50, amount:10..20, category:food, -category:rent, account:travel, date:2026-03, "
    "date:2026-01..2026-03, is:in, is:out, is:counted, is:uncategorised, tag:lisbon, payee:corner, and words."
)


class Result(NamedTuple):
    """What a tool answers: JSON, how many rows are in it, and the change it made."""

    value: Json
    row_count: int = 0
    change_id: int | None = None


class Tool(NamedTuple):
    """A tool as an assistant sees it. `run` takes the arguments after their names and types were checked."""

    scope: Scope
    description: str
    properties: Json
    required: tuple[str, ...]

    @property
    def schema(self) -> Json:
        """Return the JSON schema of the arguments."""
        return {
            "type": "object",
            "properties": self.properties,
            "required": list(self.required),
            "additionalProperties": False,
        }


_IDS: Json = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": _MOST_ROWS}
TOOLS: Mapping[str, Tool] = {
    "get_figures": Tool(
        "read",
        "Return the figures of the month with ids: spending, income, cash flow, recurring, budget, accounts, net "
        "worth, each with what it is compared with. Quote figures as they are; do not compute others.",
        {},
        (),
    ),
    "search_transactions": Tool(
        "read",
        f"Return transactions, newest first, and what all that match add up to. {_SEARCH_HELP}",
        {
            "search": {"type": "string", "maxLength": 500},
            "limit": {"type": "integer", "minimum": 1, "maximum": _MOST_ROWS},
        },
        ("search",),
    ),
    "list_categories": Tool("read", "Return the categories with their keys.", {}, ()),
    "list_tags": Tool("read", "Return the tags there are and how many transactions have each.", {}, ()),
    "list_recurring": Tool("read", "Return recurring payments and income with amount and next date.", {}, ()),
    "propose_category": Tool(
        "draft",
        "Propose a category for transactions that wait for review. The person confirms or changes it there.",
        {
            "transaction_ids": _IDS,
            "category_key": {"type": "string", "maxLength": 100},
        },
        ("transaction_ids", "category_key"),
    ),
    "propose_note": Tool(
        "draft",
        "Draft a note on transactions that wait for review and have none. The person keeps or changes it there.",
        {"transaction_ids": _IDS, "note": {"type": "string", "minLength": 1, "maxLength": 500}},
        ("transaction_ids", "note"),
    ),
    "propose_tags": Tool(
        "draft",
        "Draft tags, of those that list_tags names, on transactions that wait for review.",
        {
            "transaction_ids": _IDS,
            "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 10},
        },
        ("transaction_ids", "tags"),
    ),
}


def tool_of(name: str, scope: str) -> Tool:
    """Return a tool. Raises ToolRefused if there is none, or the assistant may not use it."""
    tool = TOOLS.get(name)
    if tool is None:
        raise ToolRefused(f"There is no tool “{name[:60]}”.")
    if tool.scope == "draft" and scope != "draft":
        raise ToolRefused("This assistant may only read. Give it the scope “draft” in Settings to let it propose.")
    return tool


def read(files: DataFiles, user_id: int, name: str, arguments: Json) -> Result:
    """Return the answer of a tool that reads. Raises ToolRefused and BadSearch."""
    return _READERS[name](files, user_id, arguments)


def propose(db: WriteSession, user_id: int, name: str, arguments: Json, *, client: str) -> Result:
    """Do what a draft tool proposes, on transactions that wait for review and on no others. Raises ToolRefused."""
    asked = [id_ for id_ in arguments.get("transaction_ids", ()) if type(id_) is int][:_MOST_ROWS]
    states = writing.load_review_states(db, user_id, asked)
    waiting = [state for state in states if state.status == "pending_review"]
    done, change_id = _PROPOSERS[name](db, user_id, waiting, arguments, client)
    value = {
        "proposed": done,
        "not_waiting_for_review": len(set(asked)) - len(waiting),
        "note": "The person decides in the review.",
    }
    return Result(value, done, change_id)


def _propose_category(
    db: WriteSession, user_id: int, waiting: Sequence[ReviewState], arguments: Json, client: str
) -> tuple[int, int | None]:
    key = arguments.get("category_key")
    category = next((each for each in categories.every(db, user_id) if each.short_desc == key), None)
    if category is None or category.is_archived:
        raise ToolRefused("There is no such category. Call list_categories for those there are.")
    proposed = [
        state._replace(
            predicted_category_id=category.id,
            categorization_tier="ai",
            prediction_confidence=0.7,
            reason=f"{client[:60]} proposes it; check it",
        )
        for state in waiting
    ]
    with record_changes(db, user_id, f"{client} proposed {category.display_name}") as recorder:
        writing.save_review_states(db, user_id, proposed, recorder=recorder)
    return len(proposed), recorder.change_id


def _propose_note(
    db: WriteSession, user_id: int, waiting: Sequence[ReviewState], arguments: Json, client: str
) -> tuple[int, int | None]:
    note = " ".join(without_links(str(arguments.get("note", "")))[:500].split())
    if not note:
        raise ToolRefused("The note is empty.")
    with record_changes(db, user_id, f"{client} drafted a note") as recorder:
        noted = bulk_edit.set_note(db, user_id, [state.id for state in waiting], note, recorder=recorder)
    return len(noted), recorder.change_id


def _propose_tags(
    db: WriteSession, user_id: int, waiting: Sequence[ReviewState], arguments: Json, client: str
) -> tuple[int, int | None]:
    known = {str(tag["name"]).casefold(): str(tag["name"]) for tag in all_tags(db, user_id)}
    names = [known.get(str(name).casefold()) for name in arguments.get("tags", ())][:10]
    found = [name for name in names if name is not None]
    if not found or len(found) < len(names):
        raise ToolRefused("There is no such tag. Call list_tags for those there are.")
    with record_changes(db, user_id, f"{client} drafted tags") as recorder:
        tagged = bulk_edit.add_tags(db, user_id, [state.id for state in waiting], found, recorder=recorder)
    return len(tagged), recorder.change_id


def _get_figures(files: DataFiles, user_id: int, _arguments: Json) -> Result:
    home = base_currency(files.budget, user_id)
    shown = snapshot(files, user_id, today=clock.today(), home=home)
    found = [
        {
            **_figure(line.figure),
            "group": line.group,
            "against": _figure(line.against) if line.against else None,
        }
        for line in shown.lines
    ]
    return Result({"as_of": shown.as_of.isoformat(), "month": shown.month, "figures": found}, len(found))


def _search(files: DataFiles, user_id: int, arguments: Json) -> Result:
    db, search = files.budget, str(arguments.get("search", ""))[:500]
    limit = arguments.get("limit")
    filter_ = with_search(Filter(), search)
    page = pages.page(db, user_id, filter_, limit=min(limit if type(limit) is int and limit > 0 else 50, _MOST_ROWS))
    items = [
        {
            "id": row["id"],
            "on": str(row["on"]),
            "text": without_links(row["description"]),
            "amount": str(Money(row["amount_minor"], row["currency"])),
            "category": row["category_name"],
            "status": row["status"],
        }
        for row in page.items
    ]
    sums = [
        {
            "id": f"search.{name}.{each['currency']}",
            "value": str(Money(each[f"{name}_minor"], each["currency"])),
        }
        for each in transactions.sums(db, user_id, filter_)
        for name in ("out", "in", "spent", "income")
    ]
    return Result({"search": search, "total": page.total, "figures": sums, "transactions": items}, len(items))


def _list_categories(files: DataFiles, user_id: int, _arguments: Json) -> Result:
    every = [each for each in categories.every(files.budget, user_id) if not each.is_archived]
    names = {each.id: each.display_name for each in every}
    found = [
        {
            "key": each.short_desc,
            "name": each.display_name,
            "kind": each.kind,
            "parent": names.get(each.parent_id or 0),
        }
        for each in every
    ]
    return Result({"categories": found}, len(found))


def _list_tags(files: DataFiles, user_id: int, _arguments: Json) -> Result:
    found = [{**tag, "name": without_links(str(tag["name"]))} for tag in all_tags(files.budget, user_id)]
    return Result({"tags": found}, len(found))


def _list_recurring(files: DataFiles, user_id: int, _arguments: Json) -> Result:
    found = [
        {
            "id": each.series.id,
            "name": without_links(each.series.name),
            "kind": each.series.kind,
            "amount": str(Money(each.course.amount_minor, each.series.currency))
            if each.course.amount_minor is not None
            else None,
            "next_on": each.course.next_due_on.isoformat() if each.course.next_due_on else None,
        }
        for each in running(files.budget, user_id, ["active"])
    ]
    return Result({"series": found}, len(found))


def _figure(figure: Figure) -> Json:
    missing = [f"{each.what}: {each.why}" for each in figure.completeness.missing]
    period = [figure.period.start.isoformat(), figure.period.end.isoformat()] if figure.period else None
    return {
        "id": figure.id,
        "label": without_links(figure.label),
        "value": plain_value(figure),
        "period": period,
        "missing": missing,
    }


_READERS: Mapping[str, Callable[[DataFiles, int, Json], Result]] = {
    "get_figures": _get_figures,
    "search_transactions": _search,
    "list_categories": _list_categories,
    "list_recurring": _list_recurring,
    "list_tags": _list_tags,
}
_PROPOSERS: Mapping[str, Callable[[WriteSession, int, Sequence[ReviewState], Json, str], tuple[int, int | None]]] = {
    "propose_category": _propose_category,
    "propose_note": _propose_note,
    "propose_tags": _propose_tags,
}
