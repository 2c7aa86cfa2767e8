"""Importing any file twice adds what it holds once; two files that overlap add their union."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.infra.database import Database
from backend.investment_imports.broker_file import BrokerFile
from backend.investment_imports.formats.table import read_table
from backend.investment_imports.plan import Securities, plan_part, with_stored_ids
from backend.investments import service, transactions
from backend.investments.queries import accounts as account_queries
from backend.migrations.runner import migrate

USER = 1
HEADER = "Date,Action,Symbol,Description,Quantity,Price,Fees & Comm,Amount\n"
rows = st.tuples(
    st.integers(0, 3), st.sampled_from(["ADLR", "BFTM"]), st.sampled_from(["Buy", "Dividend"]), st.integers(1, 3)
)


def file_of(listed: list[tuple[int, str, str, int]]) -> BrokerFile:
    lines = []
    for day, ticker, action, number in listed:
        on = date(2024, 1, 2) + timedelta(days=day)
        quantity, amount = (str(number), -10 * number) if action == "Buy" else ("", number)
        lines.append(f"{on:%m/%d/%Y},{action},{ticker},{ticker} INC,{quantity},{10 if quantity else ''},,{amount}\n")
    return read_table(HEADER + "".join(lines), filename="x.csv", default_currency="USD").file


def import_into(database: Database, account_id: int, file: BrokerFile) -> int:
    """Import the one part of a file as the service does, and return how many activities were new."""
    with database.write() as db:
        account = account_queries.account(db, USER, account_id)
        securities = Securities.of(db, USER)
        added = 0
        for part in file.parts:
            plan = plan_part(db, USER, part, account=account, tracks_cash=False, securities=securities)
            ids = {
                number: service.add_security(
                    db,
                    USER,
                    {"ticker": name.ticker, "name": name.label, "currency": "USD", "security_type": "equity"},
                ).id
                for number, name in securities.added.items()
            }
            plan = with_stored_ids(plan, account_id=account_id, security_ids=ids)
            added += len(transactions.record_transactions(db, USER, plan.drafts, summary="Imported").ids)
        return added


@settings(max_examples=25)
@given(first=st.lists(rows, max_size=6), second=st.lists(rows, max_size=6))
def test_overlapping_files_add_their_union_and_a_second_import_nothing(
    tmp_path_factory: pytest.TempPathFactory,
    first: list[tuple[int, str, str, int]],
    second: list[tuple[int, str, str, int]],
) -> None:
    home = tmp_path_factory.mktemp("home")
    database = Database(home / "investments.db")
    try:
        migrate(database, "investments")
        with database.write() as db:
            fields = {"account_name": "Brokerage", "account_type": "taxable", "currency": "USD"}
            account_id = service.add_account(db, USER, fields).id
        assert import_into(database, account_id, file_of(first)) == len(first)
        union = Counter(first) | Counter(second)
        assert import_into(database, account_id, file_of(second)) == union.total() - len(first)
        assert import_into(database, account_id, file_of(second)) == 0
        assert import_into(database, account_id, file_of(first)) == 0
    finally:
        database.close()
