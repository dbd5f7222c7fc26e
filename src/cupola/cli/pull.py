"""`cupola pull`: fetch a source from its API as files, and check or load them; the only command on the network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cupola.cli.folders import data_folder, data_option
from cupola.cli.progress import progress_bar
from cupola.cli.record import load_and_tell
from cupola.cli.writing import exit_code, write_report

if TYPE_CHECKING:
    from cupola.engine.pull.pulling import Pulled


@click.command()
@click.argument("name", required=False)
@click.option("--new", is_flag=True, help="Write commented settings for NAME, to fill in.")
@click.option("--full", is_flag=True, help="Everything, not only what changed since the last pull.")
@click.option("--check", "then", flag_value="check", help="Then say what is wrong in what was pulled.")
@click.option("--load", "then", flag_value="load", help="Then take it into the record.")
@data_option
def pull(name: str | None, new: bool, full: bool, then: str | None, data: Path | None) -> None:
    """Fetch a source from its OneRoster or Ed-Fi API, as files in the data folder.

    NAME is a source whose settings lie in sources/NAME.toml of the data folder; --new writes an example,
    and without NAME the known ones are listed. A pull that breaks off goes on where it stopped. Only this
    command uses the network.
    """
    folder = data_folder(data)
    if name is None:
        _list_sources(folder)
    elif new:
        _write_example(folder, name)
    else:
        raise click.exceptions.Exit(_pull(folder, name, full=full, then=then))


def _list_sources(folder: Path) -> None:
    names = sorted(path.stem for path in (folder / "sources").glob("*.toml"))
    for name in names:
        click.echo(name)
    if not names:
        click.echo("No source is set up yet. An example to fill in: cupola pull --new NAME")


def _write_example(folder: Path, name: str) -> None:
    from cupola.engine.pull.example import write_example

    click.echo(f"Fill in {write_example(folder, name)}, then: cupola pull {name} --check")


def _pull(folder: Path, name: str, *, full: bool, then: str | None) -> int:
    from cupola.engine.pull.pulling import pull as pull_source

    with progress_bar() as progress:
        pulled = pull_source(folder, name, full=full, progress=progress)
    _tell(pulled)
    code = int(bool(pulled.not_run))
    if then == "check" and pulled.folder is not None:
        return max(code, _check(folder, pulled.folder))
    if then == "load":
        return max(code, _load(folder, name, pulled))
    return code


def _tell(pulled: Pulled) -> None:
    for outcome in pulled.outcomes:
        for file, rows in outcome.rows.items():
            click.echo(f"  {rows:>10,} rows  {file}{' (changes)' if outcome.mode == 'delta' else ''}")
        for notice in outcome.notices:
            click.echo(f"              {outcome.collection}: {notice}")
        if outcome.not_run:
            click.echo(f"  not pulled  {outcome.collection}: {outcome.not_run}")
    if pulled.folder is None:
        click.echo("Nothing changed since the last pull.")
    else:
        click.echo(f"The files lie in {pulled.folder}.")


def _check(folder: Path, exports: Path) -> int:
    from cupola.engine.journey import CheckOptions, catalogue, check_paths

    options = CheckOptions(folder)
    with progress_bar() as progress:
        report = check_paths([exports], options, progress=progress)
    write_report(report, catalogue(folder))
    return exit_code(report.worst(), "error")


def _load(folder: Path, name: str, pulled: Pulled) -> int:
    """Load what was pulled and not loaded yet, oldest first. A source that did not come whole is not loaded."""
    from cupola.engine.loading import LoadOptions
    from cupola.engine.pull.pulling import loaded

    if pulled.not_run:
        click.echo("\nNot loaded: a collection is missing, and what is missing would look as if everybody had left.")
        click.echo("Take it out of the collections in the settings, or pull again.")
        return 1
    for exports in pulled.waiting:
        done = load_and_tell([str(exports)], LoadOptions(folder))
        if done.held or done.unconfirmed or not done.delivered.files:
            click.echo(f"It waits in {exports}.")
            return 1
        loaded(folder, name, exports)
    return 0
