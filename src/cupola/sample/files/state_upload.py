"""The state upload extract: one row for each student and stay at a school, with the program fields."""

from collections.abc import Iterable

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup
from cupola.sample.days import iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.people import LANGUAGES
from cupola.sample.population.programs import DISABILITIES, LANGUAGE_PROGRAMS, MEALS, NIGHTTIME
from cupola.sample.population.schools import GRADES
from cupola.sample.population.stays import ENTRY_CODES, EXIT_CODES

PATH = "this-month/state-upload.csv"
HEADER = columns(
    "Local Student ID,State Student ID,Legal Last Name,Legal First Name,Legal Middle Name,Birth Date,Sex,Race,"
    "Hispanic,School Code,Grade Level,Entry Date,Entry Code,Exit Date,Exit Code,English Learner,Language Program,"
    "Home Language,Special Education,Disability Code,Section 504,Homeless,Nighttime Residence,Foster,Migrant,"
    "Meal Status,Direct Certification"
)
RACE_NAMES = (
    "American Indian or Alaska Native",
    "Asian",
    "Black or African American",
    "Native Hawaiian or Other Pacific Islander",
    "White",
)
TWO_OR_MORE = "Two or More Races"
RACE_OF_BITS = [
    TWO_OR_MORE if bits & (bits - 1) else RACE_NAMES[max(bits.bit_length() - 1, 0)]
    for bits in range(1 << len(RACE_NAMES))
]
LETTERS = ("N", "Y")


def write_state_upload(district: District, desk: Desk) -> None:
    """Write the extract, in the order of students."""
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(district.stays)):
            rows = np.arange(part.start, part.stop)
            who = district.stays.student[rows]
            sheet.write([*person_cells(district, who), *_stay(district, rows), *program_cells(district, who)])


def person_cells(district: District, who: Array) -> list[Iterable[str]]:
    """The cells that tell who a student is; each column of the header up to the school."""
    people = district.students
    return [
        texts.local_ids(district, who),
        texts.state_ids(district, who),
        lookup(district.family, people.old_family[who]),
        lookup(district.given, people.given[who]),
        lookup(district.given, people.middle[who]),
        iso(people.birth[who]),
        lookup(("F", "M"), people.sex[who]),
        lookup(RACE_OF_BITS, people.race[who]),
        letters(people.hispanic[who]),
    ]


def _stay(district: District, rows: Array) -> list[Iterable[str]]:
    stays = district.stays
    return [
        texts.school_codes(district, stays.school[rows]),
        lookup(GRADES, district.students.grade[stays.student[rows]]),
        iso(stays.entry[rows]),
        lookup(ENTRY_CODES, stays.entry_code[rows]),
        iso(stays.exit[rows]),
        lookup(EXIT_CODES, stays.exit_code[rows]),
    ]


def program_cells(district: District, who: Array) -> list[Iterable[str]]:
    """The cells of programs; each column of the header from English Learner on."""
    programs = district.programs
    return [
        letters(programs.language_program[who] > 0),
        lookup(LANGUAGE_PROGRAMS, programs.language_program[who]),
        lookup(LANGUAGES, district.students.language[who]),
        letters(programs.disability[who] > 0),
        lookup(DISABILITIES, programs.disability[who]),
        letters(programs.section_504[who]),
        letters(programs.nighttime[who] > 0),
        lookup(NIGHTTIME, programs.nighttime[who]),
        letters(programs.foster[who]),
        letters(programs.migrant[who]),
        lookup(MEALS, programs.meal[who]),
        letters(programs.directly_certified[who]),
    ]


def letters(values: Array) -> list[str]:
    """Truth as Y and N."""
    return lookup(LETTERS, values.astype(int))
