"""What there is to erase, what is to be erased, and the report of what is no more."""

from datetime import datetime

from backend.infra.fields import RequestBody, ResponseBody


class ErasureIn(RequestBody):
    """`confirmation` is the word ERASE; backups are erased only if `with_backups` is set."""

    confirmation: str
    with_backups: bool = False


class TableRows(ResponseBody):
    file: str
    table: str
    rows_before: int
    rows_after: int


class ErasableOut(ResponseBody):
    """What there is; `backups` are the keys of backups that hold it too."""

    rows: int
    documents: int
    backups: list[str]


class CompactedFile(ResponseBody):
    """A data file that was rewritten without what was deleted; its write-ahead log is empty."""

    file: str
    bytes_before: int
    bytes_after: int


class ErasureReport(ResponseBody):
    """The proof: rows by table before and after, files, and what still lies in the data folder.

    `backups_left` still hold the data. `remaining_files` are all other files of the folder.
    """

    erased_at: datetime
    tables: list[TableRows]
    documents_erased: int
    document_bytes: int
    imported_files_erased: int
    backups_erased: list[str]
    backups_left: list[str]
    compacted: list[CompactedFile]
    remaining_files: list[str]
