"""Jamf's search of all Macs, with the display fields that the district chose."""

import numpy as np

from cupola.sample.arrays import columns, lookup
from cupola.sample.days import TODAY, iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.devices import LAB, MAC, MODELS
from cupola.sample.population.district import STAFF_DOMAIN, District

PATH = "this-month/jamf-computers.csv"
HEADER = columns(
    "JSS Computer ID,Computer Name,Serial Number,Asset Tag,Model,Operating System,Operating System Version,"
    "Last Check-in,Last Inventory Update,Username,Full Name,Email Address,Building,Department,Room,Managed,"
    "FileVault 2 Status"
)


def jamf_ids(rows: list[int]) -> list[str]:
    """Jamf's own numbers of Macs."""
    return [str(300 + row) for row in rows]


def write_jamf(district: District, desk: Desk) -> None:
    """Write the Macs in the order of devices; Jamf's number is the key."""
    devices, staff = district.devices, district.staff
    rows = devices.run(MAC)
    places = rows.tolist()
    holder = devices.staff[rows]
    known = (holder >= 0).tolist()
    given, family = lookup(district.given, staff.given[holder]), lookup(district.family, staff.family[holder])
    logins = [district.staff_logins[row] if row >= 0 else "" for row in holder.tolist()]
    seen = iso(np.minimum(devices.seen[rows], TODAY - 1))
    room = ["LAB" if use == LAB else "" for use in devices.use[rows].tolist()]
    tags = [devices.tag[row] for row in places]
    with desk.sheet(PATH, HEADER) as sheet:
        sheet.write(
            [
                jamf_ids(places),
                [f"MAC-{tag}" for tag in tags],
                [devices.serial[row] for row in places],
                tags,
                lookup([item.name for item in MODELS], devices.model[rows]),
                ["macOS"] * len(places),
                ["15.7"] * len(places),
                [f"{date} at 7:41 AM" for date in seen],
                [f"{date} at 7:45 AM" for date in seen],
                logins,
                [f"{first} {last}" if has else "" for first, last, has in zip(given, family, known, strict=True)],
                [f"{login}@{STAFF_DOMAIN}" if login else "" for login in logins],
                texts.school_names(district, devices.school[rows]),
                [""] * len(places),
                room,
                ["Managed"] * len(places),
                ["Encrypted"] * len(places),
            ]
        )
