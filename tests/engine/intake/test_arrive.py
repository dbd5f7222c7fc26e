"""Folders, files and standard input: each file arrives once, in order, and none is trusted."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from pathlib import Path

import pytest

from cupola.engine.errors import NothingToRead
from cupola.engine.intake import arrive

NOBODY = 65_534


@pytest.fixture
def work(tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def delivery(tmp_path):
    folder = tmp_path / "delivery"
    folder.mkdir()
    return folder


def names(arrived):
    return [arrival.name for arrival in arrived.arrivals]


def codes(arrived):
    return [problem.code for problem in arrived.problems]


def test_a_folder_is_walked_in_sorted_order(delivery, work):
    (delivery / "b").mkdir()
    for name in ("users.csv", "classes.csv", "b/orgs.csv"):
        (delivery / name).write_text("a,b\n1,2\n")
    arrived = arrive([delivery], work)
    assert names(arrived) == ["classes.csv", "users.csv", "b/orgs.csv"]
    assert [arrival.package for arrival in arrived.arrivals] == ["delivery", "delivery", "b"]
    assert arrived.problems == ()


def test_what_systems_leave_behind_is_passed_over(delivery, work):
    (delivery / "__MACOSX").mkdir()
    for name in (".DS_Store", "Thumbs.db", "~$users.xlsx", ".hidden.csv", "__MACOSX/users.csv", "users.csv"):
        (delivery / name).write_text("a,b\n1,2\n")
    arrived = arrive([delivery], work)
    assert names(arrived) == ["users.csv"]
    assert arrived.problems == ()


def test_a_link_that_leaves_the_folder_is_not_followed(delivery, work, tmp_path):
    (tmp_path / "secret.csv").write_text("a,b\n1,2\n")
    (delivery / "inside.csv").write_text("a,b\n1,2\n")
    (delivery / "away.csv").symlink_to(tmp_path / "secret.csv")
    (delivery / "loop").symlink_to(delivery)
    (delivery / "within.csv").symlink_to(delivery / "inside.csv")
    arrived = arrive([delivery], work)
    assert names(arrived) == ["inside.csv", "within.csv"]
    assert [(problem.code, problem.file) for problem in arrived.problems] == [("FIL-024", "away.csv")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_told_and_not_waited_for(delivery, work):
    os.mkfifo(delivery / "pipe.csv")
    assert codes(arrive([delivery], work)) == ["FIL-024"]


def test_a_file_without_the_right_to_read_it_is_told(work):
    """The administrator may read everything, and so becomes nobody for a moment."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "users.csv"
        path.write_text("a,b\n1,2\n")
        path.chmod(0)
        Path(folder).chmod(0o755)
        administrator = os.geteuid() == 0
        if administrator:
            os.seteuid(NOBODY)
        try:
            told = codes(arrive([path], work))
        finally:
            if administrator:
                os.seteuid(0)
    assert told == ["FIL-024"]


def test_a_path_that_does_not_exist_is_an_error(delivery, work):
    with pytest.raises(NothingToRead, match="no such file"):
        arrive([delivery / "none"], work)


def test_an_empty_folder_is_an_error(delivery, work):
    with pytest.raises(NothingToRead):
        arrive([delivery], work)


def test_files_of_one_name_from_two_folders_keep_apart(tmp_path, work):
    for folder in ("may", "june"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "users.csv").write_text("a,b\n1,2\n")
    assert names(arrive([tmp_path / "may", tmp_path / "june"], work)) == ["may/users.csv", "june/users.csv"]
    files = arrive([tmp_path / "may" / "users.csv", tmp_path / "june" / "users.csv"], work)
    assert len(set(names(files))) == 2
    assert [arrival.package for arrival in files.arrivals] == ["may", "june"]


def test_standard_input_is_a_file_of_its_own(work, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a,b\n1,2\n")))
    (arrival,) = arrive(["-"], work).arrivals
    assert (arrival.name, arrival.temporary) == ("standard input", True)
    assert arrival.path.read_bytes() == b"a,b\n1,2\n"


def test_a_name_that_is_no_text_is_shown_all_the_same(delivery, work):
    try:
        (delivery / os.fsdecode(b"us\xffers.csv")).write_text("a,b\n1,2\n")
    except OSError:
        pytest.skip("this file system takes only names that are text")
    (name,) = names(arrive([delivery], work))
    name.encode()
