"""Writes two sides of a million people and their truth: FOLDER STUDENTS SEED [hard].

`sis.csv` is the SIS's list of students and `forms.csv` what parents typed in the enrollment system, with the sample
district's own slips, twins, homonyms, newcomers and second applications; `truth.csv` says who is who, `twins.csv` who
looks alike and is two. Both sides have state numbers: who measures without them leaves those columns unread.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from cupola.sample.arrays import columns, lookup
from cupola.sample.days import slashed
from cupola.sample.files import enrollment_system, texts, truth
from cupola.sample.files.oneroster_people import guardian_emails
from cupola.sample.files.sheet import Desk
from cupola.sample.population.applicants import Applicants, make_applicants
from cupola.sample.population.district import District, make_district
from cupola.sample.population.months import this_month

SIS_HEADER = columns(
    "Student Number,First Name,Middle Name,Last Name,Date of Birth,Gender,Grade,School Number,Parent First Name,"
    "Parent Last Name,Parent Phone,Parent Email,Home Address,Home City,Home ZIP,State Student No"
)
AT_ONCE = 50_000


def main() -> None:
    """Write the four files."""
    folder, students, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    district = make_district(students, seed)
    applicants = make_applicants(district)
    desk = Desk(folder)
    write_sis(district, desk)
    hard = "hard" in sys.argv[4:]
    typing = enrollment_system.Typing(hard=hard)
    enrollment_system.write_enrollment_system(district, applicants, typing, desk=desk)
    (folder / enrollment_system.PATH).rename(folder / "forms.csv")
    if hard:
        desk.put("hard", b"")
    write_rows(desk, "truth.csv", "student,application", pairs(district, applicants))
    write_rows(desk, "twins.csv", "one,other", (each[1:] for each in truth.never_same(district)))


def write_sis(district: District, desk: Desk) -> None:
    """The students who are enrolled or left this year, one row each, with the first guardian."""
    people, guardians, month = district.students, district.guardians, this_month(district)
    with desk.sheet("sis.csv", SIS_HEADER) as sheet:
        for start in range(0, len(month.students), AT_ONCE):
            rows = month.students[start : start + AT_ONCE]
            homes = people.household[rows]
            first = guardians.first_of[homes]
            towns, codes = texts.towns(district, homes)
            sheet.write(
                [
                    texts.student_ids(district, rows),
                    lookup(district.given, people.given[rows]),
                    lookup(district.given, people.middle[rows]),
                    lookup(district.family, month.family[rows]),
                    slashed(people.birth[rows]),
                    lookup(("F", "M"), people.sex[rows]),
                    lookup(enrollment_system.GRADE_WORDS, people.grade[rows]),
                    texts.school_codes(district, month.school[rows]),
                    lookup(district.given, guardians.given[first]),
                    lookup(district.family, guardians.family[first]),
                    texts.phones(guardians.phone[first]),
                    guardian_emails(district, first),
                    texts.streets(district, homes),
                    towns,
                    codes,
                    texts.state_ids(district, rows),
                ]
            )


def pairs(district: District, applicants: Applicants) -> Iterator[tuple[str, str]]:
    """Who is who: the student's number, and the application's."""
    rows = np.flatnonzero(applicants.student >= 0)
    ids = texts.student_ids(district, applicants.student[rows])
    return zip(ids, enrollment_system.application_ids(rows), strict=True)


def write_rows(desk: Desk, name: str, header: str, rows: Iterable[Sequence[str]]) -> None:
    """A small file of two columns."""
    with desk.sheet(name, columns(header)) as sheet:
        sheet.write(list(zip(*rows, strict=True)))


if __name__ == "__main__":
    main()
