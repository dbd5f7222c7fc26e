"""Links the record: schools, people, devices, vendors of all sources, by rule first, by score where rules leave off."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.errors import StoreError
from cupola.engine.linking import keeping
from cupola.engine.linking.crosswalk import lay_crosswalk
from cupola.engine.linking.decisions import all_said, in_force
from cupola.engine.linking.links import Links, SourcePair
from cupola.engine.linking.model import Model, shipped
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import lay_people
from cupola.engine.linking.persons import FOUND, link_people, sources_of
from cupola.engine.linking.sources import Opened, open_tables
from cupola.engine.linking.telling import lay_told
from cupola.engine.linking.things import link_devices, link_orgs
from cupola.engine.linking.vendors import link_vendors
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store, open_store

if TYPE_CHECKING:
    import duckdb

MEMORY = "1GB"


def link(data: Path, *, day: date | None = None, anew: bool = False, model: Model | None = None) -> Links:
    """The links of the snapshot in force, or of the newest as of `day`; made when they are not kept, or `anew`.

    Raises `StoreError` when nothing was loaded yet.
    """
    store = open_store(data)
    manifest = _snapshot(store, day)
    if manifest is None:
        raise StoreError(str(data), "nothing is loaded yet.", "Load exports first: cupola load FOLDER.")
    model = model or shipped()
    if not anew and (found := keeping.kept(data, manifest.id, model)) is not None:
        return found
    where = keeping.places(data, manifest.id)
    with (
        TemporaryDirectory(prefix="cupola-link-") as spill,
        closing(duck.connect(memory=MEMORY, spill=Path(spill), keep_order=False)) as connection,
    ):
        # The order of joins in the checks is written by hand; here DuckDB finds it.
        connection.execute("SET disabled_optimizers = ''")
        opened, pairs = _link(connection, data, store=store, manifest=manifest, model=model)
        lay_crosswalk(connection, keeping.newest_crosswalk(where))
        lay_told(opened, data, pairs, as_of=manifest.as_of.isoformat())
        keeping.keep(connection, data, where, model=model, pairs=pairs)
    found = keeping.kept(data, manifest.id, model)
    assert found is not None
    return found


def kept(data: Path, snapshot: str) -> Links | None:
    """The links of a snapshot where they are made already and nothing was decided since; else None."""
    return keeping.kept(data, snapshot, shipped())


def last_made(data: Path, snapshot: str) -> Links | None:
    """The links of a snapshot as they were made last, also when people decided something since; None without any."""
    return keeping.made(keeping.places(data, snapshot), shipped())


def _snapshot(store: Store, day: date | None) -> Manifest | None:
    if day is None:
        return store.current()
    fitting = [entry.manifest for entry in store.snapshots() if entry.state != "undone" and entry.manifest.as_of <= day]
    return max(fitting, key=lambda manifest: manifest.id, default=None)


def _link(
    connection: duckdb.DuckDBPyConnection, data: Path, *, store: Store, manifest: Manifest, model: Model
) -> tuple[Opened, list[SourcePair]]:
    decisions = in_force(all_said(data))
    connection.execute(f"CREATE TEMP TABLE found_links ({FOUND})")
    connection.execute("CREATE TEMP TABLE everyone (entity VARCHAR, key VARCHAR, rank INTEGER)")
    lay_names(connection, data)
    opened = open_tables(connection, store, manifest)
    pairs = link_orgs(opened, decisions)
    lay_people(opened)
    pairs += link_people(opened, model, decisions)
    _everyone(opened)
    pairs += link_devices(opened, decisions)
    pairs += link_vendors(opened, data, decisions)
    return opened, pairs


def _everyone(opened: Opened) -> None:
    """Each person with the rank of its source: 0 for the SIS that the others are held against."""
    sources = sources_of(opened.connection)
    first = sources[0].system if sources else ""
    opened.connection.execute(
        "INSERT INTO everyone SELECT 'person', key, CASE WHEN system = ? THEN 0 ELSE 1 END FROM people", [first]
    )
