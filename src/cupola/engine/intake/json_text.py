"""JSON as a stream of text: one value after the other, never more of it in memory than one may be large."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import Path
from typing import Any

from cupola.engine.errors import CupolaError

BLOCK = 1 << 20
BLANK = re.compile(r"[ \t\r\n]*")
TAIL = 64


class Broken(CupolaError):
    """The text from here on is no JSON: the line, and what is wrong in words."""

    def __init__(self, line: int, fact: str) -> None:
        self.line = line
        super().__init__(f"line {line:,}", fact, "Export it again.")


class JsonText:
    """A cursor over the text of a file. `line` is the line of the cursor, `size` that of the last value."""

    def __init__(self, path: Path, *, encoding: str, skip: int, largest: int) -> None:
        self.file = path.open("rb")
        self.file.seek(skip)
        self.decoder = codecs.getincrementaldecoder(encoding)("replace")
        # Numbers stay as they are written: an identifier must not lose a zero or gain a fraction.
        self.scan = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str).raw_decode
        self.largest = largest
        self.buffer = ""
        self.at = 0
        self.line = 1
        self.ended = False
        self.size = 0
        self.kept: tuple[int, int] | None = None

    def __enter__(self) -> JsonText:
        return self

    def __exit__(self, *_: object) -> None:
        self.file.close()

    def peek(self) -> str:
        """The next character that is no blank, the cursor on it; '' at the end."""
        while True:
            match = BLANK.match(self.buffer, self.at)
            self.move(match.end() if match else self.at)
            if self.at < len(self.buffer):
                return self.buffer[self.at]
            if not self._more():
                return ""

    def move(self, to: int) -> None:
        """Put the cursor further on."""
        self.line += self.buffer.count("\n", self.at, to)
        self.at = to

    def take(self, sign: str) -> None:
        """Pass over one character that must stand here. Raises `Broken`."""
        found = self.peek()
        if found != sign:
            what = f"`{found}` stands where" if found else "the text ends where"
            raise Broken(self.line, f"{what} `{sign}` is expected")
        self.at += 1

    def value(self) -> Any:
        """The value at the cursor, which is moved behind it. Raises `Broken`; the cursor then stays."""
        self.peek()
        while True:
            try:
                found, end = self.scan(self.buffer, self.at)
            except json.JSONDecodeError as error:
                at_end = error.pos >= len(self.buffer) - TAIL or error.msg.startswith("Unterminated")
                if (at_end or len(self.buffer) - self.at < TAIL) and self._may_grow() and self._more():
                    continue
                raise Broken(self.line, self._why(error, at_end)) from error
            except RecursionError as error:
                raise Broken(self.line, "values are nested too deeply") from error
            if end == len(self.buffer) and self._may_grow() and self._more():
                continue
            self.size = end - self.at
            self.move(end)
            return found

    def next_line(self) -> None:
        """Go to the beginning of the line after the cursor's."""
        while (end := self.buffer.find("\n", self.at)) < 0:
            self.at = len(self.buffer)
            if not self._more():
                return
        self.move(end + 1)

    def mark(self) -> None:
        """Remember this place, to come back to it once."""
        self.kept = (self.at, self.line)

    def back(self) -> None:
        """Go back to the place remembered."""
        if self.kept is not None:
            self.at, self.line = self.kept
            self.kept = None

    def _may_grow(self) -> bool:
        return len(self.buffer) - self.at <= self.largest

    def _more(self) -> bool:
        """Read a block more; False at the end of the file."""
        if self.ended:
            return False
        if self.kept is not None and self.at - self.kept[0] > 2 * self.largest:
            raise Broken(self.line, "what stands around the records is too large")
        block = self.file.read(BLOCK)
        self.ended = not block
        text = self.decoder.decode(block, self.ended)
        start = self.at
        if self.kept is not None:
            start = self.kept[0]
            self.kept = (0, self.kept[1])
        self.buffer = self.buffer[start:] + text
        self.at -= start
        return bool(text) or not self.ended

    def _why(self, error: json.JSONDecodeError, at_end: bool) -> str:
        if at_end and self.ended:
            return "the text ends in the middle of a value"
        if at_end:
            return f"a value is larger than {self.largest // 1_000:,} kilobytes"
        return f"this is no JSON ({error.msg.lower()})"
