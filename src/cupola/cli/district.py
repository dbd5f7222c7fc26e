"""`cupola sample` and `cupola demo`: the invented district, written and brought to life."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cupola.cli.folders import data_folder, data_option
from cupola.cli.progress import progress_bar
from cupola.cli.record import load_and_tell
from cupola.cli.writing import write_report

if TYPE_CHECKING:
    from cupola.sample import SampleSummary
    from cupola.sample.district import Wishes


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--students", default=17_400, show_default=True, type=click.IntRange(20, 2_000_000))
@click.option("--seed", default=1, show_default=True, help="The same seed writes the same district.")
@click.option(
    "--faults",
    type=click.Choice(["all", "none"]),
    default="all",
    show_default=True,
    help="Plant faults of every kind a check can find.",
)
@click.option("--hide-ids", is_flag=True, help="The enrollment system holds no student numbers.")
@click.option(
    "--dirt",
    type=click.Choice(["normal", "hard"]),
    default="normal",
    show_default=True,
    help="How carelessly the enrollment system was typed.",
)
def sample(folder: Path, students: int, seed: int, faults: str, hide_ids: bool, dirt: str) -> None:
    """Write the exports of an invented district, Harbor Unified, into FOLDER.

    All people in it are invented. truth.json names every fault that was planted.
    """
    wishes: Wishes = {"students": students, "seed": seed, "hide_ids": hide_ids}
    wishes["faults"] = "all" if faults == "all" else "none"
    wishes["dirt"] = "hard" if dirt == "hard" else "normal"
    for file in write_sample(folder, wishes).files:
        click.echo(f"  {file.rows:>10,}  {file.name}")
    click.echo(f"Harbor Unified stands in {folder}. Next: cupola check {folder / 'this-month'}")


def write_sample(folder: Path, wishes: Wishes) -> SampleSummary:
    """Write the sample district with a progress bar."""
    from cupola.sample import write_district

    with progress_bar() as progress:
        return write_district(folder, progress=progress, **wishes)


@click.command()
@click.option("--students", default=17_400, show_default=True, type=click.IntRange(20, 2_000_000))
@data_option
@click.pass_context
def demo(ctx: click.Context, students: int, data: Path | None) -> None:
    """Build the sample district, load it, and say what is wrong with it. Running it again keeps the data."""
    from cupola.engine.journey import CheckOptions, catalogue, check_record
    from cupola.engine.loading import LoadOptions

    folder = data_folder(data, demo=True)
    exports = folder.with_name(folder.name + "-sample")
    if not (exports / "truth.json").exists():
        click.echo(f"Writing the sample district, Harbor Unified, {students:,} students, to {exports} …")
        write_sample(exports, {"students": students})
    report = check_record(CheckOptions(folder))
    if report is None:
        years = sorted((exports / "earlier-years").iterdir())
        for part in (years[-1], exports / "last-month", exports / "this-month"):
            click.echo(f"Loading {part.relative_to(exports)} …")
            load_and_tell([str(part)], LoadOptions(folder, accept_mapping=True))
        report = check_record(CheckOptions(folder))
    else:
        click.echo(f"The record in {folder} is kept as it is.")
    if report is not None:
        write_report(report, catalogue(folder), first=3)
    click.echo(f"\nThe record: cupola record --data {folder}")
    click.echo("Your own exports: cupola check FOLDER-OR-ZIP")
