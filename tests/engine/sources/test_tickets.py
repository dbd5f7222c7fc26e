"""Tickets of five help desks become one table, and nothing that people wrote, and no name, gets into the record."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.engine.sources.put_deliveries import Delivery
from tests.engine.sources.watching import put_roster

SECRETS = ("zzsubject", "zzname", "zzmail", "zzcustom")
IIQ = """TicketId,TicketNumber,Subject,CreatedDate,StartedDate,ClosedDate,IsClosed,Status,LocationName,OwnerName,\
Priority,IssueCategoryName,IssueTypeName,RequesterName,AssetTag,SerialNumber,ModelName,CustomField1,My field
g-1,1001,zzsubject,2026-10-01T15:00:00Z,,2026-10-02T15:00:00Z,true,Closed,Elm Park,zzname,High,Device,Screen,zzname,\
A7,abc1,Model 3,zzcustom,zzcustom
g-2,1002,zzsubject,10/5/2026 8:00:00 AM,,,false,Open,Elm Park Middle,zzname,Low,Account,,zzname,,,,zzcustom,zzcustom
"""
OSTICKET = """Ticket Number,Date Created,Subject,From,From Email,Priority,Department,Help Topic,Source,Current Status,\
Last Updated,Closed Date,Answered,Agent Assigned,Reopen Count,Location
500,10/1/26 8:15 AM,zzsubject,zzname,zzmail,Normal,IT,Printer,Web,Closed,,10/1/26 4:15 PM,1,zzname,2,0202
501,2026-10-02 08:00:00,zzsubject,zzname,zzmail,Normal,IT,Printer,Phone,Open,,,0,,0,Nowhere
"""
FRESHDESK = """Ticket ID,Subject,Status,Priority,Source,Type,Agent,Group,Created time,Resolved time,Closed time,\
Initial response time,First response time (in hrs),Resolution time (in hrs),Full name
7,zzsubject,Resolved,Low,Email,Problem,zzname,IT,2026-10-01 08:00:00,2026-10-03 09:30:00,,2026-10-01 09:00:00,1:00:00,\
25:30:00,zzname
"""
FRESHSERVICE = """Ticket Id,Subject,Status,Priority,Type,Category,Item,Group,Agent,Requester Name,Description,\
Created Time,Due by Time,Resolved Time,Closed Time,Last Updated Time,First Response Time (in Hrs),\
Resolution Time (in Hrs)
8,zzsubject,Open,Low,Incident,Network,,IT,zzname,zzname,zzcustom,2026-10-01 08:00:00,,,,,0.5,
"""
ZAMMAD = {
    "id": 3,
    "number": "67003",
    "title": "zzsubject",
    "note": "zzcustom",
    "customer_id": 9,
    "customer": "zzmail",
    "owner_id": 1,
    "group": "Users",
    "state": "open",
    "priority": "2 normal",
    "article_count": 4,
    "created_at": "2026-10-01T15:00:00.000Z",
    "first_response_at": "2026-10-01T16:30:00.000Z",
    "close_at": "2026-10-02T15:00:00.000Z",
    "first_response_in_min": 90,
    "close_in_min": None,
}


@pytest.fixture
def delivery(tmp_path: Path) -> Delivery:
    return Delivery(tmp_path)


def loaded(delivery: Delivery, columns: str) -> list[tuple[object, ...]]:
    delivery.load()
    for kept in (each for each in (delivery.folder / "data").rglob("*") if each.is_file()):
        for secret in SECRETS:
            assert secret.encode() not in kept.read_bytes()
    return delivery.ask(f"SELECT {columns} FROM {{tickets}} ORDER BY 1")


def recognised(delivery: Delivery) -> list[tuple[str | None, int]]:
    return [(file.recognised_as, file.rows_read) for file in delivery.check().files]


def test_tickets_of_incident_iq_belong_to_a_school_and_a_device(delivery):
    delivery.put("tickets.csv", IIQ)
    assert recognised(delivery) == [("Incident IQ tickets", 2)]
    put_roster(delivery)
    assert loaded(
        delivery,
        "ticket_id, org_id, is_closed, epoch(resolved_at - opened_at) / 3600, category, asset_tag, serial_number, "
        "model",
    ) == [
        ("incident-iq-tickets:g-1", "oneroster:s1", True, 24.0, "Screen", "A7", "ABC1", "Model 3"),
        ("incident-iq-tickets:g-2", "oneroster:s2", False, None, "Account", None, None, None),
    ]


def test_tickets_of_osticket_tell_what_was_opened_again(delivery):
    delivery.put("tickets.csv", OSTICKET)
    assert recognised(delivery) == [("osTicket tickets", 2)]
    put_roster(delivery)
    columns = (
        "ticket_id, org_id, is_closed, is_reopened, epoch(resolved_at - opened_at) / 3600, source, first_answer_at"
    )
    assert loaded(delivery, columns) == [
        ("osticket:500", "oneroster:s2", True, True, 8.0, "Web", None),
        ("osticket:501", None, False, False, None, "Phone", None),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (FRESHDESK, ("fresh:7", True, 1.0, 25.5, "Problem", 1.0)),
        (FRESHSERVICE, ("fresh:8", False, 0.5, None, "Network", None)),
    ],
)
def test_tickets_of_both_fresh_products_are_read_with_hours_either_way(delivery, text, told):
    delivery.put("tickets.csv", text)
    assert recognised(delivery) == [("Freshservice or Freshdesk tickets", 1)]
    columns = (
        "ticket_id, is_closed, first_answer_hours, resolution_hours, category, "
        "epoch(first_answer_at - opened_at) / 3600"
    )
    assert loaded(delivery, columns) == [told]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, (1.5, 1.5, False, True)),
        ({"state": "closed"}, (1.5, 1.5, True, False)),
        ({"state": None, "state_id": 4}, (1.5, 1.5, True, None)),
    ],
)
def test_tickets_of_zammad_that_were_closed_and_are_open_were_opened_again(delivery, change, told):
    delivery.put("tickets.json", json.dumps([ZAMMAD | change]))
    assert recognised(delivery) == [("Zammad tickets", 1)]
    columns = "epoch(first_answer_at - opened_at) / 3600, first_answer_hours, is_closed, is_reopened"
    assert loaded(delivery, columns) == [told]


def test_a_list_of_something_else_is_no_ticket(delivery):
    delivery.put("other.csv", "Ticket Number,Price,Seat\n1,2,3\n2,3,4\n")
    assert recognised(delivery)[0][0] is None
