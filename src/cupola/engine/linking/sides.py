"""What each source says of one person, side by side, for those who may see that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.backends.duck import quoted
from cupola.engine.linking.names import MACROS
from cupola.engine.linking.people import lay_rows
from cupola.engine.linking.sources import Opened, open_tables
from cupola.engine.record.reader import Scope
from cupola.engine.record.store import open_store

if TYPE_CHECKING:
    import duckdb

# Fields in the order in which a page shows them; only these two say nothing of who it is.
FIELDS = (
    *("first_name", "middle", "last_name", "born", "sex", "grade", "school"),
    *("local_number", "state_number", "email", "phone", "address"),
)
PLAIN = frozenset({"grade", "school"})
ROWS = """
SELECT r.system, r.key, coalesce(r.school, '') AS org,
       coalesce(r.given_raw, r.full_raw), r.middle_raw, r.family_raw, r.birth::VARCHAR, r.sex, r.grade,
       coalesce(o.name, ''), r.local_id, r.state_id, coalesce(r.mail, array_to_string(r.mails, ', ')),
       array_to_string(r.phones, ', '), r.street
FROM raw_people r LEFT JOIN (SELECT org_id, min(name) AS name FROM orgs GROUP BY org_id) o ON o.org_id = r.school
ORDER BY r.key"""
BARE = "substr(key, strpos(key, ':') + 1)"
# Where a table names people by the record's key, and where by a number of the source.
BY_PERSON = {
    "persons": "person_id",
    "person_org_roles": "person_id",
    "demographics": "person_id",
    "accounts": "account_id",
}
BY_NUMBER = {
    "oneroster_users": ("sourced_id",),
    "student_list": ("record_id", "local_id", "state_id"),
    "result_list": ("local_id", "state_id", "vendor_id"),
    "staff_list": ("staff_id",),
    "position_list": ("staff_id",),
    "calpads_information": ("local_id",),
}
NO_ORGS = "CREATE OR REPLACE TEMP VIEW orgs AS SELECT NULL::VARCHAR AS org_id, NULL::VARCHAR AS name WHERE false"


@dataclass(frozen=True, slots=True)
class Side:
    """One source's record of a person: its key, the source, and what it says by field; empty is not given."""

    key: str
    system: str
    title: str
    kind: str
    says: Mapping[str, str]


def crosswalk_file(data: Path, snapshot: str) -> Path:
    """Where the linked ids of a snapshot lie, also when somebody decided something since."""
    return data / "links" / f"crosswalk-{snapshot}.parquet"


def same_as(data: Path, snapshot: str, key: str, *, entity: str = "person") -> tuple[str, ...]:
    """Every key that stands for the same one as this key; the key alone where nothing is linked to it."""
    walk = crosswalk_file(data, snapshot)
    if not walk.is_file():
        return (key,)
    rows = f"read_parquet({quoted(str(walk))})"
    with closing(duck.connect()) as connection:
        found = connection.execute(
            f"SELECT key FROM {rows} WHERE entity = $entity AND linked_id IN"
            f" (SELECT linked_id FROM {rows} WHERE entity = $entity AND key = $key) ORDER BY key",
            {"entity": entity, "key": key},
        ).fetchall()
    return tuple(str(row[0]) for row in found) or (key,)


def known_as(data: Path, snapshot: str, keys: Collection[str]) -> dict[str, str]:
    """Of these keys of people, those whose linked id is another key of the same source, with that key.

    So it is when a record was merged or given a new number: what was told of the old key is about the new one.
    """
    walk = crosswalk_file(data, snapshot)
    if not walk.is_file() or not keys:
        return {}
    with closing(duck.connect()) as connection:
        found = connection.execute(
            f"SELECT key, linked_id FROM read_parquet({quoted(str(walk))}) WHERE entity = 'person' AND key <> linked_id"
            " AND split_part(key, ':', 1) = split_part(linked_id, ':', 1) AND key IN (SELECT unnest(?))",
            [sorted(keys)],
        ).fetchall()
    return dict(found)


def linked_orgs(data: Path, snapshot: str) -> dict[str, str]:
    """The linked id of each school and district, by its key."""
    walk = crosswalk_file(data, snapshot)
    if not walk.is_file():
        return {}
    with closing(duck.connect()) as connection:
        sql = f"SELECT key, linked_id FROM read_parquet({quoted(str(walk))}) WHERE entity = 'org'"
        return dict(connection.execute(sql).fetchall())


def plain_sides(data: Path, snapshot: str, scope: Scope, *, keys: Collection[str]) -> tuple[Side, ...]:
    """The sides with those fields alone that say nothing of who it is."""
    return tuple(
        Side(
            each.key, each.system, each.title, each.kind, {name: each.says[name] for name in each.says if name in PLAIN}
        )
        for each in _within(_sides(data, snapshot, keys), scope, data, snapshot=snapshot)
    )


def sides_of_people(
    data: Path, snapshot: str, asked: tuple[Scope, Collection[str]], *, written_down: Callable[[int], object]
) -> tuple[Side, ...]:
    """The sides of these keys within a scope, with all fields.

    A scoped reader sees them when one of them is of an own school, and then those of other schools are left out.
    `written_down` is told how many there are before they are handed out; what it raises keeps them in.
    """
    scope, keys = asked
    found = tuple(each for each in _within(_sides(data, snapshot, keys), scope, data, snapshot=snapshot))
    written_down(len(found))
    return tuple(Side(each.key, each.system, each.title, each.kind, each.says) for each in found)


@dataclass(frozen=True, slots=True)
class _Found:
    key: str
    system: str
    title: str
    kind: str
    says: Mapping[str, str]
    org: str


def _sides(data: Path, snapshot: str, keys: Collection[str]) -> list[_Found]:
    store = open_store(data)
    manifest = store.snapshot(snapshot) if snapshot else store.current()
    if manifest is None or not keys:
        return []
    titles = {delivery.system: (delivery.name or delivery.system, delivery.kind) for delivery in manifest.deliveries}
    with closing(duck.connect()) as connection:
        connection.execute("SET disabled_optimizers = ''")
        connection.execute(MACROS)
        rows = _rows(connection, open_tables(connection, store, manifest), keys)
    found = []
    for row in rows:
        system, key, org = str(row[0]), str(row[1]), str(row[2])
        title, kind = titles.get(system, (system, ""))
        says = dict(zip(FIELDS, (str(cell or "").strip() for cell in row[3:]), strict=True))
        found.append(_Found(key, system, title, kind, says, org))
    return found


def _rows(connection: duckdb.DuckDBPyConnection, opened: Opened, keys: Collection[str]) -> list[tuple[object, ...]]:
    connection.execute("CREATE TEMP TABLE asked_for AS SELECT unnest(?) AS key", [sorted(keys)])
    _narrow(opened)
    lay_rows(opened, among="key IN (SELECT key FROM asked_for)")
    if not opened.has("orgs"):
        connection.execute(NO_ORGS)
    return connection.execute(ROWS).fetchall()


def _narrow(opened: Opened) -> None:
    """Leave in each table the rows of who is asked for and of their families: what one pair costs must not grow
    with the district."""
    others = ""
    if opened.has("person_relationships"):
        _keep(opened, "person_relationships", "person_id IN (SELECT key FROM asked_for)")
        others = " UNION SELECT other_person_id FROM person_relationships"
    opened.run(f"CREATE TEMP TABLE near AS SELECT key, {BARE} AS bare FROM (SELECT key FROM asked_for{others}) k")
    for table, column in BY_PERSON.items():
        if opened.has(table, column):
            _keep(opened, table, f"{column} IN (SELECT key FROM near)")
    for table, columns in BY_NUMBER.items():
        there = [f"coalesce({column} IN (SELECT bare FROM near), false)" for column in columns]
        there = [said for column, said in zip(columns, there, strict=True) if opened.has(table, column)]
        if there:
            _keep(opened, table, " OR ".join(there))
    for table, column in (("google_users", "primary_email"), ("entra_users", "user_principal_name")):
        if opened.has(table, column) and opened.has("accounts", "username"):
            _keep(opened, table, f"link_mail({column}) IN (SELECT link_mail(username) FROM accounts)")


def _keep(opened: Opened, table: str, condition: str) -> None:
    """Put the rows of a view that meet a condition in its place."""
    opened.run(f"CREATE TEMP TABLE kept_rows AS SELECT * FROM {table} WHERE {condition}")
    opened.run(f"DROP VIEW {table}")
    opened.run(f"ALTER TABLE kept_rows RENAME TO {table}")


def _within(found: list[_Found], scope: Scope, data: Path, *, snapshot: str) -> list[_Found]:
    if scope.everything:
        return found
    walk = linked_orgs(data, snapshot)
    own = {walk.get(key, key) for key in scope.schools}
    at_own = [each for each in found if walk.get(each.org, each.org) in own]
    if scope.own & {each.key for each in found}:
        return found
    return [each for each in found if each in at_own or not each.org] if at_own else []
