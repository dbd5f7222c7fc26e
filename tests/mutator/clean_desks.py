"""What lies on the desks of human resources and the help desk, without a fault: positions, Apple devices, assets."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from tests.mutator.clean_people import Worker, workers
from tests.mutator.sheets import Content, Sheet

POSITIONS, JAMF, TICKETS = "hr-positions.csv", "jamf-computers.csv", "incident-iq-assets.csv"
TABLETS = "mosyle-devices.json"
MAC, IPAD = "MacBook Air (13-inch, M3)", "iPad (10th generation)"
TITLES = {"teacher": "Classroom Teacher", "principal": "Principal", "districtAdministrator": "Superintendent"}
SEEN = datetime(2026, 10, 28, 14, tzinfo=UTC)


def desks() -> dict[str, Content]:
    staff = workers()
    return {
        POSITIONS: Sheet.of(
            "Employee ID,First Name,Last Name,Position Number,Position Title,FTE,Site Code,Position Start Date"
            ",Position End Date,Fund Code",
            map(_position, staff),
        ),
        JAMF: Sheet.of(
            "JSS Computer ID,Computer Name,Serial Number,Asset Tag,Model,Operating System,Operating System Version"
            ",Last Check-in,Last Inventory Update,Username,Full Name,Email Address,Building,Managed,FileVault 2 Status",
            map(_mac, with_mac(staff)),
        ),
        TICKETS: Sheet.of(
            "AssetId,AssetTag,Name,SerialNumber,ModelName,ManufacturerName,CategoryName,LocationId,LocationName"
            ",LocationType,OwnerId,OwnerFullName,OwnerRoleName,OwnerEmail,OwnerSchoolIdNumber,StatusName,PurchasedDate"
            ",PurchasePrice,CreatedDate,OpenTickets",
            [*map(_mac_asset, with_mac(staff)), *map(_tablet_asset, with_tablet(staff))],
        ),
        TABLETS: listed(tablets()),
    }


def with_mac(staff: list[Worker]) -> list[Worker]:
    return [worker for worker in staff if worker.role == "teacher"][:9]


def with_tablet(staff: list[Worker]) -> list[Worker]:
    return [worker for worker in staff if worker.role == "teacher"][9:]


def tablets() -> list[dict[str, str]]:
    """The tablets of the other teachers, as the API lists them."""
    return [_tablet(worker) for worker in with_tablet(workers())]


def listed(devices: list[dict[str, str]], *, indent: int | None = None) -> bytes:
    return json.dumps({"status": "OK", "response": {"devices": devices}}, indent=indent).encode()


def _position(worker: Worker) -> dict[str, str]:
    return {
        "Employee ID": worker.local_id,
        "First Name": worker.given,
        "Last Name": worker.family,
        "Position Number": f"POS-{500 + worker.number}",
        "Position Title": TITLES[worker.role],
        "FTE": "0.8" if worker.number % 5 == 3 else "1.0",
        "Site Code": worker.school.code if worker.school else "0000",
        "Position Start Date": "2022-08-01",
        "Fund Code": "01",
    }


def _school(worker: Worker) -> str:
    return worker.school.name if worker.school else ""


def _mac(worker: Worker) -> dict[str, str]:
    return {
        "JSS Computer ID": str(300 + worker.number),
        "Computer Name": f"MAC-{worker.number:03d}",
        "Serial Number": f"C02{worker.number:03d}XQ7M",
        "Asset Tag": f"LM{worker.number:05d}",
        "Model": MAC,
        "Operating System": "macOS",
        "Operating System Version": "15.7",
        "Last Check-in": f"2026-10-{20 + worker.number % 9} at 7:41 AM",
        "Last Inventory Update": f"2026-10-{20 + worker.number % 9} at 7:45 AM",
        "Username": f"staff{worker.number:03d}",
        "Full Name": f"{worker.given} {worker.family}",
        "Email Address": worker.email,
        "Building": _school(worker),
        "Managed": "Managed",
        "FileVault 2 Status": "Encrypted",
    }


def _tablet(worker: Worker) -> dict[str, str]:
    return {
        "deviceudid": f"00008020-{worker.number:012d}",
        "serial_number": f"DMP{worker.number:03d}KJ4F",
        "device_name": f"PAD-{worker.number:03d}",
        "device_model_name": IPAD,
        "os": "ios",
        "osversion": "18.1",
        "asset_tag": f"LP{worker.number:05d}",
        "userid": worker.email,
        "usertype": "Teacher",
        "location": _school(worker),
        "date_last_beat": str(int(SEEN.timestamp()) - 3600 * worker.number),
        "is_supervised": "true",
    }


def _asset(worker: Worker, serial: str, tag: str) -> dict[str, str]:
    return {
        "AssetId": f"0a1b2c3d-77aa-4c1e-8d20-{worker.number:012d}",
        "AssetTag": tag,
        "Name": tag,
        "SerialNumber": serial,
        "ManufacturerName": "Apple",
        "LocationId": worker.school.code if worker.school else "",
        "LocationName": _school(worker),
        "LocationType": "School",
        "OwnerId": f"O{worker.number}",
        "OwnerFullName": f"{worker.given} {worker.family}",
        "OwnerRoleName": "Staff",
        "OwnerEmail": worker.email,
        "OwnerSchoolIdNumber": worker.local_id,
        "StatusName": "In Service",
        "PurchasedDate": "2025-07-01",
        "CreatedDate": "7/11/2025 9:00:00 AM",
        "OpenTickets": "0",
    }


def _mac_asset(worker: Worker) -> dict[str, str]:
    mac = _mac(worker)
    what = {"ModelName": MAC, "CategoryName": "Laptops", "PurchasePrice": "999"}
    return _asset(worker, mac["Serial Number"], mac["Asset Tag"]) | what


def _tablet_asset(worker: Worker) -> dict[str, str]:
    pad = _tablet(worker)
    what = {"ModelName": IPAD, "CategoryName": "Tablets", "PurchasePrice": "349"}
    return _asset(worker, pad["serial_number"], pad["asset_tag"]) | what
