"""`cupola load`, `record`, `snapshots`, `diff`, `undo`, `purge`, `mappings`: the district's record."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cupola.cli.folders import data_folder, data_option, system_option
from cupola.cli.loaded import told_as_json, told_in_words
from cupola.cli.progress import progress_bar

if TYPE_CHECKING:
    from cupola.engine.loading import Loaded, LoadOptions

json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option("--accept-mapping", is_flag=True, help="Confirm the mappings that are proposed; they are remembered.")
@click.option(
    "--mapping",
    "mapping_files",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A mapping file to use.",
)
@click.option("--accept-unusual", is_flag=True, help="Load although the change is unusual.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help="The day of the exports. [default: the newest file's day]",
)
@system_option
@json_option
@data_option
def load(
    paths: tuple[str, ...],
    accept_mapping: bool,
    mapping_files: tuple[Path, ...],
    accept_unusual: bool,
    as_of: datetime | None,
    system: str | None,
    as_json: bool,
    data: Path | None,
) -> None:
    """Take exports into the record as a new snapshot.

    A system that is delivered whole replaces what the record holds of it, and what it no longer lists is
    closed with a date; files of changes (delta) replace only the rows that they name. Other systems stay as
    they are. An unusual change (a school that lost its students, everybody under a new id, last year's
    files) is held until you say --accept-unusual. Loading the same files twice changes nothing.

    With --json the answer is one object: snapshot, changed, rollover, files (name, recognised_as, why,
    system, table, rows_read, rows_set_aside), held (kind, says, step), unconfirmed (file, columns), merged
    (system, table, rows, replaced) and closed (system, table, rows).
    """
    from cupola.engine.loading import LoadOptions

    options = LoadOptions(
        data_folder(data),
        mapping_files=mapping_files,
        accept_mapping=accept_mapping,
        accept_unusual=accept_unusual,
        as_of=as_of.date() if as_of else None,
        system=system,
    )
    loaded = load_and_tell(paths, options, tell=told_as_json if as_json else told_in_words)
    raise click.exceptions.Exit(int(bool(loaded.held or loaded.unconfirmed)))


def load_and_tell(
    paths: Sequence[str], options: LoadOptions, *, tell: Callable[[Loaded], str] = told_in_words
) -> Loaded:
    """Load, and say what became of every file, and of the record."""
    from cupola.engine.journey import load as load_exports

    with progress_bar(quiet=tell is told_as_json) as progress:
        loaded = load_exports(paths, options, progress=progress)
    click.echo(tell(loaded))
    return loaded


@click.command()
@click.option(
    "--snapshot",
    default="current",
    show_default=True,
    help="`current`, `previous`, or the beginning of an id.",
)
@json_option
@data_option
def record(snapshot: str, as_json: bool, data: Path | None) -> None:
    """Tell what the record holds: rows of each table, persons by role, programs by type."""
    from cupola.engine.record.facts import record_facts
    from cupola.engine.record.store import open_store

    store = open_store(data_folder(data))
    facts = record_facts(store, store.snapshot(snapshot))
    if as_json:
        click.echo(json.dumps(asdict(facts), indent=1))
        return
    click.echo(f"Snapshot {facts.snapshot}, as of {facts.as_of}")
    for title, numbers in (
        ("Persons by role", facts.persons),
        ("Persons not yet linked to the SIS", facts.not_yet_linked),
        ("Persons by program", facts.programs),
        ("Record tables, rows", facts.tables),
        ("Files as read, rows", facts.source_tables),
        ("No longer listed by their source, and counted nowhere else", facts.no_longer_listed),
    ):
        click.echo(f"\n{title}")
        for name, count in numbers.items():
            click.echo(f"  {count:>12,}  {name.replace('_', ' ')}")


@click.command()
@json_option
@data_option
def snapshots(as_json: bool, data: Path | None) -> None:
    """List the snapshots of the record, newest first."""
    from cupola.engine.record.manifest import CLOSED
    from cupola.engine.record.store import open_store

    listed = open_store(data_folder(data)).snapshots()
    rows: list[dict[str, Any]] = [
        {
            "id": entry.manifest.id,
            "state": entry.state,
            "as_of": entry.manifest.as_of.isoformat(),
            "made_at": entry.manifest.made_at.isoformat(timespec="seconds"),
            "files": [file.name for file in entry.manifest.files if file.mode != CLOSED],
            "rows": sum(part.rows for part in entry.manifest.parts if part.layer == "source"),
        }
        for entry in listed
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=1))
        return
    for row in rows:
        click.echo(
            f"{row['id']}  {row['state']:<8} as of {row['as_of']}  {row['rows']:>12,} rows  {len(row['files'])} files"
        )
    if not rows:
        click.echo("There is no snapshot yet. `cupola load FOLDER` makes the first one.")


@click.command()
@data_option
def undo(data: Path | None) -> None:
    """Put the snapshot before the current one in force again."""
    from cupola.engine.record.store import open_store

    with open_store(data_folder(data)).writing(wait_seconds=10) as writer:
        manifest = writer.undo()
    click.echo(f"Snapshot {manifest.id} (as of {manifest.as_of}) is in force again. Loading the files again redoes it.")


@click.command()
@click.option("--keep", type=click.IntRange(1), help="Keep this many of the newest snapshots.")
@click.option("--older-than", "days", type=click.IntRange(1), help="Throw away snapshots older than this many days.")
@click.confirmation_option(prompt="Old snapshots cannot be brought back. Go on?")
@data_option
def purge(keep: int | None, days: int | None, data: Path | None) -> None:
    """Throw old snapshots away for good, with all rows that only they hold. The current one always stays.

    Rows that their source no longer lists are kept for 400 days; those closed before are thrown away first.
    """
    from cupola.engine.loading import drop_expired
    from cupola.engine.record.store import open_store

    today = datetime.now(tz=UTC).date()
    if drop_expired(data_folder(data), today=today):
        click.echo("Rows that were closed more than 400 days ago are gone from the record.")
    before = datetime.now(tz=UTC) - timedelta(days=days) if days else None
    with open_store(data_folder(data)).writing(wait_seconds=10) as writer:
        purged = writer.purge(keep=keep, older_than=before)
    click.echo(f"{len(purged.snapshots)} snapshots are gone; {purged.bytes_freed / 1e6:,.1f} MB are free again.")


@click.command()
@click.argument("before", default="previous")
@click.argument("after", default="current")
@click.option("--table", "tables", multiple=True, help="Only these tables.")
@json_option
@data_option
def diff(before: str, after: str, tables: tuple[str, ...], as_json: bool, data: Path | None) -> None:
    """Tell what is new, changed and gone from snapshot BEFORE to AFTER, by table and school.

    Rows that differ only in a stamp (when a row was last written or a device last seen) are not changes.
    """
    from cupola.engine.record.differences import differences
    from cupola.engine.record.store import open_store

    store = open_store(data_folder(data))
    found = differences(store, store.snapshot(before), store.snapshot(after), tables=tables)
    if as_json:
        click.echo(json.dumps([asdict(entry) for entry in found], indent=1))
        return
    for entry in found:
        comparison = entry.comparison
        click.echo(
            f"{entry.table.replace('_', ' '):<32} {comparison.rows_before:>10,} → {comparison.rows_after:<10,} "
            f"{comparison.new:,} new, {comparison.changed:,} changed, {comparison.gone:,} gone"
        )
        for school in comparison.schools[:40]:
            title = entry.schools.get(school.school or "", school.school or "no school")
            click.echo(f"    {title:<40} {school.new:,} new, {school.changed:,} changed, {school.gone:,} gone")


@click.command()
@click.argument("file", required=False, type=click.Path(exists=True, path_type=Path))
@data_option
def mappings(file: Path | None, data: Path | None) -> None:
    """List the mappings that are known, or write the one FILE is read by, or a proposal, to edit and use."""
    from cupola.engine.intake import look
    from cupola.engine.intake.arrive import arrive
    from cupola.engine.sources import propose
    from cupola.engine.sources.mapped import Mappings, fitting
    from cupola.engine.sources.mapping import mapping_text

    folder = data_folder(data) / "mappings"
    if file is None:
        for mapping in Mappings.of(folder).known:
            title = mapping.list_form.title
            click.echo(f"{mapping.name:<32} {mapping.origin:<10} {title}, {len(mapping.columns)} columns")
        click.echo(f"Yours lie in {folder}.")
        return
    import tempfile

    with tempfile.TemporaryDirectory(prefix="cupola-") as work:
        for arrival in arrive([file], Path(work)).arrivals:
            for shape in look(arrival, Path(work)):
                known = fitting(shape, Mappings.of(folder))
                seen = propose.look(shape) if known is None else None
                found = known or (seen.proposal.mapping if seen and seen.proposal else None)
                click.echo(mapping_text(found) if found else f"# {arrival.name}: {seen.why if seen else ''}")
