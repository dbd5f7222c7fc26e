"""California's upload files: enrollment, student information, programs and English language status."""

from collections.abc import Iterable, Sequence
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup
from cupola.sample.days import NEVER, YEAR_BEGINS, iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.district import District
from cupola.sample.population.programs import PROGRAMS
from cupola.sample.population.schools import GRADES, KG
from cupola.sample.population.stays import EXIT_CODES

FOLDER = "this-month/calpads"
SENR, SINF, SPRG, SELA = (f"{FOLDER}/{name}.txt" for name in ("SENR", "SINF", "SPRG", "SELA"))
LEA, SCHOOL_YEAR = "3768098", "2026-2027"
# The fields in the order of the file; a dash is a field that stays empty.
SENR_FIELDS = columns(
    "Record,Transaction,Local Record ID,LEA,School,NPS,Year,SSID,Local ID,First,Middle,Last,Suffix,-14,-15,-16,"
    "Birth Date,Gender,-19,-20,Birth Country,Start Date,Status,-24,Grade,Exit Date,Exit Reason,Completion,"
    "-29,-30,-31,-32,-33"
)
SINF_FIELDS = columns(
    "Record,Transaction,Local Record ID,Effective Date,LEA,School,Year,SSID,Local ID,First,Middle,Last,Suffix,-14,-15,"
    "-16,-17,Birth Date,Gender,-20,-21,-22,Hispanic,Ethnicity Missing,Race 1,Race 2,Race 3,Race 4,Race 5,Race Missing,"
    "-31,-32,-33,-34,-35,-36,-37,-38,-39,-40"
)
SPRG_FIELDS = columns(
    "Record,Transaction,Local Record ID,LEA,School,Year,SSID,Local ID,First,Last,Birth Date,Gender,Program,Membership,"
    "Start Date,End Date,-17,-18,-19,-20,-21,-22,-23,-24,-25"
)
SELA_FIELDS = columns(
    "Record,Transaction,Local Record ID,LEA,School,Year,SSID,Local ID,First,Last,Birth Date,Gender,Status,"
    "Start Date,Language"
)
GRADE_CODES = ["PS" if grade == "PK" else "KN" if grade == "KG" else grade for grade in GRADES]
RACE_CODES = ("100", "299", "600", "399", "700")
CODES = {
    "Special Education": "144",
    "Section 504": "101",
    "Homeless": "191",
    "Foster Care": "190",
    "Migrant": "135",
    "Free Meals": "181",
    "Reduced-Price Meals": "182",
}
INSTRUCTION = ("", "301", "305", "306")
FIVE_YEARS = 1_826


def write_calpads(district: District, desk: Desk) -> None:
    """Write the four files, each in the order of students."""
    _enrollment(district, desk)
    _information(district, desk)
    _programs(district, desk)
    _language(district, desk)


def plain_days(days: Array) -> list[str]:
    """Days as eight digits; NEVER as an empty text."""
    return [text.replace("-", "") for text in iso(days)]


def _person(district: District, who: Array) -> dict[str, Sequence[str]]:
    people = district.students
    return {
        "SSID": texts.state_ids(district, who),
        "Local ID": texts.local_ids(district, who),
        "First": lookup(district.given, people.given[who]),
        "Middle": lookup(district.given, people.middle[who]),
        "Last": lookup(district.family, people.old_family[who]),
        "Birth Date": plain_days(people.birth[who]),
        "Gender": lookup(("F", "M"), people.sex[who]),
        "School": texts.school_codes(district, district.standing.school[who]),
    }


def _rows(fields: Sequence[str], record: str, known: dict[str, Sequence[str]]) -> list[Iterable[str]]:
    always = {"Record": record, "LEA": LEA, "Year": SCHOOL_YEAR}
    return [repeat(always[name]) if name in always else known.get(name, repeat("")) for name in fields]


def _enrollment(district: District, desk: Desk) -> None:
    stays = district.stays
    with desk.records(SENR, SENR_FIELDS) as sheet:
        for part in chunks(len(stays)):
            rows = np.arange(part.start, part.stop)
            who = stays.student[rows]
            person = _person(district, who)
            known: dict[str, Sequence[str]] = {
                **person,
                "School": texts.school_codes(district, stays.school[rows]),
                "Birth Country": ["US"] * len(rows),
                "Start Date": plain_days(stays.entry[rows]),
                "Status": ["10"] * len(rows),
                "Grade": lookup(GRADE_CODES, district.students.grade[who]),
                "Exit Date": plain_days(stays.exit[rows]),
                "Exit Reason": lookup(EXIT_CODES, stays.exit_code[rows]),
            }
            sheet.write(_rows(SENR_FIELDS, "SENR", known), person["Local ID"])


def _information(district: District, desk: Desk) -> None:
    people = district.students
    with desk.records(SINF, SINF_FIELDS) as sheet:
        for part in chunks(len(people)):
            who = np.arange(part.start, part.stop)
            person = _person(district, who)
            races = [
                [code for bit, code in enumerate(RACE_CODES) if bits >> bit & 1] for bits in people.race[who].tolist()
            ]
            known: dict[str, Sequence[str]] = {
                **person,
                "Effective Date": plain_days(district.standing.entry[who]),
                "Hispanic": lookup(("N", "Y"), people.hispanic[who].astype(int)),
                "Ethnicity Missing": ["N"] * len(who),
                "Race Missing": ["N"] * len(who),
                **{
                    f"Race {place}": [(*each, "", "", "", "", "")[place - 1] for each in races] for place in range(1, 6)
                },
            }
            sheet.write(_rows(SINF_FIELDS, "SINF", known), person["Local ID"])


def _programs(district: District, desk: Desk) -> None:
    programs = district.programs
    names = [name for name in PROGRAMS if name in CODES]
    member = np.stack([programs.members(name) for name in names] + [programs.language_program > 0], axis=1)
    students, places = np.nonzero(member)
    with desk.records(SPRG, SPRG_FIELDS) as sheet:
        for part in chunks(len(students)):
            who, place = students[part], places[part]
            person = _person(district, who)
            served = lookup(INSTRUCTION, programs.language_program[who])
            coded = [
                CODES[names[at]] if at < len(names) else code for at, code in zip(place.tolist(), served, strict=True)
            ]
            known: dict[str, Sequence[str]] = {
                **person,
                "Program": coded,
                "Start Date": plain_days(district.standing.entry[who]),
                "End Date": plain_days(district.standing.exit[who]),
            }
            keys = [f"{number} {code}" for number, code in zip(person["Local ID"], coded, strict=True)]
            sheet.write(_rows(SPRG_FIELDS, "SPRG", known), keys)


def _language(district: District, desk: Desk) -> None:
    people, learner = district.students, district.programs.language_program > 0
    students = np.flatnonzero(people.grade >= KG)
    status = np.where(learner, 1, np.where(people.language > 0, 2 + (people.local % 2), 0))
    with desk.records(SELA, SELA_FIELDS) as sheet:
        for part in chunks(len(students)):
            who = students[part]
            person = _person(district, who)
            began = np.minimum(people.birth[who] + FIVE_YEARS, YEAR_BEGINS)
            known: dict[str, Sequence[str]] = {
                **person,
                "Status": lookup(("EO", "EL", "RFEP", "IFEP"), status[who]),
                "Start Date": plain_days(np.where(began == NEVER, YEAR_BEGINS, began)),
                "Language": [f"{code:02d}" for code in people.language[who].tolist()],
            }
            sheet.write(_rows(SELA_FIELDS, "SELA", known), person["Local ID"])
