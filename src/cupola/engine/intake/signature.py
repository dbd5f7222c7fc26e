"""What kind of bytes a file begins with, before anything is made of them."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from cupola.engine.intake.encodings import byte_order_mark, guess_wide
from cupola.engine.kinds import ReadProblem

HEAD = 262_144
AS_TABLE = "Export the table as CSV or as an Excel workbook."
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OTHERS = (
    (b"%PDF", "a PDF document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"SQLite format 3\0", "a database"),
    (b"PAR1", "a Parquet file"),
    (b"{\\rtf", "a word processor's document"),
)
WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|meta|script)\b", re.I | re.S)
CONTROL = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D, 0x1B}) + b"\x7f"
MOST_CONTROL = 0.05


def is_archive(path: Path) -> bool:
    """Whether the file is a zip that is no workbook (nor another office document)."""
    with path.open("rb") as file:
        if not file.read(4).startswith((ZIP, EMPTY_ZIP)):
            return False
    try:
        with ZipFile(path) as archive:
            return "[Content_Types].xml" not in archive.namelist() and "mimetype" not in archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return True


def is_workbook(path: Path, head: bytes) -> bool:
    """Whether it is a spreadsheet file that can be opened."""
    if head.startswith(OFFICE):
        return _is_old_workbook(path, head)
    if not head.startswith(ZIP):
        return False
    try:
        with ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def refusal(name: str, head: bytes) -> ReadProblem | None:
    """Why these bytes are no table, or None when they may be text."""
    marked, length = byte_order_mark(head)
    if not head[length:].strip(b"\0\r\n\t ") and 0 not in head[length:]:
        return ReadProblem("FIL-002", name, "the file is empty.", next_step="Export it again.")
    if head.startswith(OFFICE):
        fact = "the file is protected by a password."
        return ReadProblem("FIL-013", name, fact, next_step="Save it without a password and deliver it again.")
    for start, what in ((ZIP, "a document or archive that holds no table"), *OTHERS):
        if head.startswith(start):
            return ReadProblem("FIL-001", name, f"this is {what}, not a table.", next_step=AS_TABLE)
    if WEB_PAGE.match(head[length:]) or WEB_PAGE.match(head[length:].replace(b"\0", b"")):
        fact = "this is a web page, not a table: often the page that asks to sign in."
        return ReadProblem("FIL-016", name, fact, line=1, next_step="Sign in to the source system and export again.")
    if marked is None and guess_wide(head) is None and _is_binary(head):
        fact = "these bytes are no text."
        return ReadProblem("FIL-005", name, fact, next_step=AS_TABLE)
    return None


def _is_binary(head: bytes) -> bool:
    return len(head) - len(head.translate(None, CONTROL)) > MOST_CONTROL * len(head) + 1


def _is_old_workbook(path: Path, head: bytes) -> bool:
    """An Excel file of before 2007 names its stream `Workbook`; a protected one `EncryptedPackage`."""
    directory = 512 + 512 * int.from_bytes(head[48:52], "little")
    with path.open("rb") as file:
        file.seek(min(directory, path.stat().st_size))
        names = file.read(4_096)
    return "Workbook".encode("utf-16-le") in names and "EncryptedPackage".encode("utf-16-le") not in names
