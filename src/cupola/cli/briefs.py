"""`cupola brief`: papers for cabinet and board, as files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import click

from cupola.cli.folders import data_option
from cupola.cli.opening import open_site
from cupola.engine.errors import CupolaError


@click.group()
def brief() -> None:
    """Papers for cabinet and board, made from the record that the pages show."""


@brief.command()
@click.option("--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="Where to write the PDF.")
@click.option("--json", "as_json", is_flag=True, help="Also tell what stands on it, with the figure behind each note.")
@data_option
def onepager(out: Path, as_json: bool, data: Path | None) -> None:
    """Freeze the board's page: one letter page, tagged PDF/UA-1, a numbered source for every number.

    It is kept among the frozen papers too. Names, numbers of student groups and findings of fewer than ten rows are
    never on it.

    With --json the answer is one object: title, rows, stakes, promises, asks, unknowns, notes (number, kind, source,
    version, value, numerator, denominator, coverage, before, as_of, says), snapshot, as_of and frozen_on.
    """
    open_site(data)
    paper = _frozen()
    try:
        out.write_bytes(bytes(paper.file))
    except OSError as problem:
        raise CupolaError(str(out), f"cannot be written: {problem.strerror}.", "Say another place.") from problem
    if as_json:
        click.echo(json.dumps(paper.content, indent=1, ensure_ascii=False))
    else:
        notes = len(paper.content["notes"])
        click.echo(f"{out}: one page, {notes} source notes, record of {paper.as_of}, snapshot {paper.snapshot}.")


def _frozen() -> Any:
    """The page frozen now, as the oldest administrator would."""
    from django.utils import timezone

    from cupola.modules.briefs.freezing import freeze
    from cupola.modules.briefs.queries.drafts import VERB
    from cupola.shell.doors import zone_of
    from cupola.workspace.models import District, User
    from cupola.workspace.policy import everywhere

    leader = next((each for each in User.objects.order_by("pk") if everywhere(each, VERB)), None)
    if leader is None:
        raise CupolaError("This district", "has no administrator yet.", "Open it with `cupola up` first.")
    today: date = timezone.localdate(timezone=zone_of(District.here()))
    return freeze(leader, today, who="command line")
