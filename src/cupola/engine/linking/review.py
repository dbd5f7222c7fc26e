"""What a review of links starts from: pairs to look at with their schools, and what linked sources disagree about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.backends.duck import quoted
from cupola.engine.linking.links import LINKED, PROPOSED, Link, Links
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import lay_people
from cupola.engine.linking.sources import open_tables
from cupola.engine.linking.trust import most_trusted, trusted_kinds
from cupola.engine.record.store import open_store

if TYPE_CHECKING:
    import duckdb

SAMPLE = 100
MISSING = "missing"
# Field -> when two linked people differ in it; what one of them does not say is no difference.
DIFFER = {
    "first_name": "l.given <> r.given AND NOT list_has_any(l.given_forms, r.given_forms)",
    "last_name": "l.family <> r.family",
    "born": "l.birth <> r.birth",
    "sex": "l.sex <> r.sex",
    "grade": "l.grade <> r.grade",
    "school": "l.one_school <> r.one_school",
    "address": "l.street <> r.street",
    "phone": "NOT list_has_any(l.phones, r.phones)",
}
# A source of these kinds is about all students, so that a student who is not in it is missing there.
WHOLE = ("roster", "enrollment", "state", "lms")


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
    """The people of a snapshot laid out, and what is asked about them."""

    connection: duckdb.DuckDBPyConnection
    data: Path
    links: Links
    kinds: dict[str, str]
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
        schools = self._schools([key for link in found for key in (link.left, link.right)])
        for link in found:
            named = {schools[key] for key in (link.left, link.right) if key in schools}
            yield ToReview(link, named.pop() if len(named) == 1 and link.entity == "person" else "")

    def differences(self) -> Iterator[Difference]:
        """What linked people differ in, by fields that somebody is trusted with, and who is missing where."""
        pairs = [pair for pair in self.links.source_pairs if pair.entity == "person" and pair.left == self.main]
        order = trusted_kinds(self.data)
        for pair in pairs:
            both = {pair.left: self.kinds.get(pair.left, ""), pair.right: self.kinds.get(pair.right, "")}
            for field, condition in DIFFER.items():
                if set(both.values()) <= set(order.get(field, ())):
                    trusted = most_trusted(order[field], both)
                    yield from self._differing(field, condition, (pair.left, pair.right), trusted=trusted)
            is_about_the_same = pair.linked >= 0.5 * min(pair.left_records, pair.right_records) > 0
            if both[pair.right] in WHOLE and is_about_the_same:
                yield from self._missing(pair.left, pair.right)

    def _differing(self, field: str, condition: str, systems: tuple[str, str], *, trusted: str) -> Iterator[Difference]:
        found = self.connection.execute(
            "SELECT l.key, r.key, coalesce(l.one_school, '') FROM pairs p JOIN sided l ON l.key = p.left_key"
            " JOIN sided r ON r.key = p.right_key WHERE p.left_system = ? AND p.right_system = ?"
            f" AND l.is_current AND r.is_current AND (l.who & 3) > 0 AND ({condition}) ORDER BY 1, 2",
            list(systems),
        )
        while rows := found.fetchmany(10_000):
            for left, right, school in rows:
                yield Difference(field, left, right, *systems, trusted, school)

    def _missing(self, left: str, right: str) -> Iterator[Difference]:
        """Students of one source whom the other does not have; who waits for a person's word is not counted."""
        for here, there in ((left, right), (right, left)):
            found = self.connection.execute(
                "SELECT s.key, coalesce(s.one_school, '') FROM sided s WHERE s.system = $here AND s.is_current"
                " AND (s.who & 1) > 0 AND NOT EXISTS (SELECT 1 FROM walk w WHERE w.linked_id = s.linked_id"
                " AND starts_with(w.key, $there || ':')) AND s.key NOT IN (SELECT unnest([left_key, right_key])"
                " FROM asked WHERE (left_system = $here AND right_system = $there)"
                " OR (left_system = $there AND right_system = $here)) ORDER BY 1",
                {"here": here, "there": there},
            ).fetchall()
            for key, school in found:
                ours, theirs = (key, "") if here == left else ("", key)
                yield Difference(MISSING, ours, theirs, left, right, here, school)

    def _schools(self, keys: list[str]) -> dict[str, str]:
        """The linked id of the school of each of these people that names one."""
        sql = "SELECT key, one_school FROM sided WHERE one_school IS NOT NULL AND key IN (SELECT unnest(?))"
        return dict(self.connection.execute(sql, [keys]).fetchall()) if keys else {}


@contextmanager
def review(data: Path, links: Links) -> Iterator[Review]:
    """The people of the snapshot of these links, read once."""
    store = open_store(data)
    manifest = store.snapshot(links.snapshot)
    kinds = {delivery.system: delivery.kind for delivery in manifest.deliveries}
    titles = {delivery.system: delivery.name or delivery.system for delivery in manifest.deliveries}
    main = next((pair.left for pair in links.source_pairs if pair.entity == "person"), "")
    with (
        TemporaryDirectory(prefix="cupola-review-") as spill,
        closing(duck.connect(spill=Path(spill), keep_order=False)) as connection,
    ):
        connection.execute("SET disabled_optimizers = ''")
        lay_names(connection, data)
        opened = open_tables(connection, store, manifest)
        lay_people(opened)
        _lay_links(connection, links)
        yield Review(connection, data, links, kinds, titles, main)


def _lay_links(connection: duckdb.DuckDBPyConnection, links: Links) -> None:
    """`pairs` linked, `asked` proposed, `walk` the linked ids, `sided` the people with their linked id and school."""
    made = quoted(str(links.links_file))
    for table, band in (("pairs", LINKED), ("asked", PROPOSED)):
        connection.execute(
            f"CREATE TEMP TABLE {table} AS SELECT left_system, right_system, left_key, right_key"
            f" FROM read_parquet({made}) WHERE entity = 'person' AND band = '{band}'"
        )
    walk = f"read_parquet({quoted(str(links.crosswalk_file))})"
    connection.execute(f"CREATE TEMP TABLE walk AS SELECT key, linked_id FROM {walk} WHERE entity = 'person'")
    connection.execute(
        "CREATE TEMP TABLE sided AS SELECT p.* EXCLUDE (grade), nullif(upper(trim(p.grade)), '') AS grade,"
        " w.linked_id, o.linked_id AS one_school FROM people p LEFT JOIN walk w ON w.key = p.key"
        f" LEFT JOIN (SELECT key, linked_id FROM {walk} WHERE entity = 'org') o ON o.key = p.school"
    )
