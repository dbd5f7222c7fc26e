"""What Cupola stands on is declared once, locked with hashes and explained."""

from __future__ import annotations

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


@pytest.fixture(scope="module")
def declared(root):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    return [Requirement(line) for line in lines]


@pytest.fixture(scope="module")
def lock(root):
    return (root / "requirements.lock").read_text("utf-8")


def versions(lock, name):
    pins = re.findall(r"^([A-Za-z0-9._-]+)==([^\s;]+)", lock, re.MULTILINE)
    return [version for pinned, version in pins if canonicalize_name(pinned) == canonicalize_name(name)]


def test_the_lock_pins_every_declared_dependency_within_its_bounds(declared, lock):
    unpinned = [str(wish) for wish in declared if not versions(lock, wish.name)]
    outside = [str(w) for w in declared if not all(map(w.specifier.contains, versions(lock, w.name)))]
    assert (unpinned, outside) == ([], [])


def test_every_pin_of_the_locks_carries_a_hash(root):
    for name in ("requirements.lock", "bootstrap.lock"):
        pins = re.split(r"^(?=[A-Za-z0-9])", (root / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
        assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_locks_name_no_package_index(root):
    for name in ("requirements.lock", "bootstrap.lock"):
        text = (root / name).read_text("utf-8")
        assert re.findall(r"--(?:extra-)?index-url|--find-links|https?:|file:", text) == []


def test_every_declared_dependency_is_explained_in_a_decision(declared, root):
    reasons = (root / "docs/decisions/0002-dependencies.md").read_text("utf-8")
    assert [wish.name for wish in declared if f"| {wish.name} |" not in reasons] == []
