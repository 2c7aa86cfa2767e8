"""Turn transactions of double-entry programs (GnuCash, hledger, beancount) into entries of accounts. Pure.

One posting of an own account is the main one: it takes the categories, and is divided from what it transferred to
other own accounts. So balances of accounts and totals of categories stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from backend.kit.money import allocate
from backend.moving_in.book import DIVIDED, WHY_DIVIDED, BookBuilder, Part

_EXACT = Fraction(0)
# An own account; a category; equity; what is no account of money here, such as shares.
Role = Literal["own", "category", "equity", "elsewhere"]


class Posting(NamedTuple):
    """One posting: `amount_minor` goes into the account, in the account's currency. `weight` is the same in some
    unit of the transaction's currency, in which all postings sum to zero."""

    account: str
    amount_minor: int
    weight: int
    memo: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Postings:
    """A transaction of a double-entry program."""

    id: str
    on: date
    payee: str
    notes: str | None
    tags: tuple[str, ...]
    raw: str
    postings: Sequence[Posting]


def add_postings(
    book: BookBuilder,
    transaction: Postings,
    roles: Mapping[str, Role],
    categories: Mapping[str, str | None],
    *,
    has_stable_id: bool = True,
    tolerance: Fraction = _EXACT,
) -> None:
    """Add the entries of a transaction. If its postings sum to more than `tolerance`, in units of their weights, its
    accounts move without a category."""
    merged = _merged(transaction.postings, roles)
    own = [posting for posting in merged if roles[posting.account] == "own"]
    others = [posting for posting in merged if roles[posting.account] != "own"]
    if not own:
        if others:
            book.no_place("Transactions without an account of yours", "They move nothing in or out of any account")
        return
    if abs(sum(posting.weight for posting in merged)) > tolerance:
        book.no_place(
            "Transactions whose postings do not sum to zero", "Their accounts move as the book says, without a category"
        )
        for posting in own:
            book.entry(
                posting.account, transaction.on, -posting.amount_minor, transaction.payee,
                notes=_joined(transaction.notes, posting.memo), tags=transaction.tags, raw=transaction.raw,
                source_id=f"{transaction.id}/{posting.account}" if has_stable_id else None,
            )  # fmt: skip
        return
    main = _main(own, others)
    pieces = [posting for posting in merged if posting is not main]
    # Exact where the weights are in the main account's currency, else in proportion.
    amounts = allocate(main.amount_minor, [-posting.weight for posting in pieces]) if pieces else []
    parts: list[Part] = []
    count = 0

    def add(account: str, amount_in_minor: int, **more: Any) -> None:
        nonlocal count
        count += 1
        id_ = f"{transaction.id}/{count}" if has_stable_id else None
        tags = tuple(dict.fromkeys((*transaction.tags, *(tag for posting in merged for tag in posting.tags))))
        book.entry(
            account,
            transaction.on,
            -amount_in_minor,
            transaction.payee,
            **{"source_id": id_, "tags": tags, "raw": transaction.raw, "notes": transaction.notes, **more},
        )

    for posting, amount in zip(pieces, amounts, strict=True):
        match roles[posting.account]:
            case "category":
                parts.append(Part(-amount, categories[posting.account], posting.memo))
            case "own":
                link = f"{transaction.id}/{posting.account}"
                notes = _joined(transaction.notes, main.memo, posting.memo)
                add(main.account, amount, transfer=link, notes=notes)
                add(posting.account, posting.amount_minor, transfer=link, notes=notes)
            case "equity":
                add(main.account, amount, is_opening=True)
            case "elsewhere":
                book.no_place(
                    "Postings to accounts of securities or other units",
                    "Their cash side is here as a transfer; bring shares in as a file of your broker, in Investments",
                )
                add(main.account, amount, is_transfer=True)
    if parts:
        memo = parts[0].memo if len(parts) == 1 else None
        notes = _joined(transaction.notes, main.memo, memo)
        add(main.account, -sum(part.amount_minor for part in parts), parts=tuple(parts), notes=notes)
    if count > 1 and len({posting.account for posting in own}) < count:
        book.no_place(DIVIDED, WHY_DIVIDED)


def _merged(postings: Sequence[Posting], roles: Mapping[str, Role]) -> list[Posting]:
    """Return the postings with those of one own account added up, and without what moves nothing."""
    merged: dict[object, Posting] = {}
    for index, posting in enumerate(postings):
        key = posting.account if roles[posting.account] == "own" else index
        if known := merged.get(key):
            posting = known._replace(
                amount_minor=known.amount_minor + posting.amount_minor,
                weight=known.weight + posting.weight,
                memo=_joined(known.memo, posting.memo),
            )
        merged[key] = posting
    return [posting for posting in merged.values() if posting.amount_minor or posting.weight]


def _main(own: Sequence[Posting], others: Sequence[Posting]) -> Posting:
    """Return the largest own posting; where there are categories, of those that pay them."""
    paid = sum(posting.weight for posting in others)
    return max(own, key=lambda posting: (posting.weight * paid < 0, abs(posting.weight)))


def _joined(*texts: str | None) -> str | None:
    return "\n".join(dict.fromkeys(text.strip() for text in texts if text and text.strip())) or None
