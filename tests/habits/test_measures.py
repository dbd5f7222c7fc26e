"""Every measure says what it is in plain words, and a definition that changed has a new version."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pytest

from cupola.engine.measures.grounds import GROUNDS
from cupola.engine.measures.reading import shipped_measures

SPOKEN = ("title", "of", "why", "says", "not_computed_when")
JARGON = re.compile(r"\b(null|primary key|SQL|regex|boolean|varchar|denominator|numerator)\b(?!\})", re.IGNORECASE)
GIVEN = Path(__file__).with_name("measure_ids.txt")


def fingerprint(sql):
    """A short hash of SQL that blanks and line ends do not change."""
    return sha256(" ".join(sql.split()).encode()).hexdigest()[:12]


@pytest.fixture(scope="module")
def measures():
    return shipped_measures()


@pytest.fixture(scope="module")
def given_lines():
    return [line.split() for line in GIVEN.read_text("utf-8").splitlines() if not line.startswith("#")]


def test_a_changed_definition_has_a_new_version(measures, given_lines):
    """Lines are added, never changed: an id stays with its name, and a version with its definition.

    If this fails for a new measure or version: add its line to measure_ids.txt.
    """
    known = [line for line in given_lines if line[0] != "ground"]
    now = [[each.id, each.slug, str(each.version), fingerprint(each.sql)] for each in measures]
    assert [line for line in now if line not in known] == []
    assert len({(line[0], line[2]) for line in known}) == len(known)


def test_a_changed_ground_is_noticed(given_lines):
    """A ground that changed changes every measure on it: raise their versions, then renew the line here.

    Where no figure can come out differently, renewing the line is enough.
    """
    known = {line[1]: line[2] for line in given_lines if line[0] == "ground"}
    assert {name: fingerprint(ground.sql) for name, ground in GROUNDS.items()} == known


def test_an_id_is_used_for_one_measure_only(given_lines):
    names = {}
    for line in given_lines:
        if line[0] != "ground":
            names.setdefault(line[0], set()).add(line[1])
    assert {id: slugs for id, slugs in names.items() if len(slugs) > 1} == {}


def test_a_measure_is_named_in_kebab_case_and_its_letters_are_those_of_its_folder(measures):
    assert [each.slug for each in measures if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.slug)] == []
    folders = {}
    for each in measures:
        folders.setdefault(each.id[4:7], set()).add(each.area)
    assert {letters: areas for letters, areas in folders.items() if len(areas) > 1} == {}


def test_each_measure_speaks_plainly(measures):
    spoken = [(each.id, key, getattr(each, key)) for each in measures for key in SPOKEN]
    sentences = [(id, key) for id, key, text in spoken if key not in ("title", "of") and text[-1] not in ".?"]
    foreign = [(id, key, JARGON.search(text)[0]) for id, key, text in spoken if JARGON.search(text)]
    assert (sentences, foreign) == ([], [])


def test_a_sentence_for_the_board_names_a_number(measures):
    known = {"value", "numerator", "denominator"}
    placed = {each.id: set(re.findall(r"{(\w+)}", each.says)) for each in measures}
    assert {id: names for id, names in placed.items() if not names or names - known} == {}
