"""Damage to the package as a whole: its manifest, its files, their columns."""

from __future__ import annotations

from tests.mutator.expectations import ROSTER, Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Files, Sheet, raw, sheet, zipped

PACKAGE = Mutations("package", ROSTER)
MANIFEST, USERS, CLASSES, COURSES = "sis/manifest.csv", "sis/users.csv", "sis/classes.csv", "sis/courses.csv"
DEMOGRAPHICS, ENROLLMENTS, ORGS = "sis/demographics.csv", "sis/enrollments.csv", "sis/orgs.csv"
Made = tuple[Files, Expectation]
# Required columns that are no mark of their file and to which nothing points.
REQUIRED = ((CLASSES, "title"), (COURSES, "title"), (CLASSES, "classType"), (USERS, "username"), (ORGS, "name"))
# Long names of columns that are no mark of their file.
LONG_NAMES = (
    *((USERS, "agentSourcedIds"), (USERS, "primaryOrgSourcedId"), (CLASSES, "termSourcedIds")),
    *((COURSES, "schoolYearSourcedId"), (DEMOGRAPHICS, "hispanicOrLatinoEthnicity"), (ENROLLMENTS, "beginDate")),
)


def said(files: Files, name: str) -> dict[str, str]:
    return sheet(files, MANIFEST).one(propertyName=name)


def renamed(table: Sheet, old: str, new: str) -> None:
    table.header[table.header.index(old)] = new
    for row in table.rows:
        row[new] = row.pop(old)


@PACKAGE.one(alone=True)
def the_manifest_is_deleted(draw: Draw, files: Files) -> Made:
    del files[MANIFEST]
    return files, expects(Must("PKG-001", "sis"))


@PACKAGE.one(alone=True)
def excel_made_1_of_the_version_of_the_manifest(draw: Draw, files: Files) -> Made:
    row = said(files, "manifest.version")
    row["value"] = "1"
    return files, expects(Must("PKG-002", MANIFEST, row))


@PACKAGE.one(alone=True)
def the_manifest_names_an_unknown_version(draw: Draw, files: Files) -> Made:
    row = said(files, "oneroster.version")
    row["value"] = draw.rng.choice(["2.0", "1", "v1p2"])
    return files, expects(Must("PKG-002", MANIFEST, row))


@PACKAGE.one(alone=True)
def a_property_of_the_manifest_has_a_value_of_its_own(draw: Draw, files: Files) -> Made:
    row = said(files, draw.rng.choice(["file.orgs", "file.users", "file.results"]))
    row["value"] = draw.rng.choice(["yes", "full", ""])
    return files, expects(Must("PKG-003", MANIFEST, row))


@PACKAGE.one(alone=True)
def a_property_of_the_manifest_is_repeated(draw: Draw, files: Files) -> Made:
    again = sheet(files, MANIFEST).add(draw.row(sheet(files, MANIFEST), lambda row: "file." in row["propertyName"]))
    return files, expects(Must("PKG-003", MANIFEST, again))


@PACKAGE.one(alone=True)
def a_property_of_the_manifest_is_deleted(draw: Draw, files: Files) -> Made:
    sheet(files, MANIFEST).rows.remove(said(files, draw.rng.choice(["file.results", "file.userProfiles"])))
    return files, expects(Must("PKG-003", MANIFEST))


@PACKAGE.one(alone=True)
def a_file_of_the_manifest_is_deleted(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice(["demographics", "courses", "classes", "enrollments", "roles"])
    del files[f"sis/{name}.csv"]
    return files, expects(Must("PKG-004", MANIFEST, said(files, f"file.{name}")))


@PACKAGE.one(alone=True)
def the_manifest_calls_a_file_absent_that_is_there(draw: Draw, files: Files) -> Made:
    row = said(files, draw.rng.choice(["file.demographics", "file.courses", "file.enrollments"]))
    row["value"] = "absent"
    return files, expects(Must("PKG-004", MANIFEST, row))


@PACKAGE.one(alone=True)
def a_required_file_was_not_exported(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice(["courses", "classes", "enrollments", "roles", "orgs", "academicSessions"])
    del files[f"sis/{name}.csv"]
    said(files, f"file.{name}")["value"] = "absent"
    return files, expects(Must("PKG-005", "sis"))


@PACKAGE.one(alone=True)
def a_required_column_is_deleted(draw: Draw, files: Files) -> Made:
    file, column = draw.rng.choice(REQUIRED)
    sheet(files, file).header.remove(column)
    return files, expects(Must("PKG-006", file, line=1, column=column))


@PACKAGE.one(alone=True)
def a_letter_of_a_column_name_is_lost_or_swapped(draw: Draw, files: Files) -> Made:
    file, column = draw.rng.choice(LONG_NAMES)
    at = draw.rng.randint(2, len(column) - 3)
    slips = [column[:at] + column[at + 1 :], column[:at] + "_" + column[at:], column[:at] + column[at] + column[at:]]
    slip = draw.rng.choice(slips)
    renamed(sheet(files, file), column, slip)
    return files, expects(Must("PKG-007", file, line=1, column=slip, repair=column))


@PACKAGE.one(alone=True)
def a_column_is_of_another_version(draw: Draw, files: Files) -> Made:
    table = sheet(files, USERS)
    table.header.append("role")
    for row in table.rows:
        row["role"] = "student"
    return files, expects(Must("PKG-008", USERS, line=1, column="role"))


@PACKAGE.one(alone=True)
def a_column_has_no_prefix(draw: Draw, files: Files) -> Made:
    file, column = draw.rng.choice([USERS, CLASSES, ORGS]), draw.rng.choice(["bus route", "locker", "homeroom"])
    sheet(files, file).header.append(column)
    return files, expects(Must("PKG-009", file, line=1, column=column))


@PACKAGE.one(alone=True)
def a_bulk_file_says_when_its_rows_changed(draw: Draw, files: Files) -> Made:
    file = draw.rng.choice([USERS, CLASSES, COURSES, ENROLLMENTS])
    for row in sheet(files, file).rows:
        row |= {"status": "active", "dateLastModified": "2026-10-29T04:00:00.000Z"}
    columns = ("status", "dateLastModified")
    return files, expects(*(Must("PKG-010", file, line=2, column=column) for column in columns))


@PACKAGE.one(alone=True)
def a_row_of_a_bulk_file_is_to_be_deleted(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, ENROLLMENTS))
    row["status"] = "tobedeleted"
    musts = (Must(check, ENROLLMENTS, row, column="status") for check in ("PKG-010", "PKG-011"))
    return files, expects(*musts, also=["ENR-006"])


@PACKAGE.one(alone=True)
def a_file_is_written_with_a_capital(draw: Draw, files: Files) -> Made:
    name = draw.rng.choice(["users", "orgs", "classes"])
    files[f"sis/{name.capitalize()}.csv"] = files.pop(f"sis/{name}.csv")
    return files, expects(Must("FIL-022", f"sis/{name.capitalize()}.csv"))


@PACKAGE.one(alone=True)
def the_package_lies_in_a_folder_of_the_zip(draw: Draw, files: Files) -> Made:
    """A manifest in a folder counts as missing for most receiving systems; here its files are found."""
    inner = {name.replace("sis/", "export/"): raw(files, name) for name in files}
    tables = [name for name in inner if "manifest" not in name]
    return {"sis.zip": zipped(inner)}, expects(*(Must("FIL-022", f"sis.zip/{name}") for name in tables))


@PACKAGE.one(alone=True)
def two_columns_are_swapped(draw: Draw, files: Files) -> Made:
    """Every row says class where it means user, as when somebody moves columns by hand."""
    table = sheet(files, ENROLLMENTS)
    for row in table.rows:
        row["classSourcedId"], row["userSourcedId"] = row["userSourcedId"], row["classSourcedId"]
    musts = [Must(check, ENROLLMENTS, row) for row in table.rows for check in ("ROS-012", "ROS-014")]
    return files, expects(*musts, also=["SEC-004"])
