"""A delivery beside what the record holds: clean, harmless and harmful news."""

from __future__ import annotations

import pytest

from tests.mutator.bench import Bench
from tests.mutator.clean_past import now, remembered
from tests.mutator.expectations import ALWAYS, disagreement
from tests.mutator.mutate_past import HISTORY
from tests.mutator.test_harmless import shuffled
from tests.mutator.test_mutations import mutated_files, title


@pytest.fixture(scope="module")
def later(tmp_path_factory):
    """A bench whose record holds a delivery of a year ago and one of a month ago."""
    folder = tmp_path_factory.mktemp("past")
    remembered(folder)
    return Bench(folder)


def compared(bench, files):
    return [each for each in bench.findings(files, only=("HIS", "FED")) if each.check not in ALWAYS]


def test_a_month_without_news_has_no_finding(later):
    report = later.report(shuffled(now(), 2), only=("HIS", "FED"))
    assert [each for each in report.findings if each.check not in ALWAYS] == []
    assert [each for each in report.not_run if each.check.startswith("HIS")] == []


def test_news_raise_the_checks_they_name_and_no_other(later):
    files, told = mutated_files(HISTORY.together, 1, now())
    assert disagreement(compared(later, files), told, files) == ""


@pytest.mark.parametrize("kind", HISTORY.apart, ids=title)
def test_news_of_many_raise_the_checks_they_name_and_no_other(later, kind):
    files, told = mutated_files([kind], len(kind.name), now())
    assert disagreement(compared(later, files), told, files) == ""


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(20, 24))
@pytest.mark.parametrize("kind", HISTORY.kinds, ids=title)
def test_each_piece_of_news_raises_the_checks_it_names_whatever_the_seed(later, kind, seed):
    files, told = mutated_files([kind], seed, now())
    assert disagreement(compared(later, files), told, files) == ""


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(10))
def test_news_stay_apart_whatever_the_seed(later, seed):
    files, told = mutated_files(HISTORY.together, seed, now())
    assert disagreement(compared(later, files), told, files) == ""
