"""What reading brought up, kept with the snapshot: bad rows and files cannot be found again in the tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupola.engine.backends.duck import quoted
from cupola.engine.kinds import Finding, Severity
from cupola.engine.record.publish import DraftPart

if TYPE_CHECKING:
    import duckdb

TABLE = "read_findings"
CREATE = (
    "CREATE OR REPLACE TEMP TABLE kept_findings (check_id VARCHAR, severity INTEGER, message VARCHAR, "
    "role VARCHAR, fix VARCHAR, file_name VARCHAR, place INTEGER, heading VARCHAR, subject VARCHAR, "
    "cell VARCHAR, repair VARCHAR, system VARCHAR, rows INTEGER)"
)


def write_read_findings(
    connection: duckdb.DuckDBPyConnection, findings: Sequence[Finding], into: Path
) -> list[DraftPart]:
    """Write the findings as one part; none when there are none. They hold no personal value."""
    if not findings:
        return []
    connection.execute(CREATE)
    rows = sorted((_row(finding) for finding in findings), key=repr)
    connection.executemany(f"INSERT INTO kept_findings VALUES ({', '.join('?' * 13)})", rows)
    path = into / "read-findings.parquet"
    connection.execute(f"COPY kept_findings TO {quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")
    return [DraftPart(TABLE, "record", "record", None, path)]


def _row(finding: Finding) -> tuple[Any, ...]:
    return (
        finding.check,
        int(finding.severity),
        finding.message,
        finding.role,
        finding.fix,
        finding.file,
        finding.line,
        finding.column,
        finding.subject,
        finding.value,
        finding.repair,
        finding.system,
        finding.rows,
    )


def read_findings(connection: duckdb.DuckDBPyConnection, paths: Iterable[Path]) -> list[Finding]:
    """The findings of reading that a snapshot keeps."""
    found = []
    for path in paths:
        for row in connection.execute(f"FROM read_parquet({quoted(str(path))})").fetchall():
            check, severity, message, role, fix, file, line, column, subject, value, repair, system, rows = row
            found.append(
                Finding(
                    check=check,
                    severity=Severity(severity),
                    message=message,
                    role=role,
                    fix=fix,
                    file=file,
                    line=line,
                    column=column,
                    subject=subject,
                    value=value,
                    repair=repair,
                    system=system,
                    rows=rows,
                )
            )
    return found
