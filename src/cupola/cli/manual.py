"""The help texts of all commands as a page of the reference, and the picture of a report for the README."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from cupola.engine.paper.lines import Line

WIDTH = 100
PICTURE_WIDTH = 88
PICTURE_STUDENTS = 800
TITLE = "Cupola says what is wrong in the exports of an invented district"
SHOWN = 3
FILES = 6
INTRO = """
`cupola COMMAND --help` says the same. Where a command takes `--data FOLDER`, that is the data folder; without it the
environment variable `CUPOLA_DATA` counts, else the place where this computer keeps the data of programs.
"""


def commands_page(group: click.Group) -> str:
    """The help text of the program and of each command, in the order of their names."""
    from cupola.engine.paper.markdown import anchor, block, page

    parts = [INTRO, block(_help(group, "cupola"))]
    for name, command in sorted(group.commands.items()):
        parts += [anchor(name), f"## cupola {name}", block(_help(command, f"cupola {name}"))]
        for below, each in sorted(command.commands.items() if isinstance(command, click.Group) else ()):
            parts += [f"### cupola {name} {below}", block(_help(each, f"cupola {name} {below}"))]
    return page("Commands", *parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(
        command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH, help_option_names=["-h", "--help"]
    )
    return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def picture_of_report() -> str:
    """The beginning of the report on the sample district, and what to do first, as SVG."""
    from rich.console import Console

    from cupola.engine.catalog import roles
    from cupola.engine.journey import CheckOptions, catalogue, check_paths
    from cupola.engine.paper.ranking import ranked
    from cupola.engine.paper.terminal import terminal_picture
    from cupola.engine.paper.text import text_lines
    from cupola.sample import write_district

    with tempfile.TemporaryDirectory(prefix="cupola-") as folder:
        write_district(Path(folder), students=PICTURE_STUDENTS, seed=1, faults="all")
        nowhere = Path(folder, "no-data")
        exports = sorted(path for path in Path(folder, "this-month").iterdir() if path.is_file())
        report = check_paths(exports, CheckOptions(nowhere))
        ranking = ranked(report, catalogue(nowhere), roles(), today=date.fromisoformat(report.as_of))
    lines = list(text_lines(ranking, first=1, width=PICTURE_WIDTH))
    console = Console(record=True, file=io.StringIO(), width=PICTURE_WIDTH, legacy_windows=False)
    return terminal_picture(console, excerpt(lines, checks=len(ranking.groups)), title=TITLE)


def excerpt(lines: Iterable[Line], *, checks: int) -> Iterator[Line]:
    """The command, what was read, the first checks, how many more, what to do first, and the sum."""
    paragraphs = [list(found) for empty, found in groupby(lines, key=lambda line: not line) if not empty]
    first = next(place for place, found in enumerate(paragraphs) if _text(found[0]).startswith("What to do first"))
    read, files, *found = paragraphs
    yield (("$ cupola check this-month/", "bold"),)
    for paragraph in (read, _shortened(files), *found[:SHOWN]):
        yield ()
        yield from paragraph
    yield ()
    yield ((f"… and {checks - SHOWN} more checks that found something", "dim"),)
    yield ()
    yield from paragraphs[first]
    yield ()
    yield from paragraphs[-1]


def _shortened(files: list[Line]) -> Iterator[Line]:
    yield from files[: FILES + 1]
    if len(files) > FILES + 1:
        yield ((f"  … and {len(files) - FILES - 1} more files", "dim"),)


def _text(line: Line) -> str:
    return "".join(text for text, _ in line)
