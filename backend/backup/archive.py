"""A backup as one encrypted file: a tar archive in pieces of AES-256-GCM, under a key made of a passphrase by scrypt.

Format: the magic line, 16 bytes of salt, 7 bytes of nonce prefix, then pieces of up to 1 MiB, each with its tag of 16
bytes. The nonce of a piece is prefix + number (4 bytes) + whether it is the last one (1 byte), so that pieces cannot be
left out, swapped or cut off (the STREAM construction, https://eprint.iacr.org/2015/189).
"""

import hashlib
import secrets
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from backend.backup.errors import ArchiveUnreadable

ENDING = ".budgetbackup"
_MAGIC = b"BUDGET-APP-BACKUP-1\n"
_SALT_BYTES, _PREFIX_BYTES, _TAG_BYTES = 16, 7, 16
_PIECE = 2**20
# 64 MB and about 0.2 s for each try (https://www.rfc-editor.org/rfc/rfc7914).
_SCRYPT_N, _SCRYPT_R, _SCRYPT_P = 2**16, 8, 1


def write_archive(target: Path, files: Iterable[tuple[str, Path]], *, passphrase: str) -> None:
    """Write an encrypted archive of these files, each under its name, into a new file."""
    salt, prefix = secrets.token_bytes(_SALT_BYTES), secrets.token_bytes(_PREFIX_BYTES)
    plain = target.with_suffix(".tar")
    try:
        with tarfile.open(plain, "w") as archive:
            for name, path in files:
                archive.add(path, arcname=name, recursive=False)
        with plain.open("rb") as source, target.open("wb") as out:
            out.write(_MAGIC + salt + prefix)
            _encrypt(source, out, _key(passphrase, salt), prefix)
    finally:
        plain.unlink(missing_ok=True)


def read_archive(source: Path, folder: Path, *, passphrase: str) -> list[Path]:
    """Decrypt an archive into an empty folder and return the files.

    Raises ArchiveUnreadable for another passphrase, a changed byte or names that do not belong in a backup.
    """
    plain = folder / "archive.tar"
    try:
        with source.open("rb") as file, plain.open("wb") as out:
            head = file.read(len(_MAGIC) + _SALT_BYTES + _PREFIX_BYTES)
            if not head.startswith(_MAGIC):
                raise ArchiveUnreadable
            salt, prefix = head[len(_MAGIC) :][:_SALT_BYTES], head[-_PREFIX_BYTES:]
            _decrypt(file, out, _key(passphrase, salt), prefix)
        with tarfile.open(plain) as archive:
            archive.extractall(folder, filter="data")
    except tarfile.TarError as error:
        raise ArchiveUnreadable from error
    finally:
        plain.unlink(missing_ok=True)
    return [path for path in folder.rglob("*") if path.is_file()]


def _encrypt(source: IO[bytes], out: IO[bytes], key: bytes, prefix: bytes) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    piece, number = source.read(_PIECE), 0
    while True:
        following = source.read(_PIECE)
        out.write(cipher.encrypt(_nonce(prefix, number, is_last=not following), piece, None))
        if not following:
            return
        piece, number = following, number + 1


def _decrypt(source: IO[bytes], out: IO[bytes], key: bytes, prefix: bytes) -> None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(key)
    piece, number = source.read(_PIECE + _TAG_BYTES), 0
    try:
        while True:
            following = source.read(_PIECE + _TAG_BYTES)
            out.write(cipher.decrypt(_nonce(prefix, number, is_last=not following), piece, None))
            if not following:
                return
            piece, number = following, number + 1
    except (InvalidTag, ValueError):
        raise ArchiveUnreadable from None


def _nonce(prefix: bytes, number: int, *, is_last: bool) -> bytes:
    return prefix + number.to_bytes(4) + bytes([is_last])


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(passphrase.encode(), salt=salt, n=_SCRYPT_N, r=_SCRYPT_R, p=_SCRYPT_P, maxmem=2**27, dklen=32)
