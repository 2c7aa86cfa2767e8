"""Which account of ours an account at the bank is."""

from typing import Any

import pytest

from backend.sync.account_matching import OwnAccount, suggest
from backend.sync.provider import FoundAccount

FOUND = FoundAccount("new-id", "Share Draft", "checking", "USD", 100, mask="2093")


def own(**fields: Any) -> OwnAccount:
    return OwnAccount(7, "Everyday", None, "2093", "checking", "USD", None, None)._replace(**fields)


@pytest.mark.parametrize(
    ("account", "is_sure"),
    [
        (own(), True),
        (own(institution="Harbor Credit Union"), True),
        (own(institution="Other Bank"), True),
        (own(provider_account_id="new-id", mask=None), True),
        (own(mask=None, institution="Harbor Credit Union"), False),
        (own(mask=None, name="share draft"), False),
    ],
)
def test_an_account_that_is_like_it_is_suggested(account: OwnAccount, is_sure: bool) -> None:
    found = suggest([FOUND], [account], institution="Harbor Credit Union")["new-id"]
    assert (found.account_id, found.is_sure) == (7, is_sure)


@pytest.mark.parametrize(
    "account",
    [
        own(mask="1111"),
        own(currency="EUR"),
        own(mask=None, name="Savings"),
        own(institution="Other Bank", is_connected=True),
    ],
)
def test_another_account_is_not_suggested(account: OwnAccount) -> None:
    assert suggest([FOUND], [account], institution="Harbor Credit Union")["new-id"].account_id is None


def test_an_account_that_is_linked_again_while_it_is_connected_is_the_same() -> None:
    account = own(institution="Harbor Credit Union", is_connected=True)
    assert suggest([FOUND], [account], institution="Harbor Credit Union")["new-id"].account_id == 7


def test_each_account_is_suggested_once_the_best_reason_first() -> None:
    other = FOUND._replace(provider_account_id="other", mask="9999")
    found = suggest([other, FOUND], [own(name="Share Draft")], institution=None)
    assert (found["new-id"].account_id, found["other"].account_id) == (7, None)
