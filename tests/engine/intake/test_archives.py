"""Archives: unpacked by streaming, limits counted on what comes out, nothing outside the folder."""

from __future__ import annotations

import io
import stat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from cupola.engine.intake import Limits, arrive
from cupola.engine.intake.limits import USUAL

TABLE = b"sourcedId,name\n1,North\n"


@pytest.fixture
def opened(tmp_path):
    """Deliver a zip; what arrives."""

    def open_(content, *, limits=USUAL):
        path = tmp_path / "sis.zip"
        path.write_bytes(content)
        work = tmp_path / "work"
        work.mkdir(exist_ok=True)
        return arrive([path], work, limits=limits)

    return open_


def zipped(members, *, compression=ZIP_DEFLATED):
    packed = io.BytesIO()
    with ZipFile(packed, "w", compression) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return packed.getvalue()


def problems(arrived):
    return [(problem.code, problem.file) for problem in arrived.problems]


def names(arrived):
    return [arrival.name for arrival in arrived.arrivals]


def test_members_arrive_under_the_name_of_the_archive(opened):
    arrived = opened(zipped([("users.csv", TABLE), ("sub/orgs.csv", TABLE)]))
    assert names(arrived) == ["sis.zip/users.csv", "sis.zip/sub/orgs.csv"]
    assert {arrival.package for arrival in arrived.arrivals} == {"sis.zip"}
    assert all(arrival.temporary and arrival.path.read_bytes() == TABLE for arrival in arrived.arrivals)


def test_a_member_carries_its_own_time(opened):
    arrived = opened(zipped([(ZipInfo("users.csv", (2026, 9, 1, 7, 30, 0)), TABLE)]))
    assert arrived.arrivals[0].modified.isoformat() == "2026-09-01T07:30:00+00:00"


def test_what_systems_leave_behind_in_archives_is_passed_over(opened):
    members = [("__MACOSX/._users.csv", b"x"), (".DS_Store", b"x"), ("./users.csv", TABLE), ("sub/~$a.xlsx", b"x")]
    arrived = opened(zipped(members))
    assert names(arrived) == ["sis.zip/users.csv"]
    assert arrived.problems == ()


@pytest.mark.parametrize("path", ["../users.csv", "a/../../users.csv", "/etc/users.csv", "C:\\users.csv", "..\\u.csv"])
def test_a_member_that_points_outside_is_left_out(opened, path, tmp_path):
    arrived = opened(zipped([(path, TABLE), ("orgs.csv", TABLE)]))
    assert names(arrived) == ["sis.zip/orgs.csv"]
    assert problems(arrived) == [("FIL-015", "sis.zip")]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["sis.zip", "work"]


def test_a_member_that_is_a_link_is_left_out(opened):
    link = ZipInfo("users.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert problems(opened(zipped([(link, b"/etc/passwd")]))) == [("FIL-015", "sis.zip")]


def test_members_under_a_password_are_told(opened):
    content = bytearray(zipped([("users.csv", TABLE), ("orgs.csv", TABLE)]))
    local, central = content.find(b"PK\x03\x04"), content.find(b"PK\x01\x02")
    content[local + 6] |= 1
    content[central + 8] |= 1
    arrived = opened(bytes(content))
    assert names(arrived) == ["sis.zip/orgs.csv"]
    assert problems(arrived) == [("FIL-013", "sis.zip")]
    assert "1 of its 2 files" in arrived.problems[0].fact


def test_a_bomb_is_stopped_by_its_ratio(opened):
    limits = Limits(ratio_from_bytes=1_000_000)
    arrived = opened(zipped([("users.csv", bytes(20_000_000))]), limits=limits)
    assert problems(arrived) == [("FIL-014", "sis.zip/users.csv")]
    assert arrived.arrivals == ()


def test_a_delivery_that_unpacks_to_too_much_is_stopped(opened, tmp_path):
    arrived = opened(zipped([("a.csv", TABLE * 100), ("b.csv", TABLE * 100)]), limits=Limits(expanded_bytes=3_000))
    assert names(arrived) == ["sis.zip/a.csv"]
    assert problems(arrived) == [("FIL-014", "sis.zip/b.csv")]
    assert sum(path.stat().st_size for path in (tmp_path / "work").iterdir()) <= 3_000


def test_a_header_that_lies_about_the_size_does_not_help(opened):
    content = bytearray(zipped([("users.csv", TABLE * 1_000)]))
    central = content.find(b"PK\x01\x02")
    content[central + 24 : central + 28] = (10).to_bytes(4, "little")
    assert problems(opened(bytes(content))) == [("FIL-025", "sis.zip/users.csv")]


def test_too_many_members_are_stopped(opened):
    arrived = opened(zipped([(f"{number}.csv", TABLE) for number in range(5)]), limits=Limits(members=3))
    assert len(arrived.arrivals) == 3
    assert problems(arrived) == [("FIL-014", "sis.zip")]


def test_an_archive_in_an_archive_is_opened(opened):
    arrived = opened(zipped([("inner.zip", zipped([("users.csv", TABLE)]))]))
    assert names(arrived) == ["sis.zip/inner.zip/users.csv"]
    assert arrived.arrivals[0].package == "sis.zip/inner.zip"


def test_archives_too_deep_in_one_another_are_not_opened(opened):
    content = zipped([("users.csv", TABLE)])
    for _ in range(5):
        content = zipped([("inner.zip", content)])
    assert [code for code, _ in problems(opened(content))] == ["FIL-017"]


def test_a_cut_archive_is_told(opened):
    content = zipped([("users.csv", TABLE)])
    assert problems(opened(content[: len(content) // 2])) == [("FIL-025", "sis.zip")]


def test_a_damaged_member_does_not_take_the_others_along(opened):
    content = bytearray(zipped([("users.csv", TABLE * 50), ("orgs.csv", TABLE)]))
    at = content.find(b"users.csv") + len("users.csv") + 3
    content[at : at + 4] = b"\xff\xff\xff\xff"
    arrived = opened(bytes(content))
    assert names(arrived) == ["sis.zip/orgs.csv"]
    assert problems(arrived) == [("FIL-025", "sis.zip/users.csv")]


def test_a_way_of_packing_that_is_unknown_is_told(opened):
    content = bytearray(zipped([("users.csv", TABLE)]))
    local, central = content.find(b"PK\x03\x04"), content.find(b"PK\x01\x02")
    content[local + 8 : local + 10] = content[central + 10 : central + 12] = (9).to_bytes(2, "little")
    assert problems(opened(bytes(content))) == [("FIL-025", "sis.zip/users.csv")]


def test_two_members_of_one_name_both_arrive(opened):
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = zipped([("users.csv", TABLE), ("users.csv", b"a,b\n")])
    arrived = opened(content)
    assert [arrival.path.read_bytes() for arrival in arrived.arrivals] == [TABLE, b"a,b\n"]


def test_no_member_is_named_on_disk_by_its_own_name(opened):
    arrived = opened(zipped([("CON .csv", TABLE), ("a" * 200 + ".csv", TABLE)]))
    assert all(Path(arrival.path).stem.isdigit() for arrival in arrived.arrivals)
