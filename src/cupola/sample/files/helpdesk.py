"""The help desk's tickets since school began, as Freshservice exports them: no subjects, no names."""

from dataclasses import dataclass
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, draw, lookup, stream
from cupola.sample.days import TODAY, iso, school_days
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.devices import CART, LAB, REPAIR, STAFF, STUDENT
from cupola.sample.population.district import District

PATH = "this-month/freshservice-tickets.csv"
HEADER = columns(
    "Ticket Id,Status,Priority,Source,Type,Category,Group,Created Time,Resolved Time,Closed Time,Last Updated Time,"
    "First Response Time (in Hrs),Resolution Time (in Hrs),Location,Asset Tag"
)
# Kind of ticket: its group, how often it comes, whether it is about a device, hours that half of them take.
KINDS = (
    ("Device repair", "Device repair", 0.34, True, 92.0),
    ("Accounts and passwords", "Service desk", 0.24, False, 3.5),
    ("Network and Wi-Fi", "Network", 0.13, False, 17.0),
    ("Classroom display", "Field support", 0.11, False, 41.0),
    ("Student information system", "Data", 0.10, False, 22.0),
    ("Printing", "Field support", 0.08, False, 30.0),
)
PRIORITIES, SOURCES, STATUSES = ("Low", "Medium", "High"), ("Portal", "Email", "Phone"), ("Open", "Closed", "Resolved")
A_STUDENT, FEWEST = 0.11, 8
MINUTES_A_DAY, DAY_BEGINS, DAY_LASTS = 1440, 450, 510
NOW = (TODAY + 1) * MINUTES_A_DAY - 8 * 60
REPAIR_DAYS = 19
OPEN, CLOSED, RESOLVED = range(3)


@dataclass(frozen=True, slots=True)
class Tickets:
    """One row a ticket in the order of its opening; moments are minutes since 1970, `device` -1 is none."""

    kind: Array
    school: Array
    device: Array
    opened: Array
    answered: Array
    resolved: Array

    def __len__(self) -> int:
        return len(self.kind)

    @property
    def is_open(self) -> Array:
        """Those that were not resolved by the evening of the export."""
        return np.asarray(self.resolved > NOW)


def write_tickets(district: District, desk: Desk) -> None:
    """Write the tickets by number; every device in repair has an open one."""
    tickets = make_tickets(district)
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(tickets)):
            rows = np.arange(part.start, part.stop)
            cells = _cells(district, tickets, rows)
            sheet.write([cells.get(name, repeat("")) for name in HEADER])


def make_tickets(district: District) -> Tickets:
    """The tickets of a district, the same for the same seed."""
    rng = stream(district.seed, "help desk")
    devices = district.devices
    broken = np.flatnonzero(devices.use == REPAIR)
    count = max(FEWEST, round(A_STUDENT * int(district.standing.active().sum())))
    kind = np.concatenate((draw(rng, count, [share for *_, share, _, _ in KINDS]), np.zeros(len(broken), np.int32)))
    shelf = np.flatnonzero(np.isin(devices.use, (STUDENT, CART, STAFF, LAB)))
    about = np.array([is_device for *_, is_device, _ in KINDS])[kind[:count]]
    device = np.where(about, shelf[rng.integers(0, len(shelf), count)], -1)
    place = np.where(about, devices.school[device], devices.school[shelf[rng.integers(0, len(shelf), count)]])
    days = school_days()
    day = np.concatenate(
        (days[rng.integers(0, len(days), count)], TODAY - 1 - rng.integers(0, REPAIR_DAYS, len(broken)))
    )
    opened = day * MINUTES_A_DAY + DAY_BEGINS + rng.integers(0, DAY_LASTS, len(day))
    half = np.array([hours for *_, hours in KINDS])[kind] * 60
    takes = half * rng.lognormal(0, 0.75, len(day))
    takes[count:] = NOW
    answer = np.minimum(takes * 0.6, 150 * rng.lognormal(0, 0.8, len(day)))
    order = np.argsort(opened, kind="stable")
    return Tickets(
        kind=kind[order],
        school=np.concatenate((place, devices.school[broken]))[order],
        device=np.concatenate((device, broken))[order],
        opened=opened[order],
        answered=(opened + answer).astype(np.int64)[order],
        resolved=(opened + takes).astype(np.int64)[order],
    )


def _cells(district: District, tickets: Tickets, rows: Array) -> dict[str, list[str]]:
    kind, is_open = tickets.kind[rows], tickets.is_open[rows]
    status = np.where(is_open, OPEN, np.where(tickets.resolved[rows] > NOW - 3 * MINUTES_A_DAY, RESOLVED, CLOSED))
    answered = tickets.answered[rows] <= NOW
    resolved = _moments(tickets.resolved[rows], ~is_open)
    device = tickets.device[rows].tolist()
    return {
        "Ticket Id": [str(40_000 + row) for row in rows.tolist()],
        "Status": lookup(STATUSES, status),
        "Priority": lookup(PRIORITIES, (rows * 7 + kind) % 3),
        "Source": lookup(SOURCES, (rows * 5 + kind) % 3),
        "Type": ["Incident"] * len(rows),
        "Category": lookup([name for name, *_ in KINDS], kind),
        "Group": lookup([group for _, group, *_ in KINDS], kind),
        "Created Time": _moments(tickets.opened[rows], np.ones(len(rows), bool)),
        "Resolved Time": resolved,
        "Closed Time": [text if state == CLOSED else "" for text, state in zip(resolved, status.tolist(), strict=True)],
        "Last Updated Time": _moments(np.minimum(tickets.resolved[rows], NOW), np.ones(len(rows), bool)),
        "First Response Time (in Hrs)": _hours(tickets.answered[rows] - tickets.opened[rows], answered),
        "Resolution Time (in Hrs)": _hours(tickets.resolved[rows] - tickets.opened[rows], ~is_open),
        "Location": texts.school_names(district, tickets.school[rows]),
        "Asset Tag": [district.devices.tag[row] if row >= 0 else "" for row in device],
    }


def _moments(minutes: Array, shown: Array) -> list[str]:
    """Moments as YYYY-MM-DD HH:MM:00; an empty text where they are not shown."""
    at = np.where(shown, minutes, NOW)
    days = iso(at // MINUTES_A_DAY)
    clocks = (at % MINUTES_A_DAY).tolist()
    return [
        f"{day} {clock // 60:02d}:{clock % 60:02d}:00" if is_shown else ""
        for day, clock, is_shown in zip(days, clocks, shown.tolist(), strict=True)
    ]


def _hours(minutes: Array, shown: Array) -> list[str]:
    """Minutes as hours with two decimals."""
    return [
        f"{each / 60:.2f}" if is_shown else "" for each, is_shown in zip(minutes.tolist(), shown.tolist(), strict=True)
    ]
