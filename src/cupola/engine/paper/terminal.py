"""Styled lines on a terminal, and as a picture of one.

The console comes from whoever owns the terminal (`rich.console.Console` fits); nothing here imports it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Any, Protocol

from cupola.engine.paper.lines import Line, Span

# Filled by `Console.export_svg`: text on a dark ground, in the fixed-width face of the reader's system.
PICTURE = """<svg role="img" aria-label="@title@" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<title>@title@</title>
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px; white-space: pre;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="6" fill="#16211f"/>
<g transform="translate(24 22) scale(.97)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


class Console(Protocol):
    """What is used of a Rich console."""

    def out(self, *objects: Any, end: str = "\n", style: str | None = None, highlight: bool | None = None) -> None:
        """Print a text in a style, as it is."""

    def export_svg(
        self,
        *,
        title: str = "",
        code_format: str = PICTURE,
        font_aspect_ratio: float = 0.6,
        unique_id: str | None = None,
    ) -> str:
        """Everything printed so far as SVG."""


def show(console: Console, lines: Iterable[Line]) -> None:
    """Print styled lines as they are: no markup is read, nothing is highlighted or broken again."""
    spans = (span for line in lines for span in (*line, ("\n", "")))
    for style, texts in groupby(spans, key=_style):
        console.out("".join(text for text, _ in texts), end="", style=style or None, highlight=False)


def terminal_picture(console: Console, lines: Iterable[Line], *, title: str) -> str:
    """The lines as an SVG that needs nothing from elsewhere. `console` must record.

    Only invented data belongs in a picture.
    """
    show(console, lines)
    label = escape(title).replace("{", "{{").replace("}", "}}")
    return console.export_svg(
        title="", code_format=PICTURE.replace("@title@", label), unique_id="cupola", font_aspect_ratio=0.6
    )


def _style(span: Span) -> str:
    return span[1]
