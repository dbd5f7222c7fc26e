"""What a review of links starts from: pairs to look at with their schools, and what linked sources disagree about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cupola.engine.backends import duck
from cupola.engine.backends.duck import quoted
from cupola.engine.linking.links import PROPOSED, Link, Links
from cupola.engine.linking.telling import DIFFER, MISSING
from cupola.engine.record.store import open_store

SAMPLE = 100


@dataclass(frozen=True, slots=True)
class ToReview:
    """A pair that a person looks at, and the linked id of its school: empty where two are named, or none."""

    link: Link
    school: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What two linked records disagree about, or a record that the other source lacks (`missing`, one key empty).

    `trusted` is the source that is believed; empty where a person decides.
    """

    field: str
    left: str
    right: str
    left_system: str
    right_system: str
    trusted: str
    school: str


@dataclass(frozen=True)
class Review:
    """The kept links of a snapshot, and what is asked about them."""

    links: Links
    titles: dict[str, str]
    main: str

    def pairs(self) -> Iterator[ToReview]:
        """All proposals, and a sample of what is linked without anybody's word; always the same for the same links."""
        rows = f"read_parquet({quoted(str(self.links.links_file))})"
        chosen = (
            f"band = '{PROPOSED}' OR (entity = 'person' AND (left_key, right_key) IN (SELECT (left_key, right_key)"
            f" FROM {rows} WHERE entity = 'person' AND band = 'linked' AND method <> 'person' AND left_system = ?"
            f" AND right_system <> left_system ORDER BY md5(left_key || '|' || right_key) LIMIT {SAMPLE}))"
        )
        found = list(self.links.some(chosen, self.main))
        with closing(duck.connect()) as connection:
            sql = f"SELECT left_key, right_key, org_id FROM {rows} WHERE org_id IS NOT NULL AND ({chosen})"
            schools = {(left, right): org for left, right, org in connection.execute(sql, [self.main]).fetchall()}
        for link in found:
            yield ToReview(link, schools.get((link.left, link.right), "") if link.entity == "person" else "")

    def differences(self) -> Iterator[Difference]:
        """What linked people differ in, by fields that somebody is trusted with, and who is missing where."""
        with closing(duck.connect()) as connection:
            found = connection.execute(
                "SELECT field, left_key, right_key, left_system, right_system, coalesce(trusted, ''),"
                f" coalesce(org_id, '') FROM read_parquet({quoted(str(self.links.told_file))})"
                f" WHERE kind IN ('{DIFFER}', '{MISSING}') ORDER BY ALL"
            )
            while rows := found.fetchmany(10_000):
                for row in rows:
                    yield Difference(*row)


def review(data: Path, links: Links) -> Review:
    """What there is to review of these links."""
    manifest = open_store(data).snapshot(links.snapshot)
    titles = {delivery.system: delivery.name or delivery.system for delivery in manifest.deliveries}
    main = next((pair.left for pair in links.source_pairs if pair.entity == "person"), "")
    return Review(links, titles, main)
