"""Incident IQ's assets: what the help desk looks after, laptops of staff and everything in repair."""

import numpy as np

from cupola.sample.arrays import columns, lookup
from cupola.sample.days import iso, slashed
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.devices import MODELS, REPAIR, STAFF
from cupola.sample.population.district import STAFF_DOMAIN, District

PATH = "this-month/incident-iq-assets.csv"
HEADER = columns(
    "AssetId,AssetTag,Name,SerialNumber,ModelName,ManufacturerName,CategoryName,LocationId,LocationName,LocationType,"
    "LocationRoomName,OwnerId,OwnerFullName,OwnerRoleName,OwnerEmail,OwnerSchoolIdNumber,StatusName,PurchasedDate,"
    "PurchasePrice,CreatedDate,OpenTickets"
)


def asset_ids(rows: list[int]) -> list[str]:
    """Incident IQ's own ids of assets."""
    return [f"{row * 2_246_822_519 % (1 << 32):08x}-77aa-4c1e-8d20-{row:012x}" for row in rows]


def write_incident_iq(district: District, desk: Desk) -> None:
    """Write the assets in the order of devices; Incident IQ's id is the key."""
    devices, staff = district.devices, district.staff
    rows = np.flatnonzero((devices.use == STAFF) | (devices.use == REPAIR))
    places, holder = rows.tolist(), devices.staff[rows]
    models, holders = devices.model[rows], holder.tolist()
    given, family = lookup(district.given, staff.given[holder]), lookup(district.family, staff.family[holder])
    names = zip(given, family, holders, strict=True)
    tags = [devices.tag[row] for row in places]
    with desk.sheet(PATH, HEADER) as sheet:
        sheet.write(
            [
                asset_ids(places),
                tags,
                tags,
                [devices.serial[row] for row in places],
                lookup([item.name for item in MODELS], models),
                lookup([item.maker for item in MODELS], models),
                [f"{item.kind}s" for item in (MODELS[model] for model in models.tolist())],
                [f"L{school + 2}" for school in devices.school[rows].tolist()],
                texts.school_names(district, devices.school[rows]),
                ["School"] * len(places),
                [""] * len(places),
                [f"O{row}" if row >= 0 else "" for row in holders],
                [f"{first} {last}" if row >= 0 else "" for first, last, row in names],
                ["Staff" if row >= 0 else "" for row in holders],
                [f"{district.staff_logins[row]}@{STAFF_DOMAIN}" if row >= 0 else "" for row in holders],
                [texts.staff_number(row) if row >= 0 else "" for row in holders],
                lookup(("In Service", "In Repair"), (devices.use[rows] == REPAIR).astype(int)),
                iso(devices.bought[rows]),
                lookup([item.price for item in MODELS], models),
                [f"{date} 9:00:00 AM" for date in slashed(devices.bought[rows] + 10)],
                ["1" if row < 0 else "0" for row in holders],
            ]
        )
