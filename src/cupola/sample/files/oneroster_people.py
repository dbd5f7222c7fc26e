"""The people of the SIS export: users, roles, demographics."""

from collections.abc import Sequence
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, lookup
from cupola.sample.days import NEVER, YEAR_BEGINS, iso, iso_day
from cupola.sample.files import texts
from cupola.sample.files.headers import HEADERS
from cupola.sample.files.sheet import Archive, Sheet
from cupola.sample.population.district import District
from cupola.sample.population.months import Month
from cupola.sample.population.people import RACES
from cupola.sample.population.schools import GRADES
from cupola.sample.population.staff import ROLES

SEXES = ("female", "male")
BLANK: Sequence[str] = ()


def write_users(district: District, month: Month, package: Archive) -> None:
    """Students, staff, guardians."""
    with package.sheet("users.csv", HEADERS["users"]) as sheet:
        for part in chunks(len(month.students)):
            _students(district, month, month.students[part], sheet=sheet)
        _staff(district, sheet)
        for part in chunks(len(month.guardians)):
            _guardians(district, month, month.guardians[part], sheet=sheet)


def _users(sheet: Sheet, columns: dict[str, Sequence[str]]) -> None:
    sheet.write([columns.get(name, BLANK) or repeat("") for name in HEADERS["users"]])


def _students(district: District, month: Month, rows: Array, *, sheet: Sheet) -> None:
    people = district.students
    homes = people.household[rows]
    logins = [district.student_logins[row] for row in rows.tolist()]
    pairs = zip(texts.state_ids(district, rows), texts.local_ids(district, rows), strict=True)
    towns, postal_codes = texts.towns(district, homes)
    columns: dict[str, Sequence[str]] = {
        "sourcedId": texts.student_ids(district, rows),
        "enabledUser": texts.flags(~month.disabled[rows]),
        "username": logins,
        "userIds": [f'"{{StateID:{state}}},{{Local:{local}}}"' for state, local in pairs],
        "givenName": lookup(district.given, people.given[rows]),
        "familyName": lookup(district.family, month.family[rows]),
        "middleName": lookup(district.given, people.middle[rows]),
        "identifier": texts.local_ids(district, rows),
        "email": texts.student_emails(district, rows),
        "agentSourcedIds": _agents(district, homes),
        "grades": lookup(GRADES, people.grade[rows]),
        "preferredGivenName": lookup(district.given, people.preferred[rows]),
        "primaryOrgSourcedId": texts.org_ids(month.school[rows]),
        "metadata.streetAddress": texts.streets(district, homes),
        "metadata.city": towns,
        "metadata.postalCode": postal_codes,
    }
    _users(sheet, columns)


def _agents(district: District, homes: Array) -> list[str]:
    guardians = district.guardians
    first = guardians.first_of[homes]
    worker = guardians.staff[first]
    own = np.where(worker >= 0, texts.FIRST_STAFF + worker, texts.FIRST_GUARDIAN + first)
    two = guardians.count_of[homes] == 2
    rows = zip(own.tolist(), first.tolist(), two.tolist(), strict=True)
    return [f'"P{one},P{texts.FIRST_GUARDIAN + row + 1}"' if both else f"P{one}" for one, row, both in rows]


def _staff(district: District, sheet: Sheet) -> None:
    staff = district.staff
    rows = np.arange(len(staff))
    columns: dict[str, Sequence[str]] = {
        "sourcedId": texts.staff_ids(rows),
        "enabledUser": texts.flags(staff.left == NEVER),
        "username": district.staff_logins,
        "givenName": lookup(district.given, staff.given),
        "familyName": lookup(district.family, staff.family),
        "identifier": [texts.staff_number(row) for row in rows.tolist()],
        "email": texts.staff_emails(district, rows),
        "primaryOrgSourcedId": texts.org_ids(staff.school),
    }
    _users(sheet, columns)


def guardian_emails(district: District, rows: Array) -> list[str]:
    """Private addresses, in two domains that do not exist; some guardians have none."""
    guardians = district.guardians
    given, family = lookup(district.given, guardians.given[rows]), lookup(district.family, guardians.family[rows])
    people = zip(given, family, guardians.has_email[rows].tolist(), rows.tolist(), strict=True)
    return [
        f"{district.plain(first)[:8]}{district.plain(last)[:9]}{row}@{'mail' if row % 3 else 'post'}.example"
        if has
        else ""
        for first, last, has, row in people
    ]


def _guardians(district: District, month: Month, rows: Array, *, sheet: Sheet) -> None:
    guardians = district.guardians
    columns: dict[str, Sequence[str]] = {
        "sourcedId": texts.guardian_ids(rows),
        "enabledUser": ["true"] * len(rows),
        "username": [f"family{row + 1}" for row in rows.tolist()],
        "givenName": lookup(district.given, guardians.given[rows]),
        "familyName": lookup(district.family, guardians.family[rows]),
        "identifier": [f"G{row + 300_001}" for row in rows.tolist()],
        "email": guardian_emails(district, rows),
        "phone": texts.phones(guardians.phone[rows]),
        "primaryOrgSourcedId": texts.org_ids(_guardian_schools(district, month, rows)),
    }
    _users(sheet, columns)


def _guardian_schools(district: District, month: Month, rows: Array) -> Array:
    """The school of a child: the first one the month knows in the household."""
    school = np.zeros(len(district.homes), dtype=int)
    school[district.students.household[month.students]] = month.school[month.students]
    return school[district.guardians.household[rows]]


def write_roles(district: District, month: Month, package: Archive) -> None:
    """One primary role for everybody; a second one for moves inside the year and for staff who are parents."""
    with package.sheet("roles.csv", HEADERS["roles"]) as sheet:
        for part in chunks(len(month.stays)):
            _student_roles(district, month, month.stays[part], sheet=sheet)
        _staff_roles(district, month, sheet)
        for part in chunks(len(month.guardians)):
            rows = month.guardians[part]
            ids = texts.guardian_ids(rows)
            schools = texts.org_ids(_guardian_schools(district, month, rows))
            _roles(sheet, (ids, "primary", "guardian", "", "", schools), [f"R{user[1:]}" for user in ids])


def _roles(sheet: Sheet, columns: tuple[Sequence[str] | str, ...], ids: list[str]) -> None:
    user, kind, role, begin, end, org = (repeat(part) if isinstance(part, str) else part for part in columns)
    sheet.write([ids, repeat(""), repeat(""), user, kind, role, begin, end, org, repeat("")])


def _student_roles(district: District, month: Month, rows: Array, *, sheet: Sheet) -> None:
    stays = district.stays
    users = texts.student_ids(district, stays.student[rows])
    last = month.stay_is_last[rows]
    kinds = lookup(("secondary", "primary"), last.astype(int))
    ids = [f"R{user[1:]}{'' if final else '-1'}" for user, final in zip(users, last.tolist(), strict=True)]
    ends, orgs = iso(month.stay_end[rows]), texts.org_ids(stays.school[rows])
    _roles(sheet, (users, kinds, "student", iso(stays.entry[rows]), ends, orgs), ids)


def _staff_roles(district: District, month: Month, sheet: Sheet) -> None:
    staff = district.staff
    rows = np.arange(len(staff))
    ids = texts.staff_ids(rows)
    begin, ends = iso_day(YEAR_BEGINS), iso(staff.left)
    roles = lookup(ROLES, staff.role)
    _roles(sheet, (ids, "primary", roles, begin, ends, texts.org_ids(staff.school)), [f"R{user[1:]}" for user in ids])
    parents = np.flatnonzero(district.guardians.staff >= 0)
    known = np.isin(district.guardians.household[parents], district.students.household[month.students])
    parents = parents[known]
    users = texts.staff_ids(district.guardians.staff[parents])
    schools = texts.org_ids(_guardian_schools(district, month, parents))
    if users:
        _roles(sheet, (users, "secondary", "parent", "", "", schools), [f"R{user[1:]}-2" for user in users])


def write_demographics(district: District, month: Month, package: Archive) -> None:
    """Birth date, sex and race of students."""
    people = district.students
    with package.sheet("demographics.csv", HEADERS["demographics"]) as sheet:
        for part in chunks(len(month.students)):
            rows = month.students[part]
            race = people.race[rows]
            blank = repeat("")
            flags = [texts.flags(race >> place & 1) for place in range(len(RACES))]
            two = texts.flags(race & (race - 1) > 0)
            start = [texts.student_ids(district, rows), blank, blank, iso(people.birth[rows])]
            sexes = lookup(SEXES, people.sex[rows])
            sheet.write([*start, sexes, *flags, two, texts.flags(people.hispanic[rows]), *repeat(blank, 4)])
