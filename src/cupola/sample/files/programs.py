"""Program memberships as the SIS keeps them: one row for each student and program of this school year."""

import numpy as np

from cupola.sample.arrays import chunks, lookup
from cupola.sample.days import iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.programs import PROGRAMS

PATH = "this-month/sis-programs.csv"
HEADER = ("Student Number", "Program", "Begin Date", "End Date")


def write_programs(district: District, desk: Desk) -> None:
    """Write the memberships in the order of students."""
    member = np.stack([district.programs.members(program) for program in PROGRAMS], axis=1)
    students, programs = np.nonzero(member)
    begin = district.stays.entry[np.searchsorted(district.stays.student, np.arange(len(member)))]
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(students)):
            who, names = students[part], lookup(PROGRAMS, programs[part])
            numbers = texts.local_ids(district, who)
            keys = [program_key(*pair) for pair in zip(numbers, names, strict=True)] if sheet.edited else None
            sheet.write([numbers, names, iso(begin[who]), iso(district.standing.exit[who])], keys)


def program_key(number: str, program: str) -> str:
    """By what an edit names a membership."""
    return f"{number} {program}"
