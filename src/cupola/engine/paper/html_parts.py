"""Small parts of the page: escaped text, marks, numbers and tables with caption, scopes and labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from cupola.engine.kinds import Severity
from cupola.engine.paper.wording import day, tidied

LONGEST = 400
MARKS = """<svg class="defs" aria-hidden="true">
<symbol id="error" viewBox="0 0 14 14"><path d="M4.5 1h5L13 4.5v5L9.5 13h-5L1 9.5v-5z" fill="currentColor"/>\
<path class="hole" d="M7 3.6v4"/><circle class="dot" cx="7" cy="10" r="1.1"/></symbol>
<symbol id="warning" viewBox="0 0 14 14"><path d="M7 1.2 13.4 12.6H.6z" fill="currentColor"/></symbol>
<symbol id="note" viewBox="0 0 14 14"><circle class="ring" cx="7" cy="7" r="5.2"/></symbol>
</svg>
"""
BRAND = """<svg viewBox="0 0 28 28" aria-hidden="true"><path class="roof" d="M13.3 1h1.4v4h-1.4z"/>\
<path class="roof" d="M6 13c0-5 3.4-8.4 8-8.4S22 8 22 13z"/>\
<path class="roof" d="M5 14.2h18v1.9H5zM7 17.2h2.2v6.6H7zM18.8 17.2H21v6.6h-2.2zM3 25h22v2H3z"/>\
<path class="bell" d="M14 17.4c-1.9 0-2.7 1.3-2.7 3.2l-.8 1.5h7l-.8-1.5c0-1.9-.8-3.2-2.7-3.2z"/></svg>"""
UNSAFE_IN_ANCHOR = re.compile(r"[^A-Za-z0-9_-]+")
NO_BREAK = "\u00a0"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, and the class of its cells (`r` right, `nw` not broken)."""

    head: str
    kind: str = ""


def safe(text: str, *, longest: int | None = LONGEST) -> str:
    """Text from anywhere as text of a page: one line, nothing in it is markup."""
    return escape(tidied(text, longest=longest), quote=True)


def whole(text: str) -> str:
    """Text of ours that must not be broken between its words: a number and its unit."""
    return escape(text).replace(" ", NO_BREAK)


def dated(text: str) -> str:
    """A day that may be broken only after its weekday."""
    weekday, *rest = day(text).split(" ")
    return escape(" ".join([weekday, NO_BREAK.join(rest)]).rstrip())


def code(text: str, *, longest: int = 120) -> str:
    """A name, key or value from a file, in the fixed-width face; it may be broken anywhere."""
    return f"<code>{safe(text, longest=longest)}</code>"


def tag(severity: Severity) -> str:
    """The mark of a severity: shape and word first, then colour."""
    word = severity.word
    mark = f'<svg aria-hidden="true"><use href="#{word}"/></svg>'
    return f'<span class="tag tag--{word}">{mark}{word.capitalize()}</span>'


def anchor(text: str) -> str:
    """An id made into something that an address can point to."""
    return UNSAFE_IN_ANCHOR.sub("-", text)


def section(key: str, title: str, *, beside: str = "", kind: str = "") -> str:
    """The beginning of a section with its heading, and a short text at its right. Texts are safe already."""
    aside = f"<p>{beside}</p>" if beside else ""
    return (
        f'<section class="sec{kind and f" {kind}"}" id="{key}" aria-labelledby="{key}-h">\n'
        f'<div class="sec__head"><h2 id="{key}-h">{title}</h2>{aside}</div>\n'
    )


def table(caption: str, columns: Sequence[Column], rows: Iterable[Sequence[str]], *, kind: str = "") -> Iterator[str]:
    """A table whose first cell names the row. Cells are safe already.

    On a phone rows become blocks with the column's name before each value; the roles are named because a
    browser forgets them when a row is no longer drawn as one.
    """
    yield f'<table class="t stack {kind}" role="table"><caption class="vh">{escape(caption)}</caption>\n'
    yield '<thead role="rowgroup"><tr role="row">'
    for column in columns:
        yield f'<th scope="col" role="columnheader"{_class(column)}>{escape(column.head)}</th>'
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    starts = [_start(column, place) for place, column in enumerate(columns)]
    for row in rows:
        cells = "".join(
            f"{start}{cell}</t{'d' if place else 'h'}>"
            for place, (start, cell) in enumerate(zip(starts, row, strict=True))
        )
        yield f'<tr role="row">{cells}</tr>\n'
    yield "</tbody></table>\n"


def _start(column: Column, place: int) -> str:
    if place == 0:
        label = f' data-l="{escape(column.head)}"' if column.kind == "line" else ""
        return f'<th scope="row" role="rowheader"{label}{_class(column)}>'
    return f'<td role="cell" data-l="{escape(column.head)}"{_class(column)}>'


def _class(column: Column) -> str:
    return f' class="{column.kind}"' if column.kind else ""
