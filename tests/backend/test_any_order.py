"""Whatever is done in any order: sums are those of the rows, nothing is doubled, undo leads back to the start."""

import tempfile
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from starlette.testclient import TestClient

from backend.commands.doctor import checks_of
from backend.infra.config import Config
from backend.kit.money import allocate
from backend.main import create_app
from tests.backend.exports.homes import Json, copy_of_new_home, exported, new_home, restored
from tests.makers import preview, statement

ACCOUNTS = ("Everyday", "Savings", "Card")
CATEGORIES = ("groceries", "coffee", "housing")
# Each text is one movement; a statement may list it twice, and then it happened twice.
MOVEMENTS = tuple(f"2026-03-{day:02},ZQX SHOP {day},-{day}.50" for day in range(1, 9))
# Money out, or in.
MONEY = st.integers(1, 10_000) | st.integers(-10_000, -1)
pick = st.integers(0, 10**6)
statements = st.lists(st.sampled_from(MOVEMENTS), min_size=1, max_size=5)
# What counts on as the app is used, and is no part of what a person undoes.
_COUNTERS = ("updated_at", "hits", "last_matched_at")


def ofx(lines: list[str], balance_minor: int) -> bytes:
    """The same movements as an OFX file, which also states a balance. The bank numbers equal rows one by one."""
    rows = []
    for line, count in Counter(lines).items():
        day, text, amount = line.split(",")
        compact = day.replace("-", "")
        rows += [
            f"<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>{compact}<TRNAMT>{amount}<FITID>{compact}{n}<NAME>{text}</STMTTRN>"
            for n in range(count)
        ]
    return (
        "OFXHEADER:100\nDATA:OFXSGML\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>USD<BANKTRANLIST>"
        f"{''.join(rows)}</BANKTRANLIST><LEDGERBAL><BALAMT>{balance_minor / 100:.2f}<DTASOF>20260331</LEDGERBAL>"
        "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    ).encode()


def nonzero(sums: Mapping[int, int]) -> dict[int, int]:
    return {key: total for key, total in sums.items() if total}


class Books(RuleBasedStateMachine):
    """One person's data folder, used over HTTP."""

    def __init__(self) -> None:
        super().__init__()
        self._closing = ExitStack()
        folder = Path(self._closing.enter_context(tempfile.TemporaryDirectory())) / "BudgetApp"
        copy_of_new_home(folder)
        self.client = self._closing.enter_context(
            TestClient(create_app(Config(home=folder)), base_url="http://127.0.0.1")
        )
        self.steps: list[tuple[str, int]] = []
        self.is_in_order = True
        # How often a movement was in one file that went into an account.
        self.most: Counter[tuple[int, str]] = Counter()
        self.last_change = 0
        self.has_refunds = False
        self.first = self._state()

    def teardown(self) -> None:
        try:
            if self.is_in_order:
                self._undo_everything()
            self._export_and_restore()
        finally:
            self._closing.close()

    # What a person does.

    @rule(place=pick)
    def open_account(self, place: int) -> None:
        name = ACCOUNTS[place % len(ACCOUNTS)]
        answer = self._post("/api/accounts", {"name": name, "account_type": "checking", "currency": "USD"}, 201, 409)
        if answer:
            self.steps.append(("account", answer["id"]))

    @precondition(lambda self: self._accounts())
    @rule(place=pick, lines=statements, is_ofx=st.booleans(), balance=st.integers(-9_999, 9_999))
    def import_statement(self, place: int, lines: list[str], is_ofx: bool, balance: int) -> None:
        account = self._one_of(self._accounts(), place)["id"]
        content = ofx(sorted(lines), balance) if is_ofx else statement(*sorted(lines))
        waiting = preview(self.client, content, account_id=account)
        assert waiting.status_code == 201, waiting.text
        import_id = waiting.json()["id"]
        assert self._post(f"/api/import/{import_id}/commit", {"account_id": account}, 200)
        for line, count in Counter(lines).items():
            key = account, line.split(",")[1]
            self.most[key] = max(self.most[key], count)
        self.steps.append(("import", import_id))

    @precondition(lambda self: self._accounts())
    @rule(
        place=pick,
        cents=MONEY,
        category=st.sampled_from((None, *CATEGORIES)),
    )
    def type_a_row(self, place: int, cents: int, category: str | None) -> None:
        account = self._one_of(self._accounts(), place)["id"]
        body = {"account_id": account, "on": "2026-03-20", "description": f"TYPED {cents}", "amount_minor": cents}
        key = self._key(category)
        self._post("/api/transactions", {**body, **({"category_short_desc": key} if key else {})}, 201)
        self._note_change()

    @precondition(lambda self: self._rows())
    @rule(place=pick, category=st.sampled_from(CATEGORIES), verb=st.sampled_from(("review", "stage")))
    def decide(self, place: int, category: str, verb: str) -> None:
        if key := self._key(category):
            row = self._one_of(self._rows(), place)["id"]
            self._post(f"/api/transactions/{row}/{verb}", {"category_short_desc": key}, 200)
            self._note_change()

    @rule(path=st.sampled_from(("staged/commit", "staged/revert-all", "batch-categorize", "clear-predictions")))
    def work_on_many(self, path: str) -> None:
        self._post(f"/api/transactions/{path}", None, 200)
        self._note_change()

    @precondition(lambda self: self._rows())
    @rule(place=pick, change=st.sampled_from(({"notes": "mine"}, {"is_excluded": True}, {"description": "OTHER"})))
    def edit(self, place: int, change: Json) -> None:
        row = self._one_of(self._rows(), place)["id"]
        if "description" in change:
            change = {"description": f"RENAMED {row}"}
        self._change(row, change)

    @precondition(lambda self: self._rows())
    @rule(place=pick, percent=st.integers(0, 100), is_tagged=st.booleans())
    def split(self, place: int, percent: int, is_tagged: bool) -> None:
        row = self._one_of(self._rows(), place)
        first = row["amount_minor"] * percent // 100
        keys = [self._key(category) for category in CATEGORIES[:2]]
        parts = [
            {"amount_minor": amount, "category_short_desc": key, "tags": ["trip"] if is_tagged else []}
            for amount, key in zip((first, row["amount_minor"] - first), keys, strict=True)
        ]
        self._change(row["id"], {"splits": [] if row["splits"] else parts})

    @precondition(lambda self: self._rows())
    @rule(place=pick, percent=st.integers(0, 100))
    def share(self, place: int, percent: int) -> None:
        row = self._one_of(self._rows(), place)
        self._change(row["id"], {"own_minor": row["amount_minor"] * percent // 100, "shared_with": "Ana"})

    @precondition(lambda self: self._rows())
    @rule(place=pick, other=pick, verb=st.sampled_from(("transfer", "apart", "refund", "settle")))
    def link(self, place: int, other: int, verb: str) -> None:
        rows = self._rows()
        row, opposite = self._one_of(rows, place), self._one_of(rows, other)
        path = f"/api/transactions/{row['id']}"
        if verb == "refund":
            size = max(1, min(abs(row["amount_minor"]), abs(opposite["amount_minor"])))
            pays_back = [{"purchase_id": opposite["id"], "amount_minor": size}]
            answer = self.client.put(f"{path}/refunds", json={"pays_back": pays_back})
            self.has_refunds |= answer.status_code == 200
        elif verb == "settle":
            answer = self.client.post(f"{path}/settle", json={})
        elif verb == "transfer":
            answer = self.client.put(f"{path}/transfer", json={"other_id": opposite["id"]})
        else:
            answer = self.client.delete(f"{path}/transfer")
        assert answer.status_code in (200, 404, 409, 422), answer.text
        self._note_change()

    @precondition(lambda self: self._rows())
    @rule(places=st.lists(pick, min_size=1, max_size=3))
    def delete_rows(self, places: list[int]) -> None:
        ids = [self._one_of(self._rows(), place)["id"] for place in places]
        self._post("/api/transactions/bulk-delete", {"transaction_ids": ids}, 200)
        self._note_change()

    @precondition(lambda self: self._deleted())
    @rule(place=pick)
    def restore_a_row(self, place: int) -> None:
        entry = self._one_of(self._deleted(), place)["id"]
        if self._post(f"/api/transactions/restore/{entry}", None, 200, 409):
            self.is_in_order = False

    @precondition(lambda self: self._accounts())
    @rule(place=pick)
    def delete_account(self, place: int) -> None:
        account = self._one_of(self._accounts(), place)["id"]
        assert self.client.delete(f"/api/accounts/{account}").status_code == 200
        self.steps.append(("deleted account", account))

    @precondition(lambda self: self._deleted_accounts())
    @rule(place=pick)
    def restore_account(self, place: int) -> None:
        account = self._one_of(self._deleted_accounts(), place)["id"]
        if self._post(f"/api/accounts/{account}/restore", None, 200, 409):
            self.steps.append(("account", account))

    @rule(source=st.sampled_from(CATEGORIES), into=st.sampled_from(CATEGORIES))
    def merge_categories(self, source: str, into: str) -> None:
        self._post(f"/api/categories/{source}/merge", {"target_short_desc": into}, 200, 404, 409)
        self._note_change()

    @rule(name=st.sampled_from(("Kites", "Sails")), is_removed=st.booleans())
    def add_or_remove_a_category(self, name: str, is_removed: bool) -> None:
        if is_removed:
            assert self.client.delete(f"/api/categories/{name.lower()}").status_code in (204, 404, 409)
        else:
            self._post("/api/categories", {"display_name": name}, 201, 409)
        self._note_change()

    @rule(category=st.sampled_from(CATEGORIES), cents=st.integers(0, 50_000), rollover=st.booleans())
    def set_a_budget(self, category: str, cents: int, rollover: bool) -> None:
        if key := self._key(category):
            body = {"category_short_desc": key, "month": "2026-03", "amount_minor": cents, "rollover": rollover}
            self._post("/api/budgets", body, 200, 201, 409)
            self._note_change()

    # Undo.

    @precondition(lambda self: self.steps)
    @rule()
    def undo_the_last_step(self) -> None:
        self._undo(*self.steps.pop())

    @precondition(lambda self: self.last_change)
    @rule(place=pick)
    def undo_any_change(self, place: int) -> None:
        change = place % self.last_change + 1
        if self._post(f"/api/changes/{change}/undo", None, 200, 404, 409):
            self.is_in_order = False

    @precondition(lambda self: self._imports())
    @rule(place=pick, include_changed=st.booleans())
    def undo_any_import(self, place: int, include_changed: bool) -> None:
        found = self._one_of(self._imports(), place)["id"]
        will = self.client.get(f"/api/import/{found}/undo")
        if did := self._post(f"/api/import/{found}/undo", {"include_changed": include_changed}, 200, 409):
            self.is_in_order = False
            promised = will.json()["removed"] + (len(will.json()["changed"]) if include_changed else 0)
            assert (did["removed"], did["shared"]) == (promised, will.json()["shared"])

    # What holds after each step.

    @invariant()
    def the_doctor_finds_nothing(self) -> None:
        found = [check for check in checks_of(self.client.app.state.budget) if not check.is_ok]  # type: ignore[attr-defined]
        assert found == []

    @invariant()
    def sums_are_those_of_the_rows(self) -> None:
        rows, kinds = self._rows(), {each["id"]: each["kind"] for each in self._get("/api/categories")}
        ids = {each["short_desc"]: each["id"] for each in self._get("/api/categories")}
        counted: Counter[int] = Counter()
        for row in rows:
            is_left_out = row["is_excluded"] or row["is_internal"]
            if row["status"] not in ("confirmed", "auto_confirmed") or is_left_out:
                continue
            for category_id, amount in self._counted_by_category(row, ids).items():
                if kinds.get(category_id) == "expense":
                    counted[category_id] += amount
        shown = self._get("/api/transactions/spending-by-category?start_date=2026-03-01&end_date=2026-03-31")
        by_id = {line["id"]: line["total_minor"] for line in shown if line["id"]}
        # Where refunds count is compared with a rebuild of all totals by the doctor.
        if not self.has_refunds:
            assert nonzero(by_id) == nonzero(counted)
        assert self._get("/api/stats")["total_transactions"] == len(rows)
        per_account = Counter(row["account_id"] for row in rows)
        assert {each["id"]: each["transaction_count"] for each in self._accounts()} == {
            each["id"]: per_account[each["id"]] for each in self._accounts()
        }

    @invariant()
    def no_movement_is_there_twice(self) -> None:
        there = Counter((row["account_id"], row["description"]) for row in (*self._rows(), *self._deleted()))
        assert {key: n for key, n in there.items() if key in self.most and n > self.most[key]} == {}

    def _counted_by_category(self, row: Json, ids: dict[str, int]) -> dict[int, int]:
        """What a row without refunds adds to reports: its parts, and the person's share of each."""
        by_split: Counter[int] = Counter()
        for split in row["splits"]:
            by_split[ids.get(split["category_short_desc"], 0)] += split["amount_minor"]
        pieces = dict(by_split) or {ids.get(row["category_short_desc"], 0): row["amount_minor"]}
        own = row["amount_minor"] if row["own_minor"] is None else row["own_minor"]
        return dict(zip(pieces, allocate(own, list(pieces.values())), strict=True))

    # The steps back.

    def _undo_everything(self) -> None:
        while self.steps:
            self._undo(*self.steps.pop())
        assert self._state() == self.first

    def _undo(self, kind: str, id_: int) -> None:
        if kind == "account":
            assert self.client.delete(f"/api/accounts/{id_}").status_code in (200, 404)
        elif kind == "deleted account":
            self._post(f"/api/accounts/{id_}/restore", None, 200, 409)
        elif kind == "import":
            self._post(f"/api/import/{id_}/undo", None, 200, 409)
        else:
            self._post(f"/api/changes/{id_}/undo", None, 200, 409)

    def _export_and_restore(self) -> None:
        data = self.client.app.state.data  # type: ignore[attr-defined]
        export = exported(data)
        with new_home() as other:
            restored(other, export)
            assert exported(other) == export
            assert all(check.is_ok for check in checks_of(other.budget))

    def _state(self) -> Json:
        """What is there, without the accounts, which are only ever deleted softly."""
        export = exported(self.client.app.state.data)  # type: ignore[attr-defined]
        parts = (
            "transactions",
            "deleted_transactions",
            "source_rows",
            "balance_snapshots",
            "categories",
            "merchant_mappings",
            "budgets",
            "tags",
            "transaction_tags",
            "refund_links",
            "transfer_pairs",
            "rejected_pairs",
        )
        return {
            part: [{name: value for name, value in row.items() if name not in _COUNTERS} for row in export[part]]
            for part in parts
        }

    # Requests.

    def _get(self, path: str) -> Any:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def _post(self, path: str, body: Json | None, *statuses: int) -> Any:
        """Send a request; the answer, or None if it was refused as it may be."""
        answer = self.client.post(path, json=body) if body is not None else self.client.post(path)
        assert answer.status_code in statuses, answer.text
        return answer.json() if answer.status_code < 300 else None

    def _change(self, row_id: int, fields: Json) -> None:
        answer = self.client.patch(f"/api/transactions/{row_id}", json=fields)
        assert answer.status_code == 200, answer.text
        self._note_change()

    def _note_change(self) -> None:
        newest = self._get("/api/changes?limit=1")
        if newest and newest[0]["id"] > self.last_change:
            self.last_change = newest[0]["id"]
            self.steps.append(("change", self.last_change))

    def _accounts(self) -> list[Json]:
        found: list[Json] = self._get("/api/accounts")
        return found

    def _deleted_accounts(self) -> list[Json]:
        found: list[Json] = self._get("/api/accounts/deleted")
        return found

    def _rows(self) -> list[Json]:
        found: list[Json] = self._get("/api/transactions?limit=500")["items"]
        return found

    def _deleted(self) -> list[Json]:
        found: list[Json] = self._get("/api/transactions/deleted?limit=500")["items"]
        return found

    def _imports(self) -> list[Json]:
        found: list[Json] = self._get("/api/import")
        return found

    def _key(self, category: str | None) -> str | None:
        """The category, if it is still there."""
        return category if any(each["short_desc"] == category for each in self._get("/api/categories")) else None

    def _one_of(self, things: list[Json], place: int) -> Json:
        return things[place % len(things)]


@pytest.mark.timeout(400)
def test_whatever_is_done_in_any_order_the_books_are_right() -> None:
    # About 30 seconds. Without shrinking, which would take minutes: fifteen steps can be read as they are.
    bounds = settings(max_examples=12, stateful_step_count=15, phases=[Phase.generate], deadline=None)
    run_state_machine_as_test(Books, settings=settings(bounds, suppress_health_check=list(HealthCheck)))
