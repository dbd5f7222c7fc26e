"""Files of changes laid over what the record holds: the same findings as from the whole, and faults of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from tests.mutator.bench import AS_OF, Bench, clean
from tests.mutator.clean_roster import PRESENT
from tests.mutator.expectations import ROSTER, disagreement
from tests.mutator.mutate_delta import CHANGES, changes, delta_of
from tests.mutator.mutate_people import PEOPLE
from tests.mutator.mutate_references import REFERENCES
from tests.mutator.mutate_rooms import ROOMS
from tests.mutator.sheets import Packing, sheet, write
from tests.mutator.test_mutations import mutated, mutated_files, title

BASE = frozenset({ROSTER})
BEFORE = Packing(modified=datetime(2026, 10, 28, 6, 0, tzinfo=UTC))


@pytest.fixture(scope="module")
def based(tmp_path_factory):
    """A bench whose record holds the clean roster of two days ago."""
    folder = tmp_path_factory.mktemp("base")
    delivery = write(clean(BASE), folder / "base", BEFORE)
    assert load([delivery], LoadOptions(folder / "data", as_of=AS_OF)).changed
    return Bench(folder)


def test_a_delta_without_a_fault_has_no_finding(based):
    report = based.report(changes())
    assert report.findings == ()
    assert "ROS-014" not in {each.check for each in report.not_run}


@pytest.mark.parametrize("kind", CHANGES.kinds, ids=title)
def test_damage_to_a_delta_raises_the_checks_it_names_and_no_other(based, kind):
    files, told = mutated_files([kind], len(kind.name), changes())
    assert disagreement(based.findings(files), told, files) == ""


def said(findings):
    """What is said of whom; files and lines are those of the changes or of the base."""
    return sorted((each.check, each.subject or "", each.column or "", each.repair or "") for each in findings)


def whole_and_changes(bench, subject, seed):
    """The findings on a damaged whole roster, and on the clean one with the damage laid over it.

    Both are compared with the same snapshot before. A row that is gone is put back: a delta says of it that it is to be deleted, which is something else.
    """
    files, _ = mutated(subject.together, seed, BASE)
    for name in files:
        if "manifest" not in name:
            here = {row["sourcedId"] for row in sheet(files, name).rows}
            gone = [row for row in sheet(clean(BASE), name).rows if row["sourcedId"] not in here]
            sheet(files, name).rows += gone
    return said(bench.findings(files)), said(bench.findings(delta_of(clean(BASE), files)))


SUBJECTS = (REFERENCES, PEOPLE, ROOMS)


def test_a_whole_roster_and_its_changes_say_the_same(based):
    whole, laid_over = whole_and_changes(based, REFERENCES, 3)
    assert whole == laid_over


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(4, 9))
@pytest.mark.parametrize("subject", SUBJECTS, ids=title)
def test_whatever_changes_whole_and_changes_say_the_same(based, subject, seed):
    whole, laid_over = whole_and_changes(based, subject, seed)
    assert whole == laid_over


def test_a_delta_that_says_again_what_is_known_changes_nothing(based):
    """All rows of the roster, marked as changed."""
    files = clean(BASE)
    again = delta_of({name: sheet(files, name) for name in ("sis/manifest.csv",)}, files)
    assert set(again) == set(files)
    assert len(again) == len(PRESENT) + 1
    assert based.findings(again) == ()
