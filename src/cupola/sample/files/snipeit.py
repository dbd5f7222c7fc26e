"""The asset register: every device, as Snipe-IT exports it."""

from collections.abc import Iterable
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup
from cupola.sample.days import iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.devices import MODELS, STATES
from cupola.sample.population.district import DISTRICT_NAME, STAFF_DOMAIN, STUDENT_DOMAIN, District

PATH = "this-month/snipe-it-assets.csv"
HEADER = columns(
    "Company,Name,Asset Tag,Category,Supplier,Manufacturer,Location,Order Number,Model,Model Notes,Model Number,"
    "Asset Notes,Purchase Date,Purchase Cost,Checkout Type,Checked Out To: Username,Checked Out To: First Name,"
    "Checked Out To: Last Name,Checked Out To: Email,Checked Out To: Location,Asset EOL Date,Serial,Status"
)
SUPPLIERS = ("Tidewater Technology", "Schoolhouse Supply", "Northstar Resellers")


def write_snipeit(district: District, desk: Desk) -> None:
    """Write the register in the order of devices."""
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(district.devices)):
            rows = np.arange(part.start, part.stop)
            columns = {**_asset(district, rows), **_holder(district, rows)}
            tags = [district.devices.tag[row] for row in rows.tolist()]
            sheet.write([columns.get(name, repeat("")) for name in HEADER], tags)


def _asset(district: District, rows: Array) -> dict[str, Iterable[str]]:
    devices = district.devices
    model = devices.model[rows]
    tags = [devices.tag[row] for row in rows.tolist()]
    return {
        "Company": [DISTRICT_NAME] * len(rows),
        "Name": tags,
        "Asset Tag": tags,
        "Category": lookup([item.kind for item in MODELS], model),
        "Supplier": lookup(SUPPLIERS, (model + devices.bought[rows] // 300) % len(SUPPLIERS)),
        "Manufacturer": lookup([item.maker for item in MODELS], model),
        "Location": texts.school_names(district, devices.school[rows]),
        "Order Number": [f"PO-{26_000 + date % 997}" for date in devices.bought[rows].tolist()],
        "Model": lookup([item.name for item in MODELS], model),
        "Model Number": lookup([item.number for item in MODELS], model),
        "Purchase Date": iso(devices.bought[rows]),
        "Purchase Cost": lookup([item.price for item in MODELS], model),
        "Asset EOL Date": lookup([item.updates_end for item in MODELS], model),
        "Serial": [devices.serial[row] for row in rows.tolist()],
        "Status": lookup(STATES, devices.use[rows]),
    }


def _holder(district: District, rows: Array) -> dict[str, Iterable[str]]:
    devices, students, staff = district.devices, district.students, district.staff
    child, adult = devices.student[rows], devices.staff[rows]
    held = (child >= 0) | (adult >= 0)
    given = np.where(child >= 0, students.given[child], np.where(adult >= 0, staff.given[adult], -1))
    family = np.where(child >= 0, students.family[child], staff.family[adult])
    logins = [
        district.student_logins[one] if one >= 0 else district.staff_logins[other] if other >= 0 else ""
        for one, other in zip(child.tolist(), adult.tolist(), strict=True)
    ]
    names = lookup(district.family, family)
    deployed = devices.use[rows] < STATES.index("Ready to Deploy")
    domains = lookup(("", f"@{STAFF_DOMAIN}", f"@{STUDENT_DOMAIN}"), held.astype(int) + (child >= 0))
    places = texts.school_names(district, devices.school[rows])
    rooms = zip(places, (deployed & ~held).tolist(), strict=True)
    return {
        "Checkout Type": lookup(("", "Location", "User"), np.where(held, 2, deployed.astype(int))),
        "Checked Out To: Username": logins,
        "Checked Out To: First Name": lookup(district.given, given),
        "Checked Out To: Last Name": [name if has else "" for name, has in zip(names, held.tolist(), strict=True)],
        "Checked Out To: Email": [f"{login}{domain}" for login, domain in zip(logins, domains, strict=True)],
        "Checked Out To: Location": [place if room else "" for place, room in rooms],
    }
