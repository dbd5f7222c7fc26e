"""Who holds no device, two or more, or a loaner past the day on which it was to be back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cupola.engine.inventory.devices import Device
from cupola.engine.inventory.opened import Opened
from cupola.engine.inventory.states import PUT_AWAY

NONE, SEVERAL, LATE = "none", "several", "late"
# A grade of a school gives every student a device when half of them hold one.
ONE_TO_ONE = 0.5
STUDENTS = """
SELECT p.person, coalesce(p.org_id, ''), coalesce(p.grade, '') FROM people p
WHERE p.is_student AND p.is_current AND p.person IN (SELECT person FROM student_schools WHERE is_now) ORDER BY 1"""
OTHERS = "SELECT person, coalesce(org_id, ''), '' FROM people WHERE NOT coalesce(is_student, false)"


@dataclass(frozen=True, slots=True)
class Holder:
    """One finding about a person: the key of the person, school, grade, which kind, and the keys of the devices.

    `days` is how many days the loaner is late.
    """

    person: str
    kind: str
    school: str
    grade: str
    devices: tuple[str, ...] = ()
    days: int | None = None


def find_holders(record: Opened, devices: Iterable[Device]) -> tuple[Holder, ...]:
    """Students without a device where their grade has them, people with two or more, loaners past their day."""
    held: dict[str, list[Device]] = {}
    for device in devices:
        if device.holder and device.state not in PUT_AWAY:
            held.setdefault(device.holder, []).append(device)
    students = {str(key): (str(org), str(grade)) for key, org, grade in record.connection.execute(STUDENTS).fetchall()}
    others = {str(key): (str(org), str(grade)) for key, org, grade in record.connection.execute(OTHERS).fetchall()}
    found = [*_without(students, held)]
    for person, own in sorted(held.items()):
        school, grade = students.get(person) or others.get(person) or ("", "")
        keys = tuple(device.key for device in own)
        if len(own) > 1 and person in students:
            found.append(Holder(person, SEVERAL, school, grade, keys))
        late = [device for device in own if device.due_on and device.due_on < record.day]
        if late:
            days = max(_days(device, record.day) for device in late)
            found.append(Holder(person, LATE, school, grade, tuple(device.key for device in late), days))
    return tuple(found)


def _days(device: Device, day: date) -> int:
    return (day - device.due_on).days if device.due_on else 0


def _without(students: dict[str, tuple[str, str]], held: dict[str, list[Device]]) -> Iterable[Holder]:
    groups: dict[tuple[str, str], list[str]] = {}
    for person, place in students.items():
        groups.setdefault(place, []).append(person)
    for (school, grade), members in sorted(groups.items()):
        without = [person for person in members if person not in held]
        if len(members) - len(without) >= ONE_TO_ONE * len(members):
            yield from (Holder(person, NONE, school, grade) for person in without)
