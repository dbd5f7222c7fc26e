"""Mosyle's pages become devices; lists of digital-equity answers tell who has what at home."""

from __future__ import annotations

import json

import pytest

from tests.engine.sources.put_deliveries import Delivery

DEVICES = [
    {
        "deviceudid": "U1",
        "serial_number": "c02x",
        "device_model": "iPad7,5",
        "os": "ios",
        "osversion": "17.4",
        "asset_tag": "0007",
        "userid": "Ada@elm.example.org",
        "date_last_beat": "1793318400",
        "total_disk": "32000000000",
        "available_disk": "9.5",
        "last_ip_beat": "10.1.2.3",
        "latitude": "1.5",
        "longitude": "2.5",
        "lostmode_status": "",
    },
    {
        "deviceudid": "U2",
        "serial_number": "0",
        "device_model": "MacBookPro17,1",
        "os": "mac",
        "date_last_beat": "2026-10-29T12:00:00Z",
        "lostmode_status": "ENABLED",
    },
]


@pytest.mark.parametrize(
    "wrapped",
    [
        {"status": "OK", "response": {"devices": DEVICES, "rows": 2, "page_size": 50, "page": 0}},
        {"status": "OK", "response": [{"devices": DEVICES, "rows": 2, "page": 0}]},
        DEVICES,
    ],
)
def test_a_page_of_mosyle_becomes_devices(tmp_path, wrapped):
    delivery = Delivery(tmp_path)
    delivery.put("listdevices.json", json.dumps(wrapped))
    report = delivery.check()
    assert [(file.recognised_as, file.rows_read, file.rows_set_aside) for file in report.files] == [
        ("Mosyle devices", 2, 0)
    ]
    assert len([f for f in report.findings if f.check == "FIL-023"]) == 3
    delivery.load()
    assert delivery.ask(
        "SELECT device_id, serial_number, asset_tag, device_type, lifecycle FROM {devices} ORDER BY 1"
    ) == [
        ("mosyle:U1", "C02X", "0007", "tablet", "in_service"),
        ("mosyle:U2", None, None, "laptop", "lost"),
    ]
    assert delivery.ask("SELECT email FROM {device_assignments}") == [("ada@elm.example.org",)]
    assert delivery.ask(
        "SELECT CAST(seen_at AS VARCHAR), storage_total_gb, storage_free_gb FROM {device_observations} ORDER BY 1"
    ) == [
        ("2026-10-29 12:00:00", None, None),
        ("2026-10-30 00:00:00", 32.0, 9.5),
    ]


ANSWERS = """Student ID,Internet Access,Internet Type,Internet Performance,Digital Device,Device Provider,Device Access
1,Yes,ResidentialBroadband,Yes - No issues,Chromebook,School,Not Shared
2,No - Not Affordable,Satellite,,None,School,
3,perhaps,,,Tablet,,
"""


def test_answers_of_a_list_become_home_access_and_are_judged(tmp_path):
    delivery = Delivery(tmp_path)
    delivery.put("equity.csv", ANSWERS)
    report = delivery.check()
    assert [(file.recognised_as, file.rows_read) for file in report.files] == [("Digital-equity answers", 3)]
    found = sorted((f.check, f.subject, f.line) for f in report.findings if f.check.startswith("EQU"))
    assert found == [
        ("EQU-001", "2", 3),
        ("EQU-003", "2", 3),
        ("EQU-004", "3", 4),
        ("EQU-005", "3", 4),
    ]
    assert not any("Satellite" in finding.message for finding in report.findings)
    delivery.load()
    assert delivery.ask("SELECT count(*), count(internet_access_type) FROM {home_access}") == [(3, 2)]


def test_answers_belong_to_the_student_of_the_information_system(tmp_path):
    delivery = Delivery(tmp_path)
    delivery.put("equity.csv", ANSWERS)
    delivery.put(
        "students.xml",
        '<?xml version="1.0"?><InterchangeStudent xmlns="http://ed-fi.org/5.2.0"><Student>'
        "<StudentUniqueId>1</StudentUniqueId><Name><FirstName>A</FirstName><LastSurname>B</LastSurname></Name>"
        "<BirthData><BirthDate>2010-01-01</BirthDate></BirthData></Student></InterchangeStudent>",
    )
    delivery.load()
    assert delivery.ask("SELECT person_id FROM {home_access} ORDER BY 1") == [
        ("digital-equity:2",),
        ("digital-equity:3",),
        ("ed-fi:student:1",),
    ]
