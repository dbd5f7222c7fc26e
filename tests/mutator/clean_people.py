"""The people of a small district without a fault: three schools, their students, families and staff."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DAY = "2026-10-30"
FIRST_DAY = "2026-08-17"
LEFT_ON = "2026-09-25"
DOMAIN = "larkfield.example"


def words(text: str) -> list[str]:
    return text.split()


GIVEN = words("""
Abena Birgit Calla Dorrit Emeka Farid Gwenna Hanneke Ilse Jorunn Kaveh Liora Maeve Niall Ottilie Pavel Quill
Renske Soraya Tamsin Ulla Viggo Wilda Xiomara Yorick Zoë Aziza Bronwyn Cosimo Delphine Eamon Freya Gunnar
Hideko Ione
""")
FAMILY = words("""
Abernathy Brunswick Castellane Dunmore Ellsworth Fairweather Galbraith Hollingwood Iredale Jessamy Kettering
Lindqvist Merriweather Núñez Oakhurst Pemberton Quillfeather Rosenthal Silverlake Thistlewood Underhill
Vandermeer Wetherby Yarborough Zimmerlund Ashdown Birkenshaw Corrigan Drummond Everhart Fenwick
""")
RACES = ("White", "Asian", "Black or African American", "White", "Two or More Races")


@dataclass(frozen=True)
class School:
    """A school: its key, its code, its name and the grades it teaches."""

    key: str
    code: str
    name: str
    grades: tuple[str, ...]
    a_grade: int


SCHOOLS = (
    School("org-el", "0041", "Alder Elementary", ("KG", "01", "02", "03", "04", "05"), 7),
    School("org-mi", "0042", "Birch Middle", ("06", "07", "08"), 11),
    School("org-hi", "0043", "Cedar High", ("09", "10", "11", "12"), 21),
)


@dataclass(frozen=True)
class Student:
    """A student; `number` counts from 0, `left` says that the student left in September."""

    number: int
    school: School
    grade: str
    given: str
    family: str
    guardian: int
    left: bool

    @property
    def key(self) -> str:
        return f"st-{self.number:04d}"

    @property
    def local_id(self) -> str:
        return f"00{3100 + self.number}"

    @property
    def state_id(self) -> str:
        return f"08{10_000_000 + 37 * self.number}"

    @property
    def email(self) -> str:
        return f"{self.local_id}@{DOMAIN}"

    @property
    def birth_date(self) -> str:
        step = 0 if self.grade == "KG" else int(self.grade)
        return f"{2021 - step}-{self.number % 8 + 1:02d}-{(self.number * 5) % 28 + 1:02d}"

    @property
    def sex(self) -> str:
        return ("female", "male")[self.number % 2]

    @property
    def race(self) -> str:
        return RACES[self.number % len(RACES)]

    @property
    def is_hispanic(self) -> bool:
        return self.number % 4 == 3


@dataclass(frozen=True)
class Worker:
    """A member of staff: a teacher of a school, its principal, or one of the district office."""

    number: int
    school: School | None
    role: str
    given: str
    family: str

    @property
    def key(self) -> str:
        return f"wk-{self.number:03d}"

    @property
    def local_id(self) -> str:
        return f"9{self.number:04d}"

    @property
    def email(self) -> str:
        return f"staff{self.number:03d}@{DOMAIN}"


def _names() -> Iterator[tuple[str, str]]:
    """Names that never repeat: every given name meets every family name once."""
    for turn in range(len(GIVEN)):
        for place, family in enumerate(FAMILY):
            yield GIVEN[(turn * 11 + place * 3) % len(GIVEN)], family


def students() -> list[Student]:
    names = _names()
    found: list[Student] = []
    for school in SCHOOLS:
        for grade in school.grades:
            for place in range(school.a_grade):
                number = len(found)
                given, family = next(names)
                left = grade == school.grades[-1] and place == school.a_grade - 1
                found.append(Student(number, school, grade, given, family, number // 2, left))
    return found


def workers() -> list[Worker]:
    names = _names()
    roles: list[tuple[School | None, str]] = [(None, "districtAdministrator")]
    for school in SCHOOLS:
        roles += [(school, "principal"), *[(school, "teacher")] * (6 if school.key != "org-mi" else 3)]
    people = list(names)[600:]
    return [
        Worker(number, school, role, people[number * 2][0], people[number * 2][1])
        for number, (school, role) in enumerate(roles)
    ]
