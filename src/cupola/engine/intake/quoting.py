"""Splitting one physical line into cells by RFC 4180, one quoted cell at a time."""

from __future__ import annotations

from dataclasses import dataclass

QUOTE = b'"'


@dataclass(slots=True)
class Pieces:
    """The cells of one physical line.

    `open` says that the last cell is quoted and goes on in the next line, `damaged` that text follows a
    closing quote (`"5" screen"`), `damaged_first` that it follows the quote that closes a cell begun in
    an earlier line.
    """

    body: bytes
    delimiter: bytes
    cells: list[bytes]
    open: bool = False
    damaged: bool = False
    damaged_first: bool = False

    def take_plain(self, start: int, *, search: int) -> int:
        """Take what stands from `start` to the next delimiter from `search` on; the place after that, or -1."""
        end = self.body.find(self.delimiter, search)
        self.cells.append(self.body[start:] if end < 0 else self.body[start:end])
        return end + 1 if end >= 0 else -1

    def take_quoted(self, at: int, *, inside: bool) -> int:
        """Take a quoted cell; the place after its delimiter, or -1 at the end of the line."""
        start = at if inside else at + 1
        close = _closing_quote(self.body, start)
        if close < 0:
            self.cells.append(self.body[start:].replace(b'""', QUOTE))
            self.open = True
            return -1
        after = close + 1
        if after == len(self.body) or self.body.startswith(self.delimiter, after):
            self.cells.append(self.body[start:close].replace(b'""', QUOTE))
            return after + 1 if after < len(self.body) else -1
        self.damaged = True
        self.damaged_first = self.damaged_first or inside
        return self.take_plain(at, search=after)


def split(body: bytes, delimiter: bytes, *, inside: bool = False) -> Pieces:
    """Cut a line (without its end) into cells; `inside` when a quoted cell goes on in it.

    A quote counts only at the beginning of a cell; elsewhere it is text. A cell with text after its
    closing quote is taken as it stands, quotes included.
    """
    if not inside and QUOTE not in body:
        return Pieces(body, delimiter, body.split(delimiter))
    pieces = Pieces(body, delimiter, [])
    at = 0
    while at >= 0:
        if inside or body.startswith(QUOTE, at):
            at = pieces.take_quoted(at, inside=inside)
            inside = False
        else:
            at = pieces.take_plain(at, search=at)
    return pieces


def _closing_quote(body: bytes, start: int) -> int:
    at = body.find(QUOTE, start)
    while at >= 0 and body.startswith(QUOTE, at + 1):
        at = body.find(QUOTE, at + 2)
    return at
