"""Transfers over HTTP: found after an import, asked about, linked and unlinked, gone with a deleted side."""

from typing import Any

from starlette.testclient import TestClient

from tests.backend.journeys import is_sound, open_account, refused, rows, spend, undo
from tests.makers import imported, statement

SUMS = "/api/transactions/spending-summary?start_date=2026-11-01&end_date=2026-11-30"


def counted(client: TestClient) -> tuple[int, int]:
    """What November spent and earned."""
    found = client.get(SUMS).json()
    return found["spent_minor"], found["income_minor"]


def two_accounts(client: TestClient) -> tuple[int, int]:
    return open_account(client, mask="4417"), open_account(client, "Rainy-day", mask="6021")


def possible(client: TestClient) -> list[tuple[int, int]]:
    found = client.get("/api/transactions/possible-transfers").json()
    return [(pair["out"]["amount_minor"], pair["into"]["amount_minor"]) for pair in found]


def internal(client: TestClient) -> list[bool]:
    return [row["is_internal"] for row in rows(client)]


def test_a_transfer_is_linked_when_its_second_side_is_imported_and_goes_with_it(client: TestClient) -> None:
    everyday, rainy = two_accounts(client)
    imported(client, statement("2026-11-19,ONLINE XFER TO SAV 6021,-400.00"), account_id=everyday)
    before = rows(client)
    done = imported(client, statement("2026-11-20,DEPOSIT FROM CHK 4417,400.00"), account_id=rainy)
    assert internal(client) == [True, True]
    assert (counted(client), is_sound(client)) == ((0, 0), True)
    linked = client.get(f"/api/transactions/{before[0]['id']}/transfer").json()["linked"]
    assert (linked["other"]["account_name"], linked["decided_by"]) == ("Rainy-day", "matcher")
    assert client.post(f"/api/import/{done['import_id']}/undo").status_code == 200
    assert [{**row, "updated_at": None} for row in rows(client)] == [{**row, "updated_at": None} for row in before]
    assert is_sound(client)


def test_an_unsure_pair_is_asked_about_and_a_rejection_is_remembered(client: TestClient) -> None:
    everyday, rainy = two_accounts(client)
    out = spend(client, everyday, 5000, on="2026-11-19", description="TRANSFER")
    spend(client, rainy, -5000, on="2026-11-19", description="ALDER SOFTWARE")
    assert (possible(client), internal(client)) == ([(5000, -5000)], [False, False])
    answer = client.post(f"/api/transactions/{out}/reject-transfer", json={})
    assert answer.status_code == 200, answer.text
    assert possible(client) == []
    client.patch(f"/api/transactions/{out}", json={"on": "2026-11-20"})
    assert possible(client) == []
    undo(client, answer.json()["change_id"])
    assert possible(client) == [(5000, -5000)]


def test_linking_and_unlinking_by_hand_restores_both_sides(client: TestClient) -> None:
    everyday, rainy = two_accounts(client)
    out = spend(client, everyday, 5000, "groceries", on="2026-11-19", description="MARKET")
    into = spend(client, rainy, -5000, on="2026-11-20", description="SHOP")
    before = rows(client)
    found = client.get(f"/api/transactions/{out}/transfer").json()
    assert [candidate["transaction"]["id"] for candidate in found["candidates"]] == [into]
    assert client.put(f"/api/transactions/{out}/transfer", json={"other_id": into}).status_code == 200
    assert (internal(client), counted(client), is_sound(client)) == ([True, True], (0, 0), True)
    refused(client.put(f"/api/transactions/{into}/transfer", json={"other_id": out}), 409, "cannot_link")
    assert client.delete(f"/api/transactions/{into}/transfer").status_code == 200
    assert [without_moment(row) for row in rows(client)] == [without_moment(row) for row in before]
    assert (counted(client), is_sound(client)) == ((5000, 0), True)
    refused(client.delete(f"/api/transactions/{into}/transfer"), 409, "not_a_transfer")


def without_moment(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "updated_at"}


def test_deleting_one_side_lets_the_other_count_and_undo_links_them_again(client: TestClient) -> None:
    everyday, rainy = two_accounts(client)
    out = spend(client, everyday, 5000, "groceries", on="2026-11-19", description="MARKET")
    into = spend(client, rainy, -5000, on="2026-11-20", description="SHOP")
    client.put(f"/api/transactions/{out}/transfer", json={"other_id": into})
    gone = client.delete(f"/api/transactions/{into}").json()
    assert (internal(client), counted(client), is_sound(client)) == ([False], (5000, 0), True)
    undo(client, gone["change_id"])
    assert (internal(client), counted(client), is_sound(client)) == ([True, True], (0, 0), True)


def test_a_transfer_whose_other_account_is_not_here_leaves_the_totals(client: TestClient) -> None:
    out = spend(client, open_account(client), 5000, "groceries", on="2026-11-19", description="TO BROKER")
    assert client.put(f"/api/transactions/{out}/transfer", json={}).json()["transaction"]["is_internal"] is True
    assert (counted(client), is_sound(client)) == ((0, 0), True)


def rate(client: TestClient, base: str, currency: str, on: str, value: str) -> None:
    body = {"base_currency": base, "currency": currency, "on": on, "rate": value}
    assert client.post("/api/exchange-rates", json=body).status_code == 200


def test_a_transfer_between_currencies_is_found_by_the_rate_of_the_day(client: TestClient) -> None:
    dollars = open_account(client, "Dollars", mask="4417", currency="USD")
    euros = open_account(client, "Euros", mask="6021", currency="EUR")
    rate(client, "USD", "EUR", "2026-11-19", "0.92")
    spend(client, dollars, 40000, on="2026-11-19", description="XFER TO 6021")
    spend(client, euros, -36700, on="2026-11-20", description="TRANSFER FROM 4417")
    assert internal(client) == [True, True]
    spend(client, dollars, 10000, on="2026-11-19", description="XFER TO 6021")
    spend(client, euros, -8900, on="2026-11-19", description="TRANSFER FROM 4417")
    assert possible(client) == [(10000, -8900)]
    assert is_sound(client)


def test_a_transfer_less_a_fee_is_asked_about(client: TestClient) -> None:
    everyday, rainy = two_accounts(client)
    spend(client, everyday, 40000, on="2026-11-19", description="XFER TO 6021")
    spend(client, rainy, -39800, on="2026-11-20", description="TRANSFER FROM 4417")
    assert possible(client) == [(40000, -39800)]


def card_payment(client: TestClient) -> tuple[int, int]:
    """A payment whose card was deleted: the payment and the card."""
    everyday = open_account(client, mask="4417")
    card = open_account(client, "Cashback", mask="1172", account_type="credit")
    paid = spend(client, everyday, 5000, on="2026-11-19", description="CARD AUTOPAY 1172")
    spend(client, card, -5000, on="2026-11-19", description="PAYMENT THANK YOU")
    assert internal(client) == [True, True]
    assert client.delete(f"/api/accounts/{card}").status_code == 200
    return paid, card


def without_account(client: TestClient) -> list[tuple[int, str]]:
    found = client.get("/api/transactions/transfers-without-account").json()
    return [(each["transaction"]["id"], each["deleted_account"]) for each in found]


def test_a_payment_whose_card_was_deleted_is_asked_about_and_linked_again_when_the_card_returns(
    client: TestClient,
) -> None:
    paid, card = card_payment(client)
    assert without_account(client) == [(paid, "Cashback")]
    linked = client.get(f"/api/transactions/{paid}/transfer").json()["linked"]
    assert (linked["other"], linked["deleted_account"]) == (None, "Cashback")
    answer = client.post(f"/api/transactions/{paid}/transfer-without-account", json={"is_transfer": False})
    assert (internal(client), without_account(client), possible(client)) == ([False], [], [])
    undo(client, answer.json()["change_id"])
    assert (internal(client), without_account(client)) == ([True], [(paid, "Cashback")])
    client.post(f"/api/transactions/{paid}/transfer-without-account", json={"is_transfer": False})
    client.post(f"/api/accounts/{card}/restore")
    assert (internal(client), without_account(client), is_sound(client)) == ([True, True], [], True)


def test_a_payment_that_stays_a_transfer_is_not_asked_about_again(client: TestClient) -> None:
    paid, card = card_payment(client)
    client.post(f"/api/transactions/{paid}/transfer-without-account", json={"is_transfer": True})
    assert (internal(client), without_account(client)) == ([True], [])
    client.post(f"/api/accounts/{card}/restore")
    assert internal(client) == [True, True]
