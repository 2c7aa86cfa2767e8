"""Signing in to a server: passwords, codes, sessions, invitations, and who may do what in a household."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text

from backend.access import totp
from tests.postgres import ROLE, address_of, recreate
from tests.server.people import PASSWORD, Server, credentials, running_server


@pytest.fixture(scope="module")
def started(postgres: Engine, ready_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    recreate(postgres, "budget_access", template=ready_database)
    with running_server(tmp_path_factory.mktemp("server"), address_of("budget_access", role=ROLE)) as server:
        yield server


@pytest.fixture
def server(started: Server) -> Iterator[Server]:
    """A server with two people who have not signed in yet."""
    started.add("Ada", is_operator=True)
    started.add("Bob")
    yield started
    owner = create_engine(address_of("budget_access"))
    with owner.begin() as connection:
        connection.execute(text("TRUNCATE access.people CASCADE"))
    owner.dispose()


def age_sessions(server: Server, by: timedelta) -> None:
    with server.app.state.access.write() as db:
        change = "UPDATE sessions SET last_used_at = last_used_at - :by, rotated_at = rotated_at - :by"
        db.execute(text(change), {"by": by})


def test_nothing_but_signing_in_is_answered_without_a_session(server: Server) -> None:
    stranger = server.browser()
    assert stranger.get("/api/accounts").json()["code"] == "not_signed_in"
    assert stranger.get("/api/access/me").status_code == 401
    assert stranger.get("/health").status_code == 200
    stranger.cookies.set("budget_session", "guessed")
    assert stranger.get("/api/accounts").status_code == 401


def test_a_person_signs_in_works_and_signs_out(server: Server) -> None:
    ada = server.signed_in("Ada")
    me = ada.get("/api/access/me").json()
    assert (me["name"], me["household"]["role"], len(me["households"])) == ("Ada", "owner", 1)
    assert ada.post("/api/accounts", json={"name": "Everyday", "account_type": "checking"}).status_code == 201
    assert [each["name"] for each in ada.get("/api/accounts").json()] == ["Everyday"]
    assert ada.get("/api/categories").json()
    session = ada.cookies["budget_session"]
    assert ada.post("/api/access/sign-out").status_code == 204
    ada.cookies.set("budget_session", session)
    assert ada.get("/api/accounts").status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(server: Server) -> None:
    answer = server.browser().post("/api/access/sign-in", json=credentials("Ada"))
    cookie = next(each for each in answer.headers.get_list("set-cookie") if each.startswith("budget_session="))
    assert "httponly" in cookie.lower()
    assert "samesite=strict" in cookie.lower()


def test_over_https_the_cookie_is_secure_and_the_browser_stays_with_https(home: Path, database_url: str) -> None:
    with running_server(home, database_url, public_url="https://budget.test") as server:
        server.add("Ada")
        browser = server.browser()
        browser.base_url = "https://budget.test"
        answer = browser.post("/api/access/sign-in", json=credentials("Ada"))
        cookie = next(each for each in answer.headers.get_list("set-cookie") if "budget_session=" in each)
        assert cookie.startswith("__Host-")
        assert "secure" in cookie.lower()
        assert answer.headers["strict-transport-security"].startswith("max-age=")
        assert browser.get("/api/access/me").status_code == 200


def test_a_change_needs_the_token_that_only_our_page_can_read(server: Server) -> None:
    ada = server.signed_in("Ada")
    body = {"name": "Everyday", "account_type": "checking"}
    assert ada.post("/api/accounts", json=body, headers={"x-csrf-token": ""}).json()["code"] == "wrong_csrf_token"
    foreign = {"origin": "https://elsewhere.example"}
    assert ada.post("/api/accounts", json=body, headers=foreign).json()["code"] == "wrong_origin"
    assert ada.get("/api/accounts", headers={"host": "elsewhere.example"}).json()["code"] == "wrong_host"
    assert ada.get("/api/accounts").json() == []


def test_wrong_passwords_lock_an_account_for_a_while(server: Server) -> None:
    browser = server.browser()
    wrong = credentials("Bob") | {"password": "not the password"}
    answers = [browser.post("/api/access/sign-in", json=wrong).json() for _ in range(6)]
    # The right password is refused now as well, in the words that an address without an account gets.
    answers.append(browser.post("/api/access/sign-in", json=credentials("Bob")).json())
    nobody = {"email": "nobody@example.org", "password": "not the password"}
    assert answers == [browser.post("/api/access/sign-in", json=nobody).json()] * 7
    assert answers[0]["code"] == "wrong_credentials"
    server.signed_in("Ada")
    with server.app.state.access.write() as db:
        db.execute(text("UPDATE people SET locked_until = now() - interval '1 second'"))
    bob = server.signed_in("Bob")
    kinds = [each["kind"] for each in bob.get("/api/access/events").json()]
    assert kinds == ["signed_in", "locked_out", "locked_out", *["wrong_password"] * 5]


def test_an_address_that_tries_many_people_is_refused(server: Server) -> None:
    browser = server.browser()
    for number in range(30):
        guess = {"email": f"nobody{number}@example.org", "password": "not the password"}
        assert browser.post("/api/access/sign-in", json=guess).json()["code"] == "wrong_credentials"
    assert browser.post("/api/access/sign-in", json=credentials("Ada")).json()["code"] == "locked_out"


def test_a_person_with_an_authenticator_app_needs_its_code_too(server: Server) -> None:
    ada = server.signed_in("Ada")
    assert ada.post("/api/access/totp", json={"password": "not the password"}).status_code == 401
    secret = ada.post("/api/access/totp", json={"password": PASSWORD}).json()["secret"]
    step = int(datetime.now(UTC).timestamp()) // 30
    wrong = "000000" if totp.code_at(secret, step) != "000000" else "111111"
    assert ada.post("/api/access/totp/confirm", json={"code": wrong}).json()["code"] == "wrong_code"
    # Not asked for before it is confirmed.
    server.signed_in("Ada")
    code = totp.code_at(secret, step)
    assert ada.post("/api/access/totp/confirm", json={"code": code}).status_code == 204
    again = server.browser()
    assert again.post("/api/access/sign-in", json=credentials("Ada")).json()["code"] == "code_needed"
    spent = again.post("/api/access/sign-in", json=credentials("Ada") | {"code": code})
    assert spent.json()["code"] == "wrong_code"
    server.signed_in("Ada", code=totp.code_at(secret, step + 1))
    assert ada.post("/api/access/totp/remove", json={"password": PASSWORD}).status_code == 204
    server.signed_in("Ada")


def test_sessions_are_listed_and_can_be_ended(server: Server) -> None:
    here, there, elsewhere = (server.signed_in("Ada") for _ in range(3))
    listed = here.get("/api/access/sessions").json()
    assert [each["is_this"] for each in listed].count(True) == 1
    other = next(each["id"] for each in there.get("/api/access/sessions").json() if each["is_this"])
    assert server.signed_in("Bob").delete(f"/api/access/sessions/{other}").status_code == 404
    assert here.delete(f"/api/access/sessions/{other}").status_code == 204
    assert there.get("/api/access/me").status_code == 401
    assert here.delete("/api/access/sessions").json() == {"ended": 1}
    assert elsewhere.get("/api/access/me").status_code == 401
    assert here.get("/api/access/me").status_code == 200


def test_a_new_password_ends_all_other_sessions(server: Server) -> None:
    here, there = server.signed_in("Ada"), server.signed_in("Ada")
    weak = {"current": PASSWORD, "new": "short"}
    assert here.put("/api/access/password", json=weak).json()["code"] == "weak_password"
    new = {"current": PASSWORD, "new": "five other words in a row"}
    assert here.put("/api/access/password", json=new).status_code == 204
    assert there.get("/api/access/me").status_code == 401
    assert here.get("/api/access/me").status_code == 200
    assert server.browser().post("/api/access/sign-in", json=credentials("Ada")).status_code == 401
    server.signed_in("Ada", password=new["new"])


def test_a_session_in_use_gets_a_new_token_each_day_and_an_unused_one_ends(server: Server) -> None:
    ada = server.signed_in("Ada")
    first = ada.cookies["budget_session"]
    age_sessions(server, timedelta(days=2))
    assert ada.get("/api/access/me").status_code == 200
    assert ada.cookies["budget_session"] != first
    late = server.browser()
    late.cookies.set("budget_session", first)
    # A request that was on its way meanwhile is still answered; a minute later the old token is nobody's.
    assert late.get("/api/access/me").status_code == 200
    age_sessions(server, timedelta(minutes=2))
    assert late.get("/api/access/me").status_code == 401
    assert ada.get("/api/access/me").status_code == 200
    age_sessions(server, timedelta(days=31))
    assert ada.get("/api/access/me").status_code == 401


def test_an_operator_invites_somebody_who_gets_a_household_of_their_own(server: Server) -> None:
    ada, bob = server.signed_in("Ada"), server.signed_in("Bob")
    assert bob.post("/api/access/invitations", json={}).json()["code"] == "not_allowed"
    code = ada.post("/api/access/invitations", json={}).json()["code"]
    cleo = server.browser()
    body = {"invitation": code, "email": "cleo@example.org", "name": "Cleo", "password": PASSWORD}
    taken = cleo.post("/api/access/sign-up", json=body | {"email": "BOB@example.org"})
    assert taken.json()["code"] == "email_taken"
    assert cleo.post("/api/access/sign-up", json=body).status_code == 201
    me = cleo.get("/api/access/me").json()
    assert (me["household"]["name"], me["household"]["role"]) == ("Cleo", "owner")
    again = server.browser().post("/api/access/sign-up", json=body | {"email": "dan@example.org"})
    assert again.json()["code"] == "invitation_spent"


def test_a_viewer_sees_a_household_and_changes_nothing(server: Server) -> None:
    ada, bob = server.signed_in("Ada"), server.signed_in("Bob")
    ada.post("/api/accounts", json={"name": "Everyday", "account_type": "checking"})
    bob.post("/api/accounts", json={"name": "Bob's own", "account_type": "checking"})
    invited = ada.post("/api/access/invitations", json={"role": "viewer"}).json()
    assert ada.get("/api/access/invitations").json()[0]["id"] == invited["id"]
    household = bob.post("/api/access/invitations/accept", json={"invitation": invited["code"]}).json()["household_id"]
    assert [each["name"] for each in bob.get("/api/accounts").json()] == ["Everyday"]
    refused = bob.post("/api/accounts", json={"name": "Another", "account_type": "checking"})
    assert (refused.status_code, refused.json()["code"]) == (403, "read_only")
    own = bob.get("/api/access/me").json()["id"]
    assert bob.put("/api/access/household", json={"household_id": own}).status_code == 204
    assert [each["name"] for each in bob.get("/api/accounts").json()] == ["Bob's own"]
    assert bob.put("/api/access/household", json={"household_id": household}).status_code == 204
    assert ada.patch(f"/api/access/members/{own}", json={"role": "member"}).status_code == 204
    assert bob.post("/api/accounts", json={"name": "Joint", "account_type": "checking"}).status_code == 201
    assert bob.patch(f"/api/access/members/{own}", json={"role": "viewer"}).json()["code"] == "not_allowed"
    assert {each["name"] for each in ada.get("/api/accounts").json()} == {"Everyday", "Joint"}
    assert [each["role"] for each in ada.get("/api/access/members").json()] == ["owner", "member"]
    assert ada.delete(f"/api/access/members/{own}").status_code == 204
    assert [each["name"] for each in bob.get("/api/accounts").json()] == ["Bob's own"]
    assert bob.put("/api/access/household", json={"household_id": household}).status_code == 404
    assert ada.put("/api/access/household", json={"household_id": own}).status_code == 404


def test_what_belongs_to_one_computer_is_not_offered_on_a_server(server: Server) -> None:
    ada = server.signed_in("Ada")
    assert ada.post("/api/app/demo").json()["code"] == "desktop_only"
    assert ada.get("/api/mcp").status_code == 404
    keys = ada.post("/api/settings", json={"settings": {"plaid_secret": "one"}})
    assert (keys.status_code, keys.json()["code"]) == (409, "set_by_operator")
