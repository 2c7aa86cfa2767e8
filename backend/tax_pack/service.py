"""Put a tax pack together: the parts of a year with their documents, what is missing, and the ZIP of it."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from backend.categories import queries as categories
from backend.documents import files
from backend.documents import queries as documents
from backend.documents.models import Document
from backend.investments.queries import accounts as investment_accounts
from backend.investments.queries import activities, positions
from backend.investments.queries.securities import securities as all_securities
from backend.kit.money import in_units
from backend.tax_pack.index_pdf import pdf_of
from backend.tax_pack.parts import (
    LABELS,
    CategoryFacts,
    Gap,
    TaxPart,
    TaxRow,
    collect,
    gaps_of,
    is_tax_tag,
    part_of_category,
)
from backend.transactions import queries as transactions
from backend.transactions.filters import Filter

Json = dict[str, Any]


class TaxPack(NamedTuple):
    """A year with its parts, the documents that belong to it, and what is missing."""

    year: int
    parts: list[TaxPart]
    documents: list[Document]
    gaps: list[Gap]


def tax_pack(db: Session, investments: Session, user_id: int, year: int) -> TaxPack:
    """Return the tax pack of a calendar year."""
    forms = documents.of_tax_year(db, user_id, year)
    by_kind: dict[str, list[int]] = {}
    for form in forms:
        by_kind.setdefault(form.kind, []).append(form.id)
    rows = [*_from_transactions(db, user_id, year), *_from_brokers(investments, user_id, year)]
    parts = collect(rows, by_kind)
    named = {id_ for part in parts for row in part.rows for id_ in row.document_ids}
    every = [*forms, *documents.by_ids(db, user_id, sorted(named - {form.id for form in forms}))]
    return TaxPack(year, parts, every, gaps_of(parts, year))


def _from_transactions(db: Session, user_id: int, year: int) -> Iterator[tuple[str, str, TaxRow]]:
    """Yield the rows of categories and tags; a split transaction counts by its parts."""
    every = categories.every(db, user_id)
    names = {category.id: category.display_name for category in every}
    part_of = {
        category.short_desc: part_of_category(
            CategoryFacts(category.display_name, names.get(category.parent_id or 0), category.kind)
        )
        for category in every
    }
    linked = documents.documents_of_transactions(db, user_id)
    wanted = Filter(start_date=date(year, 1, 1), end_date=date(year, 12, 31), is_in_reports=True)
    for row in transactions.each(db, user_id, wanted):
        text = row["merchant_name"] or row["description"]
        found = tuple(linked.get(row["id"], ()))
        pieces = row["splits"] or [row]
        for piece in pieces:
            part = part_of.get(piece["category_short_desc"] or "")
            if part is not None:
                amount = -piece["amount_minor"]
                yield part, LABELS[part], TaxRow(row["on"], text, amount, row["currency"], row["id"], found)
        for tag in row["tags"]:
            if is_tax_tag(tag):
                yield "tag", tag, TaxRow(row["on"], text, -row["amount_minor"], row["currency"], row["id"], found)


def _from_brokers(db: Session, user_id: int, year: int) -> Iterator[tuple[str, str, TaxRow]]:
    """Yield what brokers paid, and the gain of each sold lot."""
    accounts = {account.id: account for account in investment_accounts.accounts(db, user_id)}
    securities = {security.id: security for security in all_securities(db, user_id)}

    def name(security_id: int) -> str:
        return securities[security_id].ticker or securities[security_id].name

    first, last = date(year, 1, 1), date(year, 12, 31)
    for paid in activities.income(db, user_id, account_ids=list(accounts), first=first, last=last):
        part = "interest" if paid.type == "interest" else "dividends"
        payer = "Interest" if paid.security_id is None else name(paid.security_id)
        text = f"{payer}, {accounts[paid.account_id].account_name}"
        yield part, LABELS[part], TaxRow(paid.on, text, paid.minor, paid.currency, None)
    for account in accounts.values():
        for security_id, book in positions.lots_of(db, user_id, account.id).books.items():
            for sold in book.disposals:
                if sold.proceeds is not None and first <= sold.on <= last:
                    text = f"{sold.quantity:f} {name(security_id)}, {account.account_name}"
                    yield "gains", LABELS["gains"], TaxRow(sold.on, text, sold.gain_minor, account.currency, None)


def as_json(pack: TaxPack) -> Json:
    """Return a tax pack for the page."""
    return {
        "year": pack.year,
        "parts": [
            {
                "id": part.id,
                "label": part.label,
                "currency": part.currency,
                "amount_minor": part.amount_minor,
                "row_count": len(part.rows),
                "wanted": part.wanted,
                "present": part.present,
            }
            for part in pack.parts
        ],
        "document_count": len(pack.documents),
        "gaps": [gap._asdict() for gap in pack.gaps[:200]],
        "gap_count": len(pack.gaps),
    }


def zip_of(pack: TaxPack, *, home: Path) -> bytes:
    """Return the pack as a ZIP: an index as CSV and PDF, and the documents; a damaged one is named and left out."""
    names = {document.id: f"documents/{document.id}-{document.filename}" for document in pack.documents}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed:
        damaged = []
        for document in pack.documents:
            content = files.read_whole(home, document.sha256)
            if content is None:
                damaged.append(document.filename)
            else:
                packed.writestr(names[document.id], content)
        packed.writestr("index.csv", "\ufeff" + _index_csv(pack, names))
        packed.writestr("index.pdf", pdf_of(f"Tax pack {pack.year}", list(_index_lines(pack, damaged))))
    return target.getvalue()


def _index_csv(pack: TaxPack, names: dict[int, str]) -> str:
    target = io.StringIO()
    table = csv.writer(target)
    table.writerow(["part", "day", "description", "amount", "currency", "documents"])
    for part in pack.parts:
        for row in part.rows:
            amount = "" if row.amount_minor is None else in_units(row.amount_minor, row.currency)
            found = "; ".join(names[id_] for id_ in row.document_ids if id_ in names)
            table.writerow([part.label, row.on.isoformat(), _cell(row.text), amount, row.currency, found])
    for document in pack.documents:
        table.writerow(["Document", document.issued_on or "", _cell(document.filename), "", "", names[document.id]])
    for gap in pack.gaps:
        table.writerow(["Missing", "", _cell(f"{gap.label}: {gap.detail}"), "", "", ""])
    return target.getvalue()


def _index_lines(pack: TaxPack, damaged: Sequence[str]) -> Iterator[str]:
    for part in pack.parts:
        amount = "not known" if part.amount_minor is None else in_units(part.amount_minor, part.currency)
        yield f"{part.label:<44}{amount:>16} {part.currency}   {part.present} of {part.wanted} documents"
        for row in part.rows:
            value = "not known" if row.amount_minor is None else in_units(row.amount_minor, row.currency)
            yield f"  {row.on.isoformat()}  {row.text[:44]:<44}{value:>14} {'x' if row.document_ids else ''}"
        yield ""
    yield from (["Missing"] if pack.gaps else [])
    yield from (f"  {gap.label}: {gap.detail}" for gap in pack.gaps)
    yield from (f"  {name}: the file is missing or damaged" for name in damaged)
    yield ""
    yield "This is a list of what you kept, not a tax form and no advice."


def _cell(text: str) -> str:
    """Return a text that a spreadsheet takes for no formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
