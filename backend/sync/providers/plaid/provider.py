"""Plaid: Hosted Link in the system browser, /transactions/sync for rows. Source: plaid.com/docs/api."""

import json
import secrets
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from backend.infra import clock
from backend.sync.provider import (
    Access,
    FoundAccount,
    FoundInstitution,
    HostedLink,
    LinkEvent,
    LinkOptions,
    LinkState,
    ProviderFailure,
    Unreadable,
    Update,
    Watch,
)
from backend.sync.providers.plaid import mapping
from backend.sync.providers.plaid.client import Json, Keys, PlaidClient
from backend.sync.providers.plaid.failures import failure_of, item_failure
from backend.sync.providers.plaid.liabilities import stated_debts
from backend.transactions.draft import Draft

_CLIENT_NAME = "Budget App"
_COUNTRIES = ["US", "CA", "GB", "IE", "FR", "ES", "NL", "DE"]
_LINK_SECONDS = 1800
_PAGE_ROWS = 500
# Plaid documents no limit; the third restart has failed for nobody who waits between syncs.
_RESTARTS = 3
_ODD_ANSWER = "Plaid's answer is not as described. Nothing was changed; Budget App tries again by itself."
_CANCELLED = "The bank's page was closed before the end. Nothing was stored."
_DEBTS_LATER = "The terms of cards and loans did not come this time."
# The bank gives no terms, or the person did not consent to them: no sync is worse for it.
_NO_DEBTS = frozenset(
    {
        "PRODUCTS_NOT_SUPPORTED", "NO_LIABILITY_ACCOUNTS", "ADDITIONAL_CONSENT_REQUIRED", "PRODUCT_UNAVAILABLE",
        "INVALID_PRODUCT", "PRODUCTS_NOT_ENABLED", "PRODUCT_NOT_READY",
    }
)  # fmt: skip
_REFUSED = "The bank did not let you in. Check your login there, then try again."


class PlaidProvider:
    """Reads banks through Plaid with the person's own keys."""

    name: Literal["plaid"] = "plaid"
    label = "Plaid"
    link_style: Literal["hosted"] = "hosted"
    requests_a_day = None

    def __init__(self, client: PlaidClient | None = None) -> None:
        self._given = client

    @cached_property
    def _client(self) -> PlaidClient:
        # The keys as they are at the first call: changed settings hold without a restart.
        return self._given or PlaidClient(Keys.from_environment())

    def check(self) -> str:
        """Ask for the smallest list that needs valid keys."""
        self._client.call("/institutions/get", {"count": 1, "offset": 0, "country_codes": ["US"]})
        return "Plaid accepts these keys."

    def start_link(self, wish: LinkOptions) -> HostedLink:
        """Create a Hosted Link page; with an access token in update mode."""
        body: Json = {
            "client_name": _CLIENT_NAME,
            "language": "en",
            "country_codes": _COUNTRIES,
            # Plaid wants an id of its user; a fresh one tells it nothing about the person.
            "user": {"client_user_id": secrets.token_hex(16)},
            "hosted_link": {"url_lifetime_seconds": _LINK_SECONDS},
        }
        if wish.access_token:
            body["access_token"] = wish.access_token
            if wish.selects_accounts:
                body["update"] = {"account_selection_enabled": True}
        elif wish.product == "investments":
            body["products"] = ["investments"]
        else:
            body["products"] = ["transactions"]
            body["additional_consented_products"] = ["investments", "liabilities"]
            body["transactions"] = {"days_requested": wish.days_requested}
        if wish.redirect_uri:
            body["redirect_uri"] = wish.redirect_uri
        answer = self._client.call("/link/token/create", body)
        return HostedLink(
            token=_text(answer, "link_token"),
            url=_text(answer, "hosted_link_url"),
            expires_at=mapping.moment_of(answer.get("expiration")) or clock.now() + timedelta(seconds=_LINK_SECONDS),
        )

    def link_state(self, link_token: str) -> LinkState:
        """Poll a Hosted Link page. Plaid lists no session until the page was opened; a closed tab tells nothing."""
        answer = self._client.call("/link/token/get", {"link_token": link_token})
        sessions = [each for each in answer.get("link_sessions") or () if isinstance(each, dict)]
        events = [
            LinkEvent(str(event.get("event_name") or ""), str(event.get("timestamp") or ""))
            for session in sessions
            for event in session.get("events") or ()
        ]
        tokens = [token for session in sessions for token in _public_tokens(session)]
        ended = [session for session in sessions if session.get("finished_at")]
        failure = None
        if ended and not tokens and len(ended) == len(sessions):
            failure = next((found for session in reversed(ended) if (found := _exit_failure(session))), None)
        return LinkState(events, list(dict.fromkeys(tokens)), bool(ended), failure)

    def claim(self, secret: str) -> Access:
        """Exchange a public token."""
        answer = self._client.call("/item/public_token/exchange", {"public_token": secret})
        access_token = _text(answer, "access_token")
        return Access(_text(answer, "item_id"), access_token, self._institution(access_token))

    def accounts(self, access_token: str, *, is_live: bool = False) -> Sequence[FoundAccount]:
        """Return the accounts; live balances come from /accounts/balance/get, which Plaid bills."""
        path = "/accounts/balance/get" if is_live else "/accounts/get"
        answer = self._client.call(path, {"access_token": access_token})
        found, _ = mapping.accounts_of(answer.get("accounts"))
        return found

    def fetch(self, access_token: str, cursor: str, watch: Watch) -> Update:
        """Read all pages since `cursor`; if the bank changes its list meanwhile, begin again at the first one."""
        for attempt in range(_RESTARTS + 1):
            try:
                update = self._pages(access_token, cursor, watch)
                break
            except ProviderFailure as failure:
                if failure.kind != "changed_while_reading" or attempt == _RESTARTS:
                    raise
        else:
            raise AssertionError("the last attempt breaks or raises")
        self._add_item(access_token, update)
        self._add_debts(access_token, update)
        return update

    def remove(self, access_token: str) -> None:
        """Remove the item; one that is gone already counts as removed."""
        try:
            self._client.call("/item/remove", {"access_token": access_token})
        except ProviderFailure as failure:
            if failure.kind != "ended":
                raise

    def read_row(self, raw: str, account: FoundAccount) -> Draft:
        """Return the row that the ledger kept."""
        payload = json.loads(raw)
        return mapping.draft_of({**payload, "amount": Decimal(str(payload.get("amount")))})

    def _pages(self, access_token: str, cursor: str, watch: Watch) -> Update:
        update = Update(cursor=cursor)
        seen = 0
        has_more = True
        while has_more:
            watch.step(seen)
            body: Json = {
                "access_token": access_token,
                "count": _PAGE_ROWS,
                "options": {"include_original_description": True},
            }
            if update.cursor:
                body["cursor"] = update.cursor
            page = self._client.call("/transactions/sync", body)
            if not isinstance(page.get("has_more"), bool) or not isinstance(page.get("next_cursor"), str):
                raise ProviderFailure("unavailable", "ODD_ANSWER", _ODD_ANSWER)
            seen += _take(page, update)
            has_more = page["has_more"] and bool(page["next_cursor"])
        watch.step(seen)
        return update

    def _add_item(self, access_token: str, update: Update) -> None:
        """Add how fresh the bank's data is, and when its consent ends."""
        answer = self._client.call("/item/get", {"access_token": access_token})
        item, status = answer.get("item") or {}, answer.get("status") or {}
        update.data_as_of = mapping.moment_of((status.get("transactions") or {}).get("last_successful_update"))
        update.consent_expires_at = mapping.moment_of(item.get("consent_expiration_time"))
        if error := item.get("error"):
            failure = item_failure(str(error.get("error_code") or ""), str(error.get("error_type") or ""))
            if failure.kind in ("needs_user", "ended"):
                raise failure

    def _add_debts(self, access_token: str, update: Update) -> None:
        """Add the terms of cards and loans, as far as the bank gives them; transactions come without them too."""
        if not any(account.account_type in ("credit", "loan") for account in update.accounts):
            return
        try:
            update.debts = stated_debts(self._client.call("/liabilities/get", {"access_token": access_token}))
        except ProviderFailure as failure:
            if failure.code not in _NO_DEBTS:
                update.warnings.append(_DEBTS_LATER)

    def _institution(self, access_token: str) -> FoundInstitution | None:
        """Return the bank with its logo; a connection works without knowing them."""
        try:
            item = self._client.call("/item/get", {"access_token": access_token}).get("item") or {}
            id_ = item.get("institution_id")
            if not id_:
                return None
            options = {"include_optional_metadata": True}
            body = {"institution_id": id_, "country_codes": _COUNTRIES, "options": options}
            answer = self._client.call("/institutions/get_by_id", body)
            return mapping.institution_of(answer.get("institution") or {})
        except ProviderFailure:
            return None


def _take(page: Json, update: Update) -> int:
    """Add a page to the update; return its rows. What a later page says of a row counts."""
    gone = {
        str(each["transaction_id"])
        for each in page.get("removed") or ()
        if isinstance(each, dict) and "transaction_id" in each
    }
    update.removed |= gone
    rows = [*(page.get("added") or ()), *(page.get("modified") or ())]
    for payload in rows:
        read = mapping.read_draft(payload)
        if isinstance(read, Unreadable):
            update.unreadable.append(read)
            continue
        update.rows.setdefault(payload["account_id"], []).append(read)
        if read.provider_id not in gone:
            update.removed.discard(read.provider_id or "")
    accounts, unreadable = mapping.accounts_of(page.get("accounts"))
    known = {account.provider_account_id: account for account in update.accounts}
    update.accounts = list((known | {account.provider_account_id: account for account in accounts}).values())
    update.unreadable += [each for each in unreadable if each not in update.unreadable]
    status = page.get("transactions_update_status")
    update.is_ready, update.is_history_complete = status != "NOT_READY", status != "INITIAL_UPDATE_COMPLETE"
    update.cursor = page["next_cursor"] or update.cursor
    update.pages += 1
    update.request_id = str(page.get("request_id") or "")[:100] or None
    return len(rows)


def _public_tokens(session: Json) -> list[str]:
    added = (session.get("results") or {}).get("item_add_results") or ()
    tokens = [str(result["public_token"]) for result in added if result.get("public_token")]
    # Older accounts at Plaid get the token here instead.
    if token := (session.get("on_success") or {}).get("public_token"):
        tokens.append(str(token))
    return tokens


def _exit_failure(session: Json) -> ProviderFailure | None:
    exit_ = session.get("exit") or session.get("on_exit")
    if not isinstance(exit_, dict):
        return None
    error = exit_.get("error")
    if not error:
        return ProviderFailure("cancelled", "CLOSED", _CANCELLED)
    found = failure_of(400, json.dumps(error, default=str))
    return ProviderFailure("needs_user", found.code, _REFUSED) if found.kind == "needs_user" else found


def _text(answer: dict[str, Any], name: str) -> str:
    found = answer.get(name)
    if not isinstance(found, str) or not found:
        raise ProviderFailure("unavailable", "ODD_ANSWER", _ODD_ANSWER)
    return found
