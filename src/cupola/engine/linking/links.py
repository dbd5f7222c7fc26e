"""What linking says: one link, its reasons in words, and all links of a snapshot, read from where they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.linking.wording import Words, reasons_of

LINKED, PROPOSED, APART = "linked", "proposed", "apart"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for or against a link; `words` never holds a value of a person."""

    column: str
    words: str
    weight: float | None
    agrees: bool


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that are one (`linked`), or may be one and a person decides (`proposed`).

    `left` and `right` are keys as the record has them (`system:key`). Where both are of one system, that source
    holds somebody twice. `method` is identifier, email, number, rule, score or person.
    """

    entity: str
    left: str
    right: str
    band: str
    method: str
    weight: float | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcePair:
    """How two sources stand to each other: records of each, and links in each band; `apart` are right ones without."""

    entity: str
    left: str
    right: str
    left_records: int
    right_records: int
    linked: int
    proposed: int
    apart: int


@dataclass(frozen=True)
class Links:
    """All links of a snapshot. Links and crosswalk lie in files and are read as they are asked for."""

    snapshot: str
    links_file: Path
    crosswalk_file: Path
    source_pairs: tuple[SourcePair, ...]
    words: Words = field(repr=False, compare=False)
    told_file: Path = field(default=Path(), compare=False)

    @property
    def fingerprint(self) -> str:
        """Tells these links from others of the same snapshot, which people's decisions bring."""
        files = (self.links_file, self.crosswalk_file, self.told_file)
        return sha256("".join(sha256(path.read_bytes()).hexdigest() for path in files).encode()).hexdigest()

    @property
    def apart_counts(self) -> Mapping[tuple[str, str, str], int]:
        """Records of the right source that nobody of the left one is, by entity and pair of sources."""
        return {(pair.entity, pair.left, pair.right): pair.apart for pair in self.source_pairs}

    @property
    def links(self) -> tuple[Link, ...]:
        """Every link and proposal. Of a large district ask `some` instead."""
        return tuple(self.some("true"))

    @property
    def crosswalk(self) -> dict[str, str]:
        """The linked id of every record that was linked over, by its key."""
        sql = f"SELECT key, linked_id FROM read_parquet({quoted(str(self.crosswalk_file))})"
        return dict(connect().execute(sql).fetchall())

    def some(self, condition: str, *values: object) -> Iterator[Link]:
        """The links that meet a condition in SQL over the columns of the kept file."""
        sql = (
            "SELECT entity, left_key, right_key, band, method, weight, step, levels"
            f" FROM read_parquet({quoted(str(self.links_file))}) WHERE {condition} ORDER BY entity, left_key, right_key"
        )
        found = connect().execute(sql, list(values))
        while rows := found.fetchmany(10_000):
            for row in rows:
                yield self._link(row)

    def _link(self, row: tuple[str, str, str, str, str, float | None, str, str | None]) -> Link:
        entity, left, right, band, method, weight, step, levels = row
        told = tuple(Reason(*each) for each in reasons_of(self.words, step, levels))
        return Link(entity, left, right, band, method, weight, told)
