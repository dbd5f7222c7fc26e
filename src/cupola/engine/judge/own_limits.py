"""How much a district's own checks may take: the one place where their limits stand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """Time in seconds, memory and disk in megabytes (MB), text in characters.

    `seconds` is for one check; after it the query is interrupted, and after `grace_seconds` more its
    process is ended. `memory_mb` is what DuckDB may use, `address_space_mb` the second fence around the
    whole process, where the system has one. `rows` are the findings of a check that are kept; more are
    only counted.
    """

    seconds: float = 10.0
    grace_seconds: float = 2.0
    start_seconds: float = 60.0
    together_seconds: float = 300.0
    memory_mb: int = 512
    address_space_mb: int = 1536
    temp_mb: int = 256
    rows: int = 10_000
    cell_characters: int = 200
    files: int = 500
    file_bytes: int = 65_536
    parts_of_a_query: int = 20_000
