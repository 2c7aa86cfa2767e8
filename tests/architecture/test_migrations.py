"""The version that the app compares with at its start is the newest that Alembic finds."""

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory

from backend.migrations.runner import HEADS
from tests.architecture.source import BACKEND


@pytest.mark.parametrize("name", HEADS)
def test_the_head_that_the_start_compares_with_is_the_newest_migration(name: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(BACKEND / "migrations" / name))
    assert ScriptDirectory.from_config(config).get_heads() == [HEADS[name]]
