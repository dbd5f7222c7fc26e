"""What each system calls one school: its name and its numbers there, and numbers that contradict each other."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from cupola.engine.backends import duck
from cupola.engine.backends.duck import quoted
from cupola.engine.linking.links import Links
from cupola.engine.linking.names import MACROS
from cupola.engine.linking.sides import crosswalk_file
from cupola.engine.linking.sources import open_tables
from cupola.engine.record.store import open_store

# Numbers of which a school has one, whoever writes it down.
ONE = ("nces", "state")
ROWS = """
SELECT coalesce(w.linked_id, o.org_id), o.org_id, o.name, split_part(o.org_id, ':', 1),
       coalesce(list({{'kind': i.id_type, 'value': i.value}} ORDER BY i.id_type, i.value)
                FILTER (i.value IS NOT NULL), [])
FROM (SELECT org_id, min(name) AS name FROM orgs WHERE org_type = 'school' GROUP BY org_id) o
LEFT JOIN {known} w ON w.entity = 'org' AND w.key = o.org_id
LEFT JOIN (SELECT DISTINCT org_id, id_type, trim(value) AS value FROM {numbers}) i ON i.org_id = o.org_id
GROUP BY ALL ORDER BY ALL"""
NO_NUMBERS = "(SELECT '' AS org_id, '' AS id_type, '' AS value WHERE false)"
NO_LINKS = "(SELECT '' AS entity, '' AS key, '' AS linked_id)"


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a school: `sourced_id`, `school_code`, `state`, `nces`, `ed_fi` or `other`."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class SchoolSide:
    """A school as one system has it, and why it is this one; `why` is empty for the record that stands for all."""

    key: str
    name: str
    title: str
    numbers: tuple[Number, ...]
    why: str


@dataclass(frozen=True, slots=True)
class School:
    """One school over all systems. `contradict` are kinds of numbers of which it should have one and has several."""

    key: str
    sides: tuple[SchoolSide, ...]
    contradict: tuple[str, ...]

    @property
    def name(self) -> str:
        """The name that stands for all."""
        return self.sides[0].name


def schools_seen(data: Path, links: Links) -> tuple[School, ...]:
    """Every school of the links of a snapshot, by name."""
    store = open_store(data)
    manifest = store.snapshot(links.snapshot)
    titles = {delivery.system: delivery.name or delivery.system for delivery in manifest.deliveries}
    walk = crosswalk_file(data, links.snapshot)
    known = f"read_parquet({quoted(str(walk))})" if walk.is_file() else NO_LINKS
    with closing(duck.connect()) as connection:
        connection.execute(MACROS)
        opened = open_tables(connection, store, manifest)
        if not opened.has("orgs"):
            return ()
        numbers = "org_identifiers" if opened.has("org_identifiers") else NO_NUMBERS
        rows = connection.execute(ROWS.format(known=known, numbers=numbers)).fetchall()
    why = _reasons(links)
    found: dict[str, list[SchoolSide]] = {}
    for head, key, name, system, said in rows:
        told = tuple(Number(each["kind"], each["value"]) for each in said)
        side = SchoolSide(key, name or key, titles.get(system, system), told, "" if key == head else why.get(key, ""))
        found.setdefault(head, []).append(side)
    schools = [School(head, tuple(sorted(sides, key=_place)), _contradicting(sides)) for head, sides in found.items()]
    return tuple(sorted(schools, key=lambda school: (school.name.lower(), school.key)))


def _place(side: SchoolSide) -> tuple[bool, str, str]:
    """The record that stands for all first: it alone needs no reason."""
    return bool(side.why), side.title, side.key


def _reasons(links: Links) -> dict[str, str]:
    """Why each record of a school is linked to any other."""
    found: dict[str, str] = {}
    for each in links.some("entity = 'org' AND band = 'linked'"):
        words = "; ".join(reason.words for reason in each.reasons)
        for key in (each.left, each.right):
            found.setdefault(key, words)
    return found


def _contradicting(sides: list[SchoolSide]) -> tuple[str, ...]:
    found = []
    for kind in ONE:
        values = {each.value.lstrip("0").upper() for side in sides for each in side.numbers if each.kind == kind}
        # With the district's number in front or without it is one number.
        if len({value[-7:].lstrip("0") if kind == "state" and value.isdigit() else value for value in values}) > 1:
            found.append(kind)
    return tuple(found)
