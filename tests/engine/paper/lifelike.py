"""A lifelike report of an invented district, made without files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cupola.engine.kinds import FileSeen, Finding, NotRun, Ran, Report, Severity
from cupola.engine.paper.ranking import ranked

TODAY = date(2026, 11, 2)
ROLES = {
    "registrar": "Registrar",
    "data_steward": "Data steward",
    "technician": "Technician",
    "vendor": "Vendor of the student information system",
}


@dataclass(frozen=True, slots=True)
class Manual:
    id: str
    title: str
    severity: Severity
    role: str
    why: str
    fix: str
    not_a_problem_when: str | None = None
    hours: float | None = None
    of: str | None = None
    refers: str | None = None
    by: str | None = None


CHECKS = (
    Manual(
        "ROS-014",
        "Enrollment points to a class that the export does not hold",
        Severity.ERROR,
        "registrar",
        "The student sees no course in any tool that is fed by this export.",
        "Export classes and enrollments from the same term, in one run.",
        "The class was closed after the export.",
        0.2,
        "oneroster_enrollments",
        refers="oneroster_classes",
    ),
    Manual(
        "FIL-003",
        "Row with too many or too few fields",
        Severity.ERROR,
        "vendor",
        "We cannot tell which value belongs to which column, so the row was set aside.",
        "Ask for an export that puts quotes around values with a comma in them.",
        None,
        0.25,
        by="reading",
    ),
    Manual(
        "FRM-005",
        "Grade is not in the list of grades",
        Severity.WARNING,
        "data_steward",
        "Tools that expect 01 to 12 put these students into no grade.",
        "Set the grade column to text before the file is opened in a spreadsheet.",
        "The district keeps local grades, and every tool knows them.",
        0.02,
        "oneroster_users",
        by="form",
    ),
    Manual(
        "DEV-006",
        "Device has been silent for more than 45 days",
        Severity.WARNING,
        "technician",
        "It gets no updates, and nobody can say where it is.",
        "Look for the device at the school, then turn it on or mark it as lost.",
        "It lies in storage as a loaner.",
        0.25,
        "google_devices",
    ),
    Manual(
        "ENR-002",
        "Enrollment ends before it begins",
        Severity.ERROR,
        "registrar",
        "The days of membership come out below zero in the state report.",
        "Correct the exit date in the student information system.",
        None,
        0.1,
        "oneroster_enrollments",
    ),
    Manual(
        "ROL-003",
        "Student who is also staff",
        Severity.NOTE,
        "data_steward",
        "The account may see what students must not see.",
        "Check that both roles are meant.",
        "A student works for the district.",
        0.05,
        "oneroster_users",
    ),
    Manual(
        "GRD-003",
        "Grade differs between the student information system and the state list",
        Severity.WARNING,
        "registrar",
        "The state counts the student in another grade.",
        "Ask the school which grade is right.",
        None,
        0.1,
        "student_list",
    ),
)
BY_ID = {check.id: check for check in CHECKS}

FROM_SIS = (("orgs", 27, 0), ("academicSessions", 9, 0), ("courses", 612, 0), ("classes", 4_118, 0),
            ("users", 37_406, 2), ("enrollments", 104_812, 1))  # fmt: skip


def sis_file(name, rows, aside):
    return FileSeen(
        f"october/sis.zip/{name}.csv",
        f"OneRoster 1.2 {name}",
        "manifest and headers",
        f"oneroster_{name}",
        "sis",
        rows,
        aside,
        rows + aside,
        encoding="UTF-8",
        modified="2026-10-30T06:12:00",
        sha256="ab" * 32,
    )


FILES = (
    *(sis_file(*each) for each in FROM_SIS),
    FileSeen("october/chromeos-devices.csv", "Google ChromeOS devices", "headers", "google_devices", "google",
             18_902, 0, 18_902, "UTF-8 with a mark", "2026-10-29T17:40:11", "cd" * 32),
    FileSeen("october/notes for Ben.docx", None, "It is a text document, not a table.", None, None, 0, 0, 0),
)  # fmt: skip


def finding(check, place, message, *, file, **more):
    told = BY_ID[check]
    subject = f"{check[:1].lower()}-{place * 7919 % 1_000_003:06}"
    return Finding(
        check, told.severity, message, told.role, told.fix, file=file, line=place + 2, subject=subject, **more
    )


def lifelike_findings():
    enrollments, users = "october/sis.zip/enrollments.csv", "october/sis.zip/users.csv"
    for place in range(37):
        missing = f"c-{5000 + place % 3}"
        message = f"The enrollment points to class {missing}, which classes.csv does not hold."
        yield finding("ROS-014", place * 411, message, file=enrollments, column="classSourcedId", school="sis:org-14")
    for place in range(3):
        yield finding("FIL-003", place * 977, "The row has 17 fields, the header has 15.", file=users)
    for place in range(1_204):
        message, grade, school = (
            "The grade has lost its leading zero.",
            place % 9 + 1,
            f"sis:org-{place % 26:02}",
        )
        more = {"column": "grades", "school": school, "value": str(grade), "repair": f"0{grade}"}
        yield finding("FRM-005", place, message, file=users, **more)
    for place in range(223):
        message = f"The device was last seen {46 + place} days before the export."
        yield finding("DEV-006", place, message, file="october/chromeos-devices.csv", school="sis:org-03")
    for place in range(12):
        message = "It begins on 24 Aug 2026 and ends on 14 Aug 2026."
        yield finding("ENR-002", place * 31, message, file=enrollments, column="endDate", school="sis:org-09")
    yield finding("ROL-003", 41, "The user is a student at one school and an aide at another.", file=users)


def looked_at(check):
    return {"ROS-014": 104_812, "ENR-002": 104_812, "FRM-005": 17_400, "DEV-006": 18_902}.get(check, 37_406)


def make_report(findings, *, files=FILES, not_run=(), passed=90, names=None):
    findings = tuple(findings)
    counts = {check: sum(each.check == check for each in findings) for check in {f.check for f in findings}}
    ran = [Ran(check, looked_at(check), count, 0.01) for check, count in counts.items()]
    ran += [Ran(f"OKA-{place:03}", 100, 0, 0.01) for place in range(passed)]
    return Report(tuple(files), findings, tuple(ran), tuple(not_run), "2026-10-30", names or {})


NOT_RUN = (
    NotRun("GRD-003", "There is no state list."),
    *(NotRun(f"PRG-{place:03}", "There is no list of programs.") for place in range(1, 12)),
    NotRun("ASM-001", "There is no file of results."),
    NotRun("ASM-002", "There is no file of results."),
)


def rank(report):
    return ranked(report, CHECKS, ROLES, today=TODAY)
