"""`cupola measure`: the figures of the record, each with how sure it is."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cupola.cli.folders import data_folder, data_option
from cupola.engine.errors import CupolaError

if TYPE_CHECKING:
    from cupola.engine.measures.kinds import Figures, Measure


@click.command()
@click.option("--only", multiple=True, metavar="ID", help="Only measures whose id begins so, such as MEA-DEV.")
@click.option("--snapshot", default="current", show_default=True, help="The snapshot to measure.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to measure by. [default: the snapshot's]")
@click.option("--by-school", is_flag=True, help="Also tell each school, grade band, group and part.")
@click.option("--json", "as_json", is_flag=True, help="For programs, with every place.")
@data_option
def measure(
    only: tuple[str, ...], snapshot: str, as_of: datetime | None, by_school: bool, as_json: bool, data: Path | None
) -> None:
    """Tell the figures of the record: students, devices, access, accounts, voices, feeds.

    Unknown is not zero: a measure without a figure says why. Figures of groups of students are marked
    as restricted; share them with those only who may see the rows.

    With --json the answer is one object: snapshot, as_of, figures (measure, version, grain, key, numerator,
    denominator, value, low, high, coverage, as_of, unit, title, restricted) and not_computed (measure,
    version, reason).
    """
    from cupola.engine.measures.reading import shipped_measures
    from cupola.engine.measures.running import measure_record

    known = {each.id: each for each in shipped_measures()}
    strange = [each for each in only if not any(key.startswith(each) for key in known)]
    if strange:
        raise CupolaError(strange[0], "no measure begins so.", "`cupola measure --json` names them all.")
    found = measure_record(data_folder(data), snapshot, as_of.date() if as_of else None, only=only)
    if found is None:
        click.echo("Nothing was loaded yet. `cupola load FOLDER` makes the first snapshot.")
    elif as_json:
        click.echo(json.dumps(as_object(found, known), indent=1, ensure_ascii=False))
    else:
        tell(found, known, by_school=by_school)


def as_object(found: Figures, known: dict[str, Measure]) -> dict[str, Any]:
    """The answer for programs."""
    figures = []
    for each in found.figures:
        of = known[each.measure]
        more = {"unit": of.unit, "title": of.title, "restricted": of.restricted}
        figures.append({**asdict(each), "as_of": each.as_of.isoformat(), **more})
    return {
        "snapshot": found.snapshot,
        "as_of": found.as_of.isoformat(),
        "figures": figures,
        "not_computed": [asdict(each) for each in found.not_computed],
    }


def tell(found: Figures, known: dict[str, Measure], *, by_school: bool) -> None:
    """Say it in plain lines."""
    from cupola.engine.measures.wording import how_sure, spoken_value

    click.echo(f"Snapshot {found.snapshot}, as of {found.as_of.isoformat()}")
    area = ""
    for each in found.figures:
        of = known[each.measure]
        if each.key is not None and not by_school and "district" in of.grain:
            continue
        if of.area != area:
            area = of.area
            click.echo(f"\n{area}")
        where = f" [{each.key}]" if each.key else ""
        marked = "; restricted" if of.restricted else ""
        click.echo(f"  {of.id}  {spoken_value(of, each.value):>12}  {of.title}{where} ({how_sure(of, each)}{marked})")
    if found.not_computed:
        click.echo("\nNot computed; that is not zero")
        for none in found.not_computed:
            click.echo(f"  {none.measure}  {known[none.measure].title}: {none.reason}")
