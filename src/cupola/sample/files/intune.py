"""Intune as the portal exports it: laptops of staff, desktops of the labs."""

from collections.abc import Iterable, Mapping
from itertools import repeat

import numpy as np

from cupola.sample.arrays import Array, chunks, columns, lookup
from cupola.sample.days import iso
from cupola.sample.files import texts
from cupola.sample.files.sheet import Desk
from cupola.sample.population.devices import LAB, MAC, MODELS, WINDOWS
from cupola.sample.population.district import STAFF_DOMAIN, District

PATH = "this-month/intune-devices.csv"
HEADER = columns(
    "Device ID,Device name,Enrollment date,Last check-in,Azure AD Device ID,OS version,Azure AD registered,"
    "EAS activation ID,Serial number,Manufacturer,Model,EAS activated,IMEI,Last EAS sync time,EAS reason,EAS status,"
    "Compliance grace period expiration,Security patch level,Wi-Fi MAC,MEID,Subscriber carrier,Total storage,"
    "Free storage,Management name,Category,UserId,Primary user UPN,Primary user email address,"
    "Primary user display name,WiFiIPv4Address,WiFiSubnetID,Compliance,Managed by,Ownership,Device state,"
    "Intune registered,Supervised,Encrypted,OS,SkuFamily,JoinType,Phone number,Jailbroken,ICCID,EthernetMAC,"
    "CellularTechnology,ProcessorArchitecture,EID,SystemManagementBIOSVersion,TPMManufacturerId,"
    "TPMManufacturerVersion,ProductName,Management certificate expiration date"
)


def write_intune(district: District, desk: Desk, dark: Mapping[int, int]) -> None:
    """Write the devices; those of a school in `dark` were last heard of on that day."""
    rows = district.devices.run(WINDOWS, MAC)
    with desk.sheet(PATH, HEADER) as sheet:
        for part in chunks(len(rows)):
            columns = {**_machine(district, rows[part], dark), **_user(district, rows[part])}
            sheet.write([columns.get(name, repeat("")) for name in HEADER])


def intune_ids(rows: Array) -> list[str]:
    """Intune's own ids of devices."""
    return [f"{row * 2_654_435_761 % (1 << 32):08x}-51c3-4e0a-9b7d-{row:012x}" for row in rows.tolist()]


def _machine(district: District, rows: Array, dark: Mapping[int, int]) -> dict[str, Iterable[str]]:
    devices = district.devices
    seen = devices.seen[rows]
    for place, last in dark.items():
        seen = np.where(devices.school[rows] == place, np.minimum(seen, last - rows % 4), seen)
    systems = lookup([item.system for item in MODELS], devices.model[rows])
    lab = devices.use[rows] == LAB
    tags = [devices.tag[row] for row in rows.tolist()]
    hours = (8 + rows % 9).tolist()
    kind = np.array([item.system == MAC for item in MODELS])[devices.model[rows]].astype(int)
    return {
        "Device ID": intune_ids(rows),
        "Device name": [f"{'LAB' if room else 'STF'}-{tag}" for room, tag in zip(lab.tolist(), tags, strict=True)],
        "Enrollment date": [f"{date} 09:15:00.0000000" for date in iso(devices.bought[rows] + 20)],
        "Last check-in": [f"{date} {hour:02d}:41:07.0000000" for date, hour in zip(iso(seen), hours, strict=True)],
        "Azure AD Device ID": [text[::-1] for text in intune_ids(rows)],
        "OS version": lookup(("10.0.26100.6584", "15.7"), kind),
        "Azure AD registered": repeat("True"),
        "Serial number": [devices.serial[row] for row in rows.tolist()],
        "Manufacturer": lookup([item.maker for item in MODELS], devices.model[rows]),
        "Model": lookup([item.name for item in MODELS], devices.model[rows]),
        "Total storage": repeat("243712"),
        "Free storage": [str(61_000 + row * 37 % 120_000) for row in rows.tolist()],
        "Management name": [f"{tag}_{system}" for tag, system in zip(tags, systems, strict=True)],
        "Category": texts.school_names(district, devices.school[rows]),
        "Compliance": repeat("Compliant"),
        "Managed by": repeat("Intune"),
        "Ownership": repeat("Corporate"),
        "Device state": repeat("Managed"),
        "Intune registered": repeat("True"),
        "Encrypted": repeat("True"),
        "OS": systems,
        "JoinType": lookup(("Azure AD joined", "Azure AD registered"), kind),
        "Jailbroken": repeat("Unknown"),
        "ProcessorArchitecture": lookup(("x64", "arm64"), kind),
    }


def _user(district: District, rows: Array) -> dict[str, Iterable[str]]:
    staff = district.devices.staff[rows]
    known = staff >= 0
    emails = [f"{district.staff_logins[row]}@{STAFF_DOMAIN}" if row >= 0 else "" for row in staff.tolist()]
    given = lookup(district.given, district.staff.given[staff])
    family = lookup(district.family, district.staff.family[staff])
    names = zip(given, family, known.tolist(), strict=True)
    return {
        "Primary user UPN": emails,
        "Primary user email address": emails,
        "Primary user display name": [f"{first} {last}" if has else "" for first, last, has in names],
    }
