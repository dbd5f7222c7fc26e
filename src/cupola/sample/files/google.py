"""Google Workspace as an administrator exports it: Chromebooks and user accounts."""

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup, stream
from cupola.sample.days import EPOCH, LAST_MONTH, NEVER, TODAY, day, iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk, Sheet
from cupola.sample.population.devices import GOOGLE, MODELS, RETIRED
from cupola.sample.population.district import STUDENT_DOMAIN, District
from cupola.sample.population.staff import SYSTEM

DEVICES_PATH = "this-month/google-devices.csv"
DEVICES_HEADER = columns(
    "deviceId,serialNumber,status,lastSync,annotatedUser,annotatedLocation,annotatedAssetId,notes,model,orderNumber,"
    "willAutoRenew,supportEndDate,osVersion,platformVersion,firmwareVersion,macAddress,bootMode,orgUnitPath,"
    "firstEnrollmentTime,lastEnrollmentTime,manufactureDate,autoUpdateExpiration,autoUpdateThrough,deviceLicenseType,"
    "chromeOsType,recentUsers.0.email,recentUsers.0.type"
)
USERS_PATH = "this-month/google-users.csv"
USERS_HEADER = columns(
    "primaryEmail,name.givenName,name.familyName,id,orgUnitPath,suspended,isAdmin,isEnrolledIn2Sv,creationTime,"
    "lastLoginTime,externalIds.0.value"
)
FORMER = "/Former"
BOOLEANS = ("False", "True")
MILLISECONDS_A_DAY = 86_400_000


def write_google_devices(district: District, desk: Desk, dark: Mapping[int, int]) -> None:
    """Write the Chromebooks; the devices of a school in `dark` were last heard of on that day."""
    rows = district.devices.run(GOOGLE)
    with desk.sheet(DEVICES_PATH, DEVICES_HEADER) as sheet:
        for part in chunks(len(rows)):
            sheet.write(list(device_columns(district, rows[part], dark).values()))


def device_columns(district: District, rows: Array, dark: Mapping[int, int]) -> dict[str, Iterable[str]]:
    """The columns of some Chromebooks."""
    devices = district.devices
    school = devices.school[rows]
    names = texts.school_names(district, school)
    seen = devices.seen[rows]
    for place, last in dark.items():
        seen = np.where(school == place, np.minimum(seen, last - rows % 4), seen)
    users = _users_of(district, rows)
    bought = devices.bought[rows]
    model = devices.model[rows]
    ends = [item.updates_end for item in MODELS]
    serials = [devices.serial[row] for row in rows.tolist()]
    known = {
        "deviceId": device_ids(rows),
        "serialNumber": serials,
        "status": lookup(("ACTIVE", "DEPROVISIONED"), (devices.use[rows] == RETIRED).astype(int)),
        "lastSync": stamps(seen, rows),
        "annotatedUser": users,
        "annotatedLocation": names,
        "annotatedAssetId": [devices.tag[row] for row in rows.tolist()],
        "model": lookup([item.name for item in MODELS], model),
        "orderNumber": [f"PO-{26_000 + date % 997}" for date in bought.tolist()],
        "willAutoRenew": repeat("False"),
        "osVersion": lookup(("138.0.7204.296", "139.0.7258.172", "140.0.7339.201"), rows % 7 % 3),
        "platformVersion": repeat("16328.65.0 (Official Build) stable-channel"),
        "macAddress": [f"02{row * 2_654_435_761 % (1 << 40):010x}" for row in rows.tolist()],
        "bootMode": repeat("Verified"),
        "orgUnitPath": [f"/Devices/{name}" for name in names],
        "firstEnrollmentTime": stamps(bought + 14, rows),
        "lastEnrollmentTime": stamps(bought + 14, rows),
        "manufactureDate": iso(bought - 40),
        "autoUpdateExpiration": lookup([str(day(end) * MILLISECONDS_A_DAY) for end in ends], model),
        "autoUpdateThrough": lookup(ends, model),
        "deviceLicenseType": repeat("educationUpgradePerpetual"),
        "chromeOsType": repeat("chromeOs"),
        "recentUsers.0.email": users,
        "recentUsers.0.type": ["USER_TYPE_MANAGED" if user else "" for user in users],
    }
    return {name: known.get(name, repeat("")) for name in DEVICES_HEADER}


def device_ids(rows: Array) -> list[str]:
    """The directory's ids of Chromebooks."""
    return [f"{row * 0x9E3779B97F4A7C15 % (1 << 64):016x}-{row:08x}" for row in rows.tolist()]


def _users_of(district: District, rows: Array) -> list[str]:
    student = district.devices.student[rows].tolist()
    return [f"{district.student_logins[row]}@{STUDENT_DOMAIN}" if row >= 0 else "" for row in student]


def stamps(days: Array, salt: Array) -> list[str]:
    """Moments of these days, in the hours of a school day, as the Google directory writes them."""
    seconds = 54_000 + salt * 7_919 % 21_600
    rows = zip(iso(days), seconds.tolist(), strict=True)
    return [
        f"{date}T{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}.{second * 37 % 1000:03d}Z"
        for date, second in rows
    ]


def write_google_users(district: District, desk: Desk, dark: frozenset[int]) -> None:
    """Write the accounts of students, then of staff; `dark` holds the students whose accounts were never made."""
    students = np.arange(len(district.students))
    if dark:
        students = students[~np.isin(students, list(dark))]
    rng = stream(district.seed, "google users")
    with desk.sheet(USERS_PATH, USERS_HEADER) as sheet:
        for part in chunks(len(students)):
            _students(rng, district, students[part], sheet=sheet)
        _staff(rng, district, sheet)


def _students(rng: np.random.Generator, district: District, rows: Array, *, sheet: Sheet) -> None:
    people, standing = district.students, district.standing
    left = ~standing.active()[rows]
    units = texts.school_names(district, standing.school[rows])
    known = rng.random(len(rows)) < 0.96
    numbers = texts.local_ids(district, rows)
    entry = np.where(standing.entry[rows] > LAST_MONTH - 42, standing.entry[rows] - 1, day("2025-08-04") - rows % 900)
    login = np.where(left, np.maximum(standing.exit[rows], entry), TODAY - 1 - rng.integers(0, 20, len(rows)))
    sheet.write(
        [
            texts.student_emails(district, rows),
            lookup(district.given, people.given[rows]),
            lookup(district.family, people.family[rows]),
            [str(10**20 + row * 7_777_777_777 + 11) for row in people.number[rows].tolist()],
            [f"{FORMER}/Students" if gone else f"/Students/{unit}" for unit, gone in zip(units, left, strict=True)],
            lookup(BOOLEANS, left.astype(int)),
            repeat("False"),
            repeat("False"),
            stamps(entry, rows),
            stamps(np.maximum(login, entry), rows),
            [number if has else "" for number, has in zip(numbers, known.tolist(), strict=True)],
        ]
    )


def _staff(rng: np.random.Generator, district: District, sheet: Sheet) -> None:
    staff = district.staff
    rows = np.arange(len(staff))
    left = staff.left != NEVER
    units = texts.school_names(district, staff.school)
    login = np.where(left, staff.left, TODAY - 1 - rng.integers(0, 9, len(rows)))
    sheet.write(
        [
            texts.staff_emails(district, rows),
            lookup(district.given, staff.given),
            lookup(district.family, staff.family),
            [str(10**20 + 5 * 10**18 + row * 7_777_777_777) for row in rows.tolist()],
            [f"{FORMER}/Staff" if gone else f"/Staff/{unit}" for unit, gone in zip(units, left, strict=True)],
            lookup(BOOLEANS, left.astype(int)),
            lookup(BOOLEANS, ((staff.role == SYSTEM) & ~left).astype(int)),
            lookup(BOOLEANS, ((rng.random(len(rows)) < 0.7) | (staff.role == SYSTEM)).astype(int)),
            stamps(day("2024-08-01") - rows % 1_500, rows),
            stamps(login, rows),
            [texts.staff_number(row) for row in rows.tolist()],
        ]
    )


def moment(days: int, hour: int) -> str:
    """One moment, as the Google directory writes it."""
    date = EPOCH + dt.timedelta(days=days)
    return f"{date.isoformat()}T{hour:02d}:12:45.000Z"
