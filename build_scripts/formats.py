"""Tries the statement reader on a folder of real files and writes what came out into docs/formats.md.

`python build_scripts/formats.py FOLDER [DOCUMENT]`: the folder holds the files under csv/, what is expected of them in
EXPECTED.jsonl, and, if it has one, MANIFEST.csv with the name of each bank. Exits with 1 if any file is silently wrong.
"""

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from backend.imports.csv_statement import read_csv
from backend.imports.errors import UnreadableFile
from backend.imports.statement import Statement

BEGIN, END = "<!-- the table begins -->", "<!-- the table ends -->"
DOCUMENT = Path("docs/formats.md")
VERDICTS = ("right", "right, asks", "explained", "refused", "no expectation", "wrong")


class Expected(NamedTuple):
    entries: int
    total: Decimal | None


class Row(NamedTuple):
    """One line of the table; files that came out alike share it."""

    name: str
    rows: str
    verdict: str
    explanation: str


def main(arguments: list[str]) -> int:
    if not arguments:
        print(__doc__)
        return 2
    folder, document = Path(arguments[0]), Path(arguments[1]) if len(arguments) > 1 else DOCUMENT
    rows = [judge(path, folder) for path in sorted((folder / "csv").rglob("*")) if path.is_file()]
    write_table(document, rows)
    counts = Counter(row.verdict for row in rows)
    print(f"{len(rows)} files: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS))
    return 1 if counts["wrong"] else 0


def judge(path: Path, folder: Path) -> Row:
    """Read one file and compare it with what others say is in it."""
    name, manifest_count = manifest(folder).get(path.relative_to(folder).as_posix(), ("", None))
    try:
        statement = read_csv(path.read_bytes(), filename=path.name)
    except UnreadableFile as refused:
        return Row(name or "unknown", "", "refused", refused.message)
    label = statement.layout if statement.layout != "generic" else name or "generic"
    told = expectation(folder).get(path.relative_to(folder).as_posix())
    return Row(label, str(len(statement.drafts)), *verdict_of(statement, told, manifest_count))


def verdict_of(statement: Statement, told: Expected | None, manifest_count: int | None) -> tuple[str, str]:
    """Return the verdict and how a difference came about."""
    asks = f"asks: {', '.join(statement.questions)}" if statement.questions else ""
    reasons = "; ".join(filter(None, [asks, *reasons_of(statement)]))
    if told is not None and agrees(statement, told):
        return ("right, asks" if asks else "right"), reasons
    if told is not None:
        found = f"expected {told.entries} rows" + ("" if told.total is None else f" with sum {told.total}")
        is_same_sum = told.total is not None and totals(statement) & {told.total}
        note = f"{found}; the sum is the same" if is_same_sum else found
        is_explained = bool(reasons) or is_same_sum
        return ("explained" if is_explained else "wrong"), "; ".join(filter(None, [note, reasons]))
    if manifest_count == len(statement.drafts):
        return ("right, asks" if asks else "right"), reasons
    counted = len(statement.drafts) + len(statement.problems) + sum(row.code != "note" for row in statement.left_out)
    return ("explained" if reasons and manifest_count == counted else "no expectation"), reasons


def agrees(statement: Statement, told: Expected) -> bool:
    is_sum_right = told.total is None or told.total in totals(statement) or not statement.drafts
    return told.entries == len(statement.drafts) and is_sum_right


def totals(statement: Statement) -> set[Decimal]:
    """Return the sum of the file, money in as positive and, where the file writes it so, money out as positive."""
    out = Decimal(sum(draft.amount_minor for draft in statement.drafts)) / 100
    is_turned = statement.mapping is not None and statement.mapping.sign == "plus_is_out"
    return {-out, out} if is_turned else {-out}


def reasons_of(statement: Statement) -> Iterator[str]:
    """Yield what became of the rows that are no drafts."""
    for what, problems in (("left out", statement.left_out), ("not read", statement.problems)):
        for code, count in Counter(problem.code for problem in problems).items():
            yield f"{count} {what}: {code.replace('_', ' ')}"


@cache
def expectation(folder: Path) -> dict[str, Expected]:
    """Return what others say about each file; the first to speak about a file counts."""
    told: dict[str, Expected] = {}
    for line in (folder / "EXPECTED.jsonl").read_text("utf-8").splitlines():
        plain = json.loads(line)
        if plain.get("count") is not None:
            total = plain.get("sum")
            told.setdefault(plain["file"], Expected(plain["count"], None if total is None else Decimal(total)))
    return told


@cache
def manifest(folder: Path) -> dict[str, tuple[str, int | None]]:
    """Return the bank of each file and how many transactions its collector counted."""
    path = folder / "MANIFEST.csv"
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines())) if path.exists() else []
    return {
        row["path"]: (row["bank_or_layout"], int(row["n_transactions"]) if row["n_transactions"].isdigit() else None)
        for row in rows
    }


def write_table(document: Path, rows: list[Row]) -> None:
    """Replace the table in the document; the text around it stays."""
    before, _, rest = document.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    counts = Counter(row.verdict for row in rows)
    lines = [
        f"{len(rows)} files: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS) + ".",
        "",
        "| bank or layout | files | rows in each | result | explanation |",
        "|---|---|---|---|---|",
    ]
    for row, count in sorted(Counter(rows).items(), key=lambda item: (item[0].name.lower(), item[0].rows)):
        cells = (row.name, str(count), row.rows, row.verdict, row.explanation)
        lines.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    document.write_text(f"{before}{BEGIN}\n\n" + "\n".join(lines) + f"\n\n{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
