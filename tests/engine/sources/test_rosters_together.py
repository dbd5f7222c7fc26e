"""Several rosters in one delivery: each is recognised for itself, and lists find their students in the first."""

from __future__ import annotations

from tests.engine.sources.conftest import lines
from tests.engine.sources.deliveries import found, kinds
from tests.engine.sources.test_clever import FILES as CLEVER
from tests.engine.sources.test_gradebook import IN_11
from tests.engine.sources.test_insights import FILES as INSIGHTS
from tests.engine.sources.test_sds import NEW, OLD


def together(**sets):
    return {f"{folder}/{name}": text for folder, files in sets.items() for name, text in files.items()}


def test_four_rosters_side_by_side_are_four_systems(delivery):
    report = delivery.write(together(sis=IN_11, sds=NEW, clever=CLEVER, insights=INSIGHTS)).check()
    systems = {name.split("/")[0]: set() for name in kinds(report)}
    for seen in report.files:
        systems[seen.name.split("/")[0]].add(seen.system)
    assert systems == {"sis": {"oneroster"}, "sds": {"sds"}, "clever": {"clever"}, "insights": {"insights"}}
    assert found(report, "GRB", "SDS", "CLV", "ROS", "FRM") == []


def test_sets_of_two_kinds_in_one_folder_are_told_apart(delivery):
    report = delivery.write(IN_11 | OLD | {f"clever-{name}": text for name, text in CLEVER.items()}).check()
    seen = kinds(report)
    assert {str(seen[name]).split(" ")[0] for name in IN_11} == {"OneRoster"}
    assert {str(seen[name]).split(" (")[0] for name in OLD} == {f"School Data Sync {name}" for name in OLD}
    assert {str(seen[f"clever-{name}"]) for name in CLEVER} == {f"Clever {name}" for name in CLEVER}


def test_a_list_finds_its_students_in_a_roster_of_any_kind(delivery):
    absences = lines(
        "StudentID,Date,AttendanceCode,SchoolID", *(f"7001,2026-10-{day},Absent,101" for day in range(10, 30))
    )
    delivery.write(together(roster=OLD) | {"attendance.csv": absences}).load()
    asked = "SELECT DISTINCT a.person_id, a.org_id FROM {attendance_events} a JOIN {persons} p USING (person_id)"
    assert delivery.ask(asked) == [("sds:u1", "sds:s1")]
