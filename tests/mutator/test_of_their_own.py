"""Deliveries that stand beside no other: clean in every style and order, and lawful when damaged."""

from __future__ import annotations

import json
from random import Random

import pytest

from tests.mutator.bench import clean
from tests.mutator.clean_desks import TABLETS, listed, tablets
from tests.mutator.clean_insights import LIST, insights, table
from tests.mutator.clean_results import file_of, mappings, results
from tests.mutator.expectations import (
    ALWAYS,
    CALIFORNIA,
    DESKS,
    EDFI,
    FIRST_SYNC,
    INSIGHTS,
    OLDER,
    RESOURCES,
    ROSTER,
)
from tests.mutator.known import LATER_OF_TWO, difference, mutated_step_by_step, renamed_files, told
from tests.mutator.mutate_california import STATE
from tests.mutator.mutate_desks import HELP
from tests.mutator.mutate_insights import LEARNING
from tests.mutator.mutate_resources import BESIDE, FIRST
from tests.mutator.sheets import Packing, Sheet, Style, copy_of, sheet
from tests.mutator.test_harmless import shuffled
from tests.mutator.test_mutations import mutated, title

STYLES = (
    Style(line_end="\r\n", bom=True),
    Style(delimiter="\t", last_line_end=False),
    Style("utf-16-le", bom=True, quote_all=True),
    Style(line_end="\r"),
    Style("utf-32-le", bom=True, delimiter=";"),
)
OWN = {
    "California": frozenset({CALIFORNIA}),
    "desks": frozenset({ROSTER, DESKS}),
    "resources": frozenset({ROSTER, RESOURCES}),
    "first sync": frozenset({FIRST_SYNC}),
    "OneRoster 1.1": frozenset({OLDER}),
    "Insights": frozenset({INSIGHTS}),
}
TURNS = [0, *(pytest.param(turn, marks=pytest.mark.deep) for turn in range(1, 5))]


def faults(findings):
    return [finding for finding in findings if finding.check not in ALWAYS]


def in_other_order(files, seed):
    """The rows of all tables in another order; a list of columns is an order itself."""
    return shuffled(files, seed) | {name: content for name, content in files.items() if name == LIST}


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("name", OWN)
def test_they_stay_clean_in_every_style_and_order(bench, name, turn):
    files = in_other_order(clean(OWN[name]), turn)
    names = sorted(files)
    turned = {name: STYLES[(place + turn) % len(STYLES)] for place, name in enumerate(names)}
    report = bench.report(files, packing=Packing(styles=turned))
    assert faults(report.findings) == []
    assert [entry for entry in report.files if entry.rows_read != entry.records] == []


@pytest.mark.parametrize("every", [7, pytest.param(1, marks=pytest.mark.deep)])
def test_results_of_vendors_are_known_by_their_own_mapping_and_clean(bench, every):
    names = list(mappings())[::every]
    report = bench.report(clean(frozenset({ROSTER})) | results(names))
    assert report.findings == ()
    known = {entry.name: entry.why for entry in report.files if entry.name.startswith("results/")}
    assert known == {file_of(name): f"the mapping '{name}' fits its header" for name in names}


DAMAGED = [(subject, 7) for subject in (STATE, HELP, BESIDE, FIRST, LEARNING)]


def parts_of(subject):
    return frozenset().union(*(kind.parts for kind in subject.together))


def damaged(subject, seed):
    files, _ = mutated(subject.together, seed, parts_of(subject))
    return files


def but_the_later(finding):
    return told(finding) if finding.check not in {*LATER_OF_TWO, "CAL-006", "STF-001"} else (finding.check,)


@pytest.mark.parametrize(
    ("subject", "seed"), [DAMAGED[0], *(pytest.param(*e, marks=pytest.mark.deep) for e in DAMAGED[1:])]
)
def test_styles_and_orders_change_no_finding(bench, subject, seed):
    files = damaged(subject, seed)
    before = bench.findings(files)
    mixed = bench.findings(in_other_order(files, seed), packing=Packing(STYLES[seed % len(STYLES)]))
    assert difference(before, mixed, but_the_later) == ""


def with_columns_mixed(files, seed):
    """The columns of files with a header in another order; those of others stand where they must."""
    mixed, rng = copy_of(files), Random(seed)
    for name, content in mixed.items():
        if isinstance(content, Sheet) and not content.bare and "manifest" not in name and name != LIST:
            rng.shuffle(content.header)
    return mixed


def test_the_order_of_columns_changes_no_finding(bench):
    files = damaged(HELP, 3)
    assert difference(bench.findings(files), bench.findings(with_columns_mixed(files, 3))) == ""


def test_an_independent_clean_delivery_beside_it_changes_no_finding(bench):
    """Pages of an API and an export of Education Insights, both without a fault."""
    files = damaged(FIRST, 3)
    more = clean(frozenset({INSIGHTS, EDFI}))
    assert difference(bench.findings(files), faults(bench.findings(files | more))) == ""


def doubled(files):
    """The district a second time under other numbers, schools and days of birth."""
    twice = copy_of(files)
    for content in twice.values():
        content.rows += [_other(row) for row in content.rows]
    return twice


NUMBERS = ("SSID", "Local", "School", "School Code", "Student Number")


def _other(row):
    new = row | {name: f"9{cell[1:]}" for name in NUMBERS if len(cell := row.get(name, "")) >= 4}
    if new.get("School Name"):
        new["School Name"] += " Annex"
    return new | ({"Family": f"{new['Family']}-Lee"} if new.get("Family") else {})


def test_a_district_twice_under_other_numbers_has_every_finding_twice(bench):
    files = damaged(STATE, 2)
    once = sorted(finding.check for finding in faults(bench.findings(files)))
    twice = sorted(finding.check for finding in faults(bench.findings(doubled(files))))
    assert twice == sorted(once * 2)


def half_repaired(subject, seed):
    """Findings by check when every other fault is repaired, and what those left must raise."""
    files = clean(parts_of(subject))
    steps = mutated_step_by_step(subject.together, files, seed)
    for step in steps[::2]:
        step.undo(files)
    return files, steps[1::2]


@pytest.mark.parametrize(
    ("subject", "seed"), [DAMAGED[0], *(pytest.param(*each, marks=pytest.mark.deep) for each in DAMAGED[1:])], ids=title
)
def test_a_repaired_fault_takes_its_finding_with_it_and_no_other(bench, subject, seed):
    files, left = half_repaired(subject, seed)
    musts = sorted(must.check for step in left for must in step.expectation.musts)
    also = {check for step in left for check in step.expectation.also}
    assert sorted(each.check for each in faults(bench.findings(files)) if each.check not in also) == [
        check for check in musts if check not in also
    ]


def test_the_order_of_keys_and_the_blanks_of_json_change_nothing(bench):
    only = ("DEV", "FIL", "FRM", "STF")
    files = damaged(HELP, 5)
    before = bench.findings(files, only=only)
    rng = Random(1)
    mixed = [dict(rng.sample(sorted(each.items()), len(each))) for each in tablets()]
    assert difference(before, bench.findings(files | {TABLETS: listed(mixed, indent=3)}, only=only)) == ""
    small = json.dumps(json.loads(listed(mixed)), separators=(",", ":")).encode()
    assert difference(before, bench.findings(files | {TABLETS: b"\xef\xbb\xbf" + small + b"\r\n"}, only=only)) == ""


def test_names_of_files_and_the_list_of_columns_change_nothing_in_insights(bench):
    files = damaged(LEARNING, 4)
    before = bench.findings(files)
    old = {name: f"insights/part-{number:05d}.csv" for number, name in enumerate(sorted(insights())) if name != LIST}
    moved = {old.get(name, name): content for name, content in files.items()}
    back = {new: name for name, new in old.items()}
    assert difference(before, renamed_files(bench.findings(moved), lambda name: back.get(name, name))) == ""
    del files[LIST]
    assert difference(before, bench.findings(files)) == ""


def test_columns_of_insights_stand_where_the_list_says(bench):
    files = damaged(LEARNING, 4)
    before = bench.findings(files)
    person, names = sheet(files, table("Person")), sheet(files, LIST)
    order = list(reversed(person.header))
    start = next(place for place, row in enumerate(names.rows) if row["Entity Name"] == "Person") + 1
    for row, name in zip(names.rows[start:], order, strict=False):
        row["Attribute Name"] = name
    person.header = order
    found = [finding for finding in bench.findings(files) if finding.file != table("Person")]
    assert difference([finding for finding in before if finding.file != table("Person")], found) == ""
