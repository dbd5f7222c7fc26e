"""The online registration system: its own ids, typed by parents, with what that does to names and dates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup, stream
from cupola.sample.days import NEVER, slashed
from cupola.sample.files import mistypes, texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.applicants import Applicants
from cupola.sample.population.district import District
from cupola.sample.population.schools import STREET_KINDS, STREETS, TOWNS

PATH = "this-month/enrollment-system.csv"
HEADER = columns(
    "Application ID,Submitted On,Application Status,Student First Name,Student Middle Name,Student Last Name,"
    "Date of Birth,Gender,Applying for Grade,School Choice,School Number,Parent First Name,Parent Last Name,"
    "Parent Phone,Parent Email,Home Address,Home City,Home ZIP,State Student No,District Student No"
)
GRADE_WORDS = (
    "Preschool",
    "Transitional Kindergarten",
    "Kindergarten",
    *(f"Grade {number}" for number in range(1, 13)),
)
FIRST_APPLICATION = 260_001
OTHER_PHONE, OTHER_EMAIL, NO_EMAIL, HALF = 0.15, 0.2, 0.06, 0.5
LOCAL_ID_KNOWN = 0.45


@dataclass(frozen=True, slots=True)
class Typing:
    """How this run of the enrollment system is typed: ids left out, or hard (no e-mail, half the phones)."""

    hide_ids: bool = False
    hard: bool = False


def application_ids(rows: Array) -> list[str]:
    """The system's own ids, in the order of submission."""
    return [f"APP-{FIRST_APPLICATION + row}" for row in rows.tolist()]


def write_enrollment_system(district: District, people: Applicants, typing: Typing, *, desk: Desk) -> None:
    """Write the applications; the same seed mistypes the same things whichever way ids are shown."""
    rng = stream(district.seed, "mistypes")
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(people), 25_000):
            rows = np.arange(part.start, part.stop)
            columns = [application_ids(rows), slashed(people.submitted[rows])]
            columns.append(lookup(("Pending", "Accepted"), (people.student[rows] >= 0).astype(int)))
            columns += _child(rng, district, people, rows=rows)
            columns += _home(rng, district, people, rows=rows, hard=typing.hard)
            columns += _ids(rng, district, people, rows=rows, hide=typing.hide_ids)
            sheet.write(columns)


def _child(rng: np.random.Generator, district: District, people: Applicants, *, rows: Array) -> list[list[str]]:
    first = lookup(district.given, people.given[rows])
    middle = lookup(district.given, people.middle[rows])
    other = district.homes.other_family[rng.integers(0, len(district.homes), len(rows))]
    changed = rng.random(len(rows)) < mistypes.NEW_SURNAME
    last = lookup(district.family, np.where(changed, other, people.family[rows]))
    mistypes.nicknamed(rng, first, district.names.nicknames)
    mistypes.mistype_some(rng, last, mistypes.HYPHEN_LOST, change=mistypes.without_hyphen)
    mistypes.mistype_some(rng, middle, mistypes.MIDDLE_MISSING, change=lambda text, number: "")
    share = mistypes.MIDDLE_INITIAL / (1 - mistypes.MIDDLE_MISSING)
    mistypes.mistype_some(rng, middle, share, change=lambda text, number: text[:1])
    for names, share in ((first, mistypes.FIRST_TYPO), (last, mistypes.LAST_TYPO)):
        mistypes.mistype_some(rng, names, mistypes.ACCENTS_LOST, change=mistypes.without_accents)
        mistypes.mistype_some(rng, names, share * 1.15, change=mistypes.typo)
        mistypes.mistype_some(rng, names, mistypes.ODD_CASE, change=mistypes.odd_case)
    mistypes.swap_some(rng, first, last)
    births = mistypes.turned_births(rng, people.birth[rows])
    births = np.where(rng.random(len(rows)) < mistypes.BIRTH_MISSING, NEVER, births)
    sexes = lookup(("F", "M"), people.sex[rows])
    return [first, middle, last, slashed(births), sexes, lookup(GRADE_WORDS, people.grade[rows])]


def _home(
    rng: np.random.Generator, district: District, people: Applicants, *, rows: Array, hard: bool
) -> list[list[str]]:
    schools = people.school[rows]
    given = lookup(district.given, people.guardian_given[rows])
    family = lookup(district.family, people.guardian_family[rows])
    for names in (given, family):
        mistypes.mistype_some(rng, names, mistypes.ACCENTS_LOST, change=mistypes.without_accents)
        mistypes.mistype_some(rng, names, mistypes.ODD_CASE, change=mistypes.odd_case)
    numbers = np.where(
        rng.random(len(rows)) < OTHER_PHONE, rng.integers(2_000_000, 9_999_999, len(rows)), people.phone[rows]
    )
    phones = texts.phones(numbers)
    emails = _emails(rng, district, people, rows=rows)
    if hard:
        mistypes.mistype_some(rng, phones, HALF, change=lambda text, number: "")
        emails = [""] * len(rows)
    streets = zip(
        *(column[rows].tolist() for column in (people.street_number, people.street, people.street_kind, people.unit)),
        strict=True,
    )
    addresses = [
        f"{number} {STREETS[street]} {STREET_KINDS[kind]}{f' #{unit}' if unit else ''}"
        for number, street, kind, unit in streets
    ]
    towns, codes = (
        lookup([town for town, _ in TOWNS], people.town[rows]),
        lookup([code for _, code in TOWNS], people.town[rows]),
    )
    places = [texts.school_names(district, schools), texts.school_codes(district, schools)]
    return [*places, given, family, phones, emails, addresses, towns, codes]


def _emails(rng: np.random.Generator, district: District, people: Applicants, *, rows: Array) -> list[str]:
    given = lookup(district.given, people.guardian_given[rows])
    family = lookup(district.family, people.guardian_family[rows])
    other = rng.random(len(rows)) < OTHER_EMAIL
    none = rng.random(len(rows)) < NO_EMAIL
    columns = zip(given, family, people.guardian[rows].tolist(), other.tolist(), none.tolist(), strict=True)
    return [
        "" if missing else _email(district, first, last, guardian=row, other=new)
        for first, last, row, new, missing in columns
    ]


def _email(district: District, given: str, family: str, *, guardian: int, other: bool) -> str:
    first, last = district.plain(given)[:8], district.plain(family)[:9]
    if other or guardian < 0:
        return f"{last}.{first}{abs(guardian) % 9_973}@letter.example"
    return f"{first}{last}{guardian}@{'mail' if guardian % 3 else 'post'}.example"


def _ids(
    rng: np.random.Generator, district: District, people: Applicants, *, rows: Array, hide: bool
) -> Iterator[list[str]]:
    student = people.student[rows]
    known = (student >= 0) & ~people.again[rows]
    state = [text if has else "" for text, has in zip(texts.state_ids(district, student), known.tolist(), strict=True)]
    local = [text if has else "" for text, has in zip(texts.local_ids(district, student), known.tolist(), strict=True)]
    mistypes.mistype_some(rng, state, mistypes.STATE_ID_MISSING, change=lambda text, number: "")
    mistypes.mistype_some(rng, state, mistypes.STATE_ID_WRONG / 0.68, change=_unused(district))
    mistypes.mistype_some(rng, local, 1 - LOCAL_ID_KNOWN, change=lambda text, number: "")
    for column in (state, local):
        yield [""] * len(rows) if hide else column


def _unused(district: District) -> Callable[[str, int], str]:
    """A digit mistyped so that the number is nobody's."""
    issued = np.sort(district.students.state)

    def change(text: str, number: int) -> str:
        wrong = mistypes.wrong_digit(text, number)
        place = int(np.searchsorted(issued, int(wrong or 0)))
        return text if place < len(issued) and issued[place] == int(wrong or 0) else wrong

    return change
