"""Recognises files that are something else, and says what to do with them instead."""

from backend.imports.errors import BinaryFile, EmptyFile, FileTooLarge, NotATable

MEGABYTES = 64
MAX_BYTES = MEGABYTES * 1_000_000
# Bytes that say nothing by themselves; a file that begins with this many of them is looked at as a whole.
_NOTHING = b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"
_BLANK = 4096
_PICK_CSV = "Export the transactions from your bank, as CSV, Excel, OFX, QIF, CAMT or MT940, and choose that file."
_BEGINNINGS = (
    (b"%PDF", "a PDF document", _PICK_CSV),
    (b"SQLite format 3\x00", "a database", _PICK_CSV),
    (b"\x89PNG", "a picture", _PICK_CSV),
    (b"\xff\xd8\xff", "a picture", _PICK_CSV),
    (b"GIF8", "a picture", _PICK_CSV),
    (b"RIFF", "a picture or a recording", _PICK_CSV),
    (b"\x1f\x8b", "a compressed file", "Unpack it first and choose the file inside."),
    (b"7z\xbc\xaf", "a compressed file", "Unpack it first and choose the file inside."),
    (b"Rar!", "a compressed file", "Unpack it first and choose the file inside."),
    (b"BZh", "a compressed file", "Unpack it first and choose the file inside."),
    (b"\x7fELF", "a program", _PICK_CSV),
    (b"MZ\x90", "a program", _PICK_CSV),
)
_TEXTS = (
    ("<!doctype html", "This is a web page."),
    ("<html", "This is a web page."),
    ("<?xml", "This is an XML document."),
    ("{\\rtf", "This is a formatted text document."),
    ("{", "This is a JSON document."),
    ("[{", "This is a JSON document."),
)


def refuse_other_files(data: bytes) -> None:
    """Raise the fitting UnreadableFile if these bytes are plainly no CSV; afterwards they may be text."""
    refuse_empty_and_huge(data)
    for beginning, kind, advice in _BEGINNINGS:
        if data.startswith(beginning):
            raise BinaryFile(kind, advice)


def refuse_empty_and_huge(data: bytes) -> None:
    """Raise EmptyFile or FileTooLarge, whatever the format would be."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge(MEGABYTES)
    if not data[:_BLANK].strip(_NOTHING) and not data.strip(_NOTHING):
        raise EmptyFile


def refuse_other_texts(text: str) -> None:
    """Raise if this text is plainly of another format, or no text at all."""
    head = text[:4000].lstrip().lower()
    if not head:
        raise EmptyFile
    for beginning, sentence in _TEXTS:
        if head.startswith(beginning):
            raise NotATable(sentence)
    strange = sum(1 for character in head if ord(character) < 32 and character not in "\t\r\n\x0b\x0c\x1a")
    if strange > len(head) * 0.02:
        raise BinaryFile("a file of another kind (its bytes are no text)", _PICK_CSV)
