"""What matters most stands first, for the whole report and for each person."""

from __future__ import annotations

from dataclasses import replace

from cupola.engine.kinds import NotRun, Ran, Severity
from cupola.engine.paper.ranking import ranked
from cupola.engine.paper.text import text_lines
from tests.engine.paper.lifelike import CHECKS, ROLES, finding, lifelike_findings, make_report, rank


def group_of(ranking, check):
    return next(group for group in ranking.groups if group.check.id == check)


def test_groups_stand_by_severity_then_number_found(lifelike):
    order = [group.check.id for group in lifelike.groups]
    assert order == ["ROS-014", "ENR-002", "FIL-003", "FRM-005", "DEV-006", "ROL-003"]


def test_groups_of_equal_weight_stand_by_hours_then_id():
    pair = [finding("FIL-003", 1, "a", file="a.csv"), finding("ENR-002", 1, "b", file="b.csv")]
    assert [group.check.id for group in rank(make_report(pair)).groups] == ["FIL-003", "ENR-002"]


def test_the_order_does_not_depend_on_the_order_of_the_findings(lifelike):
    backwards = rank(make_report(reversed(list(lifelike_findings()))))
    assert list(backwards.ordered()) == list(lifelike.ordered())


def test_totals_add_up_for_severities_roles_and_groups(lifelike):
    by_severity = sum(lifelike.count(severity) for severity in Severity)
    assert by_severity == lifelike.found == sum(load.found for load in lifelike.loads) == 1480
    assert sum(load.hours for load in lifelike.loads) == sum(group.hours for group in lifelike.groups)


def test_the_role_with_the_most_errors_comes_first(lifelike):
    assert [load.role for load in lifelike.loads] == ["registrar", "vendor", "data_steward", "technician"]
    assert lifelike.loads[0].title == "Registrar"


def test_a_role_that_has_no_title_is_spelled_out():
    ranking = ranked(make_report(lifelike_findings()), CHECKS, {})
    assert "Data steward" in [load.title for load in ranking.loads]


def test_first_comes_what_clears_most_for_least_work(lifelike):
    assert [step.group.check.id for step in lifelike.steps] == ["FRM-005", "ROS-014", "ENR-002"]


def test_rows_that_miss_the_same_row_share_a_cause(lifelike):
    assert group_of(lifelike, "ROS-014").causes == 3


def test_cells_that_a_program_damaged_share_a_cause_for_each_column(lifelike):
    assert group_of(lifelike, "FRM-005").causes == 1


def test_troubles_of_reading_share_a_cause_for_each_file(lifelike):
    assert group_of(lifelike, "FIL-003").causes == 1


def test_equal_sentences_alone_do_not_make_one_cause(lifelike):
    assert group_of(lifelike, "ENR-002").causes == 12


def test_a_trouble_of_most_rows_is_one_of_the_export():
    findings = [finding("ENR-002", place, f"message {place}", file="e.csv") for place in range(30)]
    report = replace(make_report(findings), ran=(Ran("ENR-002", 40, 30, 0.1),))
    (group,) = rank(report).groups
    assert group.is_everywhere
    assert group.causes == 1


def test_notes_are_first_only_when_there_is_nothing_else():
    note = finding("ROL-003", 1, "a note", file="users.csv")
    warning = finding("DEV-006", 1, "a warning", file="devices.csv")
    assert [step.group.check.id for step in rank(make_report([note, warning])).steps] == ["DEV-006"]
    assert [step.group.check.id for step in rank(make_report([note])).steps] == ["ROL-003"]


def test_more_found_than_listed_is_counted_as_found():
    report = replace(make_report([finding("ENR-002", 1, "a", file="e.csv")]), ran=(Ran("ENR-002", 9_000, 500, 0),))
    ranking = rank(report)
    assert ranking.found == 500
    assert ranking.groups[0].looked_at == 9_000


def test_a_denominator_that_cannot_be_right_is_not_shown():
    report = replace(make_report([finding("ENR-002", 1, "a", file="e.csv")]), ran=(Ran("ENR-002", 0, 1, 0),))
    assert rank(report).groups[0].looked_at is None


def test_a_finding_of_a_check_that_the_catalogue_lacks_is_shown_all_the_same():
    stray = replace(finding("ENR-002", 1, "a", file="e.csv"), check="OWN-001", role="business")
    (group,) = rank(make_report([stray])).groups
    assert (group.check.id, group.severity, group.role) == ("OWN-001", Severity.ERROR, "business")
    assert group.hours is None


def test_checks_that_did_not_run_stand_by_their_reason():
    not_run = [NotRun("B-2", "no b"), NotRun("A-1", "no a"), NotRun("B-1", "no b")]
    silences = rank(make_report((), not_run=not_run)).silences
    assert [(silence.reason, silence.checks) for silence in silences] == [
        ("no b", ("B-1", "B-2")),
        ("no a", ("A-1",)),
    ]


def test_roles_and_checks_may_be_given_by_id():
    by_id = {check.id: check for check in CHECKS}
    report = make_report(lifelike_findings())
    assert ranked(report, by_id, ROLES).groups == ranked(report, CHECKS, ROLES).groups


def mass(rows: int):
    """A report in which one check found so many rows, told as one."""
    one = replace(finding("ENR-002", 1, "a", file="a.csv"), subject=None, rows=rows)
    return rank(replace(make_report([one]), ran=(Ran("ENR-002", 2 * rows, rows, 0.0),)))


def test_one_cause_is_paid_for_once_however_many_rows_have_it():
    ranking = mass(50_900)
    group = ranking.groups[0]
    assert (group.found, group.causes, group.hours) == (50_900, 1, 2.0)
    assert ranking.loads[0].hours == ranking.steps[0].hours == 2.0
    told = "".join(text for line in text_lines(ranking, width=None) for text, _ in line)
    assert "about 2 hours for one cause" in told
    assert "(1 check of one cause counted once)" in told
    assert "one by one" not in told


def test_many_rows_of_one_record_are_no_mass():
    one = replace(finding("ENR-002", 1, "a", file="a.csv"), rows=5_000)
    assert one.subject is not None
    assert not rank(make_report([one])).groups[0].is_mass
