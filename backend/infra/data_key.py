"""The key that encrypts the data files, and the record beside them from which a phrase or passphrase restores it.

The key is 256 random bits. It lies in the system's keychain, or, where there is none, in the record sealed by a
passphrase; in either case the record also holds it sealed by the recovery phrase.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from backend.infra.vault import SERVICE, Keychain, write_private
from backend.kit.errors import AppError

RECORD_FILE = "encryption.json"
_KEY_BYTES = 32
_NONCE_BYTES = 12
_ENCRYPTED_FILE = b"BUDGET-APP-AES-GCM-1\n"
# Letters and digits that are not taken for each other on paper (Crockford's base32, https://www.crockford.com/base32).
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
# 120 random bits and a checksum of 40 bits are eight groups of four characters.
_RANDOM_BYTES, _CHECKSUM_BYTES = 15, 5
_GROUPS, _GROUP_LENGTH = 8, 4
# 64 MB and about 0.2 s for each try (https://www.rfc-editor.org/rfc/rfc7914).
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**16, 8, 1

# The keys that this process opened, by data folder.
_open_keys: dict[Path, bytes] = {}


class DataLocked(AppError):
    code = "data_locked"
    status = 423
    title = "Your data is locked"

    def __init__(self) -> None:
        super().__init__("Your data is encrypted and its key is not open. Enter your passphrase or recovery phrase.")


class WrongPassphrase(AppError):
    code = "wrong_passphrase"
    status = 422
    title = "This does not open your data"

    def __init__(self) -> None:
        super().__init__("This passphrase does not open your data. Try again, or use your recovery phrase.")


class WrongRecoveryPhrase(AppError):
    code = "wrong_recovery_phrase"
    status = 422
    title = "This does not open your data"

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} Compare it with what you wrote down and try again.")


class RecordUnreadable(AppError):
    code = "encryption_record_unreadable"
    status = 503
    title = "The record of your key cannot be read"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is damaged. Your data is encrypted and was left as it is. Put back the copy of this file from the "
            "folder “backups”, or from a backup of your computer."
        )


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """What stands in encryption.json: which key it is, and that key sealed by the person's secrets (base64)."""

    key_id: str
    by_phrase: str
    passphrase_salt: str | None = None
    by_passphrase: str | None = None


def new_key() -> bytes:
    """Return a new random key."""
    return secrets.token_bytes(_KEY_BYTES)


def new_phrase() -> str:
    """Return a new recovery phrase: eight groups of four characters, of which the last two are a checksum."""
    random = secrets.token_bytes(_RANDOM_BYTES)
    number = int.from_bytes(random + _checksum(random))
    letters = [_ALPHABET[number >> (5 * place) & 31] for place in reversed(range(_GROUPS * _GROUP_LENGTH))]
    return "-".join("".join(letters[at : at + _GROUP_LENGTH]) for at in range(0, len(letters), _GROUP_LENGTH))


def record_of(key: bytes, *, phrase: str, passphrase: str | None) -> KeyRecord:
    """Return the record that restores `key` from the phrase, and from the passphrase if there is one."""
    by_phrase = _seal(key, _phrase_secret(phrase))
    if passphrase is None:
        return KeyRecord(key_id(key), by_phrase)
    salt = secrets.token_bytes(16)
    sealed = _seal(key, _passphrase_secret(passphrase, salt))
    return KeyRecord(key_id(key), by_phrase, _to_text(salt), sealed)


def read_record(home: Path) -> KeyRecord | None:
    """Return the record of a data folder, None if its data is not encrypted. Raises RecordUnreadable."""
    path = home / RECORD_FILE
    try:
        return KeyRecord(**json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise RecordUnreadable(path) from error


def write_record(folder: Path, record: KeyRecord) -> None:
    """Write the record into a folder, readable by its owner alone."""
    write_private(folder / RECORD_FILE, json.dumps(asdict(record), indent=2).encode())


def key_from_phrase(record: KeyRecord, phrase: str) -> bytes:
    """Return the key. Raises WrongRecoveryPhrase, which says whether the phrase has a typing error or is another's."""
    secret = _phrase_secret(phrase)
    key = _unseal(record.by_phrase, secret)
    if key is None:
        raise WrongRecoveryPhrase("This is the recovery phrase of other data.")
    return key


def key_from_passphrase(record: KeyRecord, passphrase: str) -> bytes:
    """Return the key. Raises WrongPassphrase."""
    if record.by_passphrase is None or record.passphrase_salt is None:
        raise WrongPassphrase
    key = _unseal(record.by_passphrase, _passphrase_secret(passphrase, base64.b64decode(record.passphrase_salt)))
    if key is None:
        raise WrongPassphrase
    return key


def keep_in_keychain(keychain: Keychain, home: Path, key: bytes) -> None:
    """Keep the key in the keychain, by its data folder and its id."""
    keychain.set_password(SERVICE, _keychain_name(home, key_id(key)), key.hex())


def open_from_keychain(home: Path, find_keychain: Callable[[], Keychain | None]) -> None:
    """Let this process use the key of `home` if its data is encrypted. Raises DataLocked if the keychain lacks it."""
    record = read_record(home)
    if record is None or has_open_key(home):
        return
    keychain = find_keychain()
    stored = keychain.get_password(SERVICE, _keychain_name(home, record.key_id)) if keychain else None
    try:
        key = bytes.fromhex(stored or "")
    except ValueError:
        key = b""
    if key_id(key) != record.key_id:
        raise DataLocked
    open_key(home, key)


def open_key(home: Path, key: bytes) -> None:
    """Let this process read and write the encrypted files of `home`."""
    _open_keys[home] = key


def close_key(home: Path) -> None:
    """Afterwards this process cannot open the encrypted files of `home`."""
    _open_keys.pop(home, None)


def has_open_key(home: Path) -> bool:
    """Say whether this process can open the encrypted files of `home`."""
    return home in _open_keys


def key_for(path: Path) -> bytes | None:
    """Return the key for a file: that of the data folder around it. A copy outside of any has the key of this run."""
    if not _open_keys:
        return None
    folder = next((each for each in path.absolute().parents if each in _open_keys), None)
    return _open_keys[folder] if folder else next(iter(_open_keys.values()))


def derived_key(key: bytes, purpose: str) -> bytes:
    """Return a key of its own for one purpose: HKDF-Expand with SHA-256 (https://www.rfc-editor.org/rfc/rfc5869)."""
    return hmac.digest(key, purpose.encode() + b"\x01", "sha256")


def key_id(key: bytes) -> str:
    """Return a name for a key that tells nothing about it."""
    return derived_key(key, "key id").hex()[:32]


def encrypt(content: bytes, key: bytes) -> bytes:
    """Return `content` encrypted and authenticated by AES-256-GCM, with its nonce in front."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, content, None)


def decrypt(content: bytes, key: bytes) -> bytes | None:
    """Return what `encrypt` was given, None if it was another key or a byte was changed."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(content[:_NONCE_BYTES], content[_NONCE_BYTES:], None)
    except (InvalidTag, ValueError):
        return None


def encrypt_file(content: bytes, key: bytes | None) -> bytes:
    """Return what to write to the disk for a file that is no database: encrypted if there is a key."""
    return content if key is None else _ENCRYPTED_FILE + encrypt(content, derived_key(key, "files"))


def decrypt_file(stored: bytes, key: bytes | None) -> bytes | None:
    """Return the content of a file, which may be not encrypted; None if this key does not decrypt it."""
    if not stored.startswith(_ENCRYPTED_FILE):
        return stored
    return None if key is None else decrypt(stored[len(_ENCRYPTED_FILE) :], derived_key(key, "files"))


def _seal(key: bytes, secret: bytes) -> str:
    return _to_text(encrypt(key, secret))


def _unseal(sealed: str, secret: bytes) -> bytes | None:
    return decrypt(base64.b64decode(sealed), secret)


def _phrase_secret(phrase: str) -> bytes:
    letters = phrase.upper().translate(_READ_AS).replace("-", "").replace(" ", "")
    if len(letters) != _GROUPS * _GROUP_LENGTH or any(letter not in _ALPHABET for letter in letters):
        raise WrongRecoveryPhrase("A recovery phrase has eight groups of four letters and digits.")
    number = sum(_ALPHABET.index(letter) << (5 * place) for place, letter in enumerate(reversed(letters)))
    whole = number.to_bytes(_RANDOM_BYTES + _CHECKSUM_BYTES)
    random = whole[:_RANDOM_BYTES]
    if whole[_RANDOM_BYTES:] != _checksum(random):
        raise WrongRecoveryPhrase("One or more characters of this recovery phrase are wrong.")
    # The phrase is random enough to need no slow function.
    return derived_key(random, "recovery phrase")


def _passphrase_secret(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, maxmem=2**27, dklen=_KEY_BYTES
    )


def _checksum(random: bytes) -> bytes:
    return hashlib.sha256(random).digest()[:_CHECKSUM_BYTES]


def _keychain_name(home: Path, name: str) -> str:
    return f"{home}#{name}"


def _to_text(content: bytes) -> str:
    return base64.b64encode(content).decode()
