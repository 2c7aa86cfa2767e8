"""The keychain of child processes of tests, named by PYTHON_KEYRING_BACKEND.

Nothing else imports it: `keyring` uses each backend that a process knows, in every test that runs after it.
"""

from keyring.backend import KeyringBackend

from tests.standins.keychain import FileKeychain


class FileKeyring(FileKeychain, KeyringBackend):
    """The file as a backend of `keyring`."""

    priority = 1.0
