"""What each source says of one device, side by side, without any personal column."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cupola.engine.record.reader import EVERYTHING, reader
from cupola.engine.record.store import open_store

SIDES = """
SELECT d.device_id, any_value(d.serial_number), any_value(d.asset_tag), any_value(d.device_type),
       concat_ws(' ', CASE WHEN NOT coalesce(starts_with(lower(any_value(d.model)), lower(any_value(d.manufacturer))),
                                             true) THEN any_value(d.manufacturer) END, any_value(d.model)),
       any_value(d.lifecycle), any_value(d.location), any_value(d.purchase_date), any_value(d.purchase_cost),
       any_value(d.support_end), concat_ws(' ', any_value(d.os), any_value(d.os_version)), any_value(o.seen_at),
       any_value(a.kinds), any_value(a.place)
FROM devices d
JOIN wanted w ON w.device_id = d.device_id
LEFT JOIN (SELECT device_id, max(seen_at) AS seen_at FROM device_observations GROUP BY device_id) o
  ON o.device_id = d.device_id
LEFT JOIN (SELECT device_id, list_sort(list(DISTINCT kind)) AS kinds, min(location) AS place
           FROM device_assignments GROUP BY device_id) a ON a.device_id = d.device_id
GROUP BY d.device_id ORDER BY d.device_id"""


@dataclass(frozen=True, slots=True)
class Side:
    """One source's row of a device. `assignments` says in which ways it names a holder or a place, never whom."""

    device_id: str
    system: str
    serial: str
    tag: str
    kind: str
    model: str
    lifecycle: str
    place: str
    bought_on: date | None
    cost: float | None
    support_end: date | None
    runs: str
    seen_at: datetime | None
    assignments: tuple[str, ...]
    assigned_place: str


def sides_of(data: Path, device_ids: Collection[str]) -> tuple[Side, ...]:
    """The rows of the record in force with these keys; what is no longer in it is left out."""
    manifest = open_store(data).current()
    if manifest is None or not device_ids:
        return ()
    names = {delivery.system: delivery.name for delivery in manifest.deliveries}
    with reader(data, EVERYTHING) as connection:
        connection.execute("CREATE TEMP TABLE wanted (device_id VARCHAR)")
        connection.executemany("INSERT INTO wanted VALUES (?)", [[key] for key in sorted(device_ids)])
        rows = connection.execute(SIDES).fetchall()
    return tuple(
        Side(
            device_id=str(row[0]),
            system=names.get(str(row[0]).partition(":")[0]) or str(row[0]).partition(":")[0],
            serial=row[1] or "",
            tag=row[2] or "",
            kind=row[3] or "",
            model=row[4] or "",
            lifecycle=row[5] or "",
            place=row[6] or "",
            bought_on=row[7],
            cost=row[8],
            support_end=row[9],
            runs=row[10] or "",
            seen_at=row[11],
            assignments=tuple(row[12] or ()),
            assigned_place=row[13] or "",
        )
        for row in rows
    )
