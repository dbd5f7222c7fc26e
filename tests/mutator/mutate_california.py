"""Damage to the upload files of California."""

from __future__ import annotations

from collections.abc import Callable

from tests.mutator.clean_california import MEMBERS, PLACES, PROGRAMS, SELA, SENR, SINF, SPRG, Pupil, pupils
from tests.mutator.expectations import CALIFORNIA, Draw, Make, Must, Mutations, expects
from tests.mutator.sheets import Files, sheet
from tests.mutator.slips import Made, Row, told

STATE = Mutations("California", CALIFORNIA)
STATE_FILES = Mutations("files of California", CALIFORNIA, look=("CAL",))
LATER = "20260901"
ELEMENTARY, HIGH = PLACES


def pupil(draw: Draw, test: Callable[[Pupil], object] = bool) -> Pupil:
    """A student of whom nothing else is touched."""
    chosen = draw.rng.choice([each for each in pupils() if each.local not in draw.people and test(each)])
    draw.people.add(chosen.local)
    return chosen


def row_of(files: Files, file: str, who: Pupil) -> Row:
    return sheet(files, file).one(Local=who.local)


def says(checks: str, file: str, called: str, *, who: Callable[[Pupil], object] = bool, **cells: str) -> Make:
    """A mutation by which the row of one student says something else."""

    def make(draw: Draw, files: Files) -> Made:
        row = row_of(files, file, pupil(draw, who))
        row |= {name.replace("_", " "): cell for name, cell in cells.items()}
        return files, told(checks, file, row)

    make.__name__ = called
    return make


def adds(checks: str, file: str, called: str, *, who: Callable[[Pupil], object] = bool, **cells: str) -> Make:
    """A mutation by which one student has a row more, like the first but for these cells."""

    def make(draw: Draw, files: Files) -> Made:
        row = sheet(files, file).add(row_of(files, file, pupil(draw, who)), **cells)
        return files, told(checks, file, row)

    make.__name__ = called
    return make


def learner(each: Pupil) -> bool:
    return each.learns_english and each.grade != "KN" and each.programs == ["301"]


def speaker(each: Pupil) -> bool:
    return not each.learns_english and each.grade != "KN" and not each.programs


for made in (
    says("CAL-005", SENR, "a_short_stay_stands_alone", who=speaker, Status="30"),
    says("CAL-010", SELA, "a_learner_of_english_speaks_english", who=learner, Language="00"),
    says("CAL-012", SINF, "a_student_of_no_race", who=speaker, Race=""),
    says("CAL-015", SELA, "a_status_is_open_for_long", who=speaker, Status="TBD", Start="20260820", Language="01"),
    says("CAL-016", SENR, "a_child_is_too_young", who=lambda each: each.grade == "KN", Born="20220114"),
    adds("CAL-005", SENR, "a_short_stay_beside_the_first", who=speaker, Status="30"),
    adds("CAL-006", SELA, "a_status_begins_twice", who=learner, Start="20240115"),
    adds("CAL-007", SELA, "a_status_goes_back", who=learner, Status="TBD", Start="20261015"),
):
    STATE.one()(made)


@STATE.one()
def a_state_number_lost_a_digit(draw: Draw, files: Files) -> Made:
    """The student has no row in the other files, so that nothing else hangs on the number."""
    who = pupil(draw, speaker)
    for file in (SINF, SELA):
        sheet(files, file).rows.remove(row_of(files, file, who))
    row = row_of(files, SENR, who)
    row["SSID"] = row["SSID"][:-1]
    return files, expects(Must("CAL-001", SENR, row, subject=who.local))


@STATE.one()
def a_status_of_language_in_no_grade(draw: Draw, files: Files) -> Made:
    who = pupil(draw, speaker)
    row_of(files, SENR, who)["Grade"] = "AD"
    return files, expects(Must("CAL-009", SELA, row_of(files, SELA, who), subject=who.local))


def stays_behind(check: str, file: str, called: str) -> Make:
    """A mutation by which a student stands in one file and in no row of the enrollments."""

    def make(draw: Draw, files: Files) -> Made:
        who = pupil(draw, (lambda each: each.programs == ["181"]) if file == SPRG else speaker)
        for name in {SENR, SINF, SPRG, SELA} - {file}:
            sheet(files, name).rows = [row for row in sheet(files, name).rows if row["Local"] != who.local]
        return files, expects(Must(check, file, row_of(files, file, who), subject=who.local))

    make.__name__ = called
    return make


for made in (
    stays_behind("CAL-002", SPRG, "a_program_without_an_enrollment"),
    stays_behind("CAL-003", SELA, "a_language_without_an_enrollment"),
    stays_behind("CAL-004", SINF, "information_without_an_enrollment"),
):
    STATE.one()(made)


@STATE.one()
def a_reclassified_student_learns_english_again(draw: Draw, files: Files) -> Made:
    who = pupil(draw, learner)
    table = sheet(files, SELA)
    row = row_of(files, SELA, who)
    table.add(row, Status="RFEP", Start="20250601")
    last = table.add(row, Start="20260820")
    return files, expects(Must("CAL-008", SELA, last, subject=who.local), Must("CAL-006", SELA, last))


@STATE.one()
def a_learner_is_taught_in_no_program(draw: Draw, files: Files) -> Made:
    who = pupil(draw, learner)
    sheet(files, SPRG).rows.remove(row_of(files, SPRG, who))
    return files, expects(Must("CAL-011", SELA, row_of(files, SELA, who), subject=who.local))


@STATE.one()
def meals_are_free_and_reduced(draw: Draw, files: Files) -> Made:
    who = pupil(draw, lambda each: each.programs == ["181"])
    row = sheet(files, SPRG).add(row_of(files, SPRG, who), Program="182")
    return files, expects(Must("CAL-014", SPRG, row, subject=who.local))


@STATE.one()
def the_upload_forgets_a_program(draw: Draw, files: Files) -> Made:
    who = pupil(draw, lambda each: each.programs == ["144"])
    sheet(files, SPRG).rows.remove(row_of(files, SPRG, who))
    listed = sheet(files, PROGRAMS).one(**{"Student Number": who.local})
    return files, expects(Must("CAL-017", PROGRAMS, listed, subject=who.local))


@STATE_FILES.one(alone=True)
def a_school_is_not_in_the_upload(draw: Draw, files: Files) -> Made:
    gone = draw.rng.choice([ELEMENTARY, HIGH])
    for file in (SENR, SINF, SPRG, SELA):
        sheet(files, file).rows = [row for row in sheet(files, file).rows if row["School"] != gone]
    return files, expects(Must("CAL-013", subject=gone))


@STATE_FILES.one(alone=True)
def a_field_is_shifted(draw: Draw, files: Files) -> Made:
    """A field more in every row: dates no longer stand where the layout says, and the file is not read by it."""
    table = sheet(files, draw.rng.choice([SENR, SELA]))
    table.header.insert(7, "More")
    for row in table.rows:
        row["More"] = "X"
    file = SENR if table is sheet(files, SENR) else SELA
    return files, expects(Must("FIL-001", file, line=1))


@STATE_FILES.one(alone=True)
def a_row_breaks_off(draw: Draw, files: Files) -> Made:
    content = sheet(files, SENR).bytes()
    files[SENR] = content[: -draw.rng.randrange(60, 75)]
    return files, expects(Must("FIL-012", SENR, line=len(pupils())), also=("CAL-002", "CAL-003", "CAL-004", "CAL-011"))


@STATE_FILES.one(alone=True)
def a_day_that_there_is_not(draw: Draw, files: Files) -> Made:
    row = draw.row(sheet(files, SENR))
    row["Start"] = draw.rng.choice(["20260231", "0", "20261399"])
    return files, expects(Must("FRM-004", SENR, row))


assert set(MEMBERS) > {"144", "181"}
