"""OneRoster objects as cells: references, lists, nulls, nested fields, both versions, half characters."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cupola.engine.pull.clean import cleaned
from cupola.engine.pull.oneroster_package import headers_of
from cupola.engine.pull.oneroster_rows import Flattening, text_of
from tests.engine.pull.conftest import Pull, Settle, cells
from tests.engine.pull.played_api import PlayedApi

PERSON: dict[str, Any] = {
    "sourcedId": "U1",
    "status": "active",
    "dateLastModified": "2026-09-01T08:00:00.000Z",
    "enabledUser": True,
    "username": "ines",
    "userIds": [{"type": "StateID", "identifier": "0071"}, {"type": "SSN", "identifier": "078-05-1120"}],
    "givenName": "Inés",
    "familyName": "Okonkwo, Jr.",
    "grades": ["09", "10"],
    "agents": [{"sourcedId": "U8", "href": "x", "type": "user"}, None],
    "password": "unmistakable-password",
    "phone": None,
    "sms": {"unexpected": "object"},
    "metadata": {"bus": 12, "Route": "B", "nested": {"a": 1}, "ssn": "078-05-1120", "none": None},
}


def flat(version: str, obj: dict[str, Any], mode: str = "bulk") -> tuple[dict[str, str], Flattening]:
    flattening = Flattening(headers_of(version, "users"), mode, {"bus": "metadata.bus", "route": "metadata.Route"})
    row = flattening.row(cleaned(obj))
    assert row is not None
    return row, flattening


def test_a_user_of_1_1() -> None:
    orgs = [{"sourcedId": "O1"}, {"sourcedId": "O2"}]
    row, flattening = flat("1.1", {**PERSON, "role": "student", "orgs": orgs})
    assert row | {} == {
        **dict.fromkeys(headers_of("1.1", "users"), ""),
        "sourcedId": "U1",
        "enabledUser": "true",
        "orgSourcedIds": "O1,O2",
        "role": "student",
        "username": "ines",
        "userIds": "{StateID:0071}",
        "givenName": "Inés",
        "familyName": "Okonkwo, Jr.",
        "agentSourcedIds": "U8",
        "grades": "09,10",
        "metadata.bus": "12",
        "metadata.Route": "B",
    }
    assert dict(flattening.left_out) == {"sms": 1}


def test_a_1_1_address_that_answers_in_1_2() -> None:
    roles = [
        {"roleType": "secondary", "role": "aide", "org": {"sourcedId": "O2"}},
        {"roleType": "primary", "role": "teacher", "org": {"sourcedId": "O1"}},
    ]
    row, _ = flat("1.1", {**PERSON, "roles": roles})
    assert (row["role"], row["orgSourcedIds"]) == ("teacher", "O1,O2")


def test_a_user_of_1_2_and_its_roles() -> None:
    role = {"roleType": "primary", "role": "student", "org": {"sourcedId": "O1"}, "beginDate": "2026-08-19"}
    person = {**PERSON, "roles": [role, role], "preferredFirstName": "Nes", "primaryOrg": {"sourcedId": "O1"}}
    row, flattening = flat("1.2", person)
    assert (row["preferredGivenName"], row["primaryOrgSourcedId"]) == ("Nes", "O1")
    first, second = flattening.roles(person)
    assert first["sourcedId"] + "-2" == second["sourcedId"]
    assert (first["userSourcedId"], first["orgSourcedId"], first["beginDate"]) == ("U1", "O1", "2026-08-19")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (None, ""),
        (True, "true"),
        (0, "0"),
        (1.5, "1.5"),
        ("007", "007"),
        ({"a": 1}, ""),
        ("a\ud800b", "a?b"),
        ("\0", ""),
    ],
)
def test_values_become_cells(value: object, cell: str) -> None:
    assert text_of(value) == cell


@pytest.mark.parametrize("odd", [None, "text", 5, [], {}, [None], [[]], {"sourcedId": None}])
@pytest.mark.parametrize("field", sorted({*PERSON, "roles", "orgs", "primaryOrg"} - {"sourcedId", "status"}))
def test_no_field_of_any_kind_breaks_the_row(field: str, odd: object) -> None:
    person = {**PERSON, field: odd}
    for version in ("1.1", "1.2"):
        row, flattening = flat(version, person)
        assert row["sourcedId"] == "U1"
        assert all(role["userSourcedId"] == "U1" for role in flattening.roles(person))


def test_1_1_writes_a_1_1_package(api: PlayedApi, pulled: Pull, settle: Settle) -> None:
    settle(kind='"oneroster-1.1"', collections='["users"]')
    api.rows["users"] = [{**PERSON, "role": "student", "orgs": [{"sourcedId": "O1"}]}]
    folder = pulled().folder
    assert folder is not None
    assert sorted(path.name for path in folder.iterdir()) == ["manifest.csv", "users.csv"]
    assert [row["metadata.Route"] for row in cells(folder / "users.csv")] == ["B"]
    assert {"oneroster.version", "1.1"} <= {v for row in cells(folder / "manifest.csv") for v in row.values()}


def test_what_is_forbidden_never_reaches_the_disk(api: PlayedApi, pulled: Pull, settle: Settle, data: Path) -> None:
    settle(collections='["users"]')
    api.rows["users"] = [PERSON]
    pulled()
    assert [path for path in data.rglob("*") if path.is_file() and b"unmistakable-password" in path.read_bytes()] == []
    assert [path for path in data.rglob("*") if path.is_file() and b"078-05" in path.read_bytes()] == []
