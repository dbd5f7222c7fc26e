"""On a terminal the text has styles; a picture of it needs nothing from elsewhere."""

from __future__ import annotations

import re
from io import StringIO
from xml.etree import ElementTree

from rich.console import Console

from cupola.engine.paper.lines import plain
from cupola.engine.paper.terminal import show, terminal_picture
from cupola.engine.paper.text import text_lines


def shown(ranking, **how):
    out = StringIO()
    console = Console(file=out, width=80, legacy_windows=False, **how)
    show(console, text_lines(ranking, width=80))
    return out.getvalue()


def test_a_terminal_shows_the_same_words_as_a_file(lifelike):
    styled = shown(lifelike, force_terminal=True, color_system="standard")
    assert "\x1b[" in styled
    bare = re.sub(r"\x1b\[[\d;]*m", "", styled)
    assert [line.rstrip() for line in bare.splitlines()] == "".join(plain(text_lines(lifelike))).splitlines()


def test_a_console_without_colour_gets_plain_text(lifelike):
    assert "\x1b" not in shown(lifelike, force_terminal=False)


def test_brackets_of_a_file_are_not_markup(hostile):
    assert "[bold]" in shown(hostile, force_terminal=False)


def test_a_picture_is_well_formed_and_fetches_nothing(lifelike):
    console = Console(record=True, file=StringIO(), width=80, legacy_windows=False)
    lines = list(text_lines(lifelike, first=3))[:40]
    picture = terminal_picture(console, lines, title="What cupola check says of {Harbor} & Co")
    root = ElementTree.fromstring(picture)
    assert root.get("role") == "img"
    assert root[0].text == "What cupola check says of {Harbor} & Co"
    assert re.findall(r"https?://[^\"]+", picture) == ["http://www.w3.org/2000/svg"]
    assert "url(" not in picture.replace("url(#", "")
    assert "ROS-014" in picture


def test_the_same_lines_make_the_same_picture(lifelike):
    def picture():
        console = Console(record=True, file=StringIO(), width=80, legacy_windows=False)
        return terminal_picture(console, list(text_lines(lifelike))[:20], title="Findings")

    assert picture() == picture()
