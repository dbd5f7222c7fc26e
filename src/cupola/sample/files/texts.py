"""Texts that several exports share: ids, names, addresses, phones, logins."""

import numpy as np

from cupola.sample.arrays import Array, lookup
from cupola.sample.population.district import STAFF_DOMAIN, STUDENT_DOMAIN, District
from cupola.sample.population.schools import STREET_KINDS, STREETS, TOWNS

FIRST_STAFF, FIRST_GUARDIAN = 5_000_001, 6_000_001
DISTRICT_ORG = "ORG-000"
BOOLEANS = np.array(["false", "true"], dtype=object)


def flags(values: Array) -> list[str]:
    """Truth as `true` and `false`."""
    return lookup(BOOLEANS, values.astype(int))


def student_ids(district: District, rows: Array) -> list[str]:
    """The SIS's own ids of students."""
    return [f"P{number}" for number in district.students.number[rows].tolist()]


def staff_ids(rows: Array) -> list[str]:
    """The SIS's own ids of staff."""
    return [f"P{FIRST_STAFF + row}" for row in rows.tolist()]


def guardian_ids(rows: Array) -> list[str]:
    """The SIS's own ids of guardians."""
    return [f"P{FIRST_GUARDIAN + row}" for row in rows.tolist()]


def staff_number(row: int) -> str:
    """The employee number of a member of staff."""
    return f"E{20_001 + row}"


def local_ids(district: District, rows: Array) -> list[str]:
    """Student numbers: seven digits with their leading zeros."""
    return [f"{number:07d}" for number in district.students.local[rows].tolist()]


def state_ids(district: District, rows: Array) -> list[str]:
    """State student ids: ten digits."""
    return [str(number) for number in district.students.state[rows].tolist()]


def org_ids(schools: Array) -> list[str]:
    """The SIS's own ids of schools; -1 is the district."""
    return [f"ORG-{number + 1:03d}" for number in schools.tolist()]


def class_ids(rows: Array) -> list[str]:
    """The SIS's own ids of classes."""
    return [f"C{100_001 + row}" for row in rows.tolist()]


def student_emails(district: District, rows: Array) -> list[str]:
    """School e-mail addresses of students."""
    return [f"{district.student_logins[row]}@{STUDENT_DOMAIN}" for row in rows.tolist()]


def staff_emails(district: District, rows: Array) -> list[str]:
    """School e-mail addresses of staff."""
    return [f"{district.staff_logins[row]}@{STAFF_DOMAIN}" for row in rows.tolist()]


def phones(numbers: Array) -> list[str]:
    """Phone numbers in an area code that does not exist."""
    return [f"(555) {number // 10_000:03d}-{number % 10_000:04d}" for number in numbers.tolist()]


def streets(district: District, homes: Array) -> list[str]:
    """Street addresses of households."""
    table = district.homes
    columns = (table.street_number, table.street, table.street_kind, table.unit)
    rows = zip(*(column[homes].tolist() for column in columns), strict=True)
    return [
        f"{number} {STREETS[street]} {STREET_KINDS[kind]}{f' Apt {unit}' if unit else ''}"
        for number, street, kind, unit in rows
    ]


def towns(district: District, homes: Array) -> tuple[list[str], list[str]]:
    """Town and postal code of households."""
    codes = district.homes.town[homes]
    return lookup([town for town, _ in TOWNS], codes), lookup([code for _, code in TOWNS], codes)


def school_names(district: District, schools: Array) -> list[str]:
    """Names of schools; -1 is the district office."""
    return lookup([*district.schools.names, "District Office"], schools)


def school_codes(district: District, schools: Array) -> list[str]:
    """State codes of schools."""
    return lookup(district.schools.codes, schools)
