"""The only place that opens DuckDB: in memory, without network, with limits set."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

OFFLINE = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}


def connect(
    *,
    spill: Path | None = None,
    memory: str = "1GB",
    threads: int | None = None,
    keep_order: bool = True,
) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB that never reaches the network.

    `spill` is the folder for what does not fit in `memory`; without it nothing is written to disk.
    `keep_order` makes reading CSV keep the order of the lines, which line numbers stand on.
    """
    import duckdb

    connection = duckdb.connect(config=dict(OFFLINE))
    connection.execute(f"SET memory_limit = {quoted(memory)}")
    connection.execute(f"SET temp_directory = {quoted(str(spill) if spill else '')}")
    connection.execute(f"SET preserve_insertion_order = {str(keep_order).lower()}")
    connection.execute("SET TimeZone = 'UTC'")
    # Its own progress bar would go into what a program reads from us.
    connection.execute("SET enable_progress_bar = false")
    # The cache tells files by path, size and time: one written anew within a clock tick is taken for the old.
    connection.execute("SET enable_external_file_cache = false")
    # Checks say in which order to join. Left to itself DuckDB joins on `system` first, a column with one value.
    connection.execute("SET disabled_optimizers = 'join_order,in_clause'")
    if threads is not None:
        connection.execute(f"SET threads = {int(threads)}")
    return connection


def quoted(text: str) -> str:
    """A SQL text literal."""
    return "'" + text.replace("'", "''") + "'"


def name(identifier: str) -> str:
    """A SQL identifier, always quoted."""
    return '"' + identifier.replace('"', '""') + '"'


def fence(connection: duckdb.DuckDBPyConnection, *, readable: Sequence[Path], temp_mb: int) -> None:
    """Shut a connection in for good: it reads these files and no others, and its settings are locked.

    `temp_mb` is the most it may spill to its folder, in megabytes.
    """
    paths = ", ".join(quoted(str(path)) for path in readable)
    connection.execute(f"SET max_temp_directory_size = '{int(temp_mb)}MB'")
    connection.execute("SET python_enable_replacements = false")
    connection.execute(f"SET allowed_paths = [{paths}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
