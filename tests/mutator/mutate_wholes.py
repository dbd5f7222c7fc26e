"""Damage that takes a whole delivery to see: files and columns of sets, directories of schools, meals of everybody."""

from __future__ import annotations

from tests.mutator.clean_people import SCHOOLS
from tests.mutator.expectations import CLEVER, LISTS, ROSTER, SDS, Draw, Expectation, Make, Must, Mutations, expects
from tests.mutator.mutate_package import renamed
from tests.mutator.sheets import Files, Sheet, sheet

SYNC_FILES = Mutations("files of School Data Sync", SDS, look=("SDS",))
CLEVER_FILES = Mutations("files of Clever", CLEVER, look=("CLV",))
DIRECTORIES = Mutations("directories of schools", ROSTER, look=("ORG", "GRD"))
MEALS = Mutations("meals", ROSTER, LISTS, look=("PRG",))
STATE, PROGRAMS, DIRECTORY = "state-upload.csv", "programs.csv", "directory.csv"
Made = tuple[Files, Expectation]


def without_file(checks: str, folder: str, name: str, *, also: tuple[str, ...]) -> Make:
    """A mutation by which a file of a set was not exported."""

    def make(draw: Draw, files: Files) -> Made:
        del files[f"{folder}/{name}.csv"]
        return files, expects(Must(checks, folder), also=also)

    make.__name__ = f"{name}_of_{folder}_is_not_there"
    return make


def without_column(check: str, file: str, column: str, *, also: tuple[str, ...] = ()) -> Make:
    """A mutation by which a column that must be there is not."""

    def make(draw: Draw, files: Files) -> Made:
        sheet(files, file).header.remove(column)
        return files, expects(Must(check, file, line=1, column=column), also=also)

    make.__name__ = f"the_column_{column}_of_{file}_is_not_there"
    return make


def with_slip(check: str, file: str, column: str) -> Make:
    """A mutation by which a letter of the name of a column is lost or doubled."""

    def make(draw: Draw, files: Files) -> Made:
        at = draw.rng.randint(3, len(column) - 3)
        slip = draw.rng.choice([column[:at] + column[at + 1 :], column[:at] + column[at] + column[at:]])
        if slip == column:
            slip = column[:at] + "x" + column[at:]
        renamed(sheet(files, file), column, slip)
        return files, expects(Must(check, file, line=1, column=slip, repair=column))

    make.__name__ = f"a_letter_of_the_column_{column}_of_{file}_slipped"
    return make


def with_column(check: str, file: str) -> Make:
    """A mutation by which a set has a column that its description does not know."""

    def make(draw: Draw, files: Files) -> Made:
        column = draw.rng.choice(["Locker", "Bus route", "House"])
        sheet(files, file).header.append(column)
        return files, expects(Must(check, file, line=1, column=column))

    make.__name__ = f"{file}_has_a_column_more"
    return make


for made in (
    without_file("SDS-001", "sds", "roles", also=("SDS-012", "SDS-021")),
    without_column("SDS-002", "sds/orgs.csv", "type"),
    with_slip("SDS-003", "sds/roles.csv", "sessionSourcedId"),
    with_slip("SDS-003", "sds/enrollments.csv", "userSourcedId"),
    with_column("SDS-004", "sds/classes.csv"),
):
    SYNC_FILES.one(alone=True)(made)
for made in (
    without_file("CLV-001", "clever", "sections", also=("CLV-009",)),
    without_column("CLV-002", "clever/students.csv", "Last_name"),
    with_slip("CLV-003", "clever/students.csv", "Student_number"),
    with_slip("CLV-003", "clever/sections.csv", "Section_id"),
    with_column("CLV-004", "clever/teachers.csv"),
):
    CLEVER_FILES.one(alone=True)(made)


def directory(files: Files) -> Sheet:
    """A directory that another office keeps, with the schools of the SIS."""
    rows = [
        {"School Code": each.code, "School Name": each.name, "Low Grade": each.grades[0], "High Grade": each.grades[-1]}
        for each in SCHOOLS
    ]
    table = Sheet.of(
        "School Code,School Name,Low Grade,High Grade,Status", [row | {"Status": "Active"} for row in rows]
    )
    files[DIRECTORY] = table
    return table


@DIRECTORIES.one(alone=True)
def a_directory_says_the_same(draw: Draw, files: Files) -> Made:
    directory(files)
    return files, expects()


@DIRECTORIES.one(alone=True)
def a_school_is_registered_for_a_grade_more(draw: Draw, files: Files) -> Made:
    row = draw.row(directory(files), lambda each: each["High Grade"] != "12")
    row["High Grade"] = f"{int(row['High Grade']) + 1:02d}"
    return files, expects(Must("GRD-004", DIRECTORY, row, subject=row["School Code"]))


@DIRECTORIES.one(alone=True)
def a_directory_forgets_a_school(draw: Draw, files: Files) -> Made:
    table = directory(files)
    row = draw.row(table)
    table.rows.remove(row)
    return files, expects(Must("ORG-006", subject=row["School Code"]))


@DIRECTORIES.one(alone=True)
def a_directory_has_another_code_of_a_school(draw: Draw, files: Files) -> Made:
    row = draw.row(directory(files))
    row["School Code"] = "0099"
    return files, expects(Must("ORG-007"))


def with_meals(files: Files) -> list[str]:
    """Make everybody whose lunch is free or reduced a member of the meal program; the numbers of the others."""
    programs = sheet(files, PROGRAMS)
    for row in sheet(files, STATE).rows:
        if row["Lunch Status"] != "Paid" and not row["Exit Date"]:
            new = {"Student Number": row["Local Student ID"], "School Code": row["School Code"], "End Date": ""}
            programs.rows.append(new | {"Program": "Free and Reduced Lunch", "Begin Date": "2026-08-17"})
    return [row["Local Student ID"] for row in sheet(files, STATE).rows if row["Lunch Status"] == "Paid"]


@MEALS.one(alone=True)
def somebody_who_pays_is_in_the_meal_program(draw: Draw, files: Files) -> Made:
    number = draw.rng.choice(with_meals(files))
    row = sheet(files, STATE).one(**{"Local Student ID": number})
    new = {"Student Number": number, "Program": "Free and Reduced Lunch", "School Code": row["School Code"]}
    sheet(files, PROGRAMS).rows.append(new | {"Begin Date": "2026-08-17", "End Date": ""})
    return files, expects(Must("PRG-016", STATE, row, subject=number))


@MEALS.one(alone=True)
def somebody_eats_free_and_is_in_no_program(draw: Draw, files: Files) -> Made:
    with_meals(files)
    programs = sheet(files, PROGRAMS)
    gone = draw.row(programs, lambda row: row["Program"] == "Free and Reduced Lunch")
    programs.rows = [row for row in programs.rows if row is not gone]
    row = sheet(files, STATE).one(**{"Local Student ID": gone["Student Number"]})
    return files, expects(Must("PRG-016", STATE, row, subject=gone["Student Number"]))
