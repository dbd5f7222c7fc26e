"""Every check of the catalogue is raised by a mutation, or stands in a short list with the reason why not."""

from __future__ import annotations

import pytest

from cupola.engine.catalog import shipped_checks
from tests.mutator.bench import clean
from tests.mutator.clean_past import now
from tests.mutator.kinds import SUBJECTS
from tests.mutator.mutate_delta import CHANGES, changes
from tests.mutator.mutate_past import HISTORY
from tests.mutator.test_mutations import mutated_files

# Nothing else may stand here, and the list must shrink: an entry whose check is raised by a mutation fails too.
WITHOUT_MUTATION = {
    "FIL-019": "It is a question, not a fault: every list without a confirmed mapping is asked about.",
    "FIL-026": "It takes two exports of one system: see test_metamorphic.",
    "OWN-001": "No file of a delivery raises it, but a check that a district wrote: see tests/engine/judge.",
    "OWN-002": "No file of a delivery raises it, but a check that a district wrote: see tests/engine/judge.",
    **dict.fromkeys(
        (check.id for check in shipped_checks() if check.id.startswith("LNK")),
        "It is told of a record whose people are linked: see tests/web/test_findings_of_links.py.",
    ),
}


def named(kinds, files_of):
    return {
        check
        for kind in kinds
        for told in mutated_files([kind], 1, files_of(kind))[1].values()
        for check in told.checks
    }


@pytest.fixture(scope="module")
def raised():
    kinds = [kind for subject in SUBJECTS for kind in subject.kinds]
    usual = named(kinds, lambda kind: clean(kind.parts))
    return usual | named(HISTORY.kinds, lambda _: now()) | named(CHANGES.kinds, lambda _: changes())


def test_every_check_is_raised_by_a_mutation_or_says_why_not(raised):
    left = {check.id for check in shipped_checks()} - raised
    assert sorted(left - WITHOUT_MUTATION.keys()) == []


def test_the_list_of_checks_without_a_mutation_holds_no_other(raised):
    assert sorted(WITHOUT_MUTATION.keys() & raised) == []
    assert WITHOUT_MUTATION.keys() <= {check.id for check in shipped_checks()}
