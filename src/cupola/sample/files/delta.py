"""A delta of the SIS in OneRoster 1.1: what changed in the three days after this month's bulk export."""

from collections.abc import Iterable, Sequence
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, columns, lookup, words
from cupola.sample.days import TODAY, YEAR_BEGINS, iso, iso_day
from cupola.sample.files import texts
from cupola.sample.files.oneroster import SYSTEM_CODE, SYSTEM_NAME
from cupola.sample.files.oneroster_people import SEXES
from cupola.sample.files.oneroster_rooms import class_ends
from cupola.sample.files.sheet import Archive, Desk
from cupola.sample.population.district import STUDENT_DOMAIN, District
from cupola.sample.population.people import RACES
from cupola.sample.population.present import Present
from cupola.sample.population.schools import GRADES

PATH = "other-systems/sis-changes.zip"
AS_OF = TODAY + 3
STAMP = f"{iso_day(AS_OF)}T05:40:00.000Z"
FILES_11 = words(
    "academicSessions categories classes classResources courses courseResources demographics enrollments lineItems "
    "orgs resources results users"
)
HEADERS = {
    "users": columns(
        "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,"
        "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
    ),
    "enrollments": columns(
        "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate"
    ),
    "demographics": columns(
        "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,"
        "nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,"
        "countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus"
    ),
}
LEAVERS, NEWCOMERS = 0.001, 0.001
FIRST_NEW, FIRST_LOCAL, FIRST_STATE = 8_000_001, 8_100_001, 9_999_900_001


def write_delta(district: District, present: Present, desk: Desk) -> None:
    """Write who left, with the seats that became free, and who came, with the seats of a classmate."""
    some = [row for row in present.students.tolist() if district.standing.entry[row] == YEAR_BEGINS]
    left = max(1, round(len(some) * LEAVERS))
    came = max(1, round(len(some) * NEWCOMERS))
    gone, models = np.array(some[-left:]), np.array(some[:came])
    with desk.archive(PATH, AS_OF) as package:
        _manifest(package)
        with package.sheet("users.csv", HEADERS["users"]) as sheet:
            sheet.write(_users(district, gone, enabled="false"))
            sheet.write(_newcomers(district, models))
        _demographics(district, models, package)
        _enrollments(district, present, package, gone=gone, models=models)


def _manifest(package: Archive) -> None:
    modes = [(f"file.{name}", "delta" if name in HEADERS else "absent") for name in FILES_11]
    rows = [("manifest.version", "1.0"), ("oneroster.version", "1.1"), *modes]
    rows += [("source.systemName", SYSTEM_NAME), ("source.systemCode", SYSTEM_CODE)]
    with package.sheet("manifest.csv", ("propertyName", "value")) as sheet:
        sheet.write(list(zip(*rows, strict=True)))


def _users(district: District, rows: Array, *, enabled: str) -> list[Iterable[str]]:
    people = district.students
    pairs = zip(texts.state_ids(district, rows), texts.local_ids(district, rows), strict=True)
    return [
        texts.student_ids(district, rows),
        repeat("active"),
        repeat(STAMP),
        repeat(enabled),
        texts.org_ids(district.standing.school[rows]),
        repeat("student"),
        [district.student_logins[row] for row in rows.tolist()],
        [f'"{{StateID:{state}}},{{Local:{local}}}"' for state, local in pairs],
        lookup(district.given, people.given[rows]),
        lookup(district.family, people.family[rows]),
        lookup(district.given, people.middle[rows]),
        texts.local_ids(district, rows),
        texts.student_emails(district, rows),
        repeat(""),
        repeat(""),
        repeat(""),
        lookup(GRADES, people.grade[rows]),
        repeat(""),
    ]


def _new_ids(count: int) -> list[str]:
    return [f"P{FIRST_NEW + number}" for number in range(count)]


def _newcomers(district: District, models: Array) -> list[Iterable[str]]:
    """New students at the school and in the grade of somebody who is there; their names are put together anew."""
    count = len(models)
    cells = _users(district, models, enabled="true")
    cells[0] = _new_ids(count)
    cells[6] = [f"new{number + 1}" for number in range(count)]
    cells[7] = [f'"{{StateID:{FIRST_STATE + number}}},{{Local:{FIRST_LOCAL + number}}}"' for number in range(count)]
    cells[8] = lookup(district.given, np.roll(district.students.given, 7)[models])
    cells[9] = lookup(district.family, np.roll(district.students.family, 11)[models])
    cells[11] = [str(FIRST_LOCAL + number) for number in range(count)]
    cells[12] = [f"new{number + 1}@{STUDENT_DOMAIN}" for number in range(count)]
    return cells


def _demographics(district: District, models: Array, package: Archive) -> None:
    people = district.students
    race = people.race[models]
    with package.sheet("demographics.csv", HEADERS["demographics"]) as sheet:
        start = [_new_ids(len(models)), repeat("active"), repeat(STAMP), iso(people.birth[models] + 3)]
        sexes = lookup(SEXES, people.sex[models])
        flags = [texts.flags(race >> place & 1) for place in range(len(RACES))]
        two = texts.flags(race & (race - 1) > 0)
        sheet.write([*start, sexes, *flags, two, texts.flags(people.hispanic[models]), *[repeat("")] * 4])


def _enrollments(district: District, present: Present, package: Archive, *, gone: Array, models: Array) -> None:
    ends = class_ends(district)
    names = dict(zip(models.tolist(), _new_ids(len(models)), strict=True))
    with package.sheet("enrollments.csv", HEADERS["enrollments"]) as sheet:
        free = np.flatnonzero(np.isin(present.seat_student, gone))
        rooms = present.seat_class[free]
        users = texts.student_ids(district, present.seat_student[free])
        entry = district.stays.entry[district.schedule.seat_stay[present.seats[free]]]
        days = (iso(entry), [iso_day(TODAY)] * len(free))
        sheet.write(_seats(district, rooms, users, state="tobedeleted", days=days))
        taken = np.flatnonzero(np.isin(present.seat_student, models))
        rooms = present.seat_class[taken]
        users = [names[row] for row in present.seat_student[taken].tolist()]
        sheet.write(
            _seats(district, rooms, users, state="active", days=([iso_day(AS_OF)] * len(taken), iso(ends[rooms])))
        )


def _seats(
    district: District, rooms: Array, users: Sequence[str], *, state: str, days: tuple[list[str], list[str]]
) -> list[Iterable[str]]:
    ids = [f"E{room + 100_001}-{user[1:]}" for room, user in zip(rooms.tolist(), users, strict=True)]
    schools = texts.org_ids(district.schedule.classes.school[rooms])
    place = [texts.class_ids(rooms), schools, users]
    return [ids, repeat(state), repeat(STAMP), *place, repeat("student"), repeat(""), *days]
