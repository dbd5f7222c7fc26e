"""The limit: DuckDB counts the rows of the CSV files of a folder, and does nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def main() -> None:
    """Count the rows of every CSV file below the folder given."""
    connection = duckdb.connect()
    for path in sorted(Path(sys.argv[1]).glob("*.csv")):
        connection.execute("SELECT count(*) FROM read_csv(?)", [str(path)]).fetchall()


if __name__ == "__main__":
    main()
