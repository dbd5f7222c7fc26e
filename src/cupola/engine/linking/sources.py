"""The tables of a snapshot as linking reads them: one view each, with the id of the source system beside every row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store

if TYPE_CHECKING:
    import duckdb

RECORD = (
    *("persons", "person_identifiers", "person_org_roles", "person_relationships", "accounts", "demographics"),
    *("orgs", "org_identifiers", "devices", "device_identifiers", "program_associations", "systems"),
    "circuits",
)
SOURCE = (
    *("student_list", "staff_list", "position_list", "result_list", "calpads_information", "google_users"),
    *("entra_users", "oneroster_users", "oneroster_demographics", "clever_students", "school_list"),
    *("snipeit_assets", "jamf_computers", "jamf_mobile_devices", "oneroster_resources"),
)


@dataclass(frozen=True)
class Opened:
    """A connection with the views, and which columns each of them has."""

    connection: duckdb.DuckDBPyConnection
    columns: dict[str, frozenset[str]]

    def has(self, table: str, *columns: str) -> bool:
        """Whether the snapshot has this table, and in it these columns."""
        return table in self.columns and self.columns[table].issuperset(columns)

    def cell(self, table: str, column: str, *, alias: str = "t") -> str:
        """The SQL of a column that may be missing in the files of this snapshot."""
        return f"{alias}.{name(column)}" if self.has(table, column) else "NULL::VARCHAR"

    def run(self, sql: str) -> None:
        """Run a statement."""
        self.connection.execute(sql)

    def one(self, sql: str) -> int:
        """The one number that a query gives."""
        return int(self.connection.execute(sql).fetchall()[0][0] or 0)


def open_tables(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> Opened:
    """Lay the views of a snapshot, and the table `link_systems` (number, id, kind) of its source systems."""
    kinds = {delivery.system: delivery.kind for delivery in manifest.deliveries}
    connection.execute("CREATE TEMP TABLE link_systems (number INTEGER, id VARCHAR, kind VARCHAR)")
    rows = [(place, system, kind) for place, (system, kind) in enumerate(kinds.items(), start=1)]
    if rows:
        connection.executemany("INSERT INTO link_systems VALUES (?, ?, ?)", rows)
    columns: dict[str, frozenset[str]] = {}
    for table in (*RECORD, *SOURCE):
        parts = [
            (part.system, path)
            for part, path in zip(manifest.listed(table), store.listed_paths(manifest, table), strict=True)
        ]
        if parts:
            selects = " UNION ALL BY NAME ".join(
                f"SELECT {quoted(system)} AS link_system, * FROM read_parquet({quoted(str(path))})"
                for system, path in parts
            )
            connection.execute(f"CREATE TEMP VIEW {name(table)} AS {selects}")
            described = connection.execute(f"DESCRIBE {name(table)}").fetchall()
            columns[table] = frozenset(str(row[0]) for row in described)
    return Opened(connection, columns)
