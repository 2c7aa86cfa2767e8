"""Why a backup, or an empty file, cannot take the place of a data file."""

from pathlib import Path

from backend.kit.errors import AppError


class NoRoomForBackup(AppError):
    code = "no_room_for_backup"
    status = 507
    title = "There is no room for a backup"

    def __init__(self, *, needed_bytes: int, free_bytes: int) -> None:
        super().__init__(
            f"A backup needs {needed_bytes // 1_000_000:,} MB of room and the disk has {free_bytes // 1_000_000:,} MB "
            "left; make some room and try again. Nothing was changed.",
            needed_bytes=needed_bytes,
            free_bytes=free_bytes,
        )


class NoSuchBackup(AppError):
    code = "no_such_backup"
    status = 404
    title = "There is no such backup"

    def __init__(self) -> None:
        super().__init__("This backup does not exist any more. Nothing was changed; look at the list again.")


class NoBackupsHere(AppError):
    code = "no_backups_here"
    status = 409
    title = "A server has backups of its own"

    def __init__(self) -> None:
        super().__init__("The data is in a PostgreSQL database, which whoever runs the server backs up (pg_dump).")


class NoSecondPlace(AppError):
    code = "no_second_place"
    status = 409
    title = "There is no second place for backups"

    def __init__(self, missing: str = "Choose one in Settings.") -> None:
        super().__init__(f"No second place for backups is set up. {missing}")


class SecondPlaceFailed(AppError):
    code = "second_place_failed"
    status = 502
    title = "The second place could not be used"

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} Your backups on this computer are as they were.")


class ArchiveUnreadable(AppError):
    code = "archive_unreadable"
    status = 422
    title = "The copy cannot be opened"

    def __init__(self) -> None:
        super().__init__(
            "The copy was encrypted with another passphrase, or it is damaged. Nothing was changed; "
            "check the passphrase in Settings, or take another copy."
        )


class NotABackup(AppError):
    code = "not_a_backup"
    status = 422
    title = "This is no backup of your data"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not one of the backups in the folder “backups”. Nothing was changed.")


class InvalidBackup(AppError):
    code = "backup_not_good"
    status = 409
    title = "The backup cannot be used"

    def __init__(self, path: Path, problems: list[str]) -> None:
        super().__init__(
            f"{path.name} cannot be used: {' '.join(problems)} Nothing was changed; take another backup.",
            problems=problems,
        )


class NotDamaged(AppError):
    code = "not_damaged"
    status = 409
    title = "Your data is whole"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is whole, so no backup takes its place. Nothing was changed.")


class ValidBackupExists(AppError):
    code = "good_backup_there"
    status = 409
    title = "There is a good backup"

    def __init__(self, path: Path, backup: Path) -> None:
        super().__init__(
            f"{backup.name} is a good backup of {path.name}: take that one back, so that less is missing. "
            "Nothing was changed."
        )


class NotADataFile(AppError):
    code = "not_a_data_file"
    status = 422
    title = "This is none of your data files"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is neither budget.db nor investments.db of your data folder. Nothing was changed.")


class ConfirmationRequired(AppError):
    code = "not_sure"
    status = 409
    title = "You have to say so"

    def __init__(self, path: Path, missing: str) -> None:
        super().__init__(
            f"{path.name} would be put aside under another name, and an empty one would take its place. {missing} "
            "Nothing was changed; add --yes if that is what you want."
        )
