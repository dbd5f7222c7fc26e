"""The life of the sample district is the same each time, as large as it should be, and of invented people alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date

import pytest

from cupola.sample.life import write_life
from cupola.sample.life.people import DOMAIN
from cupola.sample.life.places import AS_OF, told
from cupola.sample.population.schools import GRADES, plan_schools

PAGES = ("people", "plan", "practice", "promises", "surveys", "truth", "voices")


def schools(students):
    planned = plan_schools(students, 1)
    shares = planned.weight / planned.weight.sum()
    return [
        (name, round(students * float(share)), GRADES[low], GRADES[high])
        for name, share, low, high in zip(planned.names, shares, planned.low, planned.high, strict=True)
    ]


@pytest.fixture(scope="module")
def life(tmp_path_factory):
    folder = tmp_path_factory.mktemp("life")
    write_life(folder, schools(17_400))
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in PAGES}


def test_the_same_schools_and_seed_give_the_same_bytes(tmp_path):
    for name, seed in (("one", 1), ("again", 1), ("other", 2)):
        write_life(tmp_path / name, schools(400), seed=seed)
    one, again, other = (
        [(tmp_path / name / f"{page}.json").read_bytes() for page in PAGES] for name in ("one", "again", "other")
    )
    assert one == again
    assert one != other


def test_two_years_have_the_notes_sessions_and_pains_that_they_should(life):
    voices = life["voices"]
    assert {name: len(rows) for name, rows in voices.items()} == {
        "notes": 600,
        "sessions": 40,
        "pains": 25,
        "themes": 12,
        "groups": 4,
    }
    assert sum(theme["need"] for theme in voices["themes"]) == 9
    assert min(len(theme["voices"]) for theme in voices["themes"]) >= 20
    assert {note["kind"] for note in voices["notes"]} == {"pain", "praise", "idea", "question"}
    assert len({note["heard"] for note in voices["notes"]}) > 450


def test_three_in_four_promises_that_fell_due_were_kept_by_their_day(life):
    promises = life["promises"]
    assert len(promises) == 90
    assert Counter(each["state"] for each in promises) == {"done": 69, "promised": 13, "heard": 6, "not_done": 2}
    due = [each for each in promises if each["due_on"] and each["due_on"] <= str(AS_OF)]
    kept = [each for each in due if each["done_on"] and each["done_on"] <= each["due_on"]]
    assert 0.7 <= len(kept) / len(due) <= 0.8
    assert all(each["why_not"] for each in promises if each["state"] == "not_done")


def test_what_happened_to_a_promise_stands_in_the_order_of_days(life):
    for each in life["promises"]:
        days = [event["on"] for event in each["events"]]
        assert days == sorted(days), each["what"]
        assert max(days) <= str(AS_OF)
        assert each["state"] in {event["state"] for event in each["events"]}


def test_three_surveys_a_year_have_four_thousand_answers(life):
    years = Counter()
    for survey in life["surveys"]:
        years[survey["opens_on"][:4]] += len(survey["responses"])
        asked = {door["school"]: door["invited"] for door in survey["doors"]}
        answered = Counter(each["school"] for each in survey["responses"])
        assert all(count <= asked[school] for school, count in answered.items())
        languages = {each["language"] for each in survey["responses"]}
        assert languages == {"en", "es"}
    assert len(life["surveys"]) == 6
    assert all(3_900 <= count <= 4_100 for count in years.values())


def test_no_school_without_older_grades_is_asked_as_students(life):
    older = {name for name, _students, _low, high in schools(17_400) if high.isdecimal() and int(high) >= 6}
    students = [survey for survey in life["surveys"] if survey["audience"] == "student"]
    assert {door["school"] for survey in students for door in survey["doors"]} == older
    assert all(survey["notice_on"] < survey["opens_on"] for survey in students)


def test_a_small_district_still_gets_enough_answers(tmp_path):
    write_life(tmp_path, schools(120))
    surveys = json.loads((tmp_path / "surveys.json").read_text("utf-8"))
    assert sum(len(survey["responses"]) for survey in surveys[:3]) == 60


def test_the_plan_has_goals_initiatives_milestones_and_closed_ones(life):
    plan = life["plan"]
    milestones = [each for initiative in plan["initiatives"] for each in initiative["milestones"]]
    assert (len(plan["goals"]), len(plan["initiatives"]), len(milestones)) == (6, 25, 120)
    assert Counter(each["state"] for each in plan["initiatives"])["done"] == 3
    assert all(each["measured"] for each in plan["initiatives"] if each["state"] == "done")
    late = [each for each in milestones if not each["done_on"] and each["due_on"] < str(AS_OF)]
    assert 5 <= len(late) <= 20
    assert sum(bool(each["done_on"]) for each in milestones) >= 30
    assert sum(ask["answer"] < 0 for ask in plan["asks"]) == 1


def test_only_the_planted_milestones_lie_where_nothing_may_be_changed(life):
    bands = [(each["begins_on"], each["ends_on"]) for each in life["plan"]["blackouts"]]
    clash = [
        milestone["code"]
        for initiative in life["plan"]["initiatives"]
        for milestone in initiative["milestones"]
        if any(begin <= milestone["due_on"] <= end for begin, end in bands)
    ]
    assert sorted(clash) == life["truth"]["milestones_in_blackout"]
    assert len(clash) == 2


def test_what_does_not_fit_together_is_as_many_as_was_meant(life):
    assert {name: len(found) for name, found in life["truth"].items()} == {
        "goals_without_need": 2,
        "needs_without_goal": 3,
        "goals_without_measure": 1,
        "money_without_goal": 2,
        "milestones_in_blackout": 2,
        "stale_initiatives": 2,
    }


def test_no_milestone_waits_for_one_that_is_due_later(life):
    due = {each["code"]: each["due_on"] for row in life["plan"]["initiatives"] for each in row["milestones"]}
    assert [pair for pair in life["plan"]["dependencies"] if due[pair[0]] < due[pair[1]]] == []


def test_the_diary_has_two_falls_and_the_seat_was_missed_seven_times(life):
    runs = [date.fromisoformat(run["begins_on"]).year for run in life["practice"]["runs"]]
    assert runs == [2025, 2026]
    assert all(len(run["entries"]) > 60 for run in life["practice"]["runs"])
    assert len(life["practice"]["seats"]) == 7
    assert any(seat["dollars"] is None for seat in life["practice"]["seats"])


def test_everybody_with_a_name_is_on_the_list_of_invented_people(life):
    names = told("people")
    colleagues = {each["name"] for each in names["colleagues"]}
    given, family = set(names["askers"]["given"]), set(names["askers"]["family"])
    assert {each["name"] for each in life["people"]} == colleagues
    for each in life["promises"]:
        first, last = each["asker"].split()
        assert first in given
        assert last in family
    text = json.dumps(life, ensure_ascii=False)
    assert set(re.findall(r"[\w.]+@([\w.]+)", text)) == {DOMAIN}
    assert set(re.findall(r"(?:Mrs?|Ms|Dr)\. (\w+)|señora (\w+)\.", text)) <= {
        pair for name in family for pair in ((name, ""), ("", name))
    }


def test_names_stand_in_no_words_that_others_may_read(life):
    family = told("people")["askers"]["family"]
    shown = [voice["words"] for theme in life["voices"]["themes"] for voice in theme["voices"]]
    shown += [comment["masked"] for survey in life["surveys"] for comment in survey["comments"]]
    shown += [promise["public_words"] for promise in life["promises"]]
    assert [words for words in shown if any(name in words for name in family)] == []
