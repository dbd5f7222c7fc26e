"""Every check in the catalogue says what it is, who fixes it and how, and has cases beside it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from cupola.engine.catalog import by_id, catalogue_folder, is_check_file, read_check, retired, roles

SPOKEN = ("title", "why", "fix", "not_a_problem_when")


@pytest.fixture(scope="module")
def checks():
    paths = [path for path in sorted((catalogue_folder() / "checks").rglob("*")) if is_check_file(path)]
    assert paths
    return [read_check(path) for path in paths]


@pytest.fixture(scope="module")
def cases(checks):
    """What stands in the cases file of each check that is SQL, by the check's file."""
    files = {check.path: check.path.with_name(f"{check.slug}.cases.yaml") for check in checks if not check.by}
    return {path: yaml.safe_load(file.read_text("utf-8")) if file.exists() else None for path, file in files.items()}


def test_no_id_is_used_twice(checks):
    assert len(by_id(checks)) == len(checks)


def test_an_id_stays_with_the_pattern_it_was_given_to(checks):
    """Ids stand in reports, decisions and exceptions of every district: they are never used again."""
    lines = Path(__file__).with_name("check_ids.txt").read_text("utf-8").splitlines()[1:]
    given = dict(line.split() for line in lines)
    assert len(given) == len(lines)
    assert [f"{check.id} {check.slug}" for check in checks if given.get(check.id) != check.slug] == []


def test_a_check_that_is_gone_says_what_finds_the_same_now(checks):
    """Every id that was ever given is in the catalogue or among the retired ones, and never in both."""
    lines = Path(__file__).with_name("check_ids.txt").read_text("utf-8").splitlines()[1:]
    given, known = {line.split()[0] for line in lines}, {check.id for check in checks}
    assert given - known == set(retired())
    assert {now for now, _ in retired().values()} <= known


def test_a_check_is_named_after_the_pattern_it_finds(checks):
    assert [check.path.name for check in checks if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", check.slug)] == []


def test_no_two_checks_share_a_name(checks):
    slugs = [check.slug for check in checks]
    assert [slug for slug in set(slugs) if slugs.count(slug) > 1] == []


def test_the_checks_of_one_folder_share_the_letters_of_their_ids(checks):
    letters = {}
    for check in checks:
        letters.setdefault(check.id[:3], set()).add(check.subject_area)
    assert {three: folders for three, folders in letters.items() if len(folders) > 1} == {}


def test_somebody_who_is_known_fixes_what_a_check_finds(checks):
    assert [f"{check.id} {check.role}" for check in checks if check.role not in roles()] == []


def test_each_check_speaks_to_a_registrar(checks):
    """Plain sentences: capital letter, full stop, none of the words that only a database knows."""
    jargon = re.compile(r"\b(null|foreign key|primary key|SQL|regex|upsert|entity|boolean|varchar)\b", re.IGNORECASE)
    spoken = [(check.id, each, getattr(check, each).strip()) for check in checks for each in SPOKEN]
    unfinished = [(id, each) for id, each, text in spoken if each != "title" and text[-1] not in ".?!"]
    foreign = [(id, each, jargon.search(text)[0]) for id, each, text in spoken if jargon.search(text)]
    assert (unfinished, foreign) == ([], [])


def test_every_check_has_a_case_that_finds_and_one_that_must_not(cases):
    """The second is the tempting look-alike: a check without it is a false alarm in waiting."""
    results = {path.name: {bool(case["finds"]) for case in (given or {}).values()} for path, given in cases.items()}
    assert [name for name, found in results.items() if found != {True, False}] == []


def test_no_cases_stand_without_their_check(checks):
    known = {Path(check.path.parent, check.slug) for check in checks}
    files = (catalogue_folder() / "checks").rglob("*.cases.yaml")
    assert [str(file) for file in files if file.with_name(file.name.removesuffix(".cases.yaml")) not in known] == []
