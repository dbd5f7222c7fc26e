"""The positions of human resources: one row for each member of staff, those who left among them."""

import numpy as np

from cupola.sample.arrays import lookup
from cupola.sample.days import day, iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.staff import TEACHER

PATH = "this-month/hr-positions.csv"
HEADER = (
    "Employee ID",
    "First Name",
    "Last Name",
    "Position Number",
    "Position Title",
    "FTE",
    "Site Code",
    "Position Start Date",
    "Position End Date",
    "Fund Code",
    "Account Code",
)
TITLES = (
    "Classroom Teacher",
    "Instructional Aide",
    "School Counselor",
    "Principal",
    "Vice Principal",
    "Director",
    "Systems Technician",
)
WITHOUT_CLASSES = "Teacher on Special Assignment"
HIRED = day("2012-08-01")
OFFICE = "0000000"


def write_positions(district: District, desk: Desk) -> None:
    """Write the list in the order of staff; the employee number is the key."""
    staff = district.staff
    rows = np.arange(len(staff))
    codes = [*district.schools.codes, OFFICE]
    numbers = [texts.staff_number(row) for row in rows.tolist()]
    busy = set(district.schedule.classes.post.tolist())
    titles = lookup(TITLES, staff.role)
    hired = HIRED + rows * 7_919 % 4_700
    with desk.sheet(PATH, HEADER) as sheet:
        sheet.write(
            [
                numbers,
                lookup(district.given, staff.given),
                lookup(district.family, staff.family),
                [f"POS-{10_001 + row}" for row in rows.tolist()],
                [
                    WITHOUT_CLASSES if role == TEACHER and row not in busy else title
                    for row, (role, title) in enumerate(zip(staff.role.tolist(), titles, strict=True))
                ],
                ["1.0" if role == TEACHER or row % 5 else "0.8" for row, role in enumerate(staff.role.tolist())],
                lookup(codes, staff.school),
                iso(hired),
                iso(staff.left),
                ["01"] * len(rows),
                [
                    f"01-{1_100 + 100 * role}-{school + 1:03d}"
                    for role, school in zip(staff.role, staff.school, strict=True)
                ],
            ]
        )
