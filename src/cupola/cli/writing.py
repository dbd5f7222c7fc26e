"""Writes a report in the form asked for, to a file or to standard output."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from cupola.engine.catalog import Check, roles
from cupola.engine.errors import CupolaError
from cupola.engine.kinds import Report, Severity

FORMATS = ("text", "json", "csv", "sarif", "html")
ENDINGS = {".json": "json", ".csv": "csv", ".sarif": "sarif", ".html": "html", ".htm": "html"}


def form_for(asked: str | None, output: Path | None) -> str:
    """The form: as asked, else by the ending of the output file, else text."""
    return asked or (ENDINGS.get(output.suffix.lower(), "text") if output else "text")


def write_report(
    report: Report, checks: Sequence[Check], *, form: str = "text", output: Path | None = None, first: int = 10
) -> None:
    """Write a report. A file appears whole or not at all; a terminal gets colours, a pipe plain lines."""
    from cupola.engine.paper.csv_form import ENCODING, write_csv
    from cupola.engine.paper.html_page import write_html
    from cupola.engine.paper.json_form import write_json
    from cupola.engine.paper.ranking import ranked
    from cupola.engine.paper.sarif_form import write_sarif
    from cupola.engine.paper.text import text_lines, write_text

    ranking = ranked(report, checks, roles(), today=datetime.now(tz=UTC).date())
    if form == "text" and output is None and sys.stdout.isatty():
        from rich.console import Console

        from cupola.engine.paper.terminal import show

        console = Console()
        show(console, text_lines(ranking, first=first, width=console.width))
        return
    writers = {"json": write_json, "csv": write_csv, "sarif": write_sarif, "html": write_html}
    out = _Target(output, ENCODING if form == "csv" and output else "utf-8")
    with out as stream:
        if form == "text":
            write_text(ranking, stream, first=first, width=80)
        else:
            writers[form](ranking, stream)


class _Target:
    """Standard output, or a file written beside and put in place when it is whole."""

    def __init__(self, path: Path | None, encoding: str) -> None:
        self.path = path
        self.encoding = encoding
        self.stream: TextIO = io.StringIO()

    def __enter__(self) -> TextIO:
        if self.path is None:
            self.stream = sys.stdout
            if isinstance(sys.stdout, io.TextIOWrapper):
                sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")
            return self.stream
        self.half = self.path.with_name(self.path.name + ".part")
        try:
            self.stream = self.half.open("w", encoding=self.encoding, newline="")
        except OSError as refused:
            fact = f"cannot be written: {refused.strerror}."
            raise CupolaError(str(self.path), fact, "Name another file.") from refused
        return self.stream

    def __exit__(self, kind: object, *rest: object) -> None:
        if self.path is None:
            self.stream.flush()
            return
        self.stream.close()
        if kind is None:
            os.replace(self.half, self.path)
            click.echo(f"Written to {self.path}.", err=True)
        else:
            self.half.unlink(missing_ok=True)


def exit_code(worst: Severity | None, threshold: str) -> int:
    """1 when the worst finding reaches `threshold` (error, warning, note or never), else 0."""
    if threshold == "never" or worst is None:
        return 0
    return int(worst >= Severity.parse(threshold))
