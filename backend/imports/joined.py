"""Joins the statements of one account that lie in a file each, as banks that write one for every day pack them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise
from typing import NamedTuple

from backend.imports.line import Problem
from backend.imports.statement import Statement
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


class Placed(NamedTuple):
    """A statement, and the name of the file that it stood in; None once it is from several."""

    place: str | None
    statement: Statement


def joined(found: Sequence[Placed]) -> list[Placed]:
    """Return the statements with those of one account as one, each account where its first file stood.

    Only what names its account is joined, and only where no day is in two files: a movement that stands in both is one
    movement, which is found out where statements are compared, not here. The rows are numbered through.
    """
    groups: dict[object, list[Placed]] = {}
    for number, each in enumerate(found):
        groups.setdefault(_account(each.statement) or number, []).append(each)
    done: list[Placed] = []
    for group in groups.values():
        days = sorted(group, key=lambda each: _days(each.statement) or (date.min, date.min))
        done += [_one(days)] if len(group) > 1 and _follow(days) else group
    return done


def _account(one: Statement) -> tuple[object, ...] | None:
    """Tables are told apart by their columns as well, which a person may settle for each: they stay by themselves."""
    if not one.account_hint or one.mapping is not None:
        return None
    return one.format, one.layout, one.account_hint, one.currency, one.part


def _follow(group: Sequence[Placed]) -> bool:
    spans = [span for each in group if (span := _days(each.statement))]
    return all(before[1] < after[0] for before, after in pairwise(spans))


def _days(one: Statement) -> tuple[date, date] | None:
    """Return the first and the last day with a movement."""
    days = list(one.drafts.column("on"))
    return (min(days), max(days)) if days else None


def _one(group: Sequence[Placed]) -> Placed:
    drafts = CompactRows(Draft)
    problems: list[Problem] = []
    left_out: list[Problem] = []
    before = 0
    for place, each in group:
        drafts.extend(draft._replace(line_no=draft.line_no + before) for draft in each.drafts)
        problems.extend(_moved(each.problems, place, before))
        left_out.extend(_moved(each.left_out, place, before))
        before += _last_number(each)
    statements = [each.statement for each in group]
    return Placed(
        None,
        replace(
            statements[0],
            drafts=drafts,
            problems=problems,
            left_out=left_out,
            warnings=tuple(dict.fromkeys(said for each in statements for said in each.warnings)),
            balances=tuple(dict.fromkeys(balance for each in statements for balance in each.balances)),
        ),
    )


def _moved(rows: Iterable[Problem], place: str | None, before: int) -> Iterator[Problem]:
    # What is said names the row by its number in its own file.
    for row in rows:
        number = None if row.line_no is None else row.line_no + before
        yield row._replace(line_no=number, message=f"In “{place}”: {row.message}")


def _last_number(one: Statement) -> int:
    numbers = chain(one.drafts.column("line_no"), (row.line_no for row in (*one.problems, *one.left_out)))
    return max((number for number in numbers if number is not None), default=0)
