"""HTTP for moving in: open a book of another program, try it out, move it in, with progress and cancel."""

from collections import Counter
from dataclasses import asdict
from typing import Annotated, Any

from fastapi import Form, Request, UploadFile
from starlette.responses import Response

from backend.imports.errors import FileTooLarge
from backend.imports.schemas import ProgressOut, StatusOut
from backend.infra.fields import Currency
from backend.infra.web import CurrentUserId, Router, json_response, user_data
from backend.moving_in import schemas
from backend.moving_in.choices import AccountChoice, Choices
from backend.moving_in.service import MovingIn, OpenBook

router = Router(prefix="/api/moving-in", tags=["import"])
_MEGABYTES = 200


def _moving_in(request: Request) -> MovingIn:
    found = user_data(request).moving_in
    assert isinstance(found, MovingIn)
    return found


@router.post("", response_model=schemas.OpenedOut)
def open_book(
    request: Request, user_id: CurrentUserId, file: UploadFile, currency: Annotated[Currency | None, Form()] = None
) -> Response:
    """Read the book of another program, and suggest what becomes of its accounts and categories. Nothing is stored.

    `book` is null for a file of no program that is known, which may be the statement of a bank.
    """
    if (file.size or 0) > _MEGABYTES * 1024 * 1024:
        raise FileTooLarge(_MEGABYTES)
    name = (file.filename or "book").replace("\\", "/").rsplit("/", 1)[-1][:300]
    moving_in = _moving_in(request)
    opened = moving_in.open(user_id, file.file.read(), filename=name, currency=currency)
    return json_response({"book": _book_json(moving_in, opened) if opened else None})


@router.post("/{book_id}/currency", response_model=schemas.BookOut)
def change_currency(request: Request, user_id: CurrentUserId, book_id: str, wanted: schemas.CurrencyIn) -> Response:
    """Read an open book again in another currency, for programs that name none."""
    moving_in = _moving_in(request)
    return json_response(_book_json(moving_in, moving_in.reread(user_id, book_id, currency=wanted.currency)))


@router.post("/{book_id}/try-out", response_model=schemas.ParityOut)
def try_out(request: Request, user_id: CurrentUserId, book_id: str, wanted: schemas.ChoicesIn) -> Response:
    """Return the parity report that moving in would have; nothing is changed."""
    return json_response(_moving_in(request).try_out(user_id, book_id, _choices(wanted)))


@router.post("/{book_id}/commit", response_model=schemas.ParityOut)
def commit_book(request: Request, user_id: CurrentUserId, book_id: str, wanted: schemas.ChoicesIn) -> Response:
    """Move a book in, all of it or nothing, and return its parity report. It is undone like any import."""
    return json_response(_moving_in(request).commit(user_id, book_id, _choices(wanted)))


@router.get("/{book_id}/progress", response_model=ProgressOut)
def progress_of_book(request: Request, user_id: CurrentUserId, book_id: str) -> Response:
    """Say how far it is; idle once it is over."""
    now = _moving_in(request).progress(user_id, book_id)
    return json_response({"phase": now.phase, "done": now.done, "total": now.total})


@router.post("/{book_id}/cancel", response_model=StatusOut)
def cancel_book(request: Request, user_id: CurrentUserId, book_id: str) -> Response:
    """Stop what is running; nothing of it is kept, and the book stays open."""
    _moving_in(request).get(user_id, book_id).progress.is_cancelled = True
    return json_response({"status": "cancelling"})


@router.delete("/{book_id}", response_model=StatusOut)
def close_book(request: Request, user_id: CurrentUserId, book_id: str) -> Response:
    """Put an open book away."""
    _moving_in(request).close(user_id, book_id)
    return json_response({"status": "closed"})


def _choices(wanted: schemas.ChoicesIn) -> Choices:
    accounts = {key: AccountChoice(**choice.model_dump()) for key, choice in wanted.accounts.items()}
    return Choices(accounts, wanted.categories, wanted.keeps_doubtful)


def _book_json(moving_in: MovingIn, opened: OpenBook) -> dict[str, Any]:
    book, suggested = opened.book, moving_in.suggested(opened)
    entries = Counter(entry.account for entry in book.entries)
    moved = {key: sum(months.values()) for key, months in book.movements().items()}
    days: dict[str, list[Any]] = {}
    for entry in book.entries:
        days.setdefault(entry.account, []).append(entry.on)
    used = Counter(part.category for entry in book.entries for part in entry.parts)
    every_day = [entry.on for entry in book.entries]
    return {
        "id": opened.id,
        "program": book.program,
        "filename": opened.filename,
        "currency": opened.currency,
        "entries": len(book.entries),
        "first_on": min(every_day, default=None),
        "last_on": max(every_day, default=None),
        "transfers": len({entry.transfer for entry in book.entries if entry.transfer}),
        "budgeted_months": len(book.budgets),
        "accounts": [
            {
                "key": account.key,
                "name": account.name,
                "currency": account.currency,
                "is_closed": account.is_closed,
                "entries": entries[account.key],
                "first_on": min(days.get(account.key, []), default=None),
                "last_on": max(days.get(account.key, []), default=None),
                "opening_minor": account.opening[1] if account.opening else 0,
                "balance_minor": (account.opening[1] if account.opening else 0) + moved.get(account.key, 0),
                "choice": {
                    "account_id": suggested.accounts[account.key].account_id,
                    "name": suggested.accounts[account.key].name,
                    "account_type": suggested.accounts[account.key].account_type,
                    "is_left_out": suggested.accounts[account.key].is_left_out,
                },
            }
            for account in book.accounts
        ],
        "categories": [
            {
                "key": category.key,
                "name": " › ".join(category.path),
                "kind": category.kind,
                "entries": used[category.key],
                "choice": suggested.categories[category.key],
            }
            for category in book.categories
            if used[category.key]
        ],
        "no_place": [asdict(each) for each in book.no_place],
    }
