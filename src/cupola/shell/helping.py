"""Help on the pages, from docs/using: the same text in the repository, in the wheel and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe

IN_THE_WHEEL = Path(__file__).with_name("help")
IN_THE_REPOSITORY = Path(__file__).parents[3] / "docs" / "using"


@dataclass(frozen=True, slots=True)
class Topic:
    """One page of help: its name in addresses, its title, and its text as HTML."""

    name: str
    title: str
    html: SafeString


@cache
def topics() -> tuple[Topic, ...]:
    """All pages of help by title."""
    folder = IN_THE_WHEEL if IN_THE_WHEEL.is_dir() else IN_THE_REPOSITORY
    return tuple(sorted(map(_read, folder.glob("*.md")), key=lambda topic: topic.title))


def topic(name: str) -> Topic | None:
    """The page of help with this name."""
    return next((each for each in topics() if each.name == name), None)


def _read(file: Path) -> Topic:
    from markdown_it import MarkdownIt

    title, _, text = file.read_text(encoding="utf-8").partition("\n")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    return Topic(file.stem, title.lstrip("# ").strip(), mark_safe(html))  # our own text, HTML in it is escaped
