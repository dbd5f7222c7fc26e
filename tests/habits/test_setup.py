"""The README's two commands do all set-up, and the wheel needs neither of them."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def parcel(root, tmp_path_factory):
    """The names of the files in a wheel built from this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=root, check=True, capture_output=True, timeout=120)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package(parcel, project_files, root):
    source = root / "src"
    files = {path.relative_to(source).as_posix() for path in project_files if path.is_relative_to(source)}
    assert files - parcel == set()


def test_the_wheel_holds_the_catalogue(parcel):
    suffixes = {name.rpartition(".")[2] for name in parcel if name.startswith("cupola/catalog/")}
    assert {"sql", "yaml"} <= suffixes


@pytest.mark.parametrize(
    "part", ["templates/", "static/shell/cupola.css", "static/shell/fonts/", "migrations/0001_begin.py"]
)
def test_the_wheel_holds_all_that_pages_are_made_of(parcel, part):
    assert [name for name in parcel if f"/{part}" in name] != []


def test_the_wheel_holds_nothing_but_the_package(parcel):
    assert [name for name in parcel if not name.startswith(("cupola/", "cupola-"))] == []


def test_the_ci_runs_the_test_command_of_the_readme(root):
    script = root / ".ci" / "run"
    assert os.access(script, os.X_OK)
    assert script.read_text("utf-8").splitlines()[-1] == "exec make test"
    readme = (root / "README.md").read_text("utf-8")
    assert "make up" in readme
    assert "make test" in readme
