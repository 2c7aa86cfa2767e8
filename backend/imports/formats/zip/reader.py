"""Read the statements in a ZIP, and join those of one account that follow each other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, pairwise
from typing import NamedTuple

from backend.imports.errors import BinaryFile, MappingDoesNotFit, UnreadableFile
from backend.imports.formats.zip.archive import MOST_SIDE_BY_SIDE, TooManyInside, ZippedFile, files_in, holds_files
from backend.imports.model.column_mapping import ColumnMapping
from backend.imports.model.statement import Problem, Statement
from backend.kit.compact_rows import CompactRows
from backend.transactions.draft import Draft


class ZippedStatement(NamedTuple):
    """A statement, and the name of the file that it stood in; None once it is from several."""

    path: str | None
    statement: Statement


def join_statements(found: Sequence[ZippedStatement]) -> list[ZippedStatement]:
    """Return the statements with those of one account as one, each account where its first file stood.

    Only what names its account is joined, and only where no day is in two files: a movement that stands in both is one
    movement, which is found out where statements are compared, not here. The rows are numbered through.
    """
    groups: dict[object, list[ZippedStatement]] = {}
    for number, each in enumerate(found):
        groups.setdefault(_account(each.statement) or number, []).append(each)
    done: list[ZippedStatement] = []
    for group in groups.values():
        days = sorted(group, key=lambda each: _days(each.statement) or (date.min, date.min))
        done += [_one(days)] if len(group) > 1 and _follow(days) else group
    return done


def _account(one: Statement) -> tuple[object, ...] | None:
    """Tables are told apart by their columns as well, which a person may settle for each: they stay by themselves."""
    if not one.account_hint or one.mapping is not None:
        return None
    return one.format, one.layout, one.account_hint, one.currency, one.part


def _follow(group: Sequence[ZippedStatement]) -> bool:
    spans = [span for each in group if (span := _days(each.statement))]
    return all(before[1] < after[0] for before, after in pairwise(spans))


def _days(one: Statement) -> tuple[date, date] | None:
    """Return the first and the last day with a movement."""
    days = list(one.drafts.column("on"))
    return (min(days), max(days)) if days else None


def _one(group: Sequence[ZippedStatement]) -> ZippedStatement:
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
    return ZippedStatement(
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


Read = Callable[..., list[Statement]]
_LONGEST_PART = 200
_LONGEST_PLACE = 120


def read_zip(data: bytes, read: Read, *, mapping: ColumnMapping | None) -> list[Statement]:
    """Return the statements of all files in a ZIP, those of an account that follow each other day by day as one.

    `read` reads a file that came alone. Files without a statement are named in a warning. Raises what unpacking raises;
    TooManyInside if too many statements are left; and if no file can be read, the UnreadableFile of the largest one.
    """
    found: list[tuple[str, list[Statement]]] = []
    refused: list[tuple[int, str, UnreadableFile]] = []
    for inside in files_in(data):
        try:
            found.append((inside.path, _read_one(inside, mapping, read)))
        except UnreadableFile as why:
            refused.append((len(inside.data), inside.path, why))
    if not found:
        raise max(refused, key=lambda each: each[0])[2]
    together = join_statements([ZippedStatement(path, each) for path, statements in found for each in statements])
    if len(together) > MOST_SIDE_BY_SIDE:
        raise TooManyInside(len(together))
    return list(_finished(together, len(found) > 1, _warnings([path for _, path, _ in refused])))


def _read_one(inside: ZippedFile, mapping: ColumnMapping | None, read: Read) -> list[Statement]:
    if holds_files(inside.data):
        raise BinaryFile("a ZIP inside a ZIP", "Unpack it first and choose the files inside.")
    try:
        return read(inside.data, filename=inside.name, mapping=mapping)
    except MappingDoesNotFit:
        # The columns were told for another file of the ZIP.
        return read(inside.data, filename=inside.name, mapping=None)


def _finished(found: Sequence[ZippedStatement], are_several: bool, warnings: tuple[str, ...]) -> Iterator[Statement]:
    """A file that is the only one is as if it had come alone; of several, each gives its name to its statements."""
    for path, statement in found:
        place = path[-_LONGEST_PLACE:] if path and are_several else None
        name = place.rpartition("/")[2].rpartition(".")[0] if place else None
        yield replace(
            statement,
            part=_joined(place, statement.part),
            part_label=_joined(place, statement.part_label),
            name_hint=statement.name_hint or name,
            warnings=(*statement.warnings, *warnings),
        )
        warnings = ()


def _warnings(refused: list[str]) -> tuple[str, ...]:
    if not refused:
        return ()
    names = ", ".join(f"“{path}”" for path in refused[:5])
    more = f" and {len(refused) - 5} more" if len(refused) > 5 else ""
    return (f"No transactions were found in {names}{more} inside the ZIP; left out.",)


def _joined(place: str | None, name: str | None) -> str | None:
    return " / ".join(filter(None, (place, name)))[:_LONGEST_PART] or None
