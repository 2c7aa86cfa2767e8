"""Why a backup cannot take the place of a data file."""

from pathlib import Path

from backend.kit.errors import AppError


class NotABackup(AppError):
    code = "not_a_backup"
    status = 422
    title = "This is no backup of your data"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not one of the backups in the folder “backups”. Nothing was changed.")


class BackupNotGood(AppError):
    code = "backup_not_good"
    status = 409
    title = "The backup cannot be used"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path.name} is damaged itself or was made by a newer Budget App. Nothing was changed; "
            "take another file of the folder “backups”."
        )


class NotDamaged(AppError):
    code = "not_damaged"
    status = 409
    title = "Your data is whole"

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is whole, so no backup takes its place. Nothing was changed.")
