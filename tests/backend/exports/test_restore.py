"""What goes out comes back: the same export, sound data, and a ledger that still knows each row."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.accounts import service as accounts
from backend.bootstrap import DataFolder
from backend.budgets import service as budgets
from backend.exports.errors import DamagedExport, DataExists, NotAnExport, UnknownExportVersion
from backend.imports import stored_files
from backend.imports.commit import NewAccount
from backend.imports.errors import FileGone
from backend.imports.preview import ReadOptions
from backend.kit.errors import AppError
from backend.kit.money import in_units
from backend.settings import service as settings_service
from backend.transactions import queries as transactions
from backend.transactions import soft_delete
from backend.transactions.filters import Filter
from tests.backend.exports.homes import Json, exported, is_sound, new_home, restored

CURRENCIES = ("USD", "JPY", "KWD")
TEXTS = ("COFFEE BAR 0042", "Café „Zürich“ 東京", "=SUM(1)", "SALARY 🏦", "rent, \"quoted\"")  # fmt: skip
rows = st.lists(
    st.tuples(st.dates(date(2020, 1, 1), date(2025, 12, 31)), st.sampled_from(TEXTS), st.integers(-(10**9), 10**9)),
    min_size=1,
    max_size=6,
)


def a_file(found: list[tuple[date, str, int]], currency: str) -> bytes:
    """A statement with each row twice: both are true."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["Date", "Description", "Debit", "Credit"])
    for on, text, minor in found:
        amount = in_units(abs(minor), currency)
        writer.writerows([[on.isoformat(), text, amount if minor >= 0 else "", amount if minor < 0 else ""]] * 2)
    return table.getvalue().encode()


def take_in(data: DataFolder, content: bytes, *, name: str, currency: str) -> int:
    """Import a file into the account of this name, and return how many rows were added."""
    account_id = data.import_service.account_named(data.user_id, name)
    new = None if account_id else NewAccount(name, "checking", currency, "Meridian Bank", "4242")
    options = ReadOptions(account_id=account_id, currency=None if account_id else currency)
    seen = data.import_service.preview(data.user_id, content, filename="statement.csv", options=options)
    done = data.import_service.commit(data.user_id, seen.import_id, account_id=account_id, new_account=new)
    return done.report.added


def live_a_little(data: DataFolder, *, budget_minor: int) -> None:
    """Delete the first row, file the last one, budget, keep a setting."""
    with data.budget.write() as db:
        ids = transactions.ids(db, data.user_id, Filter())
        soft_delete.delete(db, data.user_id, ids[:1], recorder=None)
        month = "2024-03"
        budgets.set_budget(db, data.user_id, category_key="food", month=month, amount_minor=budget_minor, rollover=True)
        settings_service.save(db, data.user_id, {"theme": "dark"}, vault=data.vault)


@settings(max_examples=12)
@given(st.lists(rows, min_size=1, max_size=3), st.integers(1, 10**9))
def test_what_was_imported_comes_back_and_the_files_add_nothing_again(
    statements: list[list[tuple[date, str, int]]], budget_minor: int
) -> None:
    files = [
        (f"Account {currency}", currency, a_file(found, currency))
        for found, currency in zip(statements, CURRENCIES, strict=False)
    ]
    with new_home() as first, new_home() as second:
        for name, currency, content in files:
            take_in(first, content, name=name, currency=currency)
        live_a_little(first, budget_minor=budget_minor)
        export = exported(first)
        restored(second, export)
        assert exported(second) == export
        assert is_sound(second)
        assert [take_in(second, content, name=name, currency=currency) for name, currency, content in files] == [
            0 for _ in files
        ]


texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
lines = st.text("aZ09 -*#éß東🏦", min_size=1, max_size=30).filter(str.strip)
moments = st.just("2026-01-02T03:04:05+00:00")
amounts = st.integers(1 - 10**15, 10**15 - 1)


@st.composite
def exports(draw: st.DrawFn, new: Json) -> Json:
    """An export with accounts, rows, parts, deleted rows and rules, on the categories of a new folder."""
    keys = st.sampled_from([category["short_desc"] for category in new["categories"]])
    optional_key = st.one_of(st.none(), keys)
    timed = {"created_at": moments, "updated_at": moments}
    currencies = draw(st.lists(st.sampled_from(["USD", "JPY", "KWD"]), min_size=1, max_size=3))

    def made(**fields: Any) -> Json:
        return draw(st.fixed_dictionaries({name: f if isinstance(f, st.SearchStrategy) else st.just(f)
                                           for name, f in {**fields, **timed}.items()}))  # fmt: skip

    accounts_ = [
        made(id=id_ * 3, institution_id=None, provider_account_id=None, persistent_account_id=None,
             name=f"Account {id_}", official_name=None, mask="1234",
             account_type="cash",
             currency=currency, balance_current_minor=st.one_of(st.none(), amounts), balance_available_minor=None,
             balance_limit_minor=None, balance_updated_at=None, positive_balance_means=None,
             is_hidden=st.booleans(), closed_on=None, ownership_percent=st.sampled_from([50, 100]),
             group_id=None, is_in_totals=st.booleans(),
             position=id_, deleted_at=st.one_of(st.none(), moments), institution_name=None)
        for id_, currency in enumerate(currencies, 1)
    ]  # fmt: skip

    def a_row(id_: int) -> Json:
        account = draw(st.sampled_from(accounts_))
        return made(
            id=id_, account_id=account["id"], import_id=None, provider_transaction_id=None,
            on=st.dates(date(1990, 1, 1), date(2099, 12, 31)).map(str), authorized_on=None, description=texts,
            merchant_name=st.one_of(st.none(), texts), amount_minor=amounts, currency=account["currency"],
            balance_minor=None, original_amount_minor=None, original_currency=None,
            category_short_desc=optional_key, predicted_category_short_desc=optional_key,
            learned_category_short_desc=optional_key, status=st.sampled_from(["pending_review", "confirmed"]),
            source="manual", categorization_tier=st.sampled_from([None, "user", "model"]),
            prediction_confidence=st.one_of(st.none(), st.floats(0, 1)), reason=None,
            overruled_tier=None, locked_fields=st.one_of(st.none(), st.just(["notes"])),
            notes=st.one_of(st.none(), texts),
            is_pending=st.booleans(), is_internal=st.booleans(), is_excluded=st.booleans(),
            is_flagged=st.booleans(), own_minor=st.sampled_from([None, 0]), shared_with=st.one_of(st.none(), texts),
        )  # fmt: skip

    def with_splits(row: Json, amount_minor: int) -> Json:
        """The row, in parts that sum to it or in one piece."""
        if not draw(st.booleans()):
            return {**row, "splits": []}
        first = draw(st.integers(min(0, amount_minor), max(0, amount_minor)))
        tags = st.sampled_from([[], ["work"], ["home", "work"]])
        part = {"category_short_desc": optional_key, "category_hint": texts, "memo": texts, "tags": tags}
        amounts_of_parts = (first, amount_minor - first)
        parts = [draw(st.fixed_dictionaries({"amount_minor": st.just(each), **part})) for each in amounts_of_parts]
        return {**row, "splits": parts}

    count = draw(st.integers(0, 5))
    living = [with_splits(row, row["amount_minor"]) for row in (a_row(id_) for id_ in range(1, count + 1))]
    gone = []
    for id_ in range(draw(st.integers(0, 3))):
        row = a_row(100 + id_)
        same = {
            name: row[name]
            for name in (
                "account_id",
                "on",
                "description",
                "merchant_name",
                "amount_minor",
                "currency",
                "status",
                "source",
            )
        }
        entry = made(id=id_ + 1, original_id=row["id"], account_name="?", category_name=None,
                     row=row, deleted_at=moments, **same)  # fmt: skip
        gone.append(with_splits(entry, row["amount_minor"]))
    rules = [
        made(id=id_, description_pattern=lines, amount_minor=amounts, tolerance_minor=1, currency=None,
             category_short_desc=keys, notes=None, is_seeded=False, hits=0, last_matched_at=None)
        for id_ in range(1, draw(st.integers(0, 3)) + 1)
    ]  # fmt: skip
    last_ids = {**new["last_ids"], "accounts": 99, "transactions": 5000, "amount_rules": 77, "deleted_transactions": 9}
    return {**new, "accounts": accounts_, "transactions": living, "deleted_transactions": gone,
            "amount_rules": rules, "last_ids": last_ids}  # fmt: skip


def without_words(export: Json) -> Json:
    """Without the names that an export adds for those who read it."""
    told = [{k: v for k, v in row.items() if k not in ("account_name", "category_name")}
            for row in export["transactions"]]  # fmt: skip
    return {**export, "transactions": told}


@settings(max_examples=15)
@given(st.data())
def test_whatever_an_export_may_hold_comes_out_again(data: st.DataObject) -> None:
    with new_home() as home:
        export = data.draw(exports(exported(home)))
        restored(home, export)
        assert without_words(exported(home)) == export
        assert is_sound(home)


def test_a_deleted_row_can_still_be_undeleted_and_its_number_is_never_given_again() -> None:
    with new_home() as first, new_home() as second:
        take_in(first, a_file([(date(2024, 3, 1), "COFFEE", 1250)], "USD"), name="Everyday", currency="USD")
        live_a_little(first, budget_minor=1)
        gone = exported(first)["deleted_transactions"][0]
        restored(second, exported(first))
        with second.budget.write() as db:
            assert soft_delete.restore(db, second.user_id, [gone["id"]]) == {gone["id"]: gone["original_id"]}
        assert is_sound(second)
        assert take_in(second, a_file([(date(2024, 4, 1), "TEA", 300)], "USD"), name="Everyday", currency="USD") == 2
        assert min(row["id"] for row in exported(second)["transactions"] if row["description"] == "TEA") > 2


def test_settings_that_were_made_here_stay() -> None:
    with new_home() as first, new_home() as second:
        with first.budget.write() as db:
            settings_service.save(db, 1, {"theme": "dark", "density": "comfortable"}, vault=first.vault)
        with second.budget.write() as db:
            settings_service.save(db, 1, {"theme": "light"}, vault=second.vault)
        restored(second, exported(first))
        assert exported(second)["settings"] == {"density": "comfortable", "theme": "light"}


def test_secrets_stay_and_the_file_says_so() -> None:
    with new_home() as home:
        with home.budget.write() as db:
            settings_service.save(db, 1, {"anthropic_api_key": "sk-very-secret-value"}, vault=home.vault)
        export = exported(home)
        assert export["settings"] == {}
        assert "Secrets" in export["left_out"][0]
        forged = {**export, "settings": {"plaid_secret": "x"}}
        with new_home() as other:
            restored(other, forged)
            with other.budget.read() as db:
                assert settings_service.load_internal(db, 1, "plaid_secret") is None


def test_nothing_is_read_where_there_is_data() -> None:
    with new_home() as home:
        export = exported(home)
        with home.budget.write() as db:
            accounts.create(db, home.user_id, name="Everyday", account_type="checking", currency="USD")
        before = exported(home)
        with pytest.raises(DataExists, match="1 accounts"):
            restored(home, export)
        assert exported(home) == before


Damage = Callable[[Json], object]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (lambda e: e["transactions"][1].update(amount_minor=12.5), "“amount_minor” is no amount"),
        (lambda e: e["transactions"][1].update(amount_minor=True), "“amount_minor” is no amount"),
        (lambda e: e["transactions"][1].update(amount_minor=10**15), "“amount_minor” is no amount"),
        (lambda e: e["transactions"][1].update(amount_minor="12"), "“amount_minor” is no amount"),
        (lambda e: e["transactions"][1].pop("amount_minor"), "“amount_minor” is missing"),
        (lambda e: e["transactions"][1].update(currency="XXX"), "“currency” is no currency"),
        (lambda e: e["transactions"][1].update(on="2024-02-30"), "“on” is no day"),
        (lambda e: e["transactions"][1].update(created_at="2024-02-03T10:00:00"), "“created_at” is no moment"),
        (lambda e: e["transactions"][1].update(account_id=77), "“account_id” refers to 77"),
        (lambda e: e["transactions"][1].update(category_short_desc="nope"), "“category_short_desc” refers to 'nope'"),
        (lambda e: e["transactions"][1].update(description="\ud800"), "“description” has half a character"),
        (lambda e: e["transactions"][1].update(status="sure"), "repeats another one, or holds a value"),
        (lambda e: e["transactions"][1].update(id=e["transactions"][0]["id"]), "repeats another one"),
        (lambda e: e["transactions"][1].update(splits=[{"amount_minor": None}]), "“amount_minor” is no amount"),
        (lambda e: e["transactions"][1].update(splits=[{"amount_minor": 10**12}]), "“splits” do not sum"),
        (lambda e: e["transactions"][1].update(on="9999-12-31"), "“on” is not between 1900-01-01 and 2199-12-31"),
        (lambda e: e["transactions"][1].update(description="a\0b"), "“description” has the character NUL"),
        (lambda e: e["transactions"][1].update(id=2**52), "“id” is no number of a row"),
        (lambda e: e["transactions"][1].update(prediction_confidence=7), "“prediction_confidence” is not between 0"),
        (lambda e: e["transactions"][1].update(locked_fields={"a": 1}), "“locked_fields” is no list of fields"),
        (lambda e: e["imports"][0].update(sha256="../../victim"), "“sha256” is no SHA-256"),
        (lambda e: e["imports"][0].update(status="previewed"), "“status” is neither done nor undone"),
        (lambda e: e["imports"][0].update(added=-1), "“added” is no count"),
        (lambda e: e["imports"][0].update(column_mapping={"date": 1}), "“column_mapping” is no column mapping"),
        (lambda e: e["imports"][0].update(problems=["x"]), "“problems” is no list of unreadable lines"),
        (lambda e: e["accounts"][0].update(name="a\nb"), "“name” is no name"),
        (lambda e: e["accounts"][0].update(mask="<b>"), "“mask” is not the last digits"),
        (lambda e: e["accounts"][0].update(closed_on="0001-01-01"), "“closed_on” is not between"),
        (lambda e: e["institutions"][0].update(url="javascript:alert(1)"), "“url” is no address of a web page"),
        (lambda e: e["categories"][0].update(color="red"), "“color” is no colour"),
        (lambda e: e["categories"][0].update(kind="income", is_income=False), "“is_income” contradicts “kind”"),
        (lambda e: e["merchant_mappings"][0].update(merchant_pattern=""), "“merchant_pattern” is no pattern"),
        (lambda e: e["budgets"][0].update(month="2026-19"), "“month” is no month"),
        (lambda e: e["source_rows"][0].update(occurrence=0), "“occurrence” is no count"),
        (lambda e: e["deleted_transactions"][0].update(account_id=99), "“row” is not the transaction"),
        (lambda e: e["deleted_transactions"][0]["row"].update(amount_minor=1.5), "“amount_minor” is no amount"),
        (lambda e: e["deleted_transactions"][0].update(original_id=e["transactions"][0]["id"]), "is also another one"),
        (lambda e: e["categories"][-1].update(parent_short_desc="nope"), "“parent_short_desc” refers to 'nope'"),
        (lambda e: e["source_rows"][0].update(fate="eaten"), "repeats another one, or holds a value"),
        (lambda e: e["source_rows"].append(7), "this is no row"),
        (lambda e: e.pop("source_rows"), "“source_rows” is missing"),
        (lambda e: e.update(settings=[]), "“settings”"),
        (lambda e: e.update(last_ids={"transactions": 2**63}), "“last_ids”"),
    ],
)  # fmt: skip
def test_a_damaged_export_is_refused_with_its_place_and_changes_nothing(damage: Damage, sentence: str) -> None:
    with new_home() as first, new_home() as second:
        content = a_file([(date(2024, 3, 1), "COFFEE", 1250), (date(2024, 3, 2), "TEA", 300)], "USD")
        take_in(first, content, name="Everyday", currency="USD")
        live_a_little(first, budget_minor=1)
        export = exported(first)
        damage(export)
        before = exported(second)
        with pytest.raises(DamagedExport) as told:
            restored(second, json.dumps(export, indent=0))
        assert sentence in told.value.message
        assert " at line " in told.value.message
        assert exported(second) == before


def test_accounts_that_shared_a_name_come_back_with_names_of_their_own() -> None:
    with new_home() as first, new_home() as second:
        with first.budget.write() as db:
            for name in ("Cash", "Other"):
                accounts.create(db, first.user_id, name=name, account_type="cash", currency="USD")
        export = exported(first)
        export["accounts"][1]["name"] = "CASH"
        restored(second, export)
        assert [account["name"] for account in exported(second)["accounts"]] == ["Cash", "CASH (2)"]


def test_no_file_outside_of_the_data_folder_is_touched_whatever_name_the_database_holds(tmp_path: Path) -> None:
    victim = tmp_path / "victim.z"
    victim.write_text("keep me")
    (tmp_path / "home" / "incoming").mkdir(parents=True)
    stored_files.forget(tmp_path / "home", "../../victim")
    with pytest.raises(FileGone):
        stored_files.fetch(tmp_path / "home", "../../victim")
    assert victim.exists()


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", NotAnExport),
        ("Date,Description\n", NotAnExport),
        ("[]", NotAnExport),
        ("{}", NotAnExport),
        ('{"format": "another-app", "format_version": 1}', NotAnExport),
        ('{"format": "budget-app-1"}', UnknownExportVersion),
        ('{"format": "budget-app"}', UnknownExportVersion),
        ('{"format": "budget-app", "format_version": 3, "accounts": {}}', UnknownExportVersion),
        ('{"format": "budget-app", "format_version": 1}', DamagedExport),
        ('{"format": "budget-app", "format_version": 1, "accounts": [', DamagedExport),
        ('{"format": "budget-app", "format_version": 1} {}', DamagedExport),
        ('{"accounts": [], "accounts": []}', DamagedExport),
    ],
)
def test_another_file_is_refused_with_a_sentence(text: str, error: type[AppError]) -> None:
    with new_home() as home, pytest.raises(error) as told:
        restored(home, text)
    assert told.value.message.endswith(".")


def test_the_parts_may_stand_in_any_order() -> None:
    with new_home() as first, new_home() as second:
        take_in(first, a_file([(date(2024, 3, 1), "COFFEE", 1250)], "USD"), name="Everyday", currency="USD")
        restored(second, json.dumps(exported(first), sort_keys=True, indent=4))
        assert exported(second) == exported(first)


def test_the_end_may_be_anywhere_and_the_file_is_refused() -> None:
    with new_home() as first, new_home() as second:
        take_in(first, a_file([(date(2024, 3, 1), "COFFEE", 1250)], "USD"), name="Everyday", currency="USD")
        text = json.dumps(exported(first), indent=1)
        for end in range(1, len(text), 997):
            with pytest.raises(AppError):
                restored(second, text[:end])
        restored(second, text)
