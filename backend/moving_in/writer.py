"""Save a book in the ledger, as one import that can be undone as a whole."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import select

from backend.accounts import service as accounts
from backend.accounts.models import Account
from backend.accounts.names import free_name
from backend.balances import queries as balance_queries
from backend.balances import service as balances
from backend.categories import queries as category_queries
from backend.categories import service as categories
from backend.categories.models import Category
from backend.categories.tree import key_from
from backend.imports.models import Import
from backend.infra.database import WriteSession
from backend.infra.undo_log import ChangeRecorder
from backend.ingest import pipeline
from backend.ingest.category_hints import CategoryHints
from backend.ingest.models import SourceRow
from backend.ingest.report import IngestReport
from backend.kit.compact_rows import CompactRows
from backend.kit.text import fold
from backend.moving_in.book import Book, BookAccount, Entry
from backend.moving_in.choices import AccountChoice, Choices, names_here
from backend.moving_in.errors import BookHasNoEntries, InvalidChoice
from backend.settings import service as settings
from backend.transactions import service as transactions
from backend.transactions import tags
from backend.transactions.bulk_insert import CategorizedDraft
from backend.transactions.draft import Draft, SplitDraft
from backend.transfers import service as transfers

FORMAT = "book"
_GREY = "#8a8f98"
_REASON = "As you had it in the other program"
_NO_TEXT = "(no description)"
SavedFate = Literal["added", "repeated", "doubtful", "left_out"]


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """What became of an entry, and the transaction that it is or repeats."""

    fate: SavedFate
    transaction_id: int | None = None


@dataclass(slots=True)
class SavedBook:
    """What became of a book: its entries by number, its accounts and categories by key."""

    import_id: int
    entries: dict[int, SavedEntry] = field(default_factory=dict)
    account_ids: dict[str, int] = field(default_factory=dict)
    new_accounts: set[str] = field(default_factory=set)
    category_ids: dict[str, int] = field(default_factory=dict)
    reports: dict[str, IngestReport] = field(default_factory=dict)
    linked: int = 0


def save_book(
    db: WriteSession,
    user_id: int,
    book: Book,
    choices: Choices,
    *,
    filename: str,
    sha256: str,
    size_bytes: int,
    on_progress: Callable[[str, int], None],
) -> SavedBook:
    """Save a book as the person chose. Afterwards each entry of an account that is not left out is a transaction, or
    repeats one that was here already, or is doubtful and left out. `on_progress` may raise to stop.

    Raises InvalidChoice, BookHasNoEntries, and NoSuchAccount or NoSuchCategory for a choice that is not here.
    """
    run = Import(
        user_id=user_id,
        filename=filename[:300],
        size_bytes=size_bytes,
        sha256=sha256,
        format=FORMAT,
        layout=book.program,
        status="done",
    )
    db.add(run)
    db.flush()
    saved = SavedBook(run.id)
    by_account: dict[str, list[Entry]] = defaultdict(list)
    for entry in book.entries:
        by_account[entry.account].append(entry)
    used = _save_accounts(db, user_id, run, book, choices, by_account, saved)
    keys = _save_categories(db, user_id, run, book, choices, saved)
    done = 0
    for account in book.accounts:
        entries = by_account[account.key]
        if account.key in used:
            _save_entries(
                db,
                user_id,
                used[account.key],
                entries,
                saved,
                kind=f"book:{book.program}"[:20],
                keys=keys,
                keeps_doubtful=choices.keeps_doubtful,
                on_progress=lambda phase, count, before=done: on_progress(phase, before + count),  # type: ignore[misc]
            )
            _save_balances(
                db, user_id, run.id, account, used[account.key], entries, is_new=account.key in saved.new_accounts
            )
        else:
            saved.entries.update(dict.fromkeys((entry.number for entry in entries), SavedEntry("left_out")))
        done += len(entries)
    on_progress("linking", done)
    _save_tags(db, user_id, book, saved)
    saved.linked = _link_transfers(db, user_id, book, saved)
    _close_accounts(db, user_id, book, saved, by_account)
    _describe(run, book, saved)
    db.flush()
    return saved


def _save_accounts(
    db: WriteSession,
    user_id: int,
    run: Import,
    book: Book,
    choices: Choices,
    by_account: Mapping[str, Sequence[Entry]],
    saved: SavedBook,
) -> dict[str, Account]:
    """Find or create the account of each account of the book that is not left out."""
    used: dict[str, Account] = {}
    for account in book.accounts:
        choice = choices.accounts.get(account.key, AccountChoice(is_left_out=True))
        if choice.is_left_out:
            continue
        if choice.account_id is None:
            name = choice.name.strip() or account.name
            used[account.key] = accounts.create(
                db, user_id, name=name, account_type=choice.account_type, currency=account.currency
            )
            saved.new_accounts.add(account.key)
        else:
            used[account.key] = found = transactions.get_account(db, user_id, choice.account_id)
            if found.currency != account.currency:
                raise InvalidChoice(
                    f"“{account.name}” is in {account.currency}, but “{found.name}” is in {found.currency}."
                    " Choose another account, or a new one."
                )
        saved.account_ids[account.key] = used[account.key].id
    if len(set(saved.account_ids.values())) < len(saved.account_ids):
        raise InvalidChoice("Two accounts of the book would become one. Choose another account for one of them.")
    if not any(by_account[account.key] or account.opening for account in book.accounts if account.key in used):
        raise BookHasNoEntries
    run.made_accounts = {str(used[key].id): used[key].name for key in sorted(saved.new_accounts)} or None
    return used


def _save_categories(
    db: WriteSession, user_id: int, run: Import, book: Book, choices: Choices, saved: SavedBook
) -> dict[str, str]:
    """Find or create the categories of the book that entries use; return their keys here by their keys there."""
    wanted = {part.category for entry in book.entries for part in entry.parts if part.category}
    # Undo of the whole import removes what was made here and is unused then.
    recorder = ChangeRecorder(db)
    made: dict[str, str] = {}
    keys: dict[str, str] = {}

    def create(name: str, kind: str, parent: Category | None) -> Category:
        siblings = category_queries.siblings(db, user_id, parent.id if parent else None)
        free = free_name(name, {each.display_name.casefold() for each in siblings})
        created = categories.create(
            db,
            user_id,
            display_name=free,
            key=key_from(free, taken=category_queries.keys(db, user_id)),
            parent=parent,
            kind=kind,
            color=None if parent else _GREY,
            recorder=recorder,
        )
        made[created.short_desc] = free
        return created

    mains: dict[tuple[str, str], Category] = {
        (fold(each.display_name), each.kind): each for each in category_queries.siblings(db, user_id, None)
    }
    for category in book.categories:
        if category.key not in wanted:
            continue
        chosen = choices.categories.get(category.key)
        if chosen is not None:
            found = category_queries.by_key(db, user_id, chosen)
        else:
            main, name = names_here(category)
            parent = None
            if main is not None:
                parent = mains.get((fold(main), category.kind)) or create(main, category.kind, None)
                mains[fold(main), category.kind] = parent
            found = create(name, category.kind, parent)
            if main is None:
                mains.setdefault((fold(name), category.kind), found)
        keys[category.key] = found.short_desc
        saved.category_ids[category.key] = found.id
    run.made_categories = made or None
    return keys


def _save_entries(
    db: WriteSession,
    user_id: int,
    account: Account,
    entries: Sequence[Entry],
    saved: SavedBook,
    *,
    kind: str,
    keys: Mapping[str, str],
    keeps_doubtful: bool,
    on_progress: Callable[[str, int], None],
) -> None:
    drafts = CompactRows(Draft, (_draft(entry, account.currency, keys) for entry in entries))
    arrivals = pipeline.compare_with_ledger(
        db, user_id, drafts, account_id=account.id, kind=kind, on_progress=on_progress
    )
    doubtful = [
        number
        for number, fate in zip(drafts.column("line_no"), arrivals.outcomes.column("fate"), strict=True)
        if fate == "doubtful"
    ]
    by_number = {entry.number: entry for entry in entries}

    def decide(hints: CategoryHints, draft: Draft) -> CategorizedDraft:
        return _decided(by_number[draft.line_no], draft, saved.category_ids)

    saved_report = pipeline.ingest(
        db,
        user_id,
        arrivals,
        account=account,
        source="file_import",
        kind=kind,
        threshold=settings.threshold(db, user_id),
        import_id=saved.import_id,
        keep=set(doubtful) if keeps_doubtful else (),
        on_progress=on_progress,
        decide=decide,
        finds_transfers=False,
    )
    if entries:
        saved.reports[entries[0].account] = saved_report
    for arrival in arrivals:
        if arrival.fate == "repeated":
            saved.entries[arrival.draft.line_no] = SavedEntry("repeated", arrival.twin_id)
        elif arrival.fate == "doubtful" and not keeps_doubtful:
            saved.entries[arrival.draft.line_no] = SavedEntry("doubtful", arrival.twin_id)
    added = select(SourceRow.line_no, SourceRow.transaction_id).where(
        SourceRow.user_id == user_id,
        SourceRow.account_id == account.id,
        SourceRow.import_id == saved.import_id,
        SourceRow.fate == "added",
    )
    for number, transaction_id in db.execute(added):
        assert number is not None
        saved.entries[number] = SavedEntry("added", transaction_id)


def _draft(entry: Entry, currency: str, keys: Mapping[str, str]) -> Draft:
    description = entry.bank_text or entry.payee or (entry.notes or "").split("\n", 1)[0] or _NO_TEXT
    # One part is the category of the row itself.
    parts = entry.parts if len(entry.parts) > 1 else ()
    return Draft(
        line_no=entry.number,
        on=entry.on,
        description=description[:500],
        amount_minor=entry.amount_minor,
        currency=currency,
        raw=entry.raw,
        provider_id=entry.source_id,
        merchant_name=entry.payee[:200] if entry.payee and entry.payee != description else None,
        notes=entry.notes if entry.notes != description else None,
        splits=tuple(SplitDraft(part.amount_minor, keys.get(part.category or ""), part.memo) for part in parts),
    )


def _decided(entry: Entry, draft: Draft, category_ids: Mapping[str, int]) -> CategorizedDraft:
    """Return the draft with the category of its book, or of its largest part: the person decided it there."""
    named = [part for part in entry.parts if part.category]
    if not named:
        return CategorizedDraft(draft, "pending_review", None, None, None, None, None)
    largest = max(named, key=lambda part: abs(part.amount_minor))
    category_id = category_ids[largest.category or ""]
    return CategorizedDraft(
        draft, "auto_confirmed", category_id, None, "import", 1.0, "As you had it in the other program"
    )


def _save_balances(
    db: WriteSession,
    user_id: int,
    import_id: int,
    account: BookAccount,
    target: Account,
    entries: Sequence[Entry],
    *,
    is_new: bool,
) -> None:
    """Save what the account held before its first entry, and what the book states for later days; in an account with
    balances of its own those stay as they are."""
    if not is_new and balance_queries.current(db, user_id, [target]):
        return
    stated = dict(account.stated) if is_new else {}
    days = [entry.on for entry in entries]
    if account.opening or days:
        stated[opening_day(account, days)] = account.opening[1] if account.opening else 0
    balances.save_stated_balances(
        db, user_id, target, sorted(stated.items()), import_id=import_id, is_sign_certain=True
    )


def opening_day(account: BookAccount, days: Sequence[date]) -> date:
    """Return the day before the account's first entry or opening."""
    first = min([*days, *([account.opening[0]] if account.opening else [])])
    return first - timedelta(days=1)


def _save_tags(db: WriteSession, user_id: int, book: Book, saved: SavedBook) -> None:
    """Tag what was added; transactions that were here already stay as they are."""
    tagged = {
        found.transaction_id: entry.tags
        for entry in book.entries
        if entry.tags and (found := saved.entries[entry.number]).fate == "added" and found.transaction_id
    }
    tags.add_to_new(db, user_id, tagged)


def _link_transfers(db: WriteSession, user_id: int, book: Book, saved: SavedBook) -> int:
    """Link the transfers as the book states them; where one side is not here, the other is a transfer by itself."""
    pairs: dict[str, list[int]] = {}
    amounts: dict[int, int] = {}
    for entry in book.entries:
        found = saved.entries[entry.number]
        if not entry.is_transfer or not entry.amount_minor or found.transaction_id is None:
            continue
        if found.fate in ("added", "repeated"):
            amounts[found.transaction_id] = entry.amount_minor
            pairs.setdefault(entry.transfer or f"alone {entry.number}", []).append(found.transaction_id)
    new = {each.transaction_id for each in saved.entries.values() if each.fate == "added"}
    links: list[tuple[int | None, int | None]] = []
    for ids in pairs.values():
        if not new.isdisjoint(ids):
            out = next((id_ for id_ in ids if amounts[id_] > 0), None)
            into = next((id_ for id_ in ids if amounts[id_] < 0), None)
            links.append((out, into))
    return transfers.link_stated(db, user_id, links, reason=f"Linked in {book.program}")


def _close_accounts(
    db: WriteSession, user_id: int, book: Book, saved: SavedBook, by_account: Mapping[str, Sequence[Entry]]
) -> None:
    for account in book.accounts:
        if account.is_closed and account.key in saved.new_accounts and by_account[account.key]:
            target = db.get_one(Account, saved.account_ids[account.key])
            last_on = max(entry.on for entry in by_account[account.key])
            accounts.change(
                db, user_id, target, {"closed_on": last_on + timedelta(days=1)}, recorder=ChangeRecorder(db)
            )


def _describe(run: Import, book: Book, saved: SavedBook) -> None:
    fates = [each.fate for each in saved.entries.values()]
    run.total = len(fates)
    run.added, run.repeated = fates.count("added"), fates.count("repeated")
    run.doubtful, run.left_out = fates.count("doubtful"), fates.count("left_out")
    days = [entry.on for entry in book.entries]
    run.first_on, run.last_on = min(days, default=None), max(days, default=None)
    currencies = {account.currency for account in book.accounts}
    run.currency = currencies.pop() if len(currencies) == 1 else None
    sums: dict[str, list[int]] = {}
    for report in saved.reports.values():
        for currency, each in report.sums.items():
            both = sums.setdefault(currency, [0, 0])
            both[0] += each.out_minor
            both[1] += each.in_minor
    if len(sums) == 1:
        [(run.out_minor, run.in_minor)] = sums.values()
    run.sums = sums if len(sums) > 1 else None
    run.problems = [
        {
            "fate": "left_out",
            "line_no": None,
            "raw": f"{each.what}: {each.count}",
            "code": "no_place",
            "reason": each.reason,
        }
        for each in book.no_place
    ]
