"""Words that look like something else: mark-up, wildcards, SQL, control characters. They stay words, or are refused."""

from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.backend.journeys import open_account, refused, spend
from tests.makers import every_count, imported, preview, statement

PICTURE = '<img src=x onerror="alert(1)">'
HOSTILE = (
    PICTURE,
    "</script><script>alert(1)</script>",
    "Robert'); DROP TABLE transactions;--",
    "{{7*7}} ${7*7} %s %n",
    "=cmd|'/c calc'!A1",
    "../../etc/passwd",
    "مرحبا \u202eevil",
    "Ж́ 👩‍👩‍👧 ｆｕｌｌ",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_writes_comes_back_as_it_was_written(client: TestClient, text: str) -> None:
    account = open_account(client, text, institution=text)
    row = spend(client, account, 500, description=text)
    edited = client.patch(f"/api/transactions/{row}", json={"merchant_name": text, "notes": text}).json()["transaction"]
    assert [edited[name] for name in ("description", "merchant_name", "notes", "account_name")] == [text] * 4
    category = client.post("/api/categories", json={"display_name": text})
    assert category.status_code == 201, category.text
    assert text in every_text(client.get("/api/categories").json())
    found = client.get(f"/api/accounts/{account}").json()
    assert (found["name"], found["institution"]) == (text, text)
    for answer in (client.get("/api/transactions"), client.get("/api/accounts")):
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["x-content-type-options"] == "nosniff"


def every_text(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in every_text(each)]
    if isinstance(value, list):
        return [text for each in value for text in every_text(each)]
    return [value] if isinstance(value, str) else []


def test_a_payee_and_a_file_name_with_mark_up_stay_text(client: TestClient) -> None:
    quoted = '"' + PICTURE.replace('"', '""') + '"'
    account = open_account(client)
    seen = preview(client, statement(f"2024-01-15,{quoted},-12.50"), name=f"{PICTURE}.csv", account_id=account)
    assert (seen.status_code, seen.headers["content-type"]) == (201, "application/json")
    # A browser writes a quotation mark of a file's name as %22.
    assert seen.json()["filename"].replace("%22", '"') == f"{PICTURE}.csv"
    waiting = seen.json()["id"]
    assert client.get(f"/api/import/{waiting}/rows").json()["items"][0]["description"] == PICTURE
    assert client.post(f"/api/import/{waiting}/commit", json={"account_id": account}).json()["added"] == 1
    assert client.get("/api/transactions").json()["items"][0]["description"] == PICTURE


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/cron.d/evil", "evil"),
        ("C:\\Users\\Ann\\bank.csv", "bank.csv"),
        ("/", "file"),
        ("..", ".."),
        ("a\x00b\x07.csv", "ab.csv"),
        ("x" * 1000 + ".csv", "x" * 300),
    ],
)
def test_the_name_of_a_file_is_only_a_name(client: TestClient, home: Path, sent: str, kept: str) -> None:
    body = (
        b'--cut\r\ncontent-disposition: form-data; name="file"; filename="'
        + sent.encode()
        + b'"\r\n\r\n'
        + statement()
        + b"\r\n--cut--\r\n"
    )
    seen = client.post(
        "/api/import/preview", content=body, headers={"content-type": "multipart/form-data; boundary=cut"}
    )
    assert seen.json()["filename"] == kept
    assert [file.suffix for file in (home / "incoming").iterdir()] == [".z"]
    assert sorted(file.name for file in home.parent.iterdir()) == [home.name]


SEARCHES = {
    "%": ["50% OFF"],
    "_": ["A_B"],
    "\\": ["C:\\D"],
    "'": ["O'BRIEN"],
    "50%": ["50% OFF"],
    "a_b": ["A_B"],
    "*": [],
    "[a-z]": [],
    # OR is an operator of the search: a text with the quotation mark, or one with what follows.
    "' OR 1=1 --": ["O'BRIEN"],
    '") OR 1=1 --': [],
    "1; DROP TABLE transactions": [],
    "SHOP": ["SHOP"],
}


def test_signs_of_other_languages_are_looked_for_literally(client: TestClient) -> None:
    account = open_account(client)
    for text in ("50% OFF", "A_B", "C:\\D", "O'BRIEN", "SHOP", "AXB"):
        spend(client, account, 500, description=text)
    found = {
        search: [
            row["description"] for row in client.get("/api/transactions", params={"search": search}).json()["items"]
        ]
        for search in SEARCHES
    }
    assert found == SEARCHES


@pytest.mark.parametrize("key", ["plaid_client_id", "anthropic_api_key", "theme", "auto_confirm_threshold"])
def test_a_setting_takes_one_line_of_text_and_nothing_else(client: TestClient, home: Path, key: str) -> None:
    before = every_count(home)
    shown = client.get("/api/settings").json()
    for value in ("a\nb", "a\r\nb", "a\0b", "\x1b[31m", "a\u2028b", "x" * 10_001, "x" * 10_000_000):
        answer = client.post("/api/settings", json={"settings": {key: value}})
        assert answer.status_code == 422
        assert answer.json()["code"] in ("bad_setting", "invalid_request")
        assert len(answer.text) < 2000
    assert every_count(home) == before
    assert client.get("/api/settings").json() == shown


def test_mark_up_in_a_setting_stays_text(client: TestClient) -> None:
    assert client.post("/api/settings", json={"settings": {"plaid_client_id": PICTURE}}).status_code == 200
    assert client.get("/api/settings").json()["plaid_client_id"]["value"] == PICTURE
    client.post("/api/settings", json={"settings": {"plaid_client_id": ""}})


def test_half_a_letter_is_refused_wherever_it_comes(client: TestClient, home: Path) -> None:
    account = open_account(client)
    row = spend(client, account, 500)
    before = every_count(home)
    half = '"\\ud800"'
    for method, path, body in (
        ("POST", "/api/settings", f'{{"settings": {{"theme": {half}}}}}'),
        ("POST", "/api/settings", f'{{"settings": {{"plaid_client_id": {half}}}}}'),
        ("POST", "/api/settings", f"{{{half}: 1}}"),
        ("POST", "/api/accounts", f'{{"name": {half}, "account_type": "cash"}}'),
        ("POST", "/api/accounts", f'{{"name": "A", "account_type": "cash", {half}: 1}}'),
        ("POST", "/api/accounts", f'{{"name": "A", "account_type": {half}}}'),
        ("PATCH", f"/api/transactions/{row}", f'{{"notes": {half}}}'),
        ("POST", "/api/categories", f'{{"display_name": {half}}}'),
    ):
        answer = client.request(method, path, content=body, headers={"content-type": "application/json"})
        refused(answer, 422, "invalid_request")
    ignored = client.post("/api/settings", content=f'{{"settings": {{{half}: "x"}}}}')
    assert ignored.status_code in (200, 422), ignored.text
    assert every_count(home) == before


AMOUNTS = (
    *("NaN", "Infinity", "-Infinity", "1e400", "9223372036854775808", "1000000000000000", "12.5"),
    *('"12"', "true", "[]", "1" * 5000),
)


def test_an_amount_is_a_whole_number_that_money_can_have(client: TestClient, home: Path) -> None:
    account = open_account(client)
    row = spend(client, account, 500)
    before = every_count(home)
    typed = f'{{"account_id": {account}, "on": "2026-03-01", "description": "A", "amount_minor": %s}}'
    opened = '{"name": "B", "account_type": "cash", "balance_current_minor": %s}'
    for amount in AMOUNTS:
        for method, path, body in (
            ("POST", "/api/transactions", typed),
            ("PATCH", f"/api/transactions/{row}", '{"amount_minor": %s}'),
            ("PATCH", f"/api/accounts/{account}", '{"balance_current_minor": %s}'),
            ("POST", "/api/accounts", opened),
        ):
            answer = client.request(method, path, content=body % amount, headers={"content-type": "application/json"})
            assert answer.status_code in (400, 422), (amount, path, answer.text)
            assert answer.json()["detail"].endswith(".")
    assert every_count(home) == before
    assert client.get(f"/api/transactions/{row}").json()["amount_minor"] == 500


DAYS = ("2026-02-30", "2026-13-01", "0000-00-00", "10000-01-01", "31.12.2026", "", "x")


def test_a_day_is_a_day_of_the_calendar(client: TestClient, home: Path) -> None:
    account = open_account(client)
    before = every_count(home)
    body = {"account_id": account, "description": "A", "amount_minor": 5}
    for day in (*DAYS, "0001-01-01", "9999-12-31"):
        refused(client.post("/api/transactions", json={**body, "on": day}), 422, "invalid_request")
    for day in DAYS:
        refused(client.get("/api/transactions", params={"start_date": day}), 422, "invalid_request")
    assert every_count(home) == before


def test_a_body_that_is_no_json_is_said(client: TestClient) -> None:
    for body in (b"{", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b"", b"null", b"[]", b'"text"', b"1"):
        answer = client.post("/api/accounts", content=body, headers={"content-type": "application/json"})
        assert answer.status_code in (400, 422), answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["detail"].endswith(".")


def test_the_same_words_come_back_after_an_import_and_its_export(client: TestClient) -> None:
    account = open_account(client)
    imported(client, statement("2024-01-15,<b>ÄÖÜ & CO</b> 👍,-12.50"), account_id=account)
    text = client.get("/api/transactions/export", params={"format": "json"}).json()["transactions"][0]["description"]
    assert text == "<b>ÄÖÜ & CO</b> 👍"
