"""Damage to accounts and devices."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from tests.mutator.clean_lists import holders
from tests.mutator.clean_people import DOMAIN, SCHOOLS, School, Student, students
from tests.mutator.expectations import MACHINES, ROSTER, Draw, Expectation, Must, Mutations, expects
from tests.mutator.sheets import Files, sheet

ACCOUNTS = Mutations("accounts", ROSTER, MACHINES)
DEVICES = Mutations("devices", ROSTER, MACHINES)
SILENCE = Mutations("silence", ROSTER, MACHINES, look=("DEV", "FED", "ACC"))
USERS, DIRECTORY, CHROMEBOOKS = "sis/users.csv", "google-users.csv", "google-devices.csv"
LAPTOPS, ASSETS = "intune.csv", "assets.csv"
HOLDERS = {student.number: school for school, student in holders(students())}
Made = tuple[Files, Expectation]


def account_of(files: Files, person: Student) -> dict[str, str]:
    return sheet(files, DIRECTORY).one(primaryEmail=person.email)


def on_account(row: dict[str, str], check: str, **changed: str) -> Must:
    row |= changed
    return Must(check, DIRECTORY, row, subject=row["id"])


def without_device(student: Student) -> bool:
    return student.number not in HOLDERS


@ACCOUNTS.one()
def an_account_is_deleted(draw: Draw, files: Files) -> Made:
    student = draw.student()
    sheet(files, DIRECTORY).rows.remove(account_of(files, student))
    return files, expects(Must("ACC-001", USERS, sheet(files, USERS).one(sourcedId=student.key), subject=student.key))


@ACCOUNTS.one()
def an_account_is_of_nobody(draw: Draw, files: Files) -> Made:
    like = account_of(files, draw.student())
    row = sheet(files, DIRECTORY).add(
        like, id="1999999", primaryEmail=f"005555@{DOMAIN}", **{"externalIds.0.value": "005555"}
    )
    return files, expects(on_account(row, "ACC-002"))


@ACCOUNTS.one()
def a_leaver_can_still_sign_in(draw: Draw, files: Files) -> Made:
    return files, expects(on_account(account_of(files, draw.leaver()), "ACC-003", suspended="False"))


@ACCOUNTS.one()
def an_account_has_a_foreign_domain(draw: Draw, files: Files) -> Made:
    row = account_of(files, draw.student(without_device))
    found = on_account(row, "ACC-004", primaryEmail="somebody@oldfield.example")
    return files, expects(found, Must("ACC-010", DIRECTORY, row, subject=row["id"]))


@ACCOUNTS.one()
def an_account_has_another_address_than_the_sis_says(draw: Draw, files: Files) -> Made:
    row = account_of(files, draw.student(without_device))
    return files, expects(on_account(row, "ACC-010", primaryEmail=f"former.{row['primaryEmail']}"))


@ACCOUNTS.one()
def an_account_lies_in_the_unit_of_another_school(draw: Draw, files: Files) -> Made:
    student = draw.student()
    other = draw.rng.choice([school for school in SCHOOLS if school != student.school])
    return files, expects(on_account(account_of(files, student), "ACC-005", orgUnitPath=f"/Students/{other.name}"))


@ACCOUNTS.one()
def the_account_of_a_student_is_suspended(draw: Draw, files: Files) -> Made:
    column = draw.rng.choice(["suspended", "archived"])
    return files, expects(on_account(account_of(files, draw.student()), "ACC-006", **{column: "True"}))


@ACCOUNTS.one()
def a_leaver_is_an_administrator(draw: Draw, files: Files) -> Made:
    row = account_of(files, draw.leaver())
    changed = {"suspended": "False", draw.rng.choice(["isAdmin", "isDelegatedAdmin"]): "True"}
    return files, expects(on_account(row, "ACC-003", **changed), on_account(row, "ACC-007"))


@ACCOUNTS.one()
def an_account_was_never_used(draw: Draw, files: Files) -> Made:
    never = draw.rng.choice(["Never logged in", "1970-01-01T00:00:00.000Z"])
    return files, expects(on_account(account_of(files, draw.student()), "ACC-008", lastLoginTime=never))


@ACCOUNTS.one(alone=True)
def no_account_of_a_school_is_there(draw: Draw, files: Files) -> Made:
    school = draw.rng.choice(SCHOOLS[:2])
    table = sheet(files, DIRECTORY)
    table.rows = [row for row in table.rows if not row["orgUnitPath"].endswith(school.name)]
    return files, expects(Must("ACC-009", subject=f"larkfield-sis:{school.key}"))


def chromebook(draw: Draw, files: Files, school: School | None = None) -> dict[str, str]:
    """A Chromebook of a student of whom nothing else is touched."""
    student = draw.student(lambda each: HOLDERS.get(each.number) == (school or each.school))
    return sheet(files, CHROMEBOOKS).one(annotatedUser=student.email)


def laptop(draw: Draw, files: Files) -> dict[str, str]:
    return draw.row(sheet(files, LAPTOPS))


def asset_of(files: Files, serial: str) -> dict[str, str]:
    return sheet(files, ASSETS).one(Serial=serial)


def on_chromebook(row: dict[str, str], check: str, **changed: str) -> Must:
    row |= changed
    return Must(check, CHROMEBOOKS, row, subject=row["deviceId"])


def on_asset(row: dict[str, str], check: str) -> Must:
    return Must(check, ASSETS, row, subject=row["Asset Tag"])


@DEVICES.one()
def two_chromebooks_have_one_serial_number(draw: Draw, files: Files) -> Made:
    """The register then holds a serial number that nothing has."""
    first, second = chromebook(draw, files), chromebook(draw, files)
    lost = asset_of(files, first["serialNumber"])
    musts = [on_chromebook(first, "DEV-001", serialNumber=second["serialNumber"]), on_chromebook(second, "DEV-001")]
    return files, expects(*musts, on_asset(lost, "DEV-011"))


@DEVICES.one()
def two_chromebooks_have_one_asset_tag(draw: Draw, files: Files) -> Made:
    first, second = chromebook(draw, files), chromebook(draw, files)
    first["annotatedAssetId"] = second["annotatedAssetId"]
    return files, expects(on_chromebook(first, "DEV-002"), on_chromebook(second, "DEV-002"))


@DEVICES.one()
def a_serial_number_is_a_placeholder(draw: Draw, files: Files) -> Made:
    row = chromebook(draw, files)
    lost = asset_of(files, row["serialNumber"])
    said = draw.rng.choice(["To be filled by O.E.M.", "", "System Serial Number", "0"])
    return files, expects(on_chromebook(row, "DEV-003", serialNumber=said), on_asset(lost, "DEV-011"))


@DEVICES.one()
def a_device_is_of_an_address_nobody_has(draw: Draw, files: Files) -> Made:
    row = chromebook(draw, files)
    return files, expects(on_chromebook(row, "DEV-004", annotatedUser=f"nobody@{DOMAIN}"))


@DEVICES.one()
def a_device_is_of_a_leaver(draw: Draw, files: Files) -> Made:
    row = chromebook(draw, files)
    return files, expects(on_chromebook(row, "DEV-005", annotatedUser=draw.leaver().email))


@DEVICES.one()
def a_device_was_not_heard_of_for_long(draw: Draw, files: Files) -> Made:
    day = date(2026, 10, 30) - timedelta(days=draw.rng.randint(50, 400))
    return files, expects(on_chromebook(chromebook(draw, files), "DEV-006", lastSync=f"{day}T10:00:00.000Z"))


@DEVICES.one()
def a_device_is_past_its_last_update(draw: Draw, files: Files) -> Made:
    ends = draw.rng.choice(["2026-06-01", "1780272000000", "Jun 2025"])
    return files, expects(on_chromebook(chromebook(draw, files), "DEV-007", autoUpdateExpiration=ends))


@DEVICES.one()
def a_device_lies_in_the_unit_of_another_school(draw: Draw, files: Files) -> Made:
    row = chromebook(draw, files)
    other = draw.rng.choice([school for school in SCHOOLS if school.name != row["annotatedLocation"]])
    column, place = draw.rng.choice([("orgUnitPath", f"/Chromebooks/{other.name}"), ("annotatedLocation", other.name)])
    return files, expects(on_chromebook(row, "DEV-008", **{column: place}))


@DEVICES.one()
def a_student_has_two_devices(draw: Draw, files: Files) -> Made:
    school = draw.rng.choice(SCHOOLS)
    first, second = chromebook(draw, files, school), chromebook(draw, files, school)
    first["annotatedUser"] = second["annotatedUser"]
    return files, expects(on_chromebook(first, "DEV-009"), on_chromebook(second, "DEV-009"))


@DEVICES.one()
def an_asset_is_deleted(draw: Draw, files: Files) -> Made:
    row = chromebook(draw, files)
    sheet(files, ASSETS).rows.remove(asset_of(files, row["serialNumber"]))
    return files, expects(on_chromebook(row, "DEV-010"))


@DEVICES.one()
def a_chromebook_is_deleted(draw: Draw, files: Files) -> Made:
    row = chromebook(draw, files)
    sheet(files, CHROMEBOOKS).rows.remove(row)
    return files, expects(on_asset(asset_of(files, row["serialNumber"]), "DEV-011"))


def on_laptop(row: dict[str, str], check: str, **changed: str) -> Must:
    row |= changed
    return Must(check, LAPTOPS, row, subject=row["Device ID"])


@DEVICES.one()
def a_laptop_is_not_encrypted(draw: Draw, files: Files) -> Made:
    column, said = draw.rng.choice([("Encrypted", "False"), ("Compliance", "Noncompliant")])
    return files, expects(on_laptop(laptop(draw, files), "DEV-012", **{column: said}))


@DEVICES.one()
def a_laptop_runs_what_its_maker_does_not_make(draw: Draw, files: Files) -> Made:
    return files, expects(on_laptop(laptop(draw, files), "DEV-013", OS="macOS"))


@DEVICES.one()
def two_laptops_have_one_serial_number(draw: Draw, files: Files) -> Made:
    """The register then holds a serial number that nothing has."""
    first = laptop(draw, files)
    second = laptop(draw, files)
    lost = asset_of(files, first["Serial number"])
    first["Serial number"] = second["Serial number"]
    days = {"Last check-in": "2026-10-28 09:00:00"}
    musts = [on_laptop(row, "DEV-014", **days) for row in (first, second)]
    return files, expects(*musts, on_asset(lost, "DEV-011"))


@DEVICES.one()
def the_asset_of_a_laptop_is_deleted(draw: Draw, files: Files) -> Made:
    row = laptop(draw, files)
    sheet(files, ASSETS).rows.remove(asset_of(files, row["Serial number"]))
    return files, expects(on_laptop(row, "DEV-015"))


@DEVICES.one()
def an_asset_is_listed_twice(draw: Draw, files: Files) -> Made:
    """Tag and serial number are then twice in the register."""
    row = asset_of(files, chromebook(draw, files)["serialNumber"])
    again = sheet(files, ASSETS).add(row)
    musts = [on_asset(each, check) for each in (row, again) for check in ("DEV-001", "DEV-002")]
    return files, expects(*musts, Must("FRM-013", ASSETS, again, subject=row["Asset Tag"]), also=["DEV-009"])


@DEVICES.one()
def the_cost_of_an_asset_is_no_number(draw: Draw, files: Files) -> Made:
    row = asset_of(files, chromebook(draw, files)["serialNumber"])
    row["Purchase Cost"] = "a lot"
    return files, expects(Must("FRM-012", ASSETS, row, column="Purchase Cost"))


@DEVICES.one()
def the_status_of_a_chromebook_is_unknown(draw: Draw, files: Files) -> Made:
    """What is not said to be in use is not counted as a managed device of its unit."""
    row = chromebook(draw, files)
    row["status"] = draw.rng.choice(["Active", "in use"])
    return files, expects(Must("FRM-002", CHROMEBOOKS, row, subject=row["deviceId"], column="status"))


def shifted(stamp: str, days: int) -> str:
    """A time stamp so many days earlier, written as it was."""
    day = datetime.fromisoformat(stamp[:10]) - timedelta(days=days)
    return day.date().isoformat() + stamp[10:]


@SILENCE.one(alone=True)
def the_devices_of_a_school_fall_silent(draw: Draw, files: Files) -> Made:
    school = draw.rng.choice(SCHOOLS)
    unit = f"/Chromebooks/{school.name}"
    rows = sheet(files, CHROMEBOOKS).where(orgUnitPath=unit)
    for row in rows:
        row["lastSync"] = shifted(row["lastSync"], 18)
    return files, expects(Must("FED-002", CHROMEBOOKS, rows[0], subject=unit))


@SILENCE.one(alone=True)
def the_list_of_laptops_is_two_months_old(draw: Draw, files: Files) -> Made:
    days = draw.rng.randint(60, 70)
    for row in sheet(files, LAPTOPS).rows:
        row["Last check-in"] = shifted(row["Last check-in"], days)
    return files, expects(Must("FED-003", LAPTOPS, line=2, subject="intune"))


@SILENCE.one(alone=True)
def the_list_of_accounts_is_a_month_old(draw: Draw, files: Files) -> Made:
    days = draw.rng.randint(28, 60)
    for row in sheet(files, DIRECTORY).rows:
        row["lastLoginTime"] = shifted(row["lastLoginTime"], days)
    return files, expects(Must("FED-004", DIRECTORY, line=2, subject="google-users"))
