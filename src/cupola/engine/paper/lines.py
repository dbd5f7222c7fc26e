"""Lines of styled text, broken at a width in terminal cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

# A piece of text and the style it has on a terminal ("" for none); a line is several of them.
Span = tuple[str, str]
Line = tuple[Span, ...]

PIECES = re.compile(r" +|[^ ]+")
NO_WIDTH = {"Mn", "Me", "Cf"}


def cells(text: str) -> int:
    """How many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def shortened(path: str, width: int) -> str:
    """The end of a path that is too wide, with an ellipsis for the folders before it."""
    if cells(path) <= width:
        return path
    whole = path
    while "/" in whole[1:]:
        whole = whole[whole.index("/", 1) :]
        if cells(whole) < width:
            return f"…{whole}"
    while path and cells(path) > width - 1:
        path = path[1:]
    return f"…{path}"


def padded(text: str, width: int, *, right: bool = False) -> str:
    """A text filled with blanks to a width in cells."""
    blanks = " " * max(0, width - cells(text))
    return blanks + text if right else text + blanks


def flowed(spans: Iterable[Span], *, width: int | None, lead: Sequence[Span] = (), rest: int = 0) -> Iterator[Line]:
    """Fill lines with words. The first line begins with `lead` as it is, the others with `rest` blanks.

    Without a width it is one line. A word that is wider than a line is cut, so that no line is too wide.
    """
    line = list(lead)
    used, empty = sum(cells(text) for text, _ in lead), True
    for word in _words(spans):
        wide = sum(cells(text) for text, _ in word)
        if width is not None and not empty and used + 1 + wide > width:
            yield tuple(line)
            line, used, empty = [(" " * rest, "")] if rest else [], rest, True
        if not empty:
            line.append((" ", ""))
            used += 1
        for piece in _cut(word, width=width, used=used, rest=rest):
            if piece is None:
                yield tuple(line)
                line, used = [(" " * rest, "")] if rest else [], rest
            else:
                line.append(piece)
                used += cells(piece[0])
        empty = False
    if not empty:
        yield tuple(line)


def _words(spans: Iterable[Span]) -> Iterator[list[Span]]:
    word: list[Span] = []
    for text, style in spans:
        for piece in PIECES.findall(text):
            if piece[0] != " ":
                word.append((piece, style))
            elif word:
                yield word
                word = []
    if word:
        yield word


def _cut(word: Sequence[Span], *, width: int | None, used: int, rest: int) -> Iterator[Span | None]:
    """The pieces of a word, with None where a new line must begin."""
    if width is None or used + sum(cells(text) for text, _ in word) <= width:
        yield from word
        return
    for text, style in word:
        start = 0
        for place, character in enumerate(text):
            wide = _width(character)
            if used + wide > width and used > rest:
                if place > start:
                    yield text[start:place], style
                yield None
                start, used = place, rest
            used += wide
        if start < len(text):
            yield text[start:], style


def plain(lines: Iterable[Line]) -> Iterator[str]:
    """The lines as plain text, without styles and without blanks at their ends."""
    for line in lines:
        yield "".join(text for text, _ in line).rstrip() + "\n"
