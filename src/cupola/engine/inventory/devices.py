"""One row for each physical device, with its holder, its school, its money and its one state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from cupola.engine.inventory.opened import Opened
from cupola.engine.inventory.states import PUT_AWAY, Facts, Limits, state_of

# When every third holder would have left, the roster is between two school years, and nobody is said to have left.
ROLLOVER = 3
WHERE_PLACED = """
CREATE TEMP TABLE placed AS
WITH told AS (
  SELECT p.device, s.source, s.place, s.lifecycle FROM physical p JOIN said s USING (device_id) WHERE s.place <> ''
  UNION
  SELECT p.device, s.source, a.location, s.lifecycle
  FROM physical p JOIN said s USING (device_id) JOIN device_assignments a USING (device_id) WHERE a.location <> ''
),
parts AS (
  SELECT place, unnest(string_split(place, '/')) AS part, generate_subscripts(string_split(place, '/'), 1) AS deep
  FROM (SELECT DISTINCT place FROM told)
),
by_name AS (
  SELECT place, arg_max(n.org_id, deep) AS org_id FROM parts JOIN place_names n ON n.said = folded(part) GROUP BY place
),
counted AS (
  SELECT t.place, l.org_id, count(*) AS n
  FROM told t JOIN held h USING (device) JOIN student_schools l ON l.person = h.person AND l.is_now
  GROUP BY t.place, l.org_id
),
learned AS (
  -- A place is a school's when four of five devices in it are with that school's students.
  SELECT place, org_id FROM (SELECT *, sum(n) OVER (PARTITION BY place) AS all_n FROM counted)
  WHERE n >= 5 AND 5 * n >= 4 * all_n
)
SELECT t.device, t.source, t.place, t.lifecycle, coalesce(b.org_id, l.org_id) AS org_id
FROM told t LEFT JOIN by_name b USING (place) LEFT JOIN learned l USING (place)"""
# The register's word first, then what device management assigns, then who used it last; one who is known first.
HELD = """
CREATE TEMP TABLE held AS
WITH told AS (
  SELECT p.device, a.email, coalesce(w.person, n.person) AS person,
         CASE a.kind WHEN 'checked_out' THEN 1 WHEN 'assigned' THEN 2 WHEN 'annotated' THEN 2 ELSE 4 END
           + CASE WHEN coalesce(w.person, n.person) IS NULL THEN 10 ELSE 0 END AS rank,
         CASE a.kind WHEN 'checked_out' THEN 'register' WHEN 'recent_user' THEN 'last user' ELSE 'management' END
           AS way
  FROM physical p JOIN said s USING (device_id) JOIN device_assignments a USING (device_id)
  LEFT JOIN addresses w ON w.said = lower(trim(a.email))
  LEFT JOIN addresses n ON n.said = ltrim(lower(trim(a.email)), '0') AND n.said NOT LIKE '%@%'
  WHERE a.email <> '' AND s.lifecycle IN ('in_service', 'unknown', 'stock')
),
rooms AS (
  SELECT DISTINCT p.device
  FROM physical p JOIN said s USING (device_id) JOIN device_assignments a USING (device_id)
  WHERE s.source = 'register' AND a.location <> '' AND coalesce(a.email, '') = ''
    AND p.device NOT IN (SELECT device FROM told WHERE rank IN (1, 11))
)
SELECT t.device, arg_min(t.person, t.rank) AS person, arg_min(t.way, t.rank) AS way
FROM told t LEFT JOIN rooms r ON r.device = t.device
WHERE r.device IS NULL OR t.rank IN (2, 12)
GROUP BY t.device"""
DEVICES = """
WITH more AS (
  SELECT device_id, min(fund) AS fund, min(due_on) AS due_on, min(room) AS room FROM register_more GROUP BY device_id
),
newest AS (
  SELECT s.system, least(CAST(max(o.seen_at) AS DATE), $day) AS day
  FROM device_observations o JOIN said s USING (device_id) GROUP BY s.system
),
seen AS (
  SELECT p.device, max(CAST(o.seen_at AS DATE)) AS last_seen,
         min(greatest(date_diff('day', CAST(o.seen_at AS DATE), n.day), 0)) AS silent_days
  FROM device_observations o JOIN said s USING (device_id) JOIN newest n ON n.system = s.system
  JOIN physical p USING (device_id)
  GROUP BY p.device
),
rooms AS (
  SELECT DISTINCT p.device FROM physical p JOIN said s USING (device_id) JOIN device_assignments a USING (device_id)
  WHERE s.source = 'register' AND a.location <> '' AND coalesce(a.email, '') = ''
),
schools AS (
  SELECT device, min(org_id) FILTER (source = 'register') AS registered, min(org_id) AS any_org,
         coalesce(min(place) FILTER (source = 'register'), min(place)) AS place
  FROM placed GROUP BY device
),
away AS (
  SELECT pl.device, min(pl.source) AS source, min(pl.org_id) AS org_id
  FROM placed pl JOIN held h USING (device) JOIN people m ON m.person = h.person AND m.is_student AND m.is_current
  WHERE pl.org_id IN (SELECT org_id FROM student_schools WHERE is_now)
    AND pl.lifecycle IN ('in_service', 'unknown')
    AND h.person IN (SELECT person FROM student_schools)
    AND NOT EXISTS (FROM student_schools l WHERE l.person = h.person AND l.org_id = pl.org_id)
  GROUP BY pl.device
),
ones AS (
  SELECT p.device, list_sort(list(DISTINCT s.device_id)) AS ids,
         coalesce(min(s.serial_as_written) FILTER (s.source = 'managed'), min(s.serial_as_written)) AS serial,
         coalesce(min(s.tag_as_written) FILTER (s.source = 'register'), min(s.tag_as_written)) AS tag,
         coalesce(min(s.model) FILTER (s.source = 'register'), min(s.model)) AS model,
         coalesce(min(s.kind) FILTER (s.source = 'register'), min(s.kind)) AS kind,
         coalesce(min(s.bought_on) FILTER (s.source = 'register'), min(s.bought_on)) AS bought_on,
         coalesce(max(s.cost) FILTER (s.source = 'register' AND s.cost > 0), max(s.cost) FILTER (s.cost > 0)) AS cost,
         coalesce(max(s.support_end) FILTER (s.source = 'managed'), max(s.support_end)) AS support_end,
         list(DISTINCT s.lifecycle) FILTER (s.source = 'register') AS registered,
         list(DISTINCT s.lifecycle) FILTER (coalesce(s.source, 'managed') <> 'register') AS managed,
         min(m.fund) AS fund, min(m.due_on) AS due_on, min(m.room) AS room
  FROM physical p JOIN said s USING (device_id) LEFT JOIN more m USING (device_id) GROUP BY p.device
)
SELECT o.device, o.ids, o.serial, o.tag, o.model, o.kind, o.bought_on, o.cost, o.support_end, o.registered, o.managed,
       o.fund, o.due_on, o.room, c.place, coalesce(c.registered, c.any_org, m.org_id) AS school,
       h.person IS NOT NULL OR h.way IS NOT NULL AS has_holder, h.person, h.way, m.is_student, m.is_current,
       m.org_id AS holder_school, e.last_seen, e.silent_days, r.device IS NOT NULL AS is_of_room,
       a.source AS away_source, ao.name AS away_name
FROM ones o
LEFT JOIN schools c USING (device) LEFT JOIN held h USING (device) LEFT JOIN people m ON m.person = h.person
LEFT JOIN seen e USING (device) LEFT JOIN rooms r USING (device) LEFT JOIN away a USING (device)
LEFT JOIN (SELECT org_id, min(name) AS name FROM orgs GROUP BY org_id) ao ON ao.org_id = a.org_id
ORDER BY o.device"""
WORST = ("lost", "retired", "repair", "stock", "in_service", "unknown")
MANAGED_WORST = ("lost", "in_service", "unknown", "stock", "repair", "retired")


@dataclass(frozen=True, slots=True)
class Device:
    """One physical device. `ids` are its rows in the record, `school` the org where it is booked, else placed.

    `cents` is None when neither a purchase price nor a price of its type is known; `is_priced_by_rate` marks the
    latter. `holder` is the key of a person, `way` who says so (register, management, last user).
    """

    key: str
    ids: tuple[str, ...]
    serial: str
    tag: str
    model: str
    kind: str
    state: str
    reason: str
    in_register: bool
    is_managed: bool
    is_bought: bool
    with_student: bool
    school: str | None = None
    place: str = ""
    room: str = ""
    fund: str = ""
    holder: str = ""
    way: str = ""
    holder_school: str | None = None
    bought_on: date | None = None
    support_end: date | None = None
    last_seen: date | None = None
    due_on: date | None = None
    cents: int | None = None
    is_priced_by_rate: bool = False


def find_devices(record: Opened, limits: Limits, prices: Mapping[str, int]) -> tuple[Device, ...]:
    """Every physical device, in the order of its key; `prices` are cents by type where no purchase price is known.

    Needs the tables of `lay_out_people` and `join_devices`.
    """
    connection = record.connection
    connection.execute(HELD)
    connection.execute(WHERE_PLACED)
    found = connection.execute(DEVICES, {"day": record.day})
    columns = [str(column[0]) for column in found.description or ()]
    rows = [dict(zip(columns, row, strict=True)) for row in found.fetchall()]
    managed_kinds = {row["kind"] for row in rows if row["managed"]}
    has_register = any(row["registered"] for row in rows)
    held = [row for row in rows if row["person"]]
    trusts = ROLLOVER * sum(not row["is_current"] for row in held) < len(held) or len(held) < ROLLOVER
    return tuple(
        _device(row, _facts(row, managed_kinds, has_register=has_register, trusts=trusts), limits, prices=prices)
        for row in rows
    )


def _facts(row: Mapping[str, Any], managed_kinds: set[Any], *, has_register: bool, trusts: bool) -> Facts:
    said = {"register": "the register", "managed": "device management"}.get(row["away_source"] or "", "")
    away = f"{said[:1].upper()}{said[1:]} has it at {row['away_name']}, which is not its student’s school."
    return Facts(
        register=_worst(row["registered"], WORST),
        management=_worst(row["managed"], MANAGED_WORST),
        has_holder=bool(row["has_holder"]),
        holder_is_known=bool(row["person"]),
        holder_is_here=not row["person"] or bool(row["is_current"]) or not trusts,
        is_of_room=bool(row["is_of_room"]) and not row["has_holder"],
        silent_days=row["silent_days"],
        support_end=row["support_end"],
        elsewhere=away if said else "",
        kind_is_managed=row["kind"] in managed_kinds,
        has_register=has_register,
    )


def _worst(said: list[str] | None, order: tuple[str, ...]) -> str:
    return min(said, key=lambda each: order.index(each) if each in order else len(order)) if said else ""


def _device(row: Mapping[str, Any], facts: Facts, limits: Limits, *, prices: Mapping[str, int]) -> Device:
    state, reason = state_of(facts, limits)
    kind = row["kind"] or "other"
    cents = round(row["cost"] * 100) if row["cost"] else None
    in_register = bool(facts.register)
    device = Device(
        key=row["device"],
        ids=tuple(row["ids"]),
        serial=row["serial"] or "",
        tag=row["tag"] or "",
        model=row["model"] or "",
        kind=kind,
        state=state,
        reason=reason,
        in_register=in_register,
        is_managed=facts.management not in ("", "retired"),
        is_bought=in_register and facts.register != "retired",
        with_student=bool(row["is_student"] and row["is_current"]) and state not in PUT_AWAY,
        school=row["school"],
        place=row["place"] or "",
        room=row["room"] or "",
        fund=row["fund"] or "",
        holder=row["person"] or "",
        way=row["way"] or "",
        holder_school=row["holder_school"],
        bought_on=row["bought_on"],
        support_end=row["support_end"],
        last_seen=row["last_seen"],
        due_on=row["due_on"],
        cents=cents,
    )
    if cents is None and kind in prices:
        return replace(device, cents=prices[kind], is_priced_by_rate=True)
    return device
