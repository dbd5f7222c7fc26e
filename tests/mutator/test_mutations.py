"""Every mutation of the clean district raises the checks it names, at the line it names, and no other."""

from __future__ import annotations

import pytest

from tests.mutator.bench import EVERYTHING, clean
from tests.mutator.expectations import Draw, disagreement
from tests.mutator.kinds import SUBJECTS

SEEDS = (1, pytest.param(2, marks=pytest.mark.deep))
HEAD = ("FIL", "PKG", "FRM", "ROS")


def daily_or_deep(subject):
    """The mutations of a subject that are tried apart: every other one daily, all of them with the deep tests."""
    for place, kind in enumerate(subject.apart):
        yield pytest.param(subject, kind, marks=[pytest.mark.deep] if place % 2 else [])


APART = [param for subject in SUBJECTS for param in daily_or_deep(subject)]
ALL = [(subject, kind) for subject in SUBJECTS for kind in subject.kinds]


def title(value):
    return getattr(value, "subject", None) or getattr(value, "name", None) or str(value)


def mutated(kinds, seed, parts):
    """One delivery with all these mutations in it, and what each of them must bring to light."""
    return mutated_files(kinds, seed, clean(parts))


def mutated_files(kinds, seed, files):
    """These files with all these mutations in them, and what each of them must bring to light."""
    draw, told = Draw(seed), {}
    order = list(kinds)
    draw.rng.shuffle(order)
    for kind in order:
        files, told[kind.name] = kind.make(draw, files)
    return files, told


def test_there_are_many_kinds_and_no_two_have_one_name():
    names = [kind.name for _, kind in ALL]
    assert len(names) == len(set(names))
    assert len(names) > 100


TOGETHER = [subject for subject in SUBJECTS if subject.together]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("subject", TOGETHER, ids=title)
def test_mutations_raise_the_checks_they_name_and_no_other(bench, subject, seed):
    parts = frozenset().union(*(kind.parts for kind in subject.together))
    files, told = mutated(subject.together, seed, parts)
    assert disagreement(bench.findings(files), told, files) == ""


@pytest.mark.parametrize(("subject", "kind"), APART, ids=title)
def test_a_mutation_of_a_whole_file_raises_the_checks_it_names_and_no_other(bench, subject, kind):
    seed = len(kind.name)
    files, told = mutated([kind], seed, kind.parts)
    only = (*HEAD, *told[kind.name].checks, *kind.look)
    assert disagreement(bench.findings(files, only=only), told, files) == ""


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 102))
@pytest.mark.parametrize(("subject", "kind"), ALL, ids=title)
def test_each_mutation_by_itself_with_everything_delivered_and_every_check(bench, subject, kind, seed):
    parts = EVERYTHING if kind.parts <= EVERYTHING and not kind.alone else kind.parts
    files, told = mutated([kind], seed, parts)
    assert disagreement(bench.findings(files), told, files) == ""


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(100, 110))
@pytest.mark.parametrize("subject", [each for each in SUBJECTS if each.together], ids=title)
def test_mutations_of_a_subject_stay_apart_whatever_the_seed(bench, subject, seed):
    parts = frozenset().union(*(kind.parts for kind in subject.together))
    files, told = mutated(subject.together, seed, parts)
    assert disagreement(bench.findings(files), told, files) == ""
