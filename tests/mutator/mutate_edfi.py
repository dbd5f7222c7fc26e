"""Damage to pages of an Ed-Fi API, and to answers on devices at home."""

from __future__ import annotations

from collections.abc import Callable

from tests.mutator.clean_edfi import ANSWERS, PUPILS, Record, page, records
from tests.mutator.expectations import EDFI, Draw, Expectation, Make, Must, Mutations, expects
from tests.mutator.sheets import Files, sheet

REFERENCES = Mutations("Ed-Fi references", EDFI, look=("EDF", "EQU"))
EQUITY = Mutations("digital equity", EDFI, look=("EDF", "EQU"))
ANSWERED = "edfi/equity.csv"
Made = tuple[Files, Expectation]
More = Callable[[Files, int], list[Must]]


def change(files: Files, resource: str, place: int, how: Callable[[Record], object]) -> str:
    """Change one record of a page; the file's name."""
    file = f"edfi/{resource}.json"
    found = records(files[file])
    how(found[place])
    files[file] = page(found)
    return file


def points_nowhere(check: str, resource: str, reference: str, key: str, *also: str, more: More | None = None) -> Make:
    """A mutation by which one record of a page refers to what is not there; `more` is what follows from it."""

    def make(draw: Draw, files: Files) -> Made:
        place = draw.rng.randrange(len(records(files[f"edfi/{resource}.json"])))
        file = change(files, resource, place, lambda record: record[reference].update({key: "X999"}))
        return files, expects(Must(check, file, line=place + 1), *(more(files, place) if more else ()), also=also)

    make.__name__ = f"a_record_of_{resource}_has_an_unknown_{key}"
    return make


def no_class(files: Files, place: int) -> list[Must]:
    """Every student has one seat; without it the student has no class."""
    return [Must("ENR-006", "edfi/students.json", line=place + 1)]


def no_teacher(files: Files, place: int) -> list[Must]:
    """Every section has one teacher."""
    return [Must("SEC-001", "edfi/sections.json", line=place + 1)]


def another_section(files: Files, place: int) -> list[Must]:
    """The code of the course is a part of the section's key: its seats point to a section that is no more."""
    of_it = [
        Must("ROS-014", file, line=line)
        for file in ("edfi/studentSectionAssociations.json", "edfi/staffSectionAssociations.json")
        for line, each in enumerate(records(files[file]), start=1)
        if each["sectionReference"]["sectionIdentifier"] == f"S{place + 1}"
    ]
    return [Must("SEC-004", "edfi/sections.json", line=place + 1), *of_it]


STUDENT, STAFF = ("studentReference", "studentUniqueId"), ("staffReference", "staffUniqueId")
for made in (
    points_nowhere("ROS-007", "studentSchoolAssociations", *STUDENT, "EDF-016"),
    points_nowhere("ROS-008", "studentSchoolAssociations", "schoolReference", "schoolId"),
    points_nowhere("ROS-012", "studentSectionAssociations", *STUDENT, more=no_class),
    points_nowhere("ROS-014", "studentSectionAssociations", "sectionReference", "sectionIdentifier"),
    points_nowhere("EDF-005", "sections", "courseOfferingReference", "localCourseCode", more=another_section),
    points_nowhere("ROS-012", "staffSectionAssociations", *STAFF),
    points_nowhere("ROS-014", "staffSectionAssociations", "sectionReference", "sectionIdentifier", more=no_teacher),
    points_nowhere("EDF-008", "studentContactAssociations", "contactReference", "contactUniqueId"),
    points_nowhere("EDF-009", "studentContactAssociations", *STUDENT),
    points_nowhere("EDF-010", "studentProgramAssociations", *STUDENT),
    points_nowhere("EDF-011", "studentSchoolAttendanceEvents", *STUDENT),
    points_nowhere("EDF-012", "courseOfferings", "courseReference", "courseCode"),
    points_nowhere("EDF-013", "courseOfferings", "sessionReference", "sessionName", "EDF-005"),
    points_nowhere("ROS-007", "staffAssignments", *STAFF),
):
    REFERENCES.one(alone=True)(made)


@REFERENCES.one(alone=True)
def a_student_leaves_before_coming(draw: Draw, files: Files) -> Made:
    place = draw.rng.randrange(len(PUPILS))
    resource = "studentSchoolAssociations"
    file = change(files, resource, place, lambda record: record.update(exitWithdrawDate="2026-08-01"))
    return files, expects(Must("ROL-006", file, line=place + 1, subject=f"student:{PUPILS[place]}"))


@REFERENCES.one(alone=True)
def a_student_of_ed_fi_is_at_no_school(draw: Draw, files: Files) -> Made:
    place = draw.rng.randrange(len(PUPILS))
    file = "edfi/studentSchoolAssociations.json"
    files[file] = page([each for at, each in enumerate(records(files[file])) if at != place])
    return files, expects(Must("EDF-016", "edfi/students.json", line=place + 1, subject=PUPILS[place]))


@REFERENCES.one(alone=True)
def a_page_breaks_off(draw: Draw, files: Files) -> Made:
    """The record that is cut is set aside; what points to it may be called lost."""
    file = "edfi/studentSchoolAttendanceEvents.json"
    content = files[file]
    assert isinstance(content, bytes)
    files[file] = content[: -draw.rng.randrange(3, 40)]
    return files, expects(Must("FIL-027", file, line=2))


@REFERENCES.one(alone=True)
def xml_declares_an_entity(draw: Draw, files: Files) -> Made:
    bomb = b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "%b">]>\n<a><r>&b;</r></a>' % (b"ha" * 40)
    return {**files, "edfi/more.xml": bomb}, expects(Must("FIL-028", "edfi/more.xml", line=2))


def answered(check: str, *, called: str, **cells: str) -> Make:
    """A mutation by which one student answers otherwise."""
    names = ANSWERS.split(",")
    columns = {name.casefold(): name for name in names}

    def make(draw: Draw, files: Files) -> Made:
        row = draw.row(sheet(files, ANSWERED))
        row |= {columns[name.casefold()]: cell for name, cell in cells.items()}
        return files, expects(Must(check, ANSWERED, row, subject=row["studentUniqueId"]))

    make.__name__ = called
    return make


NO_INTERNET = {"internetAccessInResidence": "No - Not Affordable"}
for made in (
    answered("EQU-001", called="no_internet_of_a_kind", **NO_INTERNET, internetPerformance=""),
    answered("EQU-002", called="internet_of_no_kind", internetAccessTypeInResidence=""),
    answered("EQU-003", called="no_device_from_the_school", digitalDevice="None", primaryLearningDeviceAccess=""),
    answered("EQU-004", called="nobody_knows_who_shares_it", primaryLearningDeviceAccess=""),
    answered("EQU-005", called="an_answer_in_own_words", primaryLearningDeviceProvider="my uncle"),
):
    EQUITY.one()(made)
