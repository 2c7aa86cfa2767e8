"""Files of brokers over HTTP, from the drop to the undo."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import refused

SAMPLES = Path("tests/samples/investments")


def preview(client: TestClient, content: bytes | str, name: str = "activity.csv") -> dict[str, Any]:
    data = content.encode() if isinstance(content, str) else content
    answer = client.post("/api/investments/imports/preview", files={"file": (name, data)})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def sample(client: TestClient, name: str) -> dict[str, Any]:
    return preview(client, (SAMPLES / name).read_bytes(), name)


def commit(client: TestClient, import_id: int, **targets: Any) -> dict[str, Any]:
    answer = client.post(f"/api/investments/imports/{import_id}/commit", json={"targets": targets.get("targets", {})})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rows(client: TestClient, import_id: int, fate: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/investments/imports/{import_id}/rows", params={"fate": fate})
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def held(client: TestClient) -> dict[str, Decimal]:
    items = client.get("/api/investments/holdings").json()["holdings"]
    return {each["ticker"] or each["name"]: Decimal(each["quantity"]) for each in items if each["security_id"]}


def activities(client: TestClient) -> int:
    found: int = client.get("/api/investments/transactions").json()["total"]
    return found


def test_a_fidelity_file_becomes_an_account_with_its_holdings(client: TestClient) -> None:
    seen = sample(client, "fidelity_activity.csv")
    assert seen["broker"] == "Fidelity"
    assert seen["counts"] == {"total": 12, "new": 7, "repeated": 0, "unreadable": 1, "left_out": 4}
    (part,) = seen["parts"]
    assert part["tracks_cash"]
    assert part["account_id"] is None
    done = commit(client, seen["id"])
    assert (done["added"], done["oversold"]) == (7, [])
    assert held(client) == {"ADLR": Decimal("15.201"), "BFTM": Decimal("12.345")}
    (account,) = client.get("/api/investments/accounts").json()["accounts"]
    assert account["account_name"] == "Fidelity"


def test_the_same_file_again_adds_nothing(client: TestClient) -> None:
    commit(client, sample(client, "schwab_transactions.csv")["id"])
    again = sample(client, "schwab_transactions.csv")
    assert again["parts"][0]["account_name"] == "Schwab ...417"
    assert again["counts"]["new"] == 0
    assert again["counts"]["repeated"] == 8
    assert commit(client, again["id"])["added"] == 0


def test_an_overlapping_file_adds_only_what_is_new(client: TestClient) -> None:
    lines = (SAMPLES / "schwab_transactions.csv").read_text().splitlines(keepends=True)
    # Newest first: the earlier file begins further down. Two equal purchases on one day are two.
    twice = '"02/20/2024","Buy","ADLR","ADLER WORKS INC","25","$58.40","$4.95","-$1,464.95"\n'
    commit(client, preview(client, "".join([*lines[:2], twice, *lines[5:]]))["id"])
    whole = preview(client, "".join([*lines[:2], twice, *lines[2:]]))
    assert (whole["counts"]["new"], whole["counts"]["repeated"]) == (3, 6)
    commit(client, whole["id"])
    assert activities(client) == 9


def test_a_split_that_states_only_its_new_shares_finds_its_ratio_in_what_was_held(client: TestClient) -> None:
    header = "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\n"
    split = "06/03/2024,Stock Split,ADLR,ADLER WORKS INC,15,,,\n"
    buy = "02/20/2024,Buy,ADLR,ADLER WORKS INC,30,$10.00,,-$300.00\n"
    seen = preview(client, header + split + buy)
    assert (seen["counts"]["new"], seen["counts"]["unreadable"]) == (2, 0)
    commit(client, seen["id"])
    assert held(client)["ADLR"] == 45
    assert preview(client, header + split)["counts"]["repeated"] == 1
    unknown = preview(client, header + split.replace("ADLR", "NRDK") + buy)
    (row,) = rows(client, unknown["id"], "unreadable")
    assert row["reason"].startswith("The row says that shares were split")


def test_an_import_is_undone_as_a_whole(client: TestClient) -> None:
    done = commit(client, sample(client, "interactive_brokers_activity.csv")["id"])
    assert len(done["account_ids"]) == 2
    assert held(client)["NRDK"] == 100
    assert client.post(f"/api/investments/imports/{done['id']}/undo").json() == {"kept": 0}
    assert held(client) == {}
    assert client.get("/api/investments/accounts").json()["accounts"] == []
    refused(client.post(f"/api/investments/imports/{done['id']}/undo"), 409, "investment_import_not_done")
    (listed,) = client.get("/api/investments/imports").json()
    assert listed["status"] == "undone"


def test_a_positions_file_states_what_is_held(client: TestClient) -> None:
    seen = sample(client, "schwab_positions.csv")
    (part,) = seen["parts"]
    assert (part["holdings"], part["holdings_on"]) == (3, "2024-04-02")
    commit(client, seen["id"])
    assert held(client) == {"ADLR": 17, "BFTM": Decimal("30.1234"), "Cash (USD)": Decimal("919.06")}
    again = sample(client, "schwab_positions.csv")
    assert again["counts"]["new"] == 0


def test_cash_that_follows_from_the_activities_is_not_counted_twice(client: TestClient) -> None:
    commit(client, sample(client, "schwab_transactions.csv")["id"])
    seen = sample(client, "schwab_positions.csv")
    assert seen["parts"][0]["account_name"] == "Schwab ...417"
    (left_out, _total) = rows(client, seen["id"], "left_out")
    assert left_out["reason"] == "The cash of this account follows from its deposits, purchases and sales."


def test_a_file_that_nobody_knows_is_mapped_by_a_person(client: TestClient) -> None:
    text = (
        "Booked;What;Paper;Pieces;Per piece;Cash effect\n"
        "05.01.2024;In;;;;1.000,00\n"
        "08.01.2024;Erwerb;ADLR;10;58,40;-584,00\n"
        "09.02.2024;Erwerb;ADLR;1,5;60,00;-90,00\n"
    )
    answer = client.post("/api/investments/imports/preview", files={"file": ("depot.csv", text.encode())})
    refused(answer, 422, "not_a_broker_file")
    known = text.replace("Booked", "Date").replace("Paper", "Symbol").replace("Pieces", "Shares")
    seen = preview(client, known)
    table = seen["table"]
    assert not table["is_known_layout"]
    mapping = table["mapping"] | {
        "columns": {"date": [0], "action": [1], "ticker": [2], "quantity": [3], "price": [4], "amount": [5]},
        "date_order": "DMY",
        "decimal": ",",
        "kind": "activities",
        "actions": {"in": "deposit", "erwerb": "buy"},
    }
    answer = client.post(f"/api/investments/imports/{seen['id']}/preview", json={"mapping": mapping})
    assert answer.status_code == 200, answer.text
    assert answer.json()["counts"] == {"total": 3, "new": 3, "repeated": 0, "unreadable": 0, "left_out": 0}
    commit(client, seen["id"])
    assert held(client) == {"ADLR": Decimal("11.5")}
    # The next file with this header is read in the same way without being asked.
    assert preview(client, known)["counts"]["repeated"] == 3


def test_a_sale_of_more_than_the_file_explains_is_named(client: TestClient) -> None:
    header = "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\n"
    seen = preview(client, header + "03/22/2024,Sell,ADLR,ADLER WORKS,8,$62.50,$0.02,$499.98\n")
    (oversold,) = commit(client, seen["id"])["oversold"]
    assert oversold == {"on": "2024-03-22", "security": "ADLER WORKS", "quantity": "8", "held": "0"}


def test_an_account_in_another_currency_is_refused(client: TestClient) -> None:
    fields = {"account_name": "Depot", "account_type": "taxable", "currency": "EUR"}
    account_id = client.post("/api/investments/accounts/manual", json=fields).json()["id"]
    seen = sample(client, "schwab_transactions.csv")
    targets = {seen["parts"][0]["key"]: {"account_id": account_id}}
    answer = client.post(f"/api/investments/imports/{seen['id']}/commit", json={"targets": targets})
    assert "in USD, but Depot is in EUR" in refused(answer, 409, "wrong_investment_account")["detail"]
    assert activities(client) == 0


def test_an_activity_that_was_entered_by_hand_is_not_added_again(client: TestClient) -> None:
    fields = {"account_name": "Schwab", "account_type": "taxable", "currency": "USD", "institution_name": "Schwab"}
    account_id = client.post("/api/investments/accounts/manual", json=fields).json()["id"]
    stock = {"ticker": "ADLR", "name": "Adler Works", "security_type": "equity", "currency": "USD"}
    security_id = client.post("/api/investments/securities", json=stock).json()["id"]
    bought = {"account_id": account_id, "security_id": security_id, "type": "buy", "on": "2024-02-20"}
    answer = client.post("/api/investments/transactions", json={**bought, "quantity": "25", "amount_minor": 146495})
    assert answer.status_code == 200, answer.text
    seen = sample(client, "schwab_transactions.csv")
    assert seen["parts"][0]["account_id"] == account_id
    assert seen["counts"]["repeated"] == 1


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"hello\nthere\n"])
def test_a_file_of_another_kind_is_refused_with_a_sentence(client: TestClient, content: bytes) -> None:
    answer = client.post("/api/investments/imports/preview", files={"file": ("x.csv", content)})
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith(".")
    assert client.get("/api/investments/imports").json() == []


def test_a_preview_that_is_put_away_is_gone(client: TestClient) -> None:
    seen = sample(client, "fidelity_activity.csv")
    assert client.delete(f"/api/investments/imports/{seen['id']}").status_code == 204
    refused(client.get(f"/api/investments/imports/{seen['id']}"), 404, "no_such_investment_import")


def test_a_word_of_a_known_broker_gets_its_meaning_from_a_person(client: TestClient) -> None:
    seen = sample(client, "schwab_transactions.csv")
    mapping = seen["table"]["mapping"] | {"actions": {"quarterly rebate": "interest"}}
    again = client.post(f"/api/investments/imports/{seen['id']}/preview", json={"mapping": mapping}).json()
    assert again["broker"] == "Schwab"
    assert (again["counts"]["new"], again["counts"]["unreadable"]) == (9, 0)


def test_an_ofx_file_of_a_bank_offers_its_investments(client: TestClient) -> None:
    content = (SAMPLES / "bank_and_brokerage.ofx").read_bytes()
    opened = client.post("/api/import/preview", files={"file": ("both.ofx", content)}).json()
    assert opened["counts"]["new"] == 1
    offer = client.get(f"/api/investments/imports/statements/{opened['id']}").json()
    assert offer == {"recognised_as": "OFX"}
    answer = client.post(f"/api/investments/imports/statements/{opened['id']}")
    assert answer.status_code == 201, answer.text
    done = commit(client, answer.json()["id"])
    assert (done["added"], done["holdings"]) == (2, 1)
    assert held(client) == {"ADLR": Decimal(10)}


def test_the_same_purchase_in_another_format_is_not_added_again(client: TestClient) -> None:
    commit(client, preview(client, (SAMPLES / "bank_and_brokerage.ofx").read_bytes(), "both.ofx")["id"])
    text = (
        "!Type:Security\nNAdler Works\nSADLR\nTStock\n^\n!Account\nNBrokerage 41700001\nTInvst\n^\n!Type:Invst\n"
        "D1/15'24\nNBuy\nYAdler Works\nI58.40\nQ10\nO4.95\nT588.95\n^\n"
    )
    assert preview(client, text, "quicken.qif")["counts"]["repeated"] == 1
