"""Which source is believed about a field when two of them say different things."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from cupola.engine.catalog import catalogue_folder, read_yaml

FILE = "trusted.yaml"
# What the file calls a field after the record's column -> what pages call it.
CALLED = {"given_name": "first_name", "family_name": "last_name", "birth_date": "born"}


def trusted_kinds(data: Path) -> dict[str, tuple[str, ...]]:
    """Field -> kinds of systems, the most trusted first; the district's own file takes the place of the catalogue's."""
    own = data / "links" / FILE
    said = read_yaml(own if own.is_file() else catalogue_folder() / "linking" / FILE)
    found = {str(field): tuple(map(str, kinds)) for field, kinds in dict(said or {}).items() if isinstance(kinds, list)}
    return {CALLED.get(field, field): kinds for field, kinds in found.items()}


def most_trusted(order: Iterable[str], systems: Mapping[str, str]) -> str:
    """Of these systems (id -> kind) the one that is believed; empty where none or more than one comes first."""
    for kind in order:
        found = [system for system, own in systems.items() if own == kind]
        if found:
            return found[0] if len(found) == 1 else ""
    return ""
