"""Why an export is not read back. Each time nothing was changed.

AppError
├── NotAnExport            another kind of file
├── UnknownExportVersion   of a newer app
├── DamagedExport          something in it is not as it was written, and where
└── DataExists            the folder is not empty
"""

from backend.kit.errors import AppError


class Unfit(ValueError):
    """What a field holds is not what belongs there; the text goes on after its name."""


class NotAnExport(AppError):
    code = "not_an_export"
    status = 422
    title = "This is no export"

    def __init__(self) -> None:
        super().__init__(
            "This file is no complete export of Budget App. Choose the JSON file that the export of all data wrote."
        )


class UnknownExportVersion(AppError):
    code = "unknown_export_version"
    status = 422
    title = "This export cannot be read"

    def __init__(self, found: object, supported: int) -> None:
        super().__init__(
            f"This export has the version {found}; this Budget App reads versions up to {supported}. "
            "Nothing was changed. Install the app that wrote it, or a newer one, and read it there.",
            known=supported,
        )


class DamagedExport(AppError):
    code = "damaged_export"
    status = 422
    title = "This export is damaged"

    def __init__(self, line: int, trouble: str, *, part: str | None = None) -> None:
        where = f"line {line}" if part is None else f"line {line}, in “{part}”"
        super().__init__(
            f"This export is damaged at {where}: {trouble}. "
            "Nothing was changed; export the data again, or mend the line.",
            line=line,
        )


class DataExists(AppError):
    code = "data_is_there"
    status = 409
    title = "There is data already"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"An export is read only where there is no data yet, and here there is some ({found}). "
            "Nothing was changed. Set BUDGET_APP_HOME to an empty folder, and read the export there."
        )
