"""A district's own checks in a whole check of exports: found like all others, stopped when they must be."""

from __future__ import annotations

import json
import time

import pytest

from cupola.engine.catalog import shipped_checks
from cupola.engine.errors import CupolaError
from cupola.engine.journey import CheckOptions, catalogue, check_paths, check_record, load
from cupola.engine.judge.own_files import read_own
from cupola.engine.judge.own_limits import OwnLimits
from cupola.engine.judge.own_process import environment
from cupola.engine.loading import LoadOptions
from tests.engine.judge.conftest import TOKEN

SUBJECTS = "select sourced_id as subject, sourced_id as evidence, file, line from oneroster_users"


def checked(district, **options):
    return check_paths([district.exports], CheckOptions(data=district.data, only=("OWN", "HBR"), **options))


def found(report, check):
    return [finding for finding in report.findings if finding.check == check]


def test_an_own_check_finds_like_a_shipped_one(district):
    district.write("HBR-001", f"{SUBJECTS} where email is null", says="User {subject} has no address.")
    report = checked(district)
    (finding,) = found(report, "HBR-001")
    assert (finding.subject, finding.line, finding.file) == ("u3", 4, "users.csv")
    assert finding.message == "User u3 has no address."
    assert finding.severity.word == "warning"
    own = [ran for ran in report.ran if ran.check.startswith("HBR")]
    assert [(ran.check, ran.looked_at, ran.found) for ran in own] == [("HBR-001", 3, 1)]


def test_an_own_row_rule_finds_too(district):
    text = """\
/* ---
id: HBR-002
title: Grade is not 03
module: data
role: registrar
of: oneroster_users
severity: note
where: >-
  grades <> '03'
subject: sourced_id
evidence: grades
says: "{subject} is in {evidence}."
why: It is.
fix: See to it.
not_a_problem_when: Always.
--- */
"""
    district.put("grades/third.sql", text)
    assert [finding.message for finding in found(checked(district), "HBR-002")] == ["u2 is in 04.", "u3 is in 05."]


def test_names_can_be_joined_and_are_not_seen(district):
    same = (
        "select a.sourced_id as subject, b.sourced_id as evidence, a.file, a.line from oneroster_users a"
        " join oneroster_users b on a.given_name = b.given_name and a.sourced_id < b.sourced_id"
    )
    district.write("HBR-003", same, says="{subject} and {evidence} share a name.")
    ages = "select local_id as subject, birth_date_age as evidence, file, line from persons where birth_date_age > 9"
    district.write("HBR-004", ages, needs="persons", says="{subject} is {evidence}.")
    domains = "select email_domain as evidence, file, line from oneroster_users where email_domain <> 'harbor.example'"
    district.write("HBR-005", domains, says="{evidence}")
    report = checked(district, as_of=None)
    assert [finding.message for finding in report.findings] == [
        "u1 and u2 share a name.",
        "70002 is 10.",
        "elsewhere.example",
    ]


def test_a_broken_file_is_an_error_with_its_line_and_stops_no_other(district):
    district.write("HBR-001", f"{SUBJECTS} where email is null")
    district.put("harbor-check.sql", "select 1")
    district.put("empty.sql", "")
    district.put("latin.sql", "").write_bytes("/* ---\nid: HBR-009\ntitle: caf\xe9\n--- */".encode("latin-1"))
    district.put("yaml.sql", "/* ---\nid: HBR-008\n  title: [\n--- */\nselect 1")
    district.write("ROS-014", SUBJECTS)
    district.put("second.sql", (district.data / "checks" / "hbr-001.sql").read_text("utf-8"))
    district.write("HBR-010", SUBJECTS, needs="oneroster_user")
    district.write("HBR-011", "select sourced_id as subject,\n  gradez as evidence\nfrom oneroster_users")
    district.write("HBR-012", "select sourced_id as subject\nfrm oneroster_users u v")
    report = checked(district)
    places = {finding.file: finding.line for finding in found(report, "OWN-001")}
    assert places == {
        "checks/empty.sql": 1,
        "checks/harbor-check.sql": 1,
        "checks/hbr-010.sql": 6,
        "checks/hbr-011.sql": 15,
        "checks/hbr-012.sql": 15,
        "checks/latin.sql": 3,
        "checks/ros-014.sql": 2,
        "checks/second.sql": 2,
        "checks/yaml.sql": 3,
    }
    assert "gradez" in "".join(finding.message for finding in found(report, "OWN-001"))
    assert len(found(report, "HBR-001")) == 1
    assert {finding.severity.word for finding in found(report, "OWN-001")} == {"error"}
    assert "begins with ROS" in "".join(finding.message for finding in report.findings)


HEADS = [
    "id: HBR-001\ntitle: &a [x, x, x, x]\nwhy: [*a, *a, *a]",
    "id: HBR-001\ntitle: " + "9" * 5000,
    "id: HBR-001\ntitle: 2026-99-99",
    "id: HBR-001\ntitle: " + "[" * 5000,
    "id: HBR-001\nneeds: 5",
    "id: HBR-001\ncost: 5",
    "id: HBR-001\nonly_if: [x]",
    "id: HBR-001\nsays: '{subject.__class__.__init__.__globals__}'",
    "id: HBR-001\nsays: '{subject:>1000000000}'",
    "id: HBR-001\nsays: '{subject!r}'",
    "id: HBR-001\nsays: '{'",
    "id: HBR-001\nby: reading",
    "id: HBR-001\nrole: wizard",
    "id: hbr1",
    "- a\n- b",
    "!!python/object/apply:os.system ['true']",
    "\x00",
]


WHOLE = {
    "title": "T",
    "module": "data",
    "role": "registrar",
    "needs": "[orgs]",
    "of": "orgs",
    "severity": "note",
    "why": "W.",
    "fix": "F.",
    "not_a_problem_when": "N.",
}


@pytest.mark.parametrize("head", HEADS)
def test_a_head_can_do_no_harm(district, head):
    rest = "\n".join(f"{key}: {value}" for key, value in WHOLE.items() if f"{key}:" not in head)
    district.put("head.sql", f"/* ---\n{head}\n{rest}\n--- */\nselect 1 as subject from orgs")
    own = read_own(district.data / "checks")
    assert own.checks == ()
    assert [problem.file for problem in own.problems] == ["checks/head.sql"]


def test_a_large_file_is_no_check(district):
    district.put("large.sql", "/* ---\n" + "x" * 100_000)
    assert "larger" in read_own(district.data / "checks").problems[0].fact


def test_the_catalogue_holds_the_districts_own_checks_that_are_whole(district):
    district.write("HBR-001", SUBJECTS)
    district.put("broken.sql", "x")
    ids = [check.id for check in catalogue(district.data)]
    assert len(ids) == len(shipped_checks()) + 1
    assert "HBR-001" in ids


def test_an_own_check_whose_tables_are_missing_is_not_run(district):
    district.write("HBR-001", "select serial_number as subject, file, line from devices", needs="devices")
    report = checked(district)
    assert [(each.check, each.reason) for each in report.not_run] == [
        ("HBR-001", "there is no devices in this delivery")
    ]
    assert report.findings == ()


def test_an_own_check_runs_over_the_record_too(district):
    district.write("HBR-001", f"{SUBJECTS} where email is null")
    load([district.exports], LoadOptions(district.data))
    report = check_record(CheckOptions(data=district.data))
    assert [finding.subject for finding in found(report, "HBR-001")] == ["u3"]


def test_own_checks_are_not_run_when_there_is_no_table(district, tmp_path):
    (tmp_path / "nothing.txt").write_text("nothing\n", encoding="utf-8")
    district.write("HBR-001", SUBJECTS)
    report = check_paths([tmp_path / "nothing.txt"], CheckOptions(data=district.data, only=("HBR",)))
    assert [each.check for each in report.not_run] == ["HBR-001"]


def test_own_checks_can_be_chosen_and_left_out(district):
    district.write("HBR-001", SUBJECTS)
    report = check_paths([district.exports], CheckOptions(data=district.data, skip=("HBR", "OWN")))
    assert found(report, "HBR-001") == []
    assert [ran for ran in report.ran if ran.check == "HBR-001"] == []


def test_a_refused_check_says_file_line_fact_and_next_step(district):
    district.write(
        "HBR-001", "select sourced_id as subject,\n given_name as evidence, file, line\nfrom oneroster_users"
    )
    report = checked(district)
    (finding,) = report.findings
    assert (finding.check, finding.file, finding.line) == ("OWN-002", "checks/hbr-001.sql", 15)
    assert finding.message.startswith("HBR-001: the column evidence would show oneroster_users.given_name")
    (not_run,) = report.not_run
    assert not_run.check == "HBR-001"
    assert not_run.reason.startswith("checks/hbr-001.sql, line 15: the column evidence")
    assert "condition" in not_run.reason


HARMFUL = {
    "rows without end": "select count(*) as evidence from range(1000000000000)",
    "rows to fetch": "select range as evidence from range(1000000000000)",
    "cross join": "select count(*) as evidence from range(100000000) a(x), range(100000000) b(y) where a.x * b.y = 7",
    "recursion": "with recursive t(n) as (select 1 union all select n from t) select count(*) as evidence from t",
    "recursion in breadth": "with recursive t(n) as (select 1 union all select a.n from t a, t b, range(10))"
    " select count(*) as evidence from t",
    "large text": "select length(repeat('x', 1000000000)) as evidence",
    "large text shown": "select repeat('x', 1000000000) as evidence",
    "larger text": "select count(distinct repeat(sourced_id, 400000000)) as evidence from oneroster_users",
    "large list": "select len(list(range)) as evidence from range(1000000000)",
    "sort": "select max(n) as evidence from"
    " (select row_number() over (order by hash(range)) as n from range(500000000))",
    "regex": "select count(*) as evidence from range(1000000)"
    " where regexp_matches(repeat('a', 20000), '((a{0,99}){0,99}){0,99}b')",
    "replace": "select length(replace(repeat('a', 30000000), 'a', repeat('b', 1000))) as evidence",
    "levenshtein": "select levenshtein(repeat('a', 900000), repeat('b', 900000)) as evidence",
}


@pytest.fixture
def short(monkeypatch):
    """Limits that a test can wait for."""
    limits = OwnLimits(seconds=1.0, grace_seconds=1.0, memory_mb=128, temp_mb=32)
    monkeypatch.setattr("cupola.engine.journey.read_own", lambda folder: read_own(folder, limits))
    return limits


@pytest.mark.slow
def test_harmful_checks_are_stopped_and_the_others_run(district, short):
    for number, sql in enumerate(HARMFUL.values(), start=100):
        district.write(f"HBR-{number}", f"{sql}", needs="oneroster_users")
    district.write("HBR-001", SUBJECTS)
    district.write("HBR-999", SUBJECTS)
    started = time.monotonic()
    report = checked(district)
    took = time.monotonic() - started
    stopped = {each.check: each.reason for each in report.not_run}
    by_name = {name: stopped.get(f"HBR-{number}") for number, name in enumerate(HARMFUL, start=100)}
    assert [name for name, reason in by_name.items() if reason is None] == []
    assert all(", line 14: " in reason for reason in by_name.values())
    assert len(found(report, "HBR-001")) == len(found(report, "HBR-999")) == 3
    assert len(found(report, "OWN-002")) == len(HARMFUL)
    assert took < 5 * len(HARMFUL) + 20


@pytest.mark.slow
def test_own_checks_together_have_a_limit_too(district, monkeypatch):
    limits = OwnLimits(seconds=1.0, together_seconds=2.5)
    monkeypatch.setattr("cupola.engine.journey.read_own", lambda folder: read_own(folder, limits))
    for number in range(6):
        district.write(f"HBR-00{number}", HARMFUL["rows without end"])
    reasons = [each.reason for each in checked(district).not_run]
    assert len(reasons) == 6
    assert "together" in reasons[-1]


def test_no_cell_of_a_personal_column_leaves_in_any_message(district):
    """Errors of the database quote what they could not read: none of that may come through."""
    tries = [
        "select cast(sourced_id as integer) as evidence from oneroster_users",
        "select sourced_id as subject from oneroster_users where cast(given_name as integer) = 1",
        "select sourced_id as subject from oneroster_users where make_date(2026, len(grades) + 99, 1) is null",
        "select local_id as subject from persons where case when line > 0 then cast('x' as date) end is null",
        "select identifier::tinyint as evidence from oneroster_users",
        "select sourced_id as subject from oneroster_users where strptime(grades, '%Y') is null",
    ]
    for number, sql in enumerate(tries):
        district.write(f"HBR-00{number}", sql, needs="oneroster_users, persons")
    report = checked(district)
    assert {finding.check for finding in report.findings} == {"OWN-002"}
    text = json.dumps([str(each) for each in (*report.findings, *report.not_run)])
    assert TOKEN.lower() not in text.lower()
    assert "70001" not in text
    assert "'u1'" not in text


def test_cells_that_steer_a_terminal_or_a_program_are_made_harmless(district):
    district.write(
        "HBR-001", "select chr(27) || '[31m' || repeat('y', 5000) as evidence, file, line from oneroster_users limit 1"
    )
    district.write("HBR-002", "select sourced_id as subject, -1 as file, line from oneroster_users")
    district.write("HBR-003", "select sourced_id as subject, 'x' as line, file from oneroster_users")
    district.write("HBR-004", "select [1, 2] as evidence, file, line from oneroster_users")
    district.write("HBR-005", "select sourced_id as subject, 12345 as file from oneroster_users")
    report = checked(district)
    assert len(found(report, "OWN-002")) == 4
    (finding,) = found(report, "HBR-001")
    assert "\x1b" not in str(finding)


def test_the_child_knows_nothing_of_the_environment(district, monkeypatch):
    monkeypatch.setenv("CUPOLA_TEST_TOKEN", TOKEN)
    told = environment()
    assert TOKEN not in "".join(told.values())
    assert "CUPOLA_TEST_TOKEN" not in told


def test_nothing_is_started_when_there_is_no_own_check(district, monkeypatch):
    def refuse(*_):
        raise CupolaError("child", "it was started.", "")

    monkeypatch.setattr("cupola.engine.judge.own_process.subprocess.Popen", refuse)
    assert checked(district).findings == ()
