"""Which category a table of an archive means: one that is there, or a new one under the right parent."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from backend.imports.archive.categories import ArchiveCategories
from backend.imports.archive.metadata import CategoryName
from backend.infra.database import Database
from backend.infra.undo_log import ChangeRecorder
from backend.infra.web import LOCAL_USER_ID


@pytest.fixture
def categories(client: TestClient, home: Path) -> Iterator[ArchiveCategories]:
    """The starter categories of an empty home, and what an archive makes of them."""
    assert client.get("/api/categories").json()
    database = Database(home / "budget.db")
    with database.write() as db:
        yield ArchiveCategories(db, LOCAL_USER_ID, ChangeRecorder(db))
    database.close()


@pytest.mark.parametrize("spelled", ["Groceries", "groceries", "GROCERIES", "Groceriess"])
def test_a_name_means_the_category_that_is_there_whatever_its_spelling(
    categories: ArchiveCategories, spelled: str
) -> None:
    assert categories.key_of(CategoryName(spelled, "Food")) == "groceries"
    assert categories.made == []


def test_an_unknown_name_becomes_a_category_under_its_parent_once(categories: ArchiveCategories) -> None:
    first = categories.key_of(CategoryName("farm_shop", "Food"))
    assert categories.key_of(CategoryName("Farm Shop", "Food")) == first
    assert categories.made == ["Food / Farm Shop"]
    assert categories.names == {first: "Farm Shop"}


def test_an_unknown_parent_is_made_too_and_one_without_a_parent_is_miscellaneous(
    categories: ArchiveCategories,
) -> None:
    categories.key_of(CategoryName("Hay", "Pony Club"))
    categories.key_of(CategoryName("Zeppelin", None))
    assert categories.made == ["Pony Club", "Pony Club / Hay", "Misc / Zeppelin"]


def test_a_parent_that_is_itself_a_subcategory_lends_its_own_parent(categories: ArchiveCategories) -> None:
    categories.key_of(CategoryName("Farm Shop", "Groceries"))
    assert categories.made == ["Food / Farm Shop"]


def test_a_row_without_a_category_makes_none(categories: ArchiveCategories) -> None:
    assert categories.key_of(CategoryName(None, None)) is None
    assert categories.made == []
