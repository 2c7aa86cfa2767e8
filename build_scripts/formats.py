"""Tries the statement readers on a folder of real files and writes what came out into docs/formats.md.

`python build_scripts/formats.py FOLDER [DOCUMENT]`: the folder holds the files by format, what is expected of them in
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

from backend.imports.errors import UnreadableFile
from backend.imports.model.statement import Statement
from backend.imports.readers import read
from backend.kit.money import in_units

BEGIN, END = "<!-- the table begins -->", "<!-- the table ends -->"
DOCUMENT = Path("docs/formats.md")
KINDS = ("csv", "ofx", "qfx", "qif", "camt", "mt940")
# Where the other reader errs, and how we know.
SEEN_BY_HAND = {
    "test__fixtures__sepa_mt9401": "a credit taken back (RC) is money out; the closing balances prove it",
    "docs__MT940_voorbeeldbestanden_abnamro": "a small d marks a debit; the closing balance proves it",
}
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
    files = (path for kind in KINDS for path in sorted((folder / kind).rglob("*")) if path.is_file())
    rows = [judge(path, folder) for path in files]
    write_table(document, rows)
    counts = Counter(row.verdict for row in rows)
    print(f"{len(rows)} files: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS))
    return 1 if counts["wrong"] else 0


def judge(path: Path, folder: Path) -> Row:
    """Read one file and compare it with what others say is in it."""
    place = path.relative_to(folder).as_posix()
    bank, manifest_count = manifest(folder).get(place, ("", None))
    kind = place.partition("/")[0]
    name = bank if kind == "csv" else f"{kind.upper()}: {path.stem.rpartition('__')[2]}"
    try:
        found = read(path.read_bytes(), filename=path.name, mapping=None, currency="USD", account_type=None)
    except UnreadableFile as refused:
        return Row(name or "unknown", "", "refused", refused.message)
    verdict, why = verdict_of(found, expectations(folder).get(place, []), manifest_count)
    if verdict == "wrong" and path.stem in SEEN_BY_HAND:
        verdict, why = "explained", f"{why}; {SEEN_BY_HAND[path.stem]}"
    label = found[0].layout if kind == "csv" and found[0].layout != "generic" else name or "generic"
    rows = sum(len(statement.drafts) for statement in found)
    return Row(label, str(rows), verdict, why)


def verdict_of(found: list[Statement], told: list[Expected], manifest_count: int | None) -> tuple[str, str]:
    """Return the verdict and how a difference came about."""
    questions = dict.fromkeys(question for statement in found for question in statement.questions)
    asks = f"asks: {', '.join(questions)}" if questions else ""
    reasons = "; ".join(filter(None, [asks, *reasons_of(found)]))
    if any(agrees(found, one) for one in told):
        return ("right, asks" if asks else "right"), reasons
    rows = sum(len(statement.drafts) for statement in found)
    if told:
        one = told[0]
        expected = f"expected {one.entries} rows" + ("" if one.total is None else f" with sum {one.total}")
        is_same_sum = any(one.total is not None and one.total in totals(found) for one in told)
        note = f"{expected}; the sum is the same" if is_same_sum else expected
        is_explained = bool(reasons) or is_same_sum
        return ("explained" if is_explained else "wrong"), "; ".join(filter(None, [note, reasons]))
    if manifest_count == rows:
        return ("right, asks" if asks else "right"), reasons
    counted = rows + sum(
        len(statement.problems) + sum(row.code != "note" for row in statement.left_out) for statement in found
    )
    return ("explained" if reasons and manifest_count == counted else "no expectation"), reasons


def agrees(found: list[Statement], told: Expected) -> bool:
    rows = sum(len(statement.drafts) for statement in found)
    return told.entries == rows and (told.total is None or told.total in totals(found) or not rows)


def totals(found: list[Statement]) -> set[Decimal]:
    """Return the sum of the file, money in as positive and, where the file writes it so, money out as positive."""
    drafts = [draft for statement in found for draft in statement.drafts]
    out = sum((Decimal(in_units(draft.amount_minor, draft.currency)) for draft in drafts), Decimal(0))
    is_turned = any(s.mapping is not None and s.mapping.sign == "plus_is_out" for s in found)
    return {-out, out} if is_turned else {-out}


def reasons_of(found: list[Statement]) -> Iterator[str]:
    """Yield what became of the rows that are no drafts, and how often a booking stands for several movements."""
    left_out = [row for statement in found for row in statement.left_out]
    not_read = [row for statement in found for row in statement.problems]
    for what, problems in (("left out", left_out), ("not read", not_read)):
        for code, count in Counter(problem.code for problem in problems).items():
            yield f"{count} {what}: {code.replace('_', ' ')}"


@cache
def expectations(folder: Path) -> dict[str, list[Expected]]:
    """Return what others say about each file."""
    told: dict[str, list[Expected]] = {}
    for line in (folder / "EXPECTED.jsonl").read_text("utf-8").splitlines():
        plain = json.loads(line)
        for one in (plain, *plain.get("parsers", {}).values()):
            if one.get("count") is not None:
                total = one.get("sum")
                expected = Expected(one["count"], None if total is None else Decimal(total))
                told.setdefault(plain["file"], []).append(expected)
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
