"""Why a workbook as a whole gives nothing to import."""

from backend.imports.errors import UnreadableFile

_SAVE_AS = "Open it in your spreadsheet program, save the sheet as CSV, and choose that file."


class LockedWorkbook(UnreadableFile):
    code = "locked_workbook"

    def __init__(self) -> None:
        super().__init__(
            "This workbook is protected by a password. Open it in your spreadsheet program, save it without a"
            " password, and choose it again."
        )


class DamagedWorkbook(UnreadableFile):
    code = "damaged_workbook"

    def __init__(self) -> None:
        super().__init__("This workbook is damaged or cut off. Download it again from your bank.")


class NotAWorkbook(UnreadableFile):
    code = "not_a_workbook"

    def __init__(self, kind: str, advice: str = _SAVE_AS) -> None:
        super().__init__(f"This file is {kind}. {advice}", kind=kind)


class WorkbookTooLarge(UnreadableFile):
    code = "workbook_too_large"
    status = 413

    def __init__(self, megabytes: int) -> None:
        super().__init__(
            f"This workbook unpacks to more than {megabytes} MB, so it was not opened. {_SAVE_AS}",
            limit_megabytes=megabytes,
        )


class EmptyWorkbook(UnreadableFile):
    code = "empty_workbook"

    def __init__(self) -> None:
        super().__init__("This workbook has no rows. Download it again from your bank.")
