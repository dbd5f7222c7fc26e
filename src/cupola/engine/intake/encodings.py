"""From bytes in any encoding met to UTF-8 bytes, with what cannot be decoded kept in sight."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

BLOCK = 1 << 20
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NO_UNIT = b"\xed\xbf\xbf"
UNLIKELY_IN_TEXT = frozenset(b"\x81\x8d\x8f\x90\x9d\xa4\xa6\xac\xaf\xb8\xd7\xde\xf7\xfe\xff")
LOST = "\ufffd"


def byte_order_mark(head: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark names, and the mark's length."""
    for mark, encoding in BOMS:
        if head.startswith(mark):
            return encoding, len(mark)
    return None, 0


def guess_wide(head: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    even, odd = head[0:4096:2], head[1:4096:2]
    if len(odd) < 4:
        return None
    zero_even, zero_odd = even.count(0) / len(even), odd.count(0) / len(odd)
    if zero_odd > 0.4 and zero_even < 0.05:
        return "utf-16-le"
    if zero_even > 0.4 and zero_odd < 0.05:
        return "utf-16-be"
    return None


class Balance:
    """Weighs lines that are UTF-8 against lines that can only be Windows-1252."""

    def __init__(self) -> None:
        self.good = 0
        self.bad = 0
        self.unlikely = False

    def weigh(self, line: bytes) -> None:
        """Take one line in."""
        if line.isascii():
            return
        try:
            line.decode()
            self.good += 1
        except UnicodeDecodeError:
            self.bad += 1
            self.unlikely = self.unlikely or not UNLIKELY_IN_TEXT.isdisjoint(line)

    @property
    def encoding(self) -> str:
        """`cp1252` when most lines beyond ASCII can only be that, else `utf-8` with bad bytes."""
        return "cp1252" if self.bad > self.good and not self.unlikely else "utf-8"


def as_utf8(path: Path, encoding: str, skip: int) -> Iterator[bytes]:
    """The file as blocks of UTF-8 bytes, after `skip` bytes of mark.

    What the encoding cannot decode comes out as bytes that are no UTF-8, so that the reader meets it
    with its line and column.
    """
    decoder = codecs.getincrementaldecoder(encoding)("cupola-keep") if encoding != "utf-8" else None
    with path.open("rb", buffering=0) as file:
        file.seek(skip)
        while block := file.read(BLOCK):
            yield _encoded(decoder.decode(block)) if decoder else block
        if decoder:
            yield _encoded(decoder.decode(b"", final=True))


def repaired(cell: bytes) -> str:
    """A cell that is no UTF-8, its bad bytes read as Windows-1252."""
    return cell.decode("utf-8", "cupola-repair")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "cupola-raw")


def _keep(error: UnicodeError) -> tuple[str, int]:
    """While decoding: mark what is no text by a lone surrogate."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    if len(bad) == 1 and bad[0] >= 0x80 and error.encoding in ("charmap", "cp1252"):
        return chr(0xDC00 + bad[0]), error.end
    return "\udfff", error.end


def _raw(error: UnicodeError) -> tuple[bytes, int]:
    """While encoding: a marked byte as it was, anything else as a sign of something lost."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lone = error.object[error.start : error.end]
    return b"".join(_unmarked(ord(letter)) for letter in lone), error.end


def _unmarked(code: int) -> bytes:
    return bytes([code - 0xDC00]) if 0xDC80 <= code <= 0xDCFF else NO_UNIT


def _repair(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    if re.match(b"\xed[\xa0-\xbf][\x80-\xbf]", error.object[error.start : error.start + 3]):
        return LOST, error.start + 3
    bad = error.object[error.start : error.end]
    return "".join(bytes([byte]).decode("cp1252", "replace") for byte in bad), error.end


codecs.register_error("cupola-keep", _keep)
codecs.register_error("cupola-raw", _raw)
codecs.register_error("cupola-repair", _repair)
