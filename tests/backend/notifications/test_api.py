"""Notices by e-mail, over real SMTP and IMAP to stand-ins."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from backend.notifications import service
from tests.backend.ai.asking import save
from tests.backend.journeys import open_account, refused, rows, spend
from tests.standins.mail_servers import Mailbox, free_port


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    found = Mailbox()
    yield found
    found.close()


def send_due(client: TestClient) -> int:
    state: Any = client.app.state  # type: ignore[attr-defined]
    return service.send_due(state.budget, state.investments, 1)


def take_replies(client: TestClient) -> int:
    return service.take_replies(client.app.state.budget, 1)  # type: ignore[attr-defined]


def test_nothing_is_sent_while_it_is_off(client: TestClient, mailbox: Mailbox) -> None:
    save(client, **{**mailbox.settings, "email_notices": "off"})
    assert send_due(client) == 0
    assert mailbox.sent == []
    assert client.get("/api/notifications/settings").json()["email_enabled"] is False


def test_a_weekly_summary_comes_once_a_week(client: TestClient, mailbox: Mailbox) -> None:
    spend(client, open_account(client), 4500, "groceries")
    save(client, **mailbox.settings)
    assert send_due(client) == 1
    [letter] = mailbox.sent
    assert letter["To"] == letter["From"] == "ada@example.org"
    assert letter["Subject"].startswith("Your week: ")
    assert "Spent: 45.00 USD" in str(letter.get_payload())
    assert send_due(client) == 0


def test_a_reply_with_a_number_or_a_category_files_the_transaction(client: TestClient, mailbox: Mailbox) -> None:
    account_id = open_account(client)
    for n in range(3):
        spend(client, account_id, 450, description=f"ZQX UNHEARD {n}")
    save(client, **mailbox.settings)
    send_due(client)
    reminders = [each for each in mailbox.sent if each["Subject"].startswith("Which category?")]
    assert len(reminders) == 3
    mailbox.reply(reminders[0], "groceries")
    mailbox.reply(reminders[1], "1")
    mailbox.reply(reminders[2], "groceries", sender="eve@evil.example")
    assert take_replies(client) == 2
    by_text = {row["description"]: row for row in rows(client)}
    filed = [by_text[each["Subject"].split("? ")[1].split(",")[0]] for each in reminders]
    assert [row["status"] for row in filed] == ["confirmed", "confirmed", "pending_review"]
    assert filed[0]["category_short_desc"] == "groceries"
    log = client.get("/api/notifications/log").json()
    assert len([each for each in log if each["kind"] == "review"]) == 3
    assert len([each for each in log if each["replied_at"]]) == 2
    assert take_replies(client) == 0


def test_a_reply_counts_once_and_not_after_the_person_decided(client: TestClient, mailbox: Mailbox) -> None:
    id_ = spend(client, open_account(client), 450, description="ZQX UNHEARD")
    save(client, **mailbox.settings)
    send_due(client)
    [reminder] = [each for each in mailbox.sent if each["Subject"].startswith("Which category?")]
    client.post(f"/api/transactions/{id_}/review", json={"category_short_desc": "coffee"})
    mailbox.reply(reminder, "groceries")
    assert take_replies(client) == 0
    assert rows(client)[0]["category_short_desc"] == "coffee"


def test_a_test_arrives_or_says_what_to_check(client: TestClient, mailbox: Mailbox) -> None:
    refused(client.post("/api/notifications/test"), 409, "mail_not_set_up")
    save(client, **mailbox.settings)
    assert client.post("/api/notifications/test").json()["status"] == "sent"
    assert mailbox.sent[0]["Subject"] == "Budget App can reach you"
    save(client, smtp_port=str(free_port()))
    refused(client.post("/api/notifications/test"), 502, "mail_trouble")
    save(client, **{**mailbox.settings, "mail_password": "wrong"})
    assert "refused the user name or the password" in client.post("/api/notifications/test").json()["detail"]
