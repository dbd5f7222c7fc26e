"""The SIS export: a OneRoster 1.2 package in bulk mode, orgs to demographics and the gradebook."""

from collections.abc import Sequence
from itertools import repeat

import numpy as np

from cupola.sample.arrays import words
from cupola.sample.files.gradebook import HEADERS as GRADEBOOK
from cupola.sample.files.gradebook import write_gradebook
from cupola.sample.files.headers import HEADERS
from cupola.sample.files.oneroster_people import write_demographics, write_roles, write_users
from cupola.sample.files.oneroster_rooms import write_classes, write_enrollments
from cupola.sample.files.sheet import Archive, Desk
from cupola.sample.files.texts import DISTRICT_ORG, org_ids
from cupola.sample.population.district import DISTRICT_NAME, District
from cupola.sample.population.months import Month
from cupola.sample.population.schools import GRADES

PACKAGE = "sis-oneroster.zip"
SYSTEM_NAME, SYSTEM_CODE = "Lighthouse SIS", "lighthouse-sis"
FILES = words(
    "academicSessions categories classes classResources courses courseResources demographics enrollments "
    "lineItemLearningObjectiveIds lineItems lineItemScoreScales orgs resources resultLearningObjectiveIds results "
    "resultScoreScales roles scoreScales userProfiles userResources users"
)
SCHOOL_YEAR, FALL_TERM, SPRING_TERM = "SY2027", "SEM1-2027", "SEM2-2027"
SESSIONS = (
    (SCHOOL_YEAR, "2026-2027", "schoolYear", "2026-08-19", "2027-06-03", ""),
    (FALL_TERM, "Semester 1", "semester", "2026-08-19", "2026-12-18", SCHOOL_YEAR),
    (SPRING_TERM, "Semester 2", "semester", "2027-01-05", "2027-06-03", SCHOOL_YEAR),
    ("Q1-2027", "Quarter 1", "gradingPeriod", "2026-08-19", "2026-10-16", FALL_TERM),
    ("Q2-2027", "Quarter 2", "gradingPeriod", "2026-10-19", "2026-12-18", FALL_TERM),
    ("Q3-2027", "Quarter 3", "gradingPeriod", "2027-01-05", "2027-03-19", SPRING_TERM),
    ("Q4-2027", "Quarter 4", "gradingPeriod", "2027-03-29", "2027-06-03", SPRING_TERM),
)


def write_oneroster(district: District, month: Month, desk: Desk, *, gradebook: bool = False) -> None:
    """Write the package of one month, with the gradebook or without."""
    with desk.archive(f"{month.folder}/{PACKAGE}", month.as_of) as package:
        _manifest(package, [*HEADERS, *GRADEBOOK] if gradebook else [*HEADERS])
        _orgs(district, package)
        _sessions(package)
        _courses(district, package)
        write_classes(district, month, package)
        write_users(district, month, package)
        write_roles(district, month, package)
        write_demographics(district, month, package)
        write_enrollments(district, month, package)
        if gradebook:
            write_gradebook(district, month, package)


def manifest_rows(
    present: Sequence[str], system: tuple[str, str] = (SYSTEM_NAME, SYSTEM_CODE)
) -> list[tuple[str, str]]:
    """The properties of a manifest that announces these files."""
    files = [(f"file.{name}", "bulk" if name in present else "absent") for name in FILES]
    start = [("manifest.version", "1.0"), ("oneroster.version", "1.2")]
    return [*start, *files, ("source.systemName", system[0]), ("source.systemCode", system[1])]


def _manifest(package: Archive, files: Sequence[str]) -> None:
    rows = manifest_rows([name for name in files if name != "manifest"])
    with package.sheet("manifest.csv", HEADERS["manifest"]) as sheet:
        sheet.write(list(zip(*rows, strict=True)))


def _orgs(district: District, package: Archive) -> None:
    schools = district.schools
    with package.sheet("orgs.csv", HEADERS["orgs"]) as sheet:
        sheet.write([[DISTRICT_ORG], [""], [""], [DISTRICT_NAME], ["district"], ["0100000"], [""]])
        ids = org_ids(np.arange(len(schools)))
        blank = repeat("")
        sheet.write([ids, blank, blank, schools.names, repeat("school"), schools.codes, repeat(DISTRICT_ORG)])


def _sessions(package: Archive) -> None:
    ids, titles, kinds, begins, ends, parents = zip(*SESSIONS, strict=True)
    with package.sheet("academicSessions.csv", HEADERS["academicSessions"]) as sheet:
        sheet.write([ids, repeat(""), repeat(""), titles, kinds, begins, ends, parents, repeat("2027")])


def _courses(district: District, package: Archive) -> None:
    courses = district.schedule.courses
    columns = [
        [f"CRS-{course.code}" for course in courses],
        repeat(""),
        repeat(""),
        repeat(SCHOOL_YEAR),
        [course.title for course in courses],
        [course.code for course in courses],
        [quoted(GRADES[course.low : course.high + 1]) for course in courses],
        repeat(DISTRICT_ORG),
        [course.subject for course in courses],
        [course.sced for course in courses],
    ]
    with package.sheet("courses.csv", HEADERS["courses"]) as sheet:
        sheet.write(columns)


def quoted(values: Sequence[str]) -> str:
    """A list in one cell: comma-separated, quoted when there is more than one."""
    return f'"{",".join(values)}"' if len(values) > 1 else "".join(values)
