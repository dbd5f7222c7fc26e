"""Passwords, network addresses and coordinates stop at the door."""

from __future__ import annotations

import io
import sys

import pytest

from cupola.engine.intake import arrive, look
from cupola.engine.intake.forbidden import is_forbidden

SECRET = b"tr0ub4dor"


@pytest.mark.parametrize(
    "header",
    [
        *("password", "Password", "User Password", "user_password", "WiFiIPv4Address", "WiFiSubnetID"),
        *("lastKnownNetwork.0.ipAddress", "lastKnownNetwork.12.wanIpAddress", "last_ip_beat", "last_lan_ip"),
        *("IPAddress", "ipaddr", "IP Address", "LocationLatitude", "LocationLongitude", "Latitude", "LONGITUDE"),
        *("RecipientEmail", "RecipientFirstName", "RecipientLastName", "Last Reported IP Address"),
    ],
)
def test_the_column_is_never_read(header):
    assert is_forbidden(header)


@pytest.mark.parametrize(
    "header",
    ["Ship Address", "description", "Zip", "Membership Address", "Change Password at Next Sign-In", "plateau", "tip"],
)
def test_the_column_is_read(header):
    assert not is_forbidden(header)


@pytest.mark.parametrize("extra", [b"", b"3,Cy\n"], ids=["fast", "exact"])
def test_nothing_of_a_password_is_kept(desk, told, tmp_path, extra):
    content = b"id,password,name\n1," + SECRET + b",Ann\n2,,Bo\n" + extra
    shape = desk.look(content)
    assert SECRET.decode() not in repr(shape)
    table = desk.read_shape(shape)
    assert table.columns == ("id", "name")
    assert desk.rows(table) == [("1", "Ann"), ("2", "Bo")]
    (problem,) = told(table, "FIL-023")
    assert (problem.column, problem.rows_set_aside) == ("password", 0)
    assert SECRET.decode() not in repr(table)
    kept = [path for path in (tmp_path / "tables").rglob("*") if path.is_file()]
    assert all(SECRET not in path.read_bytes() for path in kept)


def test_an_empty_password_column_is_nothing_to_tell(desk):
    assert desk.read(b"id,password\n1,\n2,\n").problems == ()


def test_a_damaged_password_is_not_told_about(desk):
    table = desk.read(b"id,password,name\n1,a\xff\0b,Zo\xc3\xab\n2,c,Bo\n")
    assert [problem.code for problem in table.problems] == ["FIL-023"]


def test_a_row_set_aside_shows_no_password_as_its_key(desk, told):
    (problem,) = told(desk.read(b"password,id,name\ntr0ub4dor,1\nx,2,Bo\n"), "FIL-003")
    assert problem.key is None


def test_the_temporary_copy_goes_with_the_password(desk, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"id,password\n1,tr0ub4dor\n")))
    (arrival,) = arrive(["-"], tmp_path).arrivals
    desk.read_shape(look(arrival, desk.folder)[0])
    assert not arrival.path.exists()
