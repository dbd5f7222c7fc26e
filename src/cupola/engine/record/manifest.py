"""What a snapshot is made of, and how that is written down so that later versions can still read it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from typing import Any

from cupola.engine.errors import StoreError

FORMAT = 1
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class DeliveredFile:
    """One file of a delivery: `sha256` and `bytes` are those of the untouched file.

    `mapping` is the hash of the mapping it was read with, `modified` the time the file itself carries
    (ISO 8601), `rows` and `rows_set_aside` what reading it gave, `mode` what its package says of it
    (bulk or delta); `closed` marks no file that came, but the rows of a table that are no longer listed.
    """

    name: str
    sha256: str
    bytes: int
    encoding: str | None
    line_end: str | None
    header: tuple[str, ...]
    rows: int
    rows_set_aside: int
    recognised_as: str | None
    modified: str | None = None
    mapping: str | None = None
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """The files of one system that came in together: who brought them and when (UTC).

    `kind` and `name` are those of the system (`sis`, `Harbor SIS`).
    """

    system: str
    files: tuple[DeliveredFile, ...]
    who: str
    when: datetime
    kind: str = "other"
    name: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows that one table has from one file.

    `object` names the content: two parts with the same columns, types and rows in the same order have
    the same object. `file` counts in `Manifest.files`; None when the rows come from several files.
    `first_line` is the physical line of the first row where lines follow from the row order;
    `line_column` says that the line of each row stands in its column `_line` instead. `layer` is `source`
    for rows as delivered, `record` for record tables, `closed` for rows of either that their source no
    longer lists: nobody counts, compares or judges them with the others.
    """

    table: str
    layer: str
    system: str
    file: int | None
    object: str
    rows: int
    columns: tuple[str, ...]
    first_line: int | None = None
    line_column: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that a snapshot is: its origin, its deliveries, and the parts of each of its tables."""

    id: str
    parent: str | None
    made_at: datetime
    as_of: date
    program: str
    deliveries: tuple[Delivery, ...]
    tables: Mapping[str, tuple[Part, ...]]

    @property
    def files(self) -> tuple[DeliveredFile, ...]:
        """The files of all deliveries, in order: what `Part.file` counts in."""
        return tuple(file for delivery in self.deliveries for file in delivery.files)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of all tables."""
        return tuple(part for parts in self.tables.values() for part in parts)

    def listed(self, table: str) -> tuple[Part, ...]:
        """The parts of a table without rows that are no longer listed."""
        return tuple(part for part in self.tables.get(table, ()) if part.layer != CLOSED)

    @property
    def objects(self) -> frozenset[str]:
        """The contents that this snapshot cannot do without."""
        return frozenset(part.object for part in self.parts)


def substance(manifest: Manifest) -> object:
    """What makes a snapshot different from another: contents and files, not when or by whom."""
    files = [
        (delivery.system, file.name, file.sha256, file.recognised_as, file.mapping)
        for delivery in manifest.deliveries
        for file in delivery.files
    ]
    return files, sorted((name, parts) for name, parts in manifest.tables.items())


def new_id(made_at: datetime, newest: str | None, seed: str) -> str:
    """An id that sorts after every older one, even when the clock was set back."""
    stamp = made_at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")[:-3]
    if newest is not None and stamp <= newest.split("-")[0]:
        stamp = _millisecond_after(newest.split("-")[0])
    short = sha256(f"{stamp}\0{seed}".encode()).hexdigest()[:8]
    return f"{stamp}-{short}"


def _millisecond_after(stamp: str) -> str:
    moment = datetime.strptime(stamp + "+0000", "%Y%m%dT%H%M%S%f%z") + timedelta(milliseconds=1)
    return moment.strftime("%Y%m%dT%H%M%S%f")[:-3]


def to_json(manifest: Manifest) -> bytes:
    """The manifest as it is kept in its own file: one JSON object with `format` first."""
    return json.dumps(_body(manifest), default=_plain, indent=1).encode() + b"\n"


def to_line(manifest: Manifest) -> bytes:
    """The manifest as it is kept in the archive: the same on one line."""
    return json.dumps(_body(manifest), default=_plain, separators=(",", ":")).encode()


def _body(manifest: Manifest) -> dict[str, Any]:
    body: dict[str, Any] = {"format": FORMAT, **asdict(manifest)}
    body["tables"] = {name: [asdict(part) for part in parts] for name, parts in sorted(manifest.tables.items())}
    return body


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a manifest holds no {type(value).__name__}")


def from_json(content: bytes, place: str) -> Manifest:
    """Read a manifest; raises `StoreError` when it is damaged or of a later format."""
    try:
        body = json.loads(content)
        if body["format"] > FORMAT:
            raise StoreError(
                place,
                f"was written by a later version of Cupola (format {body['format']}).",
                "Install that version, or name another data folder.",
            )
        return _manifest(body)
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(
            place,
            f"the manifest is damaged ({error}).",
            "Restore the data folder from a backup, or write the id of an older snapshot into the file `current`.",
        ) from error


def _manifest(body: Mapping[str, Any]) -> Manifest:
    return Manifest(
        id=body["id"],
        parent=body["parent"],
        made_at=datetime.fromisoformat(body["made_at"]),
        as_of=date.fromisoformat(body["as_of"]),
        program=body["program"],
        deliveries=tuple(_delivery(entry) for entry in body["deliveries"]),
        tables={name: tuple(_part(entry) for entry in parts) for name, parts in body["tables"].items()},
    )


def _delivery(body: Mapping[str, Any]) -> Delivery:
    files = tuple(DeliveredFile(**{**entry, "header": tuple(entry["header"])}) for entry in body["files"])
    when = datetime.fromisoformat(body["when"])
    return Delivery(body["system"], files, body["who"], when, body.get("kind", "other"), body.get("name", ""))


def _part(body: Mapping[str, Any]) -> Part:
    return Part(**{**body, "columns": tuple(body["columns"])})
