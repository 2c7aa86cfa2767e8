"""Why data cannot be encrypted, decrypted or opened."""

from pathlib import Path

from backend.kit.errors import AppError


class NoRoomToConvert(AppError):
    code = "no_room_to_convert"
    status = 507
    title = "There is not enough room"

    def __init__(self, needed: int, free: int) -> None:
        super().__init__(
            f"All files are copied first, which needs {needed // 1_000_000:,} MB; the disk has "
            f"{free // 1_000_000:,} MB left. Nothing was changed. Make some room and try again."
        )


class CopyDiffers(AppError):
    code = "copy_differs"
    status = 503
    title = "The copy is not the same"

    def __init__(self, path: Path) -> None:
        super().__init__(f"The new copy of {path.name} is not the same as the file. Nothing was changed; try again.")


class ConversionUnfinished(AppError):
    code = "conversion_unfinished"
    status = 503
    title = "Your files are being exchanged"

    def __init__(self) -> None:
        super().__init__(
            "The files of your data were being exchanged for new copies when Budget App was stopped. "
            "Start the app once to finish that, then try again."
        )


class EncryptionUnavailable(AppError):
    code = "encryption_unavailable"
    status = 409
    title = "This data cannot be encrypted here"


class PhraseNotConfirmed(AppError):
    code = "phrase_not_confirmed"
    status = 422
    title = "The recovery phrase was not repeated"

    def __init__(self) -> None:
        super().__init__(
            "The groups that you entered are not those of the recovery phrase. Compare them with what you wrote down."
        )


class PassphraseNeeded(AppError):
    code = "passphrase_needed"
    status = 422
    title = "A passphrase is needed"

    def __init__(self, shortest: int) -> None:
        super().__init__(
            f"This computer has no keychain for the key, so a passphrase of at least {shortest} characters opens your "
            "data at each start."
        )


class AlreadyPlain(AppError):
    code = "not_encrypted"
    status = 409
    title = "Your data is not encrypted"

    def __init__(self) -> None:
        super().__init__("Your data is not encrypted. Nothing was changed.")
