"""SQL functions in the form of each database."""

from sqlalchemy import make_url, select

from backend.infra.sql_functions import is_set
from backend.transactions.models import Transaction


def test_a_truth_value_is_asked_for_in_the_words_of_partial_indexes() -> None:
    query = select(Transaction.id).where(Transaction.user_id == 1, is_set(Transaction.has_parts))
    forms = {
        name: str(query.compile(dialect=make_url(f"{name}://").get_dialect()()))
        for name in ("sqlite", "postgresql+psycopg")
    }
    assert forms["sqlite"].endswith(" AND transactions.has_parts = 1")
    assert forms["postgresql+psycopg"].endswith(" AND transactions.has_parts")
