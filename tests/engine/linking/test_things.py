"""Devices by serial number, slips and placeholders; schools by number, name and city; and one source's own doubles."""

from __future__ import annotations

from contextlib import closing

import pytest

from cupola.engine.backends import duck
from cupola.engine.linking import people, persons, things
from cupola.engine.linking.model import shipped
from cupola.engine.linking.names import lay_names
from cupola.engine.linking.people import RAW
from cupola.engine.linking.persons import FOUND
from cupola.engine.linking.sources import Opened


def linked(tmp_path, sql: str, link, table: str) -> dict[str, tuple[str, str, str]]:
    """What links make of invented rows: right key -> left key, band and step."""
    with closing(duck.connect()) as connection:
        lay_names(connection, tmp_path)
        connection.execute(f"CREATE TEMP TABLE found_links ({FOUND})")
        connection.execute("CREATE TEMP TABLE everyone (entity VARCHAR, key VARCHAR, rank INTEGER)")
        connection.execute("CREATE TEMP TABLE link_systems AS SELECT 1 AS number, 'register' AS id, 'asset' AS kind")
        connection.execute(f"CREATE TEMP TABLE {table} AS {sql}")
        columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
        link(Opened(connection, {table: frozenset(columns)}), ())
        rows = connection.execute("SELECT right_key, left_key, band, step FROM found_links").fetchall()
    return {right: (left, band, step) for right, left, band, step in rows}


def device(register: tuple[str, str, str], managed: tuple[str, str, str]) -> str:
    """A device in the register and one in device management: serial number, asset tag, model."""
    rows = (("register:1", *register), ("mdm:1", *managed))
    cells = ", ".join("(" + ", ".join(f"nullif('{cell}', '')" for cell in row) + ")" for row in rows)
    return f"SELECT * FROM (VALUES {cells}) AS t(device_id, serial_number, asset_tag, model)"


@pytest.mark.parametrize(
    ("register", "managed", "expected"),
    [
        (("5CD0123X", "", ""), ("5cd-0123x ", "", ""), ("linked", "serial")),
        (
            ("5CDO123X", "HU1", "Chromebook 3110"),
            ("5CD0123X", "HU1", "Dell Chromebook 3110"),
            ("linked", "serial slip"),
        ),
        (("", "HU7", "Chromebook 3110"), ("ABC12345", "HU7", "Dell Chromebook 3110"), ("linked", "asset tag")),
        (("XYZ99999", "HU7", "iPad"), ("ABC12345", "HU7", "Chromebook"), ("proposed", "asset tag only")),
    ],
)
def test_a_device_is_known_again(tmp_path, register, managed, expected):
    found = linked(tmp_path, device(register, managed), things.link_devices, "devices")
    assert found == {"mdm:1": ("register:1", *expected)}


@pytest.mark.parametrize(
    "serial", ["NONE", "00000000", "To be filled by O.E.M.", "N/A", "System Serial Number", "1234"]
)
def test_a_placeholder_is_no_serial_number(tmp_path, serial):
    assert linked(tmp_path, device((serial, "", ""), (serial, "", "")), things.link_devices, "devices") == {}


def test_schools_are_known_by_name_and_city_and_only_proposed_by_name(tmp_path):
    rows = (
        "('register:1', 'Juniper Hollow Elementary', 'school', 'Bayside'),"
        " ('other:1', 'JUNIPER HOLLOW ELEMENTARY', 'school', 'Bayside'),"
        " ('register:2', 'Cedar Vista', 'school', 'Bayside'), ('other:2', 'Cedar Vista', 'school', NULL),"
        " ('register:3', 'Lincoln', 'school', 'Bayside'), ('other:3', 'Lincoln', 'school', 'Elsewhere')"
    )
    sql = f"SELECT * FROM (VALUES {rows}) AS t(org_id, name, org_type, city)"
    found = linked(tmp_path, sql, things.link_orgs, "orgs")
    assert {(left, right, band) for right, (left, band, _) in found.items()} in (
        {("register:1", "other:1", "linked"), ("register:2", "other:2", "proposed")},
        {("other:1", "register:1", "linked"), ("other:2", "register:2", "proposed")},
    )


def test_staff_who_are_parents_are_one_person_and_siblings_who_share_an_address_are_not(tmp_path):
    rows = """SELECT * FROM (VALUES
      ('sis:staff1', 2, 'Iris', 'Holm', 'holm@district.example', NULL),
      ('sis:parent1', 4, 'Iris', 'Holm', 'holm@district.example', NULL),
      ('sis:child1', 1, 'Una', 'Holm', 'holm@district.example', DATE '2012-01-05'),
      ('sis:child2', 1, 'Vera', 'Holm', 'holm@district.example', DATE '2014-06-09')
    ) AS t(key, who, given_raw, family_raw, mail, birth)"""
    assert doubles(tmp_path, rows) == {("sis:parent1", "sis:staff1"): "two roles"}


def test_a_student_who_came_back_under_a_new_number_is_found_by_name_birth_and_home(tmp_path):
    rows = """SELECT *, 'M' AS middle_raw FROM (VALUES
      ('sis:1', 1, 'Una', 'Holm', NULL, DATE '2012-01-05', '4fernrd93990'),
      ('sis:2', 1, 'Una', 'Holm', NULL, DATE '2012-01-05', '4fernrd93990'),
      ('sis:3', 1, 'Una', 'Holm', NULL, DATE '2013-01-05', '4fernrd93990')
    ) AS t(key, who, given_raw, family_raw, mail, birth, street)"""
    assert doubles(tmp_path, rows.replace("'M'", "'Mae'")) == {("sis:1", "sis:2"): "same person again"}


def doubles(tmp_path, rows: str) -> dict[tuple[str, str], str]:
    """What one source holds twice, of invented rows of people."""
    with closing(duck.connect()) as connection:
        lay_names(connection, tmp_path)
        connection.execute(f"CREATE TEMP TABLE found_links ({FOUND})")
        connection.execute("CREATE TEMP TABLE link_systems AS SELECT 1 AS number, 'sis' AS id, 'sis' AS kind")
        opened = Opened(connection, {})
        connection.execute(f"CREATE TEMP TABLE raw_people ({RAW})")
        connection.execute(
            f"INSERT INTO raw_people BY NAME SELECT 'sis' AS system, true AS is_current, t.* FROM ({rows}) t"
        )
        people.number_people(opened)
        persons.link_people(opened, shipped(), ())
        found = connection.execute(
            "SELECT least(left_key, right_key), greatest(left_key, right_key), step FROM found_links"
            " WHERE band = 'linked'"
        ).fetchall()
    return {(left, right): step for left, right, step in found}


def schools(*rows: tuple[str, str, str]) -> str:
    """Schools with a name and their numbers, as `type=value;…`."""
    names = ", ".join(f"('{key}', '{name}', 'school', NULL::VARCHAR)" for key, name, _ in rows)
    return f"SELECT * FROM (VALUES {names}) AS t(org_id, name, org_type, city)"


def linked_schools(tmp_path, *rows: tuple[str, str, str]) -> set[tuple[str, str, str, str]]:
    """What links make of schools of several systems: the two keys, the band and the step."""
    numbers = ", ".join(
        f"('{key}', '{each.partition('=')[0]}', '{each.partition('=')[2]}')"
        for key, _, said in rows
        for each in said.split(";")
    )
    with closing(duck.connect()) as connection:
        lay_names(connection, tmp_path)
        connection.execute(f"CREATE TEMP TABLE found_links ({FOUND})")
        connection.execute("CREATE TEMP TABLE everyone (entity VARCHAR, key VARCHAR, rank INTEGER)")
        connection.execute("CREATE TEMP TABLE link_systems AS SELECT 1 AS number, 'sis' AS id, 'sis' AS kind")
        connection.execute(f"CREATE TEMP TABLE orgs AS {schools(*rows)}")
        connection.execute(
            f"CREATE TEMP TABLE org_identifiers AS SELECT * FROM (VALUES {numbers}) AS t(org_id, id_type, value)"
        )
        things.link_orgs(Opened(connection, {"orgs": frozenset({"org_id"}), "org_identifiers": frozenset()}), ())
        rows = connection.execute("SELECT left_key, right_key, band, step FROM found_links").fetchall()
    return {(*sorted((left, right)), band, step) for left, right, band, step in rows}


@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ("sourced_id=a1;nces=060000100013", "school_code=13;nces=60000100013", ("linked", "nces")),
        ("school_code=0100013", "state=100013;school_code=7", ("linked", "state code")),
        ("school_code=0100013", "state=01612590100013;school_code=7", ("linked", "other code")),
        ("state=01612590100013", "other=0100013", ("linked", "other code")),
        ("sourced_id=4711", "sourced_id=4711", None),
        ("school_code=13", "other=13", None),
    ],
)
def test_a_school_is_known_again_by_whatever_a_system_calls_its_number(tmp_path, ours, theirs, expected):
    found = linked_schools(
        tmp_path, ("sis:1", "Juniper Hollow Elementary", ours), ("other:9", "Juniper Hollow Elem", theirs)
    )
    assert found == ({("other:9", "sis:1", *expected)} if expected else set())


def test_a_number_of_another_kind_links_no_two_names(tmp_path):
    rows = (("sis:1", "Juniper Hollow Elementary", "school_code=0100013"), ("other:9", "Cedar Vista", "other=0100013"))
    assert linked_schools(tmp_path, *rows) == set()
