"""Turns a drawing of a page into a picture that stands alone: SVG with its own colours, and PNG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import wrap

INK, INK_2, INK_3, LINE, GREY = "#16211f", "#42504c", "#5a6763", "#d3dad7", "#75827e"
PATINA, COPPER = "#0a5a55", "#bf6224"
_LETTERS = 'font-family="Public Sans, Helvetica, Arial, sans-serif" font-size="13"'
# What the page's style sheet says of each class, for where there is no style sheet.
LOOKS = {
    "c-t": f'{_LETTERS} fill="{INK_2}"',
    "c-t3": f'{_LETTERS} fill="{INK_3}"',
    "c-b": f'{_LETTERS} font-weight="600" fill="{INK}"',
    "c-bp": f'{_LETTERS} font-weight="600" fill="{PATINA}"',
    "c-halo": 'stroke="#fff" stroke-width="4" stroke-linejoin="round" paint-order="stroke"',
    "c-main": f'fill="none" stroke="{PATINA}" stroke-width="2.5" stroke-linejoin="round" stroke-linecap="round"',
    "c-old": f'fill="none" stroke="{GREY}" stroke-width="1.5" stroke-dasharray="4 3"',
    "c-target": f'fill="none" stroke="{INK}" stroke-width="1.25" stroke-dasharray="5 4"',
    "c-grid": f'stroke="{LINE}" stroke-width="1"',
    "c-axis": f'stroke="{INK_3}" stroke-width="1"',
    "c-lead": f'stroke="{INK_3}" stroke-width="1"',
    "c-dot": f'fill="{PATINA}" stroke="#fff" stroke-width="2"',
    "c-dotr": f'fill="#fff" stroke="{GREY}" stroke-width="2"',
    "c-whisk": f'stroke="{PATINA}" stroke-width="1.5"',
    "c-hatch": 'fill="url(#hatch)"',
}
HATCH = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="7" height="7" fill="#fff"/><path d="M0 0v7" stroke="#9aa6a2" stroke-width="3"/></pattern></defs>'
)
SIZE = re.compile(r'width="(\d+)" height="(\d+)" viewBox="[^"]*"')
CLASS = re.compile(r' class="([^"]*)"')
HEAD, FOOT, LINE_HEIGHT = 56, 14, 18
LETTER = 6.6  # the usual width of a letter of the source line
FONTS = Path(__file__).parent / "fonts"
SCALE = 2


def alone(svg: str, *, title: str, source: str) -> str:
    """A drawing with a title above and its source below, its looks written into it, on white ground.

    `svg` is one that `measure_charts` drew. Raises `ValueError` for one without a size.
    """
    size = SIZE.search(svg)
    if size is None:
        raise ValueError("the drawing has no size")
    width, height = int(size[1]), int(size[2])
    lines = wrap(source, int((width - 24) / LETTER)) or [""]
    whole = height + HEAD + FOOT + LINE_HEIGHT * len(lines)
    inner = svg[svg.index(">") + 1 : svg.rindex("</svg>")]
    words = svg[: svg.index(">")].partition('aria-label="')[2].partition('"')[0]
    drawn = CLASS.sub(lambda found: " " + " ".join(LOOKS[name] for name in found[1].split() if name in LOOKS), inner)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{whole}" viewBox="0 0 {width} {whole}" '
        f'role="img" aria-label="{words}"><title>{escape(title)}</title>{HATCH}'
        f'<rect width="{width}" height="{whole}" fill="#fff"/>'
        f'<text x="12" y="26" {_LETTERS.replace("13", "18")} font-weight="700" fill="{INK}">{escape(title)}</text>'
        f'<g transform="translate(0 {HEAD})">{drawn}</g>'
        f"{_below(lines, height + HEAD + LINE_HEIGHT)}</svg>"
    )


def _below(lines: Sequence[str], top: int) -> str:
    return "".join(
        f'<text x="12" y="{top + LINE_HEIGHT * place}" {_LETTERS} fill="{INK_3}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )


def as_png(svg: str) -> bytes:
    """The picture of a drawing that stands alone, two dots for each of its points."""
    import typst

    size = SIZE.search(svg)
    if size is None:
        raise ValueError("the drawing has no size")
    width, height = size[1], size[2]
    page = (
        f"#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
        f'#image("/chart.svg", width: {width}pt, height: {height}pt)'
    )
    with TemporaryDirectory(prefix="cupola-") as folder:
        (Path(folder) / "chart.svg").write_text(svg, encoding="utf-8")
        (Path(folder) / "page.typ").write_text(page, encoding="utf-8")
        made = typst.compile(
            str(Path(folder) / "page.typ"),
            root=folder,
            format="png",
            ppi=72.0 * SCALE,
            ignore_system_fonts=True,
            font_paths=[str(FONTS)],
        )
    return bytes(made)
