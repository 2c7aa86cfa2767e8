"""Ask for the passphrase of encrypted data in the terminal."""

import getpass
import sys

from backend.infra import data_key
from backend.infra.config import Config


def ask_for_passphrase() -> bool:
    """Open the key of the data folder; return False if there is no terminal to ask in. Raises WrongPassphrase."""
    home = Config.from_environment().home
    record = data_key.read_record(home)
    if record is None or record.by_passphrase is None or not sys.stdin.isatty():
        return False
    data_key.open_key(home, data_key.key_from_passphrase(record, getpass.getpass("Passphrase of your data: ")))
    return True
