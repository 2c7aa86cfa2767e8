"""The one-time repair of what an earlier version confirmed and learned wrongly."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from backend.bootstrap import open_data
from backend.categorization.learning import REPAIRED
from backend.categorization.models import MerchantMapping
from backend.infra.config import Config
from backend.infra.database import WriteSession
from backend.infra.undo_log import record_changes
from backend.main import create_app
from backend.settings import service as settings
from backend.transactions import service as transactions
from tests.backend.journeys import open_account, spend
from tests.backend.review.test_api import learned, post, row, staged_otherwise


@contextmanager
def app(home: Path) -> Iterator[TestClient]:
    with TestClient(create_app(Config(home=home)), base_url="http://127.0.0.1") as client:
        yield client


@contextmanager
def earlier_version(home: Path) -> Iterator[tuple[WriteSession, int]]:
    """A session that writes what an earlier version did; the next start is the first of this version."""
    with open_data(Config(home=home)) as data, data.budget.write() as db:
        yield db, data.user_id
        settings.save_internal(db, data.user_id, REPAIRED, "")


def confirm_as_predicted(db: WriteSession, user_id: int, id_: int) -> None:
    with record_changes(db, user_id, "Reviewed 1 transaction") as recorder:
        (staged,) = transactions.load_review_states(db, user_id, [id_])
        swept = staged._replace(status="confirmed", category_id=staged.predicted_category_id)
        transactions.save_review_states(db, user_id, [swept], recorder=recorder)


def teach(db: WriteSession, user_id: int, pattern: str, *, words: str) -> None:
    with record_changes(db, user_id, words) as recorder:
        mapping = MerchantMapping(user_id=user_id, merchant_pattern=pattern, match="word", category_id=2)
        db.add(mapping)
        db.flush()
        recorder.record_created(MerchantMapping, mapping.id)


def test_a_row_confirmed_with_its_prediction_gets_the_staged_category_back_and_teaches_it(home: Path) -> None:
    with app(home) as client:
        id_ = staged_otherwise(client, open_account(client))
    with earlier_version(home) as (db, user_id):
        confirm_as_predicted(db, user_id, id_)
    with app(home) as client:
        assert row(client, id_)["category_short_desc"] == "groceries"
        assert learned(client, "copper kettle") == ("groceries", 1)
        assert client.get("/api/changes").json()[0]["summary"] == "Repaired what an earlier version learned wrongly"
        spent = client.get("/api/transactions/spending-by-category?month=2026-03").json()
        assert [line["short_desc"] for line in spent if line["total_minor"]] == ["groceries"]
    with app(home) as client:
        assert len([c for c in client.get("/api/changes").json() if c["summary"].startswith("Repaired")]) == 1


def test_a_row_that_the_person_decided_again_since_is_left_alone(home: Path) -> None:
    with app(home) as client:
        id_ = staged_otherwise(client, open_account(client))
    with earlier_version(home) as (db, user_id):
        confirm_as_predicted(db, user_id, id_)
    with earlier_version(home):
        pass
    with app(home) as client:
        assert row(client, id_)["category_short_desc"] == "groceries"
        post(client, f"{id_}/review", category_short_desc="restaurant")
    with earlier_version(home):
        pass
    with app(home) as client:
        assert row(client, id_)["category_short_desc"] == "restaurant"


def test_learned_payment_words_go_and_learned_merchants_hold_for_the_whole_merchant(home: Path) -> None:
    with app(home) as client:
        spend(client, open_account(client), 1)
    with earlier_version(home) as (db, user_id):
        for pattern in ("check", "ross"):
            teach(db, user_id, pattern, words="Reviewed 1 transaction")
        teach(db, user_id, "transfer", words="Added the merchant “transfer”")
    with app(home) as client:
        mappings = {m["merchant_pattern"]: m["match"] for m in client.get("/api/merchant-mappings").json()}
        assert "check" not in mappings
        assert (mappings["ross"], mappings["transfer"]) == ("exact", "word")
