"""SimpleFIN, versions 1 and 2. Source: github.com/simplefin/simplefin.github.com protocol.md.

Signs: SimpleFIN counts a deposit as positive; rows are turned here and nowhere else. Its balances are ours. There is no
cursor and no list of removed rows: windows overlap, and what is pending is listed anew each time. Our cursor is the day
up to which everything was read.
"""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any, Literal

from backend.infra import clock
from backend.kit.currency import is_currency
from backend.sync.provider import (
    Access,
    FoundAccount,
    FoundInstitution,
    HostedLink,
    LinkOptions,
    LinkState,
    ProviderFailure,
    Unreadable,
    UnreadableValue,
    Update,
    Watch,
    minor_of,
)
from backend.sync.providers.simplefin.client import SimpleFinClient
from backend.transactions.draft import Draft

Json = dict[str, Any]
_WINDOW = timedelta(days=45)
_OVERLAP = timedelta(days=10)
_HISTORY = timedelta(days=730)
_SIGN_IN = "{bank}: sign in again at SimpleFIN. Until then its accounts stay as they are."
_NO_LINK_PAGE = "SimpleFIN is connected with a setup token, not with a page."


class SimpleFinProvider:
    """Reads banks through a SimpleFIN server."""

    name: Literal["simplefin"] = "simplefin"
    label = "SimpleFIN"
    link_style: Literal["setup_token"] = "setup_token"
    # The bridge disables tokens that ask more than 24 times a day.
    requests_a_day = 24

    def __init__(self, client: SimpleFinClient | None = None) -> None:
        self._client = client or SimpleFinClient()

    def check(self) -> str:
        """SimpleFIN needs no keys."""
        return "SimpleFIN needs no keys: paste a setup token."

    def start_link(self, wish: LinkOptions) -> HostedLink:
        raise ProviderFailure("unavailable", "NO_LINK_PAGE", _NO_LINK_PAGE)

    def link_state(self, link_token: str) -> LinkState:
        raise ProviderFailure("unavailable", "NO_LINK_PAGE", _NO_LINK_PAGE)

    def claim(self, secret: str) -> Access:
        """Claim a setup token; it works once."""
        access_url = self._client.claim(secret)
        # The address holds the password, so only its digest may be seen.
        return Access(sha256(access_url.encode()).hexdigest()[:32], access_url, None)

    def accounts(self, access_token: str, *, is_live: bool = False) -> Sequence[FoundAccount]:
        """Return the accounts without their rows."""
        answer = self._client.accounts(access_token, {"balances-only": "1"})
        _raise_refusal(answer)
        found, _ = _accounts(answer)
        return [account for account, _raw in found]

    def fetch(self, access_token: str, cursor: str, watch: Watch) -> Update:
        """Read the windows since `cursor` with some overlap; at first backwards until two windows are empty."""
        today = clock.now().date()
        update = Update(cursor=today.isoformat())
        start = _day(cursor) - _OVERLAP if cursor else today - _HISTORY
        end = today + timedelta(days=1)
        rows, empty = 0, 0
        while end > start:
            watch.step(rows)
            begin = max(start, end - _WINDOW)
            answer = self._client.accounts(
                access_token, {"start-date": _epoch(begin), "end-date": _epoch(end), "pending": "1"}
            )
            _raise_refusal(answer)
            new = _take(answer, update, is_newest=update.pages == 0)
            update.pages += 1
            rows += new
            empty = 0 if new else empty + 1
            if not cursor and empty == 2:
                break
            end = begin
        if not update.warnings:
            update.pending_since = today - _OVERLAP
        return update

    def remove(self, access_token: str) -> None:
        """SimpleFIN offers no way to end access; the person does that on its page."""

    def read_row(self, raw: str, account: FoundAccount) -> Draft:
        """Return the row that the ledger kept."""
        return _draft(json.loads(raw), account)


def _take(answer: Json, update: Update, *, is_newest: bool) -> int:
    rows = 0
    accounts, unreadable = _accounts(answer)
    for account, payload in accounts:
        for row in payload.get("transactions") or ():
            try:
                update.rows.setdefault(account.provider_account_id, []).append(_draft(row, account))
                rows += 1
            except (UnreadableValue, AttributeError, TypeError) as error:
                raw = json.dumps(row, default=str, ensure_ascii=False)[:2000]
                update.unreadable.append(Unreadable(account.provider_account_id, str(error)[:300], raw))
    if is_newest:
        update.accounts = [account for account, _raw in accounts]
        update.unreadable += unreadable
        update.warnings += _warnings(answer)
        dates = [at for _account, payload in accounts if isinstance(at := payload.get("balance-date"), int)]
        update.data_as_of = datetime.fromtimestamp(min(dates), UTC) if dates else None
    return rows


def _accounts(answer: Json) -> tuple[list[tuple[FoundAccount, Json]], list[Unreadable]]:
    banks = {each.get("conn_id"): each for each in answer.get("connections") or () if isinstance(each, dict)}
    found, unreadable = [], []
    for payload in answer.get("accounts") or ():
        try:
            found.append((_account(payload, banks.get(payload.get("conn_id"))), payload))
        except (UnreadableValue, AttributeError, TypeError) as error:
            unreadable.append(Unreadable(None, f"An account cannot be read: {error}"[:300], ""))
    return found, unreadable


def _account(payload: Json, bank: Json | None) -> FoundAccount:
    org = bank or payload.get("org") or {}
    # Ids are unique within one bank only (version 2: within its connection).
    scope = str((bank or {}).get("conn_id") or org.get("id") or org.get("domain") or "")
    currency = str(payload.get("currency") or "")
    if not is_currency(currency):
        raise UnreadableValue(
            f"“{_text(payload.get('name'), 50)}” is in “{_text(currency, 50)}”, which is no currency."
        )
    balance = minor_of(_decimal(payload.get("balance")), currency)
    available = payload.get("available-balance")
    name = _text(payload.get("name"), 100) or "Account"
    on = payload.get("balance-date")
    bank_name = _text(org.get("name") or org.get("domain"), 100)
    return FoundAccount(
        provider_account_id=_id(f"{scope}/{payload.get('id') or ''}" if scope else str(payload.get("id") or "")),
        name=name,
        account_type=_type(name, balance),
        currency=currency,
        balance_minor=balance,
        mask=_mask(name),
        available_minor=None if available is None else minor_of(_decimal(available), currency),
        balance_on=datetime.fromtimestamp(on, UTC).date() if isinstance(on, int) and 0 < on < 2**33 else None,
        institution=FoundInstitution(scope[:100], bank_name) if bank_name else None,
    )


def _draft(payload: Json, account: FoundAccount) -> Draft:
    amount = -minor_of(_decimal(payload.get("amount")), account.currency)
    posted, happened = _moment(payload.get("posted")), _moment(payload.get("transacted_at"))
    on = posted or happened
    description = _text(payload.get("description"), 1000) or _text(payload.get("memo"), 1000)
    if on is None:
        raise UnreadableValue("It has no day.")
    if not description:
        raise UnreadableValue("It has no text.")
    return Draft(
        line_no=0,
        on=on,
        description=description,
        amount_minor=amount,
        currency=account.currency,
        raw=json.dumps(payload, default=str, ensure_ascii=False),
        provider_id=_id(str(payload.get("id") or "")),
        merchant_name=_text(payload.get("payee"), 200) or None,
        authorized_on=happened if happened != on else None,
        is_pending=payload.get("pending") is True or posted is None,
    )


def _raise_refusal(answer: Json) -> None:
    """Raise the failure that concerns the whole access; one bank's trouble is a warning."""
    for code, message, bank in _errors(answer):
        if code.startswith(("gen.auth", "gen.api")) or code == "gen":
            kind: Literal["ended", "unavailable"] = "ended" if code == "gen.auth" else "unavailable"
            raise ProviderFailure(kind, code.upper(), f"SimpleFIN says: {message or bank}")


def _warnings(answer: Json) -> list[str]:
    found = []
    for code, message, bank in _errors(answer):
        if code == "con.auth":
            found.append(_SIGN_IN.format(bank=bank or "A bank"))
        elif message:
            found.append(f"{bank}: {message}" if bank and bank not in message else message)
    return found


def _errors(answer: Json) -> Iterable[tuple[str, str, str]]:
    """Yield code, message and bank of each error. Version 1 has texts alone; version 2 writes `msg` or `message`."""
    names = {each.get("conn_id"): _text(each.get("name"), 100) for each in answer.get("connections") or ()}
    for each in answer.get("errlist") or ():
        if isinstance(each, dict):
            code = str(each.get("code") or "")
            yield code, _text(each.get("msg") or each.get("message"), 300), names.get(each.get("conn_id"), "")
    for payload in answer.get("errors") or ():
        yield "", _text(payload, 300), ""


def _type(name: str, balance_minor: int) -> str:
    """Return a first guess, since SimpleFIN tells no kind; the person sees it before anything is made."""
    words = name.casefold()
    if any(word in words for word in ("card", "visa", "mastercard", "amex", "credit")):
        return "credit"
    if any(word in words for word in ("mortgage", "loan")):
        return "loan"
    if any(word in words for word in ("saving", "money market")):
        return "savings"
    if any(word in words for word in ("brokerage", "ira", "401")):
        return "investment"
    return "credit" if balance_minor < 0 else "checking"


def _mask(name: str) -> str | None:
    digits = "".join(c if c.isdigit() else " " for c in name).split()
    return digits[-1][-4:] if digits and len(digits[-1]) >= 4 else None


def _decimal(payload: object) -> Decimal:
    try:
        return Decimal(str(payload))
    except InvalidOperation:
        raise UnreadableValue("It has no amount.") from None


def _moment(payload: object) -> date | None:
    if isinstance(payload, bool) or not isinstance(payload, int) or not 0 < payload < 2**33:
        return None
    return datetime.fromtimestamp(payload, UTC).date()


def _day(cursor: str) -> date:
    try:
        return date.fromisoformat(cursor)
    except ValueError:
        raise ProviderFailure("bad_cursor", "BAD_CURSOR", "The place up to which was read is not known.") from None


def _epoch(day: date) -> str:
    return str(int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()))


def _id(payload: str) -> str:
    if not 0 < len(payload) <= 200:
        raise UnreadableValue("It has no id.")
    return payload


def _text(payload: object, longest: int) -> str:
    kept = (c if c.isprintable() else " " for c in str(payload or ""))
    return " ".join("".join(kept).split())[:longest]
