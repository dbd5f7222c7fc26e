"""Entra users become accounts, from the admin center and from pages of Graph; homes and telephones are left out."""

from __future__ import annotations

import json

import pytest

from tests.engine.sources.put_deliveries import Delivery

DOWNLOAD = (
    "userPrincipalName,displayName,surname,mail,givenName,{key},userType,jobTitle,department,accountEnabled,usageLocation,"
    "streetAddress,state,country,officeLocation,city,postalCode,telephoneNumber,mobilePhone,alternateEmailAddress,"
    "ageGroup,consentProvidedForMinor,legalAgeGroupClassification,companyName,creationType,directorySynced,"
    "invitationState,identityIssuer,createdDateTime\r\n"
    "Ada.Moss@harbor.example,Ada Moss,Moss,a.moss@mail.harbor.example,Ada,U1,Member,,North School,True,US,"
    "12 Elm St,WA,,,Harbor,98000,555-0100,555-0101,ada@home.example,,,,,,True,,harbor.example,8/19/2021 1:25:31 PM\r\n"
    "ben@harbor.example,Ben Ode,Ode,,Ben,U2,Member,,,False,US,,,,,,,,,,,,,,,True,,harbor.example,\r\n"
)
GRAPH = [
    {
        "id": "U1",
        "userPrincipalName": "ada.moss@harbor.example",
        "givenName": "Ada",
        "surname": "Moss",
        "mail": "a.moss@mail.harbor.example",
        "accountEnabled": True,
        "userType": "Member",
        "employeeId": "10011",
        "createdDateTime": "2021-08-19T13:25:31Z",
        "onPremisesDistinguishedName": "CN=Moss\\, Ada,OU=North School,OU=Students,DC=harbor,DC=example",
        "mobilePhone": "555-0101",
        "signInActivity": {
            "lastSignInDateTime": "2026-09-01T08:00:00Z",
            "lastNonInteractiveSignInDateTime": "2026-10-29T08:00:00Z",
            "lastSuccessfulSignInDateTime": "0001-01-01T00:00:00Z",
        },
    },
    {"id": "U2", "userPrincipalName": "ben@harbor.example", "accountEnabled": False, "department": "North School"},
]
ACCOUNTS = (
    "SELECT account_id, username, email, enabled, org_unit, external_id, last_sign_in_at::VARCHAR"
    " FROM {accounts} ORDER BY 1"
)


@pytest.mark.parametrize("key", ["id", "objectId"])
def test_the_download_of_the_admin_center_becomes_accounts(tmp_path, key):
    delivery = Delivery(tmp_path)
    delivery.put("users_11_2_2026.csv", DOWNLOAD.format(key=key))
    report = delivery.check()
    assert [(file.recognised_as, file.rows_read) for file in report.files] == [("Entra users", 2)]
    delivery.load()
    assert delivery.ask(ACCOUNTS) == [
        ("entra-users:U1", "ada.moss@harbor.example", "a.moss@mail.harbor.example", True, "North School", None, None),
        ("entra-users:U2", "ben@harbor.example", "ben@harbor.example", False, None, None, None),
    ]
    assert delivery.ask("SELECT min(created_at)::VARCHAR FROM {accounts}") == [("2021-08-19 13:25:31",)]
    kept = str(delivery.ask("SELECT * FROM {entra_users}"))
    assert not [word for word in ("Elm St", "555-01", "home.example", "98000") if word in kept]


def test_pages_of_graph_are_one_list_with_the_newest_sign_in_and_the_unit_without_the_name(tmp_path):
    delivery = Delivery(tmp_path)
    for number, user in enumerate(GRAPH):
        page = {"@odata.context": "https://graph.example.org/v1.0/$metadata#users", "value": [user]}
        if number == 0:
            page["@odata.nextLink"] = "https://graph.example.org/v1.0/users?$skiptoken=2"
        delivery.put(f"users-{number}.json", json.dumps(page))
    report = delivery.check()
    assert [(file.recognised_as, file.rows_read) for file in report.files] == [("Entra users", 1)] * 2
    delivery.load()
    unit = "OU=North School,OU=Students,DC=harbor,DC=example"
    seen = "2026-10-29 08:00:00"
    assert delivery.ask(ACCOUNTS) == [
        ("entra-users:U1", "ada.moss@harbor.example", "a.moss@mail.harbor.example", True, unit, "10011", seen),
        ("entra-users:U2", "ben@harbor.example", "ben@harbor.example", False, "North School", None, None),
    ]


def test_a_list_of_devices_of_entra_is_no_list_of_users(tmp_path):
    delivery = Delivery(tmp_path)
    delivery.put(
        "devices.csv",
        "displayName,accountEnabled,operatingSystem,deviceId,userPrincipalName\nL1,True,Windows,D1,a@b.example\n",
    )
    assert [file.recognised_as for file in delivery.check().files] != ["Entra users"]
