"""The same wishes give the same bytes; other wishes change what they should and nothing else."""

from __future__ import annotations

import hashlib
import os
import time
import zipfile

import pytest

from cupola.sample import write_district
from tests.sample.reading import Written

# Other days than that of this month's exports, by the folder or the file.
DAYS = {
    "last-month": (2026, 9, 30),
    "2023-2024": (2023, 10, 31),
    "2024-2025": (2024, 10, 31),
    "2025-2026": (2025, 10, 31),
    ("other-systems", "sis-changes.zip"): (2026, 11, 2),
}


def digests(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_wishes_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write_district(tmp_path / name, students=400, seed=3)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_writing_again_leaves_nothing_of_the_first_time(tmp_path):
    write_district(tmp_path / "twice", students=100, faults="all")
    for name in ("twice", "once"):
        write_district(tmp_path / name, students=100, faults="none")
    assert digests(tmp_path / "twice") == digests(tmp_path / "once")


def test_another_seed_gives_another_district(tmp_path):
    for seed in (1, 2):
        write_district(tmp_path / str(seed), students=100, seed=seed, faults="none")
    one, two = digests(tmp_path / "1"), digests(tmp_path / "2")
    assert one.keys() == two.keys()
    same = {path.rsplit("/", 1)[-1].split(".")[0].lower() for path in one if one[path] == two[path]}
    calendars = {"academicsessions", "courses", "courseofferings", "sessions", "session"}
    assert same <= calendars | {"district", "localeducationagencies", "sourcesystem", "refdefinition", "columns"}


def test_files_carry_the_morning_of_their_day(clean):
    for path in clean.folder.rglob("*"):
        if path.is_file():
            day = DAYS.get(path.relative_to(clean.folder).parts[:2], DAYS.get(path.parent.name, (2026, 10, 30)))
            assert time.localtime(os.stat(path).st_mtime)[:6] == (*day, 6, 0, 0)
    with zipfile.ZipFile(clean.folder / "last-month" / "sis-oneroster.zip") as package:
        assert {info.date_time for info in package.infolist()} == {(2026, 9, 30, 6, 0, 0)}


@pytest.mark.parametrize("students", [20, 50, 300, 1_200])
def test_any_size_has_exactly_its_students(tmp_path, students):
    summary = write_district(tmp_path, students=students, faults="none")
    district = Written(tmp_path)
    enrolled = [row for row in district.export("state-upload") if not row["Exit Date"]]
    assert len(enrolled) == students == summary.students
    assert summary.schools == len(district.export("schools"))


def test_the_summary_counts_the_rows_of_every_file(tmp_path):
    summary = write_district(tmp_path, students=60, faults="none")
    district = Written(tmp_path)
    assert {file.name: file.rows for file in summary.files} == {
        file.name: len(district.table(file.name)) for file in summary.files
    }


def test_a_district_of_a_handful_is_refused(tmp_path):
    with pytest.raises(ValueError, match="ask for 20 or more"):
        write_district(tmp_path, students=5)


def test_progress_is_told_from_nothing_to_all(tmp_path):
    told = []
    write_district(tmp_path, students=30, faults="none", progress=lambda text, share: told.append(share))
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_hidden_ids_change_the_enrollment_system_only_and_only_its_ids(tmp_path):
    for name, hide in (("shown", False), ("hidden", True)):
        write_district(tmp_path / name, students=300, faults="none", hide_ids=hide)
    shown, hidden = digests(tmp_path / "shown"), digests(tmp_path / "hidden")
    assert {path for path in shown if shown[path] != hidden[path]} == {"this-month/enrollment-system.csv"}
    rows = [Written(tmp_path / name).export("enrollment-system") for name in ("shown", "hidden")]
    ids = ("State Student No", "District Student No")
    for one, other in zip(*rows, strict=True):
        assert {key: value for key, value in one.items() if key not in ids} == {
            key: value for key, value in other.items() if key not in ids
        }
        assert [other[name] for name in ids] == ["", ""]


def test_hard_dirt_has_no_email_and_half_the_phones(tmp_path):
    write_district(tmp_path, students=400, faults="none", dirt="hard")
    rows = Written(tmp_path).export("enrollment-system")
    assert {row["Parent Email"] for row in rows} == {""}
    assert 0.35 < sum(not row["Parent Phone"] for row in rows) / len(rows) < 0.65
