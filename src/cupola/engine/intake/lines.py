"""The physical lines of a file, counted, in bounded memory, and readable again from any line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cupola.engine.intake.encodings import as_utf8

HEAD_KEPT = 4_096
NOTHING_STRUCTURAL = re.compile(rb'[^",\t;|\r\n]+')


class Skeleton(bytes):
    """A physical line too long to hold: its head, then quotes and delimiters with `x` for text."""


@dataclass(slots=True)
class Batch:
    """Some lines; `number` is the first one's, `start` the place of the first that is still to be read.

    `sound` says that all of them are UTF-8 without NUL.
    """

    number: int
    lines: list[bytes]
    start: int = 0
    sound: bool = True


class Lines:
    """Batches of physical lines (their ends kept; LF, CRLF or CR) with the number of the first.

    A line longer than `longest` bytes comes as a `Skeleton`, so that a cell of any size takes no memory.
    """

    def __init__(self, path: Path, *, encoding: str, skip: int, longest: int) -> None:
        self.path = path
        self.encoding = encoding
        self.skip = skip
        self.longest = longest
        self.size = path.stat().st_size
        self.given_back: list[Batch] = []
        self.number = 1
        self.source = self._read()

    def batch(self) -> Batch | None:
        """The next lines, or None at the end."""
        if self.given_back:
            return self.given_back.pop()
        for lines in self.source:
            if lines:
                first = self.number
                self.number += len(lines)
                return Batch(first, lines, sound=_is_sound(b"".join(lines)))
        return None

    def give_back(self, batch: Batch) -> None:
        """Put lines back, to be read again before any other."""
        if batch.start < len(batch.lines):
            self.given_back.append(batch)

    def restart(self, number: int) -> None:
        """Go back to a line by reading the file again from its beginning."""
        self.given_back.clear()
        self.number = 1
        self.source = self._read()
        while (batch := self.batch()) is not None:
            if batch.number + len(batch.lines) > number:
                batch.start = max(0, number - batch.number)
                self.give_back(batch)
                return

    def _read(self) -> Iterator[list[bytes]]:
        carry, thinned = b"", False
        for block in as_utf8(self.path, self.encoding, self.skip):
            lines = (carry + block).splitlines(keepends=True)
            carry = _unfinished(lines)
            if thinned and lines:
                lines[0], thinned = Skeleton(lines[0]), False
            if len(carry) > self.longest:
                carry, thinned = thin(carry, self.longest), True
            yield lines
        if carry:
            yield [Skeleton(carry) if thinned else carry]


def _unfinished(lines: list[bytes]) -> bytes:
    """Take off the last line when more of it may follow (no end, or a CR whose LF may follow)."""
    if lines and not lines[-1].endswith(b"\n"):
        return lines.pop()
    return b""


def thin(line: bytes, longest: int) -> bytes:
    """Keep a long line's head and structure; a line that is all structure loses that too."""
    short = line[:HEAD_KEPT] + NOTHING_STRUCTURAL.sub(b"x", line[HEAD_KEPT:])
    if len(short) > longest:
        return line[:HEAD_KEPT].replace(b'"', b"x") + line[-1:].strip(b'",;|\t')
    return short


def _is_sound(text: bytes) -> bool:
    if 0 in text:
        return False
    try:
        text.isascii() or text.decode()
    except UnicodeDecodeError:
        return False
    return True
