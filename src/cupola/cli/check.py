"""`cupola check`: say what is wrong with exports, without loading them, or with what was loaded."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from cupola.cli.folders import data_folder, data_option, system_option
from cupola.cli.progress import progress_bar
from cupola.cli.writing import FORMATS, exit_code, form_for, write_report


@click.command()
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), help="How to write the findings.")
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to a file.")
@click.option(
    "--fail-on",
    "threshold",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="error",
    show_default=True,
    help="Findings from here on make the exit code 1.",
)
@click.option("--only", help="Only these checks: ids or their beginnings, comma-separated (ROS,ENR-004).")
@click.option("--skip", help="Without these checks.")
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day to judge by. [default: the newest file's day]"
)
@click.option("--first", default=10, show_default=True, help="How many findings of a check the text shows.")
@click.option("--with-names", is_flag=True, help="Show names and addresses in values. Mind who reads it.")
@click.option(
    "--mapping",
    "mapping_files",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A mapping file to use for lists that are not a known export.",
)
@click.option("--snapshot", help="Check this snapshot of the record: `current`, `previous`, or the beginning of an id.")
@click.option("--anew", is_flag=True, help="Judge the record again, even where nothing changed since the last time.")
@system_option
@data_option
def check(
    paths: tuple[str, ...],
    form: str | None,
    as_json: bool,
    output: Path | None,
    threshold: str,
    only: str | None,
    skip: str | None,
    as_of: datetime | None,
    first: int,
    with_names: bool,
    mapping_files: tuple[Path, ...],
    snapshot: str | None,
    anew: bool,
    system: str | None,
    data: Path | None,
) -> None:
    """Say what is wrong in these exports, for whom, and how to fix it. Nothing is loaded.

    Without PATHS, say it of the record: what was loaded last, or the --snapshot named. Asked the same again while
    nothing changed, it says what it found the last time, unless --anew.

    PATHS are folders, zip archives, single files, or - for standard input. Files are recognised by what
    they hold, not by their names. Lists that are no known export are read by a mapping: one that you
    confirmed earlier, or one proposed on the spot, which the report says. Files of changes (delta) are laid
    over what the record holds of their system, for looking only; where it holds nothing, what cannot be told
    from the changes alone is reported as not run.
    """
    from cupola.engine.journey import CheckOptions, catalogue, check_paths, check_record

    if paths and snapshot:
        raise click.UsageError("PATHS are exports, --snapshot is the record: give one of them.")

    options = CheckOptions(
        data=data_folder(data),
        only=split(only),
        skip=split(skip),
        as_of=as_of.date() if as_of else None,
        with_names=with_names,
        mapping_files=mapping_files,
        system=system,
        anew=anew,
    )
    with progress_bar(quiet=as_json) as progress:
        progress("checking", 0.0)
        report = (
            check_paths(paths, options, progress=progress)
            if paths
            else check_record(options, snapshot=snapshot or "current")
        )
    if report is None:
        raise click.UsageError(f"Nothing was loaded into {options.data} yet: name the exports to check.")
    shown = "json" if as_json else form_for(form, output)
    write_report(report, catalogue(options.data), form=shown, output=output, first=first)
    raise click.exceptions.Exit(exit_code(report.worst(), threshold))


def split(words: str | None) -> tuple[str, ...]:
    """`ROS,ENR-004` -> ('ROS', 'ENR-004')."""
    return tuple(word.strip().upper() for word in (words or "").split(",") if word.strip())
