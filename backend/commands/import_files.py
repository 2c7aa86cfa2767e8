"""Import statement files from the command line."""

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from backend.bootstrap import DataFolder, open_data
from backend.commands.terminal import terminal_progress
from backend.imports.auto_import import account_name_for, import_at_once
from backend.imports.detection.questions import sentences
from backend.imports.errors import FileTooLarge
from backend.imports.model.statement import Statement
from backend.imports.source.file_type import MAX_BYTES, MEGABYTES
from backend.infra.config import Config
from backend.kit.errors import AppError

_SHOWN_PROBLEMS = 100


@dataclass(slots=True)
class Part:
    """What became of one account of a file. `sums` has the sum in each of its currencies, `sum_minor` the only one."""

    account: str | None
    currency: str | None
    added: int
    repeated: int
    doubtful: int
    unreadable: int
    sums: dict[str, int]
    sum_minor: int | None = None


@dataclass(slots=True)
class Line:
    """What became of one file, all its accounts together.

    `sum_minor` is the sum of all rows that could be read, positive is money out; null if they are in several
    currencies, whose sums are in `sums`."""

    file: str
    format: str | None = None
    layout: str | None = None
    account: str | None = None
    currency: str | None = None
    added: int = 0
    repeated: int = 0
    doubtful: int = 0
    unreadable: int = 0
    sum_minor: int | None = 0
    sums: dict[str, int] = field(default_factory=dict)
    left_out: int = 0
    is_refused: bool = False
    problems: list[dict[str, object]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)


def import_files(files: Sequence[Path], *, account: str | None, is_dry_run: bool, as_json: bool) -> int:
    """Import each file on its own, print what became of each, and return 0, or 1 if one was refused."""
    config = Config.from_environment()
    with ExitStack() as around:
        if is_dry_run and not (config.home / "budget.db").exists():
            # Nothing is there to compare with, and nothing may be made: look from an empty folder that goes again.
            config = replace(config, home=Path(around.enter_context(tempfile.TemporaryDirectory())))
        data = around.enter_context(open_data(config, on_progress=terminal_progress()))
        lines = [_import(data, path, account=account, is_dry_run=is_dry_run) for path in files]
    _print(lines, as_json=as_json, is_dry_run=is_dry_run)
    return 1 if any(line.is_refused for line in lines) else 0


def _import(data: DataFolder, path: Path, *, account: str | None, is_dry_run: bool) -> Line:
    line = Line(file=str(path))
    try:
        content = _content(path)
        if is_dry_run:
            _preview(line, data, content, path.name, account)
        else:
            _commit(line, data, content, path.name, account)
    except OSError as error:
        _refuse(line, "cannot_open", f"{path} cannot be opened: {error.strerror}.")
    except AppError as error:
        _refuse(line, error.code, error.message)
    return line


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > MAX_BYTES:
            raise FileTooLarge(MEGABYTES)
        content = file.read(MAX_BYTES + 1)
    # A pipe has no size, and a device has no end.
    if len(content) > MAX_BYTES:
        raise FileTooLarge(MEGABYTES)
    return content


def _preview(line: Line, data: DataFolder, content: bytes, name: str, account: str | None) -> None:
    each = data.import_service.dry_run(data.user_id, content, filename=name, account_name=account)
    for found, match in each:
        fates = Counter(found.arrivals.outcomes.column("fate"))
        known = match.chosen.name if match.chosen else None
        called = account_name_for(found.statement, name, account, has_others=True) if len(each) > 1 else account
        counts = (fates["new"], fates["repeated"], fates["doubtful"])
        _fill(line, found.statement, found.currency, known or called, counts)


def _commit(line: Line, data: DataFolder, content: bytes, name: str, account: str | None) -> None:
    for done in import_at_once(data.import_service, data.user_id, content, filename=name, account_name=account):
        report = done.report
        counts = (report.added, report.repeated, report.doubtful)
        _fill(line, done.statement, done.currency, done.account_name, counts)


def _fill(line: Line, statement: Statement, currency: str, account: str | None, counts: tuple[int, int, int]) -> None:
    """Add what became of one account of the file."""
    added, repeated, doubtful = counts
    sums: Counter[str] = Counter() if statement.drafts else Counter({statement.currency or currency: 0})
    for code, amount_minor in statement.drafts.columns("currency", "amount_minor"):
        sums[code] += amount_minor
    only = _only(sums)
    part = Part(account, only, added, repeated, doubtful, len(statement.problems), dict(sums))
    part.sum_minor = sums[only] if only else None
    line.parts.append(part)
    line.format, line.layout = statement.format, statement.layout
    line.account = ", ".join(each.account for each in line.parts if each.account) or None
    for code, amount_minor in sums.items():
        line.sums[code] = line.sums.get(code, 0) + amount_minor
    line.currency = _only(line.sums)
    line.sum_minor = line.sums[line.currency] if line.currency else None
    for name in ("added", "repeated", "doubtful", "unreadable"):
        setattr(line, name, sum(getattr(each, name) for each in line.parts))
    line.left_out += len(statement.left_out)
    line.problems += [
        {"line_no": None, "code": question, "message": sentence}
        for question, sentence in zip(statement.questions, sentences(statement), strict=True)
    ]
    line.problems += [
        {"line_no": p.line_no, "code": p.code, "message": p.message, "raw": p.raw[:200]}
        for p in statement.problems[:_SHOWN_PROBLEMS]
    ]
    line.problems += [{"line_no": None, "code": "warning", "message": warning} for warning in statement.warnings]


def _only(sums: Mapping[str, int]) -> str | None:
    """Return the currency of the sums if they are in one."""
    return next(iter(sums)) if len(sums) == 1 else None


def _refuse(line: Line, code: str, message: str) -> None:
    line.is_refused = True
    line.problems.append({"line_no": None, "code": code, "message": message})


def _print(lines: Sequence[Line], *, as_json: bool, is_dry_run: bool) -> None:
    if as_json:
        shown = [{name: value for name, value in asdict(line).items() if name != "is_refused"} for line in lines]
        print(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    verb = "would add" if is_dry_run else "added"
    for line in lines:
        out = sys.stderr if line.is_refused else sys.stdout
        if line.is_refused:
            print(f"{line.file}: not imported. {line.problems[-1]['message']}", file=out)
            continue
        counts = (
            f"{verb} {line.added}, already imported {line.repeated}, possible duplicates {line.doubtful},"
            f" unreadable {line.unreadable}"
        )
        print(f"{line.file} → {line.account or 'a new account'}: {counts}", file=out)
        for problem in line.problems:
            where = f"line {problem['line_no']}: " if problem["line_no"] else ""
            print(f"  {where}{problem['message']}", file=out)
