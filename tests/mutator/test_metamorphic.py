"""How findings must change with the delivery, whatever they are: laws instead of examples."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest

from tests.mutator.bench import Bench, clean
from tests.mutator.clean_people import SCHOOLS
from tests.mutator.expectations import ALWAYS, LISTS, MACHINES, ROSTER
from tests.mutator.kinds import SUBJECTS
from tests.mutator.known import difference, known_delivery, mutated_step_by_step, renamed_files, told
from tests.mutator.mutate_people import PEOPLE
from tests.mutator.mutate_references import REFERENCES
from tests.mutator.renaming import renamed, with_another_school
from tests.mutator.sheets import Packing, Sheet, copy_of, raw, write, zipped

ROSTER_ONLY = frozenset({ROSTER})


@pytest.fixture(scope="module")
def small():
    return known_delivery(ROSTER_ONLY, every=3)


@pytest.fixture(scope="module")
def before_small(small, tmp_path_factory):
    return Bench(tmp_path_factory.mktemp("small")).findings(small)


def checks_and_files(findings):
    return sorted((finding.check, finding.file) for finding in findings)


def new_ones(before, after):
    """Findings that were not there before; all that were there still must be."""
    keys = {told(finding) for finding in before}
    assert [finding for finding in before if told(finding) not in set(map(told, after))] == []
    return [finding for finding in after if told(finding) not in keys]


def test_the_same_package_twice_adds_only_that_it_is_there_twice(bench, small, before_small):
    inner = {name.removeprefix("sis/"): raw(small, name) for name in small}
    after = bench.findings(copy_of(small) | {"sis again.zip": zipped(inner)})
    after = renamed_files(after, lambda file: file.replace("sis again.zip/", "sis/"))
    assert {finding.check for finding in new_ones(before_small, after)} == {"FIL-021"}
    assert len(after) - len(before_small) == len(small) - 1


def test_the_same_lists_twice_add_only_that_they_are_there_twice(bench, known, before):
    twice = ("attendance.csv", "state-upload.csv", "google-devices.csv", "assets.csv")
    files = copy_of(known) | {f"old/{name}": raw(known, name) for name in twice}
    found = new_ones(before, bench.findings(files))
    named = {name.removeprefix("old/") for name in twice}
    assert checks_and_files(found) in [
        sorted(("FIL-021", f"{folder}{name}") for name in named) for folder in ("", "old/")
    ]


def by_student(sheet, column):
    """Two lists that hold one student each time in one of them."""
    halves = {half: [row for row in sheet.rows if sum(map(ord, row[column])) % 2 == half] for half in (0, 1)}
    return [Sheet(list(sheet.header), rows) for rows in halves.values()]


SPLIT = {"attendance.csv": "Student Number", "math-results.csv": "Student Number", "programs.csv": "Student Number"}
SPLIT |= {"google-devices.csv": "serialNumber"}


def test_lists_in_two_files_each_say_the_same(bench, known, before):
    files = copy_of(known)
    for name, column in SPLIT.items():
        for number, half in enumerate(by_student(files.pop(name), column), start=1):
            files[name.replace(".csv", f"-{number}.csv")] = half
    after = renamed_files(bench.findings(files), lambda file: re.sub(r"-[12]\.csv$", ".csv", file))
    kept = [finding for finding in after if finding.check not in ALWAYS]
    assert difference([each for each in before if each.check not in ALWAYS], kept, told) == ""


def test_a_state_file_for_each_school_says_the_same(bench, known, before):
    files = copy_of(known)
    whole = files.pop("state-upload.csv")
    for number, school in enumerate(SCHOOLS, start=1):
        files[f"state-upload-{number}.csv"] = Sheet(list(whole.header), whole.where(**{"School Code": school.code}))
    after = renamed_files(bench.findings(files), lambda file: re.sub(r"-[123]\.csv$", ".csv", file))
    kept = [finding for finding in after if finding.check not in ALWAYS]
    assert difference([each for each in before if each.check not in ALWAYS], kept, told) == ""


def test_new_ids_for_everything_give_the_same_findings_with_the_new_ids(bench, known, before):
    files, new = renamed(known)
    expected = [
        replace(each, subject=new(each.subject), message=new(each.message), value=new(each.value)) for each in before
    ]
    expected = [replace(each, repair=new(each.repair)) for each in expected]
    assert difference(expected, bench.findings(files)) == ""


def place(finding):
    return finding.check, finding.file, finding.subject, finding.line, finding.column


def test_one_more_school_without_a_fault_changes_no_finding(bench, known, before):
    after = bench.findings(with_another_school(known, clean()))
    assert difference(before, after, place) == ""


def test_an_older_package_beside_a_newer_one_is_only_said_to_be_older(bench, small, before_small):
    folder = bench.folder / "both"
    write(small, folder / "now")
    write(clean(ROSTER_ONLY), folder / "before", Packing(modified=datetime(2026, 9, 30, tzinfo=UTC)))
    after = bench.check(folder)
    found = [finding for finding in after.findings if finding.check != "FIL-026"]
    assert len(after.findings) - len(found) == len(small) - 1
    assert difference(before_small, renamed_files(found, lambda name: name.removeprefix("now/"))) == ""


def test_the_order_in_which_paths_are_given_changes_nothing(bench):
    files = known_delivery(frozenset({LISTS, MACHINES}), every=2)
    folder = write(files, bench.folder / "delivery")
    paths = sorted(folder.iterdir())
    Random(4).shuffle(paths)
    assert difference(bench.check(folder).findings, bench.check(*paths).findings) == ""


MAPPING = """\
name: absences
form: attendance_list
system: {id: attendance, kind: sis, name: Attendance}
signature: [student number, school code, date, attendance code]
columns:
  local_id: {header: Student Number}
  school_code: {header: School Code}
  date: {header: Date}
  category: {header: Attendance Code}
"""


def test_a_confirmed_mapping_takes_away_only_the_question(bench, known):
    files = {"attendance.csv": known["attendance.csv"], "state-upload.csv": known["state-upload.csv"]}
    folder = write(files, bench.folder / "delivery")
    given = bench.folder / "absences.yaml"
    given.write_text(MAPPING, encoding="utf-8")
    before, after = bench.check(folder).findings, bench.check(folder, mappings=(given,)).findings
    asked = [finding for finding in before if (finding.check, finding.file) == ("FIL-019", "attendance.csv")]
    assert len(asked) == 1
    assert difference([finding for finding in before if finding not in asked], after) == ""


def undone_in_two_halves(subject, seed):
    """The findings with all mutations, and with every other one repaired."""
    parts = frozenset().union(*(kind.parts for kind in subject.together))
    for half in (0, 1):
        files = clean(parts)
        steps = mutated_step_by_step(subject.together, files, seed)
        everything = copy_of(files)
        for step in steps[half::2]:
            step.undo(files)
        yield everything, files, steps[half::2], steps[1 - half :: 2]


def gone_and_left(bench, subject, seed):
    for everything, repaired, mended, left in undone_in_two_halves(subject, seed):
        before, after = bench.findings(everything), bench.findings(repaired)
        companions = {check for step in (*mended, *left) for check in step.expectation.also} | ALWAYS
        told_of = sorted(must.check for step in left for must in step.expectation.musts)
        kept = [finding for finding in after if finding.check not in companions]
        assert sorted(finding.check for finding in kept) == [check for check in told_of if check not in companions]
        subjects = {(finding.check, finding.file, finding.subject) for finding in before}
        assert {(finding.check, finding.file, finding.subject) for finding in kept} <= subjects


@pytest.mark.parametrize("subject", [PEOPLE, REFERENCES], ids=lambda each: each.subject)
def test_a_finding_is_gone_when_its_fault_is_repaired_and_no_other(bench, subject):
    gone_and_left(bench, subject, 11)


@pytest.mark.deep
@pytest.mark.parametrize("seed", range(30, 35))
@pytest.mark.parametrize("subject", [each for each in SUBJECTS if each.together], ids=lambda each: each.subject)
def test_every_finding_is_gone_when_its_fault_is_repaired_and_no_other(bench, subject, seed):
    gone_and_left(bench, subject, seed)
