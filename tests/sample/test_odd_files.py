"""The odd files are odd in the way truth.json says."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

from cupola.sample.faults.odd_files import NESTED, PASSWORD

FOLDER = "this-month/odd-files"


@pytest.fixture
def odd(spoiled):
    return {fault["check"]: fault for fault in spoiled.truth["faults"] if fault["file"].startswith(FOLDER)}


@pytest.fixture
def path_of(spoiled, odd):
    return lambda check: spoiled.folder / odd[check]["file"]


def test_every_odd_file_has_its_fault(spoiled):
    files = {path.relative_to(spoiled.folder).as_posix() for path in (spoiled.folder / FOLDER).iterdir()}
    told = {"/".join(fault["file"].split("/")[:3]) for fault in spoiled.truth["faults"]}
    assert files <= told


def test_the_protected_archive_opens_with_its_password_only(path_of):
    with zipfile.ZipFile(path_of("FIL-013")) as archive:
        name = archive.namelist()[0]
        with pytest.raises(RuntimeError, match="password"):
            archive.read(name)
        assert archive.read(name, pwd=PASSWORD).startswith(b"Student Number,")


def test_the_bomb_becomes_a_thousand_times_as_large(path_of):
    with zipfile.ZipFile(path_of("FIL-014")) as archive:
        size = archive.infolist()[0].file_size
    assert size > 1_000 * path_of("FIL-014").stat().st_size


def test_the_escaping_archive_names_a_file_outside(path_of):
    with zipfile.ZipFile(path_of("FIL-015")) as archive:
        assert archive.namelist() == ["../../outside.csv"]


def test_archives_are_nested(path_of):
    content, depth = path_of("FIL-017").read_bytes(), 0
    while content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = archive.read(archive.namelist()[0])
        depth += 1
    assert depth == NESTED


def test_the_broken_archive_does_not_open(path_of):
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(path_of("FIL-025"))


def test_the_huge_cell_is_no_bomb(path_of):
    with zipfile.ZipFile(path_of("FIL-011")) as archive:
        info = archive.infolist()[0]
    assert info.file_size > 17 << 20
    assert info.file_size < 100 * info.compress_size


def test_the_spreadsheet_lost_zeros_and_digits(path_of):
    text = path_of("FIL-006").read_bytes().decode("cp1252")
    assert "\u2013" in text
    assert "E+9" in text
    with pytest.raises(UnicodeDecodeError):
        path_of("FIL-006").read_bytes().decode("utf-8")


def test_bytes_are_neither_of_two_encodings(path_of):
    for encoding in ("utf-8", "cp1252"):
        with pytest.raises(UnicodeDecodeError):
            path_of("FIL-005").read_bytes().decode(encoding)


def test_packages_lack_what_truth_says(spoiled, path_of):
    with zipfile.ZipFile(path_of("PKG-001")) as archive:
        assert "manifest.csv" not in archive.namelist()
    missing = [fault for fault in spoiled.truth["faults"] if fault["check"] == "PKG-005"]
    with zipfile.ZipFile(spoiled.folder / missing[0]["file"]) as archive:
        assert not {fault["subject"] for fault in missing} & set(archive.namelist())
    header = spoiled.text(f"{FOLDER}/charter-school.zip/users.csv").split("\r\n")[0].split(",")
    assert {"middelName", "orgSourcedIds", "locker"} <= set(header)


def test_the_json_ends_within_its_first_record_and_the_xml_declares_an_entity(path_of):
    with pytest.raises(json.JSONDecodeError):
        json.loads(path_of("FIL-027").read_text("utf-8"))
    assert "<!ENTITY" in path_of("FIL-028").read_text("utf-8")
