"""Two dated directories of the campuses of Texas: what is new, changed and gone from one to the other."""

from __future__ import annotations

from collections import Counter

import pytest

from cupola.engine.record.differences import differences
from cupola.engine.record.store import open_store
from tests.shared.places import needs_shared

pytestmark = needs_shared
EARLIER = "texas-ccd-askted-fast/2018-01-12_askTedDirectory.csv"
LATER = "texas-ccd-askted-fast/2018-01-24_askTedDirectory.csv"


@pytest.fixture(scope="module")
def both(shared_record):
    """A record into which the earlier directory was loaded, then the later."""
    shared_record.load(EARLIER)
    shared_record.load(LATER)
    return shared_record


def campuses(record):
    facts = record.facts()
    assert facts.tables["orgs"] == facts.source_tables["school_list"]
    return facts.tables["orgs"]


def test_the_directory_is_read_by_a_mapping_that_comes_with_the_program(record):
    loaded = record.load(EARLIER)
    assert loaded.unconfirmed == ()
    assert campuses(record) == 9_419
    codes = "SELECT count(*), count(DISTINCT value), min(length(value)), max(length(value)) FROM {org_identifiers}"
    assert record.ask(codes) == [(9_419, 9_419, 9, 9)]


def test_seven_campuses_are_new_none_is_gone_and_116_have_changed(both):
    assert campuses(both) == 9_426
    store = open_store(both.folder)
    (found,) = differences(store, store.snapshot("previous"), store.snapshot("current"))
    comparison = found.comparison
    assert found.table == "school_list"
    assert (comparison.rows_before, comparison.rows_after) == (9_419, 9_426)
    assert (comparison.new, comparison.gone, comparison.changed) == (7, 0, 116)
    by_school = Counter()
    for school in comparison.schools:
        by_school.update(new=school.new, gone=school.gone, changed=school.changed)
    assert by_school == Counter(new=7, changed=116)


def test_the_same_directory_twice_changes_nothing(both):
    before = open_store(both.folder).snapshots()
    again = both.load(LATER)
    assert not again.changed
    assert again.manifest == open_store(both.folder).snapshot("current")
    assert open_store(both.folder).snapshots() == before


def test_undo_gives_the_earlier_directory_back(record):
    record.load(EARLIER)
    record.load(LATER)
    with open_store(record.folder).writing(wait_seconds=10) as writer:
        writer.undo()
    assert campuses(record) == 9_419
    assert record.load(LATER).changed
    assert campuses(record) == 9_426
