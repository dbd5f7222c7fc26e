"""One pass over the bytes of a file: its hash, and counts that prove what a fast reader returns."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cupola.engine.intake.encodings import Balance

BLOCK = 1 << 20
LONGEST_BLOCK = 8 << 20
# What is decoded at once stays in the processor's cache: that is twice as fast.
PIECE = 1 << 15
# Begins with the quote, so that the search leaps from quote to quote.
BLANK_BESIDE_QUOTE = re.compile(rb'"(?:(?= )|(?<= "))')


@dataclass(slots=True)
class Tally:
    """What the bytes of a file add up to, after its first `head_lines` physical lines.

    `plain` is False when something was met that only the exact reader can judge: NUL, bytes that are no
    UTF-8, line ends of two kinds, blanks beside quotes, a line of many megabytes.
    """

    head_lines: int
    sha256: str = ""
    bytes: int = 0
    lines: int = 0
    delimiters: int = 0
    quoted: bool = False
    crlf: bool = False
    ends: bool = True
    plain: bool = True
    utf8: bool = True


def tally(path: Path, *, delimiter: bytes, head_lines: int) -> Tally:
    """Count a file in blocks of whole lines; `head_lines` of them stand before the first row."""
    total = Tally(head_lines)
    digest = sha256()
    left = head_lines
    for block in _whole_lines(path, digest.update):
        total.bytes += len(block)
        if total.utf8 and not block.isascii():
            _check_utf8(total, block)
        body, left = _without_lines(block, left) if left else (block, 0)
        if len(body) < len(block):
            total.plain = total.plain and _is_plain_head(block[: len(block) - len(body)])
        _count(total, body, delimiter)
    total.sha256 = digest.hexdigest()
    return total


def hash_only(path: Path) -> Tally:
    """Only the hash and the size, for bytes that must be decoded before they can be counted."""
    total = Tally(0, plain=False)
    digest = sha256()
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            digest.update(block)
            total.bytes += len(block)
    total.sha256 = digest.hexdigest()
    return total


def weigh(path: Path) -> str:
    """The encoding of a file without a mark that is not wholly UTF-8."""
    balance = Balance()
    for block in _whole_lines(path):
        if not block.isascii():
            for line in block.splitlines():
                balance.weigh(line)
    return balance.encoding


def _whole_lines(path: Path, update: Callable[[bytes], None] = lambda block: None) -> Iterator[bytes]:
    """Blocks that end with a line feed, except the last one and those of endless lines."""
    carry = b""
    with path.open("rb", buffering=0) as file:
        while block := file.read(BLOCK):
            update(block)
            cut = block.rfind(b"\n") + 1
            if cut or len(carry) > LONGEST_BLOCK:
                yield carry + block[:cut]
                carry = block[cut:]
            else:
                carry += block
    if carry:
        yield carry


def _without_lines(block: bytes, lines: int) -> tuple[bytes, int]:
    at = 0
    while lines and at < len(block):
        end = block.find(b"\n", at)
        at = len(block) if end < 0 else end + 1
        lines -= 1
    return block[at:], lines


def _is_plain_head(head: bytes) -> bool:
    """Whether every line of the head ends with a line feed."""
    return head.count(b"\r") == head.count(b"\r\n") and 0 not in head


def _count(total: Tally, block: bytes, delimiter: bytes) -> None:
    feeds = block.count(b"\n")
    total.lines += feeds
    total.delimiters += block.count(delimiter)
    if block:
        total.ends = block.endswith(b"\n")
    _note_line_ends(total, block, feeds)
    if 0 in block or len(block) > LONGEST_BLOCK:
        total.plain = False
    if b'"' in block:
        total.quoted = True
        total.plain = total.plain and not BLANK_BESIDE_QUOTE.search(block)


def _note_line_ends(total: Tally, block: bytes, feeds: int) -> None:
    returns = block.count(b"\r") if total.crlf or b"\r" in block else 0
    # Counting pairs is dear. Outside quotes the fast reader fails at a carriage return that stands alone.
    pairs = feeds if 0 < returns == feeds and b'"' not in block else block.count(b"\r\n") if returns else 0
    first = total.lines == feeds
    if first and feeds:
        total.crlf = pairs == feeds
    if returns != pairs or pairs != (feeds if total.crlf else 0):
        total.plain = False


def _check_utf8(total: Tally, block: bytes) -> None:
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(block)
    try:
        for at in range(0, len(view), PIECE):
            decoder.decode(view[at : at + PIECE], final=at + PIECE >= len(view))
    except UnicodeDecodeError:
        total.utf8 = False
        total.plain = False
