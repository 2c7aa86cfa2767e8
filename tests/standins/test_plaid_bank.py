"""The stand-in answers in the shapes that Plaid publishes: plaid-python's own strict models can read all of it."""

from collections.abc import Iterator
from typing import Any

import plaid
import pytest
from plaid.api import plaid_api
from plaid.model.country_code import CountryCode
from plaid.model.link_token_create_request_user import LinkTokenCreateRequestUser

from tests.standins.plaid_bank import PlaidBank
from tests.standins.plaid_data import CLIENT_ID, SECRET, Account, Item

CARD = Account("card", "Visa", "7718", "credit", "credit card", 88.4, 911.6, 1000)


@pytest.fixture
def bank() -> Iterator[PlaidBank]:
    found = PlaidBank()
    yield found
    found.close()


@pytest.fixture
def api(bank: PlaidBank) -> Any:
    keys = {"clientId": CLIENT_ID, "secret": SECRET, "plaidVersion": "2020-09-14"}
    return plaid_api.PlaidApi(plaid.ApiClient(plaid.Configuration(host=bank.address, api_key=keys)))


def asked(model: str, **fields: Any) -> Any:
    """A request of plaid-python, by the name of its model."""
    module = __import__(f"plaid.model.{model}", fromlist=["x"])
    name = "".join(word.capitalize() for word in model.split("_"))
    return getattr(module, name)._from_openapi_data(**fields)


def test_transactions_sync(bank: PlaidBank, api: Any) -> None:
    item = bank.new_item(accounts=[CARD])
    pending = bank.purchase(item, 5, pending=True)
    bank.change(item, bank.settle(item, pending))
    answer = api.transactions_sync(asked("transactions_sync_request", access_token=item.access_token, count=500))
    assert [len(answer[name]) for name in ("added", "modified", "removed")] == [2, 1, 1]


@pytest.mark.parametrize("name", ["accounts_get", "accounts_balance_get", "item_get", "item_remove"])
def test_endpoints_of_an_item(bank: PlaidBank, api: Any, name: str) -> None:
    item = bank.new_item(accounts=[CARD])
    answer = getattr(api, name)(asked(f"{name}_request", access_token=item.access_token))
    assert answer["request_id"]


def test_linking(bank: PlaidBank, api: Any) -> None:
    created = api.link_token_create(
        asked(
            "link_token_create_request",
            client_name="x",
            language="en",
            country_codes=[CountryCode("US")],
            user=LinkTokenCreateRequestUser(client_user_id="x"),
        ),
        _check_input_type=True,
    )
    item: Item = bank.new_item()
    bank.finish(bank.link_of(), item)
    got = api.link_token_get(asked("link_token_get_request", link_token=created["link_token"]))
    token = got["link_sessions"][0]["results"]["item_add_results"][0]["public_token"]
    done = api.item_public_token_exchange(asked("item_public_token_exchange_request", public_token=token))
    assert done["item_id"] == item.item_id


def test_institutions(bank: PlaidBank, api: Any) -> None:
    fields = {"institution_id": "ins_1", "country_codes": [CountryCode("US")]}
    answer = api.institutions_get_by_id(asked("institutions_get_by_id_request", **fields))
    assert answer["institution"]["name"] == "Harbor Credit Union"


def test_errors(bank: PlaidBank, api: Any) -> None:
    with pytest.raises(plaid.ApiException) as failure:
        api.item_get(asked("item_get_request", access_token="unknown"))
    assert "INVALID_ACCESS_TOKEN" in failure.value.body
