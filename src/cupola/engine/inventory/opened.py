"""A snapshot opened for counting: its tables as views, which system manages devices and which is a register."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, name, quoted
from cupola.engine.linking.decisions import all_said, in_force
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store
from cupola.engine.record.tables import BY_NAME

if TYPE_CHECKING:
    import duckdb

RECORD = (
    *("orgs", "org_identifiers", "persons", "person_org_roles", "staff_positions", "accounts"),
    *("devices", "device_assignments", "device_observations"),
)
MANAGED_BY = ("google_devices", "intune_devices", "jamf_computers", "jamf_mobile_devices", "mosyle_devices")
# Table of a register -> the column that the record calls its assets by, and the one that names their room.
REGISTERS = {"snipeit_assets": ("asset_tag", ""), "incident_iq_assets": ("asset_id", "location_room_name")}
GOOGLE, ENTRA = "google_users", "entra_users"
DIRECTORIES = (GOOGLE, ENTRA)
ROSTER_KINDS = ("sis", "hr")
CROSSWALKS = "links"
LINKED = ("linked", "linked_id")
# Columns that a register's own form does not know are kept under `other NAME`; districts name these themselves.
FUND = re.compile(r"^other .*\b(fund|funds|funding|grant)\b", re.IGNORECASE)
DUE = re.compile(r"^other .*(expected check-?in|\bdue\b|return by|return date)", re.IGNORECASE)
ROOM = re.compile(r"^other .*\broom\b", re.IGNORECASE)
DAY = "coalesce(try_cast({0} AS DATE), CAST(try_strptime({0}, ['%m/%d/%Y', '%Y-%m-%d %H:%M:%S', '%m/%d/%y']) AS DATE))"


@dataclass(frozen=True, slots=True)
class Opened:
    """A connection over one snapshot; `is_linked` says that the crosswalk of linking is there and used."""

    connection: duckdb.DuckDBPyConnection
    manifest: Manifest
    is_linked: bool

    @property
    def day(self) -> date:
        """The day that the record speaks of."""
        return self.manifest.as_of


def crosswalk_of(data: Path, snapshot: str) -> Path:
    """Where linking keeps which keys stand for one person or device in a snapshot."""
    return data / CROSSWALKS / f"crosswalk-{snapshot}.parquet"


@contextmanager
def opened(data: Path, store: Store, manifest: Manifest) -> Iterator[Opened]:
    """The snapshot's tables as views of their names, read only, and closed at the end."""
    with closing(connect(threads=2, keep_order=False)) as connection:
        for table in RECORD:
            connection.execute(f"CREATE TEMP VIEW {table} AS {_rows(store, manifest, table)}")
        _kinds(connection, manifest)
        crosswalk = crosswalk_of(data, manifest.id)
        linked = "SELECT NULL::VARCHAR AS entity, NULL::VARCHAR AS key, NULL::VARCHAR AS linked LIMIT 0"
        if crosswalk.is_file():
            own = next(each for each in _columns(connection, crosswalk) if each in LINKED)
            linked = f"SELECT entity, key, {own} AS linked FROM {_parquet([crosswalk])}"
        connection.execute(f"CREATE TEMP TABLE crosswalk AS {linked}")
        _said_apart(connection, data)
        for view, rows in (
            ("register_more", _register_more(connection, store, manifest)),
            ("second_steps", _second_steps(connection, store, manifest)),
            ("sis_logins", _logins(connection, store, manifest)),
        ):
            connection.execute(f"CREATE TEMP TABLE {view} AS {rows}")
        yield Opened(connection, manifest, crosswalk.is_file())


def _said_apart(connection: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Rows of devices of which a person said that they are another device than one that looks like them."""
    said = [each for each in in_force(all_said(data)) if each.says == "different" and each.entity == "device"]
    connection.execute("CREATE TEMP TABLE apart (key VARCHAR)")
    keys = sorted({key for each in said for key in (each.left, each.right)})
    if keys:
        connection.executemany("INSERT INTO apart VALUES (?)", [[key] for key in keys])


def _rows(store: Store, manifest: Manifest, table: str) -> str:
    paths = store.listed_paths(manifest, table)
    columns = BY_NAME[table].columns
    if not paths:
        cells = ", ".join(f'NULL::{column.sql_type} AS "{column.name}"' for column in columns)
        return f"SELECT {cells} LIMIT 0"
    cells = ", ".join(f'"{column.name}"' for column in columns)
    return f"SELECT {cells} FROM {_parquet(paths)}"


def _parquet(paths: Iterable[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}], union_by_name = true)"


def _kinds(connection: duckdb.DuckDBPyConnection, manifest: Manifest) -> None:
    """Which file came from what kind of source; files are numbered as the rows of the record number them."""
    rows: dict[int, str] = {}
    number = 0
    for delivery in manifest.deliveries:
        for _ in delivery.files:
            rows[number] = {"mdm": "managed", "asset": "register", "directory": "directory"}.get(delivery.kind, "other")
            number += 1
    for tables, kind in ((MANAGED_BY, "managed"), (REGISTERS, "register"), (DIRECTORIES, "directory")):
        for table in tables:
            rows |= {part.file: kind for part in manifest.tables.get(table, ()) if part.file is not None}
    connection.execute("CREATE TEMP TABLE file_kinds (file INTEGER, kind VARCHAR)")
    connection.executemany("INSERT INTO file_kinds VALUES (?, ?)", [list(row) for row in rows.items()] or [[None, ""]])
    entra = [[part.file] for part in manifest.tables.get(ENTRA, ()) if part.file is not None]
    connection.execute("CREATE TEMP TABLE entra_files (file INTEGER)")
    connection.executemany("INSERT INTO entra_files VALUES (?)", entra or [[None]])
    systems = {delivery.system: (delivery.kind, delivery.name) for delivery in manifest.deliveries}
    roster = {key for key, (kind, _) in systems.items() if kind in ROSTER_KINDS}
    connection.execute("CREATE TEMP TABLE systems (system VARCHAR, name VARCHAR, is_roster BOOLEAN)")
    lines = [[key, title or key, key in roster or not roster] for key, (_, title) in systems.items()]
    connection.executemany("INSERT INTO systems VALUES (?, ?, ?)", lines or [["", "", False]])


def _columns(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    return [str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM {_parquet([path])}").fetchall()]


def _register_more(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> str:
    """What registers say beside the record's own columns: fund, day to be back, and room of each asset."""
    found = []
    for table, (key, room) in REGISTERS.items():
        for part, path in zip(manifest.listed(table), store.listed_paths(manifest, table), strict=True):
            columns = _columns(connection, path)
            if key not in columns:
                continue
            cells = {
                "fund": _text(next((each for each in columns if FUND.search(each)), "")),
                "due_on": DAY.format(_text(next((each for each in columns if DUE.search(each)), ""))),
                "room": _text(next((each for each in columns if each == room or ROOM.search(each)), "")),
            }
            said = ", ".join(f"{cell} AS {title}" for title, cell in cells.items())
            prefix = quoted(f"{part.system}:")
            found.append(f"SELECT {prefix} || {name(key)}::VARCHAR AS device_id, {said} FROM {_parquet([path])}")
    nothing = "SELECT NULL::VARCHAR AS device_id, NULL::VARCHAR AS fund, NULL::DATE AS due_on, NULL::VARCHAR AS room"
    return " UNION ALL ".join(found) or f"{nothing} LIMIT 0"


def _text(column: str) -> str:
    return f"nullif(trim({name(column)}::VARCHAR), '')" if column else "NULL::VARCHAR"


def _second_steps(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> str:
    """Whether two-step sign-in is on, account by account, where the directory's export says it."""
    found = []
    for part, path in zip(manifest.listed(GOOGLE), store.listed_paths(manifest, GOOGLE), strict=True):
        columns = _columns(connection, path)
        if "is_enrolled_in2_sv" not in columns:
            continue
        own = "id" if "id" in columns else "NULL"
        key = f"coalesce({own}, substr(sha256(lower(primary_email)), 1, 16))"
        said = "lower(trim(is_enrolled_in2_sv::VARCHAR))"
        found.append(
            f"SELECT {quoted(f'{part.system}:')} || {key} AS account_id, CASE "
            f"WHEN {said} IN ('true', '1', 'yes', 'y', 'on') THEN true "
            f"WHEN {said} IN ('false', '0', 'no', 'n', 'off') THEN false END AS is_on FROM {_parquet([path])}"
        )
    return " UNION ALL ".join(found) or "SELECT NULL::VARCHAR AS account_id, NULL::BOOLEAN AS is_on LIMIT 0"


def _logins(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> str:
    """The address and the sign-in name of people as the student information system knows them, and its own status."""
    found = []
    table = "oneroster_users"
    for part, path in zip(manifest.listed(table), store.listed_paths(manifest, table), strict=True):
        columns = _columns(connection, path)
        if "sourced_id" not in columns:
            continue
        cells = {each: f"lower(trim({name(each)}::VARCHAR))" if each in columns else "NULL::VARCHAR"
                 for each in ("email", "username", "status")}  # fmt: skip
        said = ", ".join(f"nullif({cell}, '') AS {title}" for title, cell in cells.items())
        found.append(f"SELECT {quoted(f'{part.system}:')} || sourced_id AS person_id, {said} FROM {_parquet([path])}")
    nothing = "SELECT NULL::VARCHAR AS person_id, NULL::VARCHAR AS email, NULL::VARCHAR AS username"
    return " UNION ALL ".join(found) or f"{nothing}, NULL::VARCHAR AS status LIMIT 0"
