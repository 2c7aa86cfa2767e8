"""The key of stored secrets: made with consent, and exchanged for a new one."""

from typing import NamedTuple

from sqlalchemy import select

from backend.accounts.models import Connection
from backend.infra.database import Database, WriteSession
from backend.infra.vault import KeyLost, SecretUnreadable, Vault
from backend.settings.models import AppSetting
from backend.settings.preferences import PREFERENCES
from backend.sync.models import LinkSession


class Exchanged(NamedTuple):
    """How many secrets were encrypted anew; unreadable ones stay as they are."""

    exchanged: int
    unreadable: int


def make_key(vault: Vault, *, in_place_of_lost: bool) -> None:
    """Make the key if there is none. Raises KeyLost if one was made earlier and nobody said that it may be replaced."""
    if not vault.has_key() and vault.was_made() and not in_place_of_lost:
        raise KeyLost
    vault.make_key()


def exchange_key(budget: Database, user_id: int, vault: Vault) -> Exchanged:
    """Encrypt every stored secret with a new key, in one transaction; then the old key is forgotten.

    If it is interrupted, both keys are still there and everything can be read.
    """
    vault.add_key()
    with budget.write() as db:
        done = _encrypt_anew(db, user_id, vault)
    if done.unreadable == 0:
        vault.forget_old_key()
    return done


def _encrypt_anew(db: WriteSession, user_id: int, vault: Vault) -> Exchanged:
    exchanged = unreadable = 0
    secret_keys = [key for key, preference in PREFERENCES.items() if preference.is_secret]
    settings = select(AppSetting).where(AppSetting.user_id == user_id, AppSetting.key.in_(secret_keys))
    for row, name in (
        *((row, "value") for row in db.scalars(settings)),
        *((row, "access_token") for row in db.scalars(select(Connection).where(Connection.user_id == user_id))),
        *((row, "link_token") for row in db.scalars(select(LinkSession).where(LinkSession.user_id == user_id))),
    ):
        stored = getattr(row, name)
        if not stored:
            continue
        try:
            setattr(row, name, vault.encrypt(vault.decrypt(stored)))
            exchanged += 1
        except SecretUnreadable:
            unreadable += 1
    return Exchanged(exchanged, unreadable)
