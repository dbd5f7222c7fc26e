"""What a judge looks at: a delivery just read, or a snapshot opened again; the same to every check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cupola.engine.judge.forms import FormPart
from cupola.engine.kinds import FileSeen, Finding, System
from cupola.engine.linking.links import Links
from cupola.engine.record.delivery import NamedFile
from cupola.engine.record.earlier import Past
from cupola.engine.record.sources_view import SourcePart


@dataclass(frozen=True, slots=True)
class Subject:
    """Files with their forms, what reading found in them, and keys of rows that reading set aside.

    `files` and `forms` are in the order of `SourcePart.file`, `earlier` the snapshots to compare with, `links` who is
    who. `whole` are the tables and systems of which all rows are there, although some of their files hold changes only.
    """

    files: tuple[NamedFile, ...]
    forms: tuple[FormPart, ...]
    systems: tuple[System, ...]
    seen: tuple[FileSeen, ...]
    read_findings: tuple[Finding, ...]
    as_of: str
    set_aside: Mapping[str, set[str]] = field(default_factory=dict)
    earlier: Mapping[str, Past] = field(default_factory=dict)
    links: Links | None = None
    whole: frozenset[tuple[str, str]] = frozenset()

    @property
    def parts(self) -> tuple[SourcePart, ...]:
        """The parts of the source tables."""
        return tuple(form.part for form in self.forms)
