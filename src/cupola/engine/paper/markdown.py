"""Markdown as the reference pages use it: tables, anchors, code, and text that cannot break out of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

MADE = "<!-- Made by `cupola docs` from the program itself. Change the program, then run `make docs`. -->"


def page(title: str, *blocks: str) -> str:
    """A page: its title, a note that it is generated, and blocks apart by blank lines."""
    return "\n\n".join((f"# {title}", MADE, *(block.strip("\n") for block in blocks if block.strip()))) + "\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, one line a row. Cells are Markdown on one line."""
    lines = [_row(head), _row(["---"] * len(head))]
    return "\n".join((*lines, *(_row([_one_line(cell) for cell in row]) for row in rows)))


def bullets(items: Iterable[str]) -> str:
    """A list with a dash before each item."""
    return "\n".join(f"- {_one_line(item)}" for item in items)


def anchor(name: str) -> str:
    """A place that links can point to, whatever the heading says."""
    return f'<a id="{name.lower()}"></a>'


def code(text: str) -> str:
    """Text in the type of code; nothing for nothing."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Several texts in the type of code, apart by commas."""
    return ", ".join(code(text) for text in texts)


def block(text: str, language: str = "") -> str:
    """Lines as they stand."""
    return f"```{language}\n{text.strip(chr(10))}\n```"


def one_line(text: str) -> str:
    """Text from a folded YAML value as one line, with nothing that Markdown takes for a tag or emphasis."""
    joined = " ".join(text.split())
    for sign in "\\<*_":
        joined = joined.replace(sign, "\\" + sign)
    return joined


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
