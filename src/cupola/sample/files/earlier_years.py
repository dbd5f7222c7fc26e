"""Three earlier years: for each the state's file of that fall, and the results of the spring before it."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, lookup, stream
from cupola.sample.days import day, iso, school_days
from cupola.sample.files import results, state_upload, texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.past import CENSUS, FIRST_DAYS, Former, PastYear, make_former, make_past, schools_of
from cupola.sample.population.people import LANGUAGES
from cupola.sample.population.programs import MEALS
from cupola.sample.population.schools import GRADES
from cupola.sample.population.stays import ENTRY_CODES

FOLDER = "earlier-years"
LATE = 0.01
TAKEN = 0.94


def state_path(back: int) -> str:
    """The path of the state's file of a year."""
    return f"{FOLDER}/{2026 - back}-{2027 - back}/state-upload.csv"


def results_path(back: int) -> str:
    """The path of the results that came in a year."""
    return f"{FOLDER}/{2026 - back}-{2027 - back}/state-test-results.csv"


def write_earlier_years(district: District, desk: Desk) -> None:
    """Write the files of three years, each dated as of 31 October of its year."""
    former = make_former(district)
    for year in make_past(district, former):
        _write_state(district, former, year, desk=desk)
        _write_results(district, former, year, desk=desk)


def _write_state(district: District, former: Former, year: PastYear, *, desk: Desk) -> None:
    rng = stream(district.seed, f"state file {year.name}")
    days = school_days(FIRST_DAYS[year.back] + 1, CENSUS[year.back] - 2)
    late = rng.random(len(year.grade)) < LATE
    entry = np.where(late, days[rng.integers(0, len(days), len(late))], FIRST_DAYS[year.back])
    with desk.sheet(state_path(year.back), state_upload.HEADER, CENSUS[year.back]) as sheet:
        for part in chunks(len(year.students)):
            rows = year.students[part]
            stay = _stay(district, year, part, entry=entry, late=late)
            sheet.write(
                [*state_upload.person_cells(district, rows), *stay, *state_upload.program_cells(district, rows)]
            )
        for part in chunks(len(year.former)):
            rows = year.former[part]
            place = slice(part.start + len(year.students), part.stop + len(year.students))
            stay = _stay(district, year, place, entry=entry, late=late)
            sheet.write([*_former(district, former, rows), *stay, *_no_program()])


def _former(district: District, former: Former, rows: Array) -> list[Iterable[str]]:
    return [
        _numbers(former.local[rows]),
        [str(number) for number in former.state[rows].tolist()],
        lookup(district.family, former.family[rows]),
        lookup(district.given, former.given[rows]),
        repeat(""),
        iso(former.birth[rows]),
        lookup(("F", "M"), former.sex[rows]),
        lookup(state_upload.RACE_OF_BITS, former.race[rows]),
        repeat("N"),
    ]


def _numbers(values: Array) -> list[str]:
    return [f"{number:07d}" for number in values.tolist()]


def _stay(district: District, year: PastYear, place: slice, *, entry: Array, late: Array) -> list[Iterable[str]]:
    return [
        texts.school_codes(district, schools_of(district, year.zone[place], year.grade[place])),
        lookup(GRADES, year.grade[place]),
        iso(entry[place]),
        lookup(ENTRY_CODES, late[place].astype(int)),
        repeat(""),
        repeat(""),
    ]


def _no_program() -> list[Iterable[str]]:
    """The cells of the programs of somebody who takes part in none."""
    no = repeat("N")
    return [no, repeat(""), repeat(LANGUAGES[0]), no, repeat(""), no, no, repeat(""), no, no, repeat(MEALS[0]), no]


def _write_results(district: District, former: Former, year: PastYear, *, desk: Desk) -> None:
    rng = stream(district.seed, f"results {year.name}")
    tested = np.isin(year.grade - 1, results.TESTED_GRADES) & (rng.random(len(year.grade)) < TAKEN)
    places = np.flatnonzero(tested)
    local = np.concatenate([district.students.local[year.students], former.local[year.former]])
    state = np.concatenate([district.students.state[year.students], former.state[year.former]])
    spring = 2026 - year.back
    days = np.arange(day(f"{spring}-04-14"), day(f"{spring}-05-21"))
    days = days[(days + 3) % 7 < 5]
    ability = rng.normal(0, 1, len(year.grade))
    with desk.sheet(results_path(year.back), results.HEADER, CENSUS[year.back]) as sheet:
        for part in chunks(len(places), 25_000):
            rows = np.repeat(places[part], len(results.SUBJECTS))
            grade = year.grade[rows] - 1
            score, level = results.scores(rng, ability[rows], grade)
            subject = np.arange(len(rows)) % len(results.SUBJECTS)
            cells: list[Iterable[str]] = [_numbers(local[rows]), [str(number) for number in state[rows].tolist()]]
            cells += [repeat(results.TEST), lookup(results.SUBJECTS, subject)]
            cells += [iso(days[rng.integers(0, len(days), len(rows))]), lookup(GRADES, grade)]
            cells.append(texts.school_codes(district, schools_of(district, year.zone[rows], grade)))
            sheet.write([*cells, [str(number) for number in score.tolist()], lookup(results.LEVELS, level)])
