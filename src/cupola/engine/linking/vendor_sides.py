"""What each list says of one vendor: how it is written there, what the vendor does, and what that costs."""

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
from cupola.engine.linking.vendors import ENTITY, lay_vendors
from cupola.engine.record.store import open_store


@dataclass(frozen=True, slots=True)
class Does:
    """What a vendor does in one list: `systems`, `lines`, `sold`, `made` or `materials`, and in how many rows.

    `dollars` is what those rows cost, each year for systems and lines and once for what was sold; None where no row
    says. `unpriced` is how many rows say nothing.
    """

    what: str
    rows: int
    dollars: float | None
    unpriced: int


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name in one list, and why it is the vendor's; `why` is empty for the name that stands for all."""

    key: str
    name: str
    system: str
    title: str
    does: tuple[Does, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor with every name that is linked; the first is the one that stands for all."""

    key: str
    spellings: tuple[Spelling, ...]

    @property
    def name(self) -> str:
        """The name that stands for all."""
        return self.spellings[0].name

    @property
    def ways(self) -> int:
        """In how many ways it is written, letter case and all."""
        return len({each.name for each in self.spellings})


def vendors_seen(data: Path, links: Links) -> tuple[Vendor, ...]:
    """Every vendor of the links of a snapshot, by name."""
    why = {
        frozenset((each.left, each.right)): "; ".join(reason.words for reason in each.reasons)
        for each in links.some(f"entity = '{ENTITY}' AND band = 'linked'")
    }
    heads: dict[str, list[Spelling]] = {}
    for head, spelling in _spellings(data, links.snapshot):
        told = Spelling(
            spelling.key,
            spelling.name,
            spelling.system,
            spelling.title,
            spelling.does,
            why.get(frozenset((head, spelling.key)), ""),
        )
        heads.setdefault(head, []).append(told)
    found = [Vendor(head, tuple(sorted(names, key=_place))) for head, names in heads.items()]
    return tuple(sorted(found, key=lambda vendor: (vendor.name.lower(), vendor.key)))


def _place(spelling: Spelling) -> tuple[bool, str, str]:
    """The name that stands for all first: it alone needs no reason."""
    return bool(spelling.why), spelling.name, spelling.key


def sides_of_vendors(data: Path, snapshot: str, keys: tuple[str, ...]) -> tuple[Spelling, ...]:
    """These names alone, as their lists have them."""
    return tuple(spelling for _, spelling in _spellings(data, snapshot) if spelling.key in keys)


def _spellings(data: Path, snapshot: str) -> list[tuple[str, Spelling]]:
    """Each name with the key that stands for its vendor: its own where it is not linked yet."""
    store = open_store(data)
    manifest = store.snapshot(snapshot)
    titles = {delivery.system: delivery.name or delivery.system for delivery in manifest.deliveries}
    walk = crosswalk_file(data, snapshot)
    known = (
        f"read_parquet({quoted(str(walk))})" if walk.is_file() else "(SELECT '' AS entity, '' AS key, '' AS linked_id)"
    )
    with closing(duck.connect()) as connection:
        connection.execute(MACROS)
        lay_vendors(open_tables(connection, store, manifest), data)
        rows = connection.execute(
            "SELECT coalesce(w.linked_id, v.key), v.key, v.name, v.system,"
            " list({'what': v.does, 'rows': v.n, 'dollars': v.dollars, 'unpriced': v.unpriced} ORDER BY v.does)"
            f" FROM vendor_rows v LEFT JOIN {known} w ON w.entity = '{ENTITY}' AND w.key = v.key"
            " GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    return [
        (head, Spelling(key, name, system, titles.get(system, system), tuple(Does(**each) for each in does), ""))
        for head, key, name, system, does in rows
    ]
