"""`cupola backup`, `restore`, `doctor`: keeping an installation well."""

from __future__ import annotations

import json
import shutil
import tempfile
from dataclasses import asdict
from pathlib import Path

import click

from cupola.cli.folders import data_folder, data_option
from cupola.cli.opening import open_site, set_up
from cupola.engine.errors import CupolaError

MARKS = {"good": "ok     ", "warning": "warning", "bad": "BAD    "}


@click.command()
@click.argument("target", type=click.Path(path_type=Path))
@data_option
def backup(target: Path, data: Path | None) -> None:
    """Write database, record and files of one moment into one file, while Cupola may be in use.

    TARGET is a new file, or a folder to put it in. It holds secrets and the data of people: keep it as you keep those.
    """
    open_site(data)
    from cupola.site.backup import back_up

    made = back_up(target)
    click.echo(f"{made.file}: {made.files:,} files, {made.bytes / 1e6:,.1f} MB, each with its SHA-256.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--check", "only_check", is_flag=True, help="Only read the backup to its end and say whether it is whole."
)
@data_option
def restore(file: Path, only_check: bool, data: Path | None) -> None:
    """Lay a backup out in a data folder that is empty or does not exist yet, every byte verified.

    A backup from PostgreSQL also needs CUPOLA_DATABASE_URL to name an empty database.
    """
    from cupola.site.options import read_options
    from cupola.site.parcel import unpack
    from cupola.site.restoring import lay_out

    if only_check:
        with tempfile.TemporaryDirectory(prefix="cupola-") as room:
            told = unpack(file, Path(room))
        click.echo(f"{file} is whole: {len(told.files):,} files, made {told.made_at} by Cupola {told.program}.")
        return
    folder = data_folder(data).absolute()
    manifest = lay_out(file, folder)
    try:
        set_up(read_options(folder))
        from cupola.site import agreement, backup

        if manifest.database == "postgresql":
            backup.fill_database(folder, manifest)
    except CupolaError:
        shutil.rmtree(folder)
        raise
    click.echo(f"{folder} is as it was at {manifest.made_at}. Next: cupola up --data {folder}")
    if (told_apart := agreement.compare()).fact:
        click.echo(f"{told_apart.fact} {told_apart.step}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--thorough", is_flag=True, help="Read the whole record and the whole audit trail too.")
@data_option
def doctor(as_json: bool, thorough: bool, data: Path | None) -> None:
    """Look at disk, permissions, locks, clock, database, record, jobs and mail, and say what to do.

    Ends with 1 when something is bad. With --json the answer is one object: good, published, looks (what, state, fact,
    step).
    """
    open_site(data)
    from cupola.site.doctor import is_published, look

    looks = look(thorough=thorough)
    good = all(each.state != "bad" for each in looks)
    if as_json:
        told = {"good": good, "published": is_published(looks), "looks": [asdict(each) for each in looks]}
        click.echo(json.dumps(told, indent=1))
    else:
        for each in looks:
            click.echo(f"{MARKS[each.state]} {each.what}: {each.fact}{f'  → {each.step}' if each.step else ''}")
    raise click.exceptions.Exit(0 if good else 1)
