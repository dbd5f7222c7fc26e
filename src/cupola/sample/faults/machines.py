"""Faults of accounts and devices."""

import numpy as np

from cupola.sample.days import TODAY, day
from cupola.sample.edits import Edit
from cupola.sample.faults.plan import NothingToSpoil, Plan
from cupola.sample.faults.victims import Planter, Victims, device_id, email, intune_id, sis
from cupola.sample.files import texts
from cupola.sample.files.google import MILLISECONDS_A_DAY, moment
from cupola.sample.population.devices import CART
from cupola.sample.population.district import STAFF_DOMAIN, STUDENT_DOMAIN
from cupola.sample.population.staff import TEACHER

FEW = 50
MADE = {"suspended": "False", "isAdmin": "False", "isEnrolledIn2Sv": "False"}


def student_without_account(plan: Plan, victims: Victims) -> None:
    """ACC-001: one student."""
    row = victims.student()
    fault = plan.add("ACC-001", "users", sis(victims, row), note="no account in Google")
    plan.edit("users", sis(victims, row), fault=fault)
    plan.drop("google users", email(victims, row))


def school_without_accounts(plan: Plan, victims: Victims) -> None:
    """ACC-001, pattern 9: of a whole school, two students have accounts."""
    school = victims.dark_schools["accounts"]
    if school < 0:
        raise NothingToSpoil("the district has fewer than three schools")
    district = victims.district
    rows = np.flatnonzero((district.standing.school == school) & district.standing.active())[2:].tolist()
    plan.accounts_dark = frozenset(rows)
    since = district.stays.entry[district.standing.stay]
    for row in rows:
        user = sis(victims, row)
        if since[row] > TODAY - 15:
            plan.may("ACC-001", "users", user, note="arrived these days at the school without accounts")
            continue
        plan.edit(
            "users", user, fault=plan.add("ACC-001", "users", user, note="a student of the school without accounts")
        )


def accounts(plan: Plan, victims: Victims) -> None:
    """ACC-002, ACC-003."""
    address = f"31nobody@{STUDENT_DOMAIN}"
    name = {
        "primaryEmail": address,
        "name.givenName": "Nora",
        "name.familyName": "Bodine",
        "id": "777000000000000000002",
    }
    times = {"creationTime": moment(TODAY - 60, 16), "lastLoginTime": moment(TODAY - 3, 16), "orgUnitPath": "/Students"}
    fault = plan.add("ACC-002", "google users", address, note="nobody in the SIS")
    plan.append("google users", {**name, **MADE, **times}, fault=fault)
    address = email(victims, victims.leaver())
    fault = plan.add("ACC-003", "google users", address, note="left the district, the account is open")
    plan.edit("google users", address, {"suspended": "False"}, fault=fault)


def account_of_foreign_domain(plan: Plan, victims: Victims) -> None:
    """ACC-004: where there are enough staff that their domain is known to be the district's."""
    if len(victims.district.staff) < FEW:
        raise NothingToSpoil("there are hardly any staff")
    row = victims.teacher()
    old = texts.staff_emails(victims.district, np.array([row]))[0]
    new = old.replace(STAFF_DOMAIN, "harbor-old.example")
    fault = plan.add("ACC-004", "google users", new, note="not a domain of the district")
    plan.edit("google users", old, {"primaryEmail": new}, fault=fault)
    plan.may("ACC-002", "google users", new, note="not a domain of the district")


def account_of_students(plan: Plan, victims: Victims) -> None:
    """ACC-005, ACC-006, ACC-008."""
    row = victims.student()
    other = victims.district.schools.names[victims.lit_school(int(victims.district.standing.school[row]), "accounts")]
    for check, student, cells, note in (
        ("ACC-005", row, {"orgUnitPath": f"/Students/{other}"}, "in the unit of another school"),
        ("ACC-006", victims.student(), {"suspended": "True"}, "enrolled, but suspended"),
        ("ACC-008", victims.student(), {"lastLoginTime": "Never logged in"}, "never used"),
    ):
        address = email(victims, student)
        plan.edit("google users", address, cells, fault=plan.add(check, "google users", address, note=note))


def administrator_right_on_a_leaver(plan: Plan, victims: Victims) -> None:
    """ACC-007."""
    row = victims.staff(TEACHER, left=True)
    address = texts.staff_emails(victims.district, np.array([row]))[0]
    fault = plan.add("ACC-007", "google users", address, note="left, and still an administrator")
    plan.edit("google users", address, {"suspended": "False", "isAdmin": "True"}, fault=fault)
    plan.may("ACC-003", "google users", address, note="left, and still an administrator")


def register_keys(plan: Plan, victims: Victims) -> None:
    """DEV-001, DEV-002."""
    devices = victims.district.devices
    row = victims.cart()
    fault = plan.add("DEV-001", "assets", "HU0900001", note=f"the serial number of {devices.tag[row]}")
    plan.change(
        "assets", devices.tag[row], Edit(copies=({"Asset Tag": "HU0900001", "Name": "HU0900001"},), fault=fault)
    )
    plan.may("DEV-001", "assets", devices.tag[row], note="the first of the two")
    row, other = victims.cart(), victims.cart()
    tag = devices.tag[other]
    plan.may("FRM-013", "assets", tag, note="the tag stands on two devices")
    plan.may("FRM-013", "assets", devices.tag[row], note="the tag was changed to that of another device")
    fault = plan.add(
        "DEV-002", "assets", tag, note=f"the serial number is {devices.serial[row]}, the tag another device's"
    )
    plan.edit("assets", devices.tag[row], {"Asset Tag": tag}, fault=fault)


def serial_number_missing_or_placeholder(plan: Plan, victims: Victims) -> None:
    """DEV-003: in Intune and in the register."""
    row = victims.lab()
    tag = victims.district.devices.tag[row]
    cells = {"Serial number": "To be filled by O.E.M."}
    fault = plan.add("DEV-003", "intune", intune_id(row), note="a placeholder instead of a serial number")
    plan.edit("intune", intune_id(row), cells, fault=fault)
    plan.edit("assets", tag, {"Serial": ""}, fault=plan.add("DEV-003", "assets", tag, note="no serial number"))
    plan.may("DEV-010", "intune", intune_id(row), note="without a serial number it cannot be matched")
    plan.may("DEV-011", "assets", tag, note="without a serial number it cannot be matched")


def holders(plan: Plan, victims: Victims) -> None:
    """DEV-004, DEV-005, DEV-008, DEV-009."""
    district = victims.district
    for check, address, row, note in (
        ("DEV-004", f"30stranger@{STUDENT_DOMAIN}", victims.cart(), "nobody has that address"),
        ("DEV-005", email(victims, victims.leaver()), victims.cart(), "the user has left the district"),
    ):
        fault = plan.add(check, "google devices", device_id(row), note=note)
        cells = {"annotatedUser": address, "recentUsers.0.email": "", "recentUsers.0.type": ""}
        plan.edit("google devices", device_id(row), cells, fault=fault)
    row = victims.own_device()
    name = district.schools.names[victims.lit_school(int(district.devices.school[row]), "devices")]
    fault = plan.add("DEV-008", "google devices", device_id(row), note="the user is at another school")
    cells = {"annotatedLocation": name, "orgUnitPath": f"/Devices/{name}"}
    plan.edit("google devices", device_id(row), cells, fault=fault)
    plan.edit("assets", district.devices.tag[row], {"Location": name})
    row, student, first = _second_device(victims)
    plan.may("DEV-009", "google devices", device_id(first), note="the student has another Chromebook")
    fault = plan.add("DEV-009", "google devices", device_id(row), note="the student has another Chromebook")
    plan.edit("google devices", device_id(row), {"annotatedUser": email(victims, student)}, fault=fault)


def _second_device(victims: Victims) -> tuple[int, int, int]:
    """A Chromebook of a cart, a student of the same school who has one of their own, and that one."""
    devices = victims.district.devices
    with_carts = np.isin(devices.school, devices.school[devices.use == CART])
    first = victims.own_device(with_carts)
    return victims.cart(int(devices.school[first])), int(devices.student[first]), first


def silent_and_old(plan: Plan, victims: Victims) -> None:
    """DEV-006, DEV-007."""
    row = victims.cart()
    fault = plan.add("DEV-006", "google devices", device_id(row), note="not heard of since July")
    plan.edit("google devices", device_id(row), {"lastSync": "2026-07-15T16:20:00.000Z"}, fault=fault)
    row, ends = victims.cart(), "2026-06-01"
    fault = plan.add("DEV-007", "google devices", device_id(row), note=f"updates ended on {ends}")
    cells = {"autoUpdateExpiration": str(day(ends) * MILLISECONDS_A_DAY), "autoUpdateThrough": ends}
    plan.edit("google devices", device_id(row), cells, fault=fault)
    plan.edit("assets", victims.district.devices.tag[row], {"Asset EOL Date": ends})


def one_sided(plan: Plan, victims: Victims) -> None:
    """DEV-010, DEV-011."""
    row, tag = victims.cart(), victims.district.devices.tag[victims.cart()]
    new = {"deviceId": "ffff0000ffff0000-dev010", "serialNumber": "8D9ZZZ10", "annotatedAssetId": "HU0900010"}
    fault = plan.add("DEV-010", "google devices", "8D9ZZZ10", note="not in the register")
    plan.change("google devices", device_id(row), Edit(copies=(new,), fault=fault))
    new = {"Asset Tag": "HU0900011", "Name": "HU0900011", "Serial": "8D9ZZZ11"}
    fault = plan.add("DEV-011", "assets", "HU0900011", note="not managed by anybody")
    plan.change("assets", tag, Edit(copies=(new,), fault=fault))


def state_of_desktops(plan: Plan, victims: Victims) -> None:
    """DEV-012, DEV-013."""
    for check, cells, note in (
        ("DEV-012", {"Encrypted": "False"}, "not encrypted"),
        ("DEV-012", {"Compliance": "Noncompliant"}, "not compliant"),
        ("DEV-013", {"OS": "Windows", "Manufacturer": "Apple", "Model": "MacBook Air 13"}, "Windows on a MacBook"),
    ):
        name = intune_id(victims.lab())
        plan.edit("intune", name, cells, fault=plan.add(check, "intune", name, note=note))


def more_desktops(plan: Plan, victims: Victims) -> None:
    """DEV-014, DEV-015: computers that Intune knows and the register does not."""
    for check, serial, note in (
        ("DEV-014", "", "the serial number of another computer that checks in"),
        ("DEV-015", "7H9ZZZ15", "not in the register"),
    ):
        old = intune_id(victims.lab())
        new = {"Device ID": f"{check.lower()}-51c3-4e0a-9b7d-000000000001", "Device name": f"LAB-{check}"}
        if serial:
            new["Serial number"] = serial
        fault = plan.add(check, "intune", new["Device ID"], note=note)
        plan.change("intune", old, Edit(copies=(new,), fault=fault))
        if not serial:
            plan.may(check, "intune", old, note="the first of the two")


PLANTERS: tuple[tuple[str, Planter], ...] = (
    ("ACC-001", student_without_account),
    ("ACC-001", school_without_accounts),
    ("ACC-002 ACC-003", accounts),
    ("ACC-004", account_of_foreign_domain),
    ("ACC-005 ACC-006 ACC-008", account_of_students),
    ("ACC-007", administrator_right_on_a_leaver),
    ("DEV-001 DEV-002", register_keys),
    ("DEV-003", serial_number_missing_or_placeholder),
    ("DEV-004 DEV-005 DEV-008 DEV-009", holders),
    ("DEV-006 DEV-007", silent_and_old),
    ("DEV-010 DEV-011", one_sided),
    ("DEV-014 DEV-015", more_desktops),
    ("DEV-012 DEV-013", state_of_desktops),
)
