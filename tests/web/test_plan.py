"""The plan's pages: who reads them, what stands on them, and what an empty plan says."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from cupola.modules.strategy.models import (
    Alternative,
    Ask,
    AskOption,
    Blackout,
    Change,
    Comparison,
    Goal,
    Initiative,
    Milestone,
    Money,
    Objective,
    Pilot,
    PlanVersion,
    Principle,
    Reading,
    Vision,
)
from cupola.modules.strategy.queries import told
from cupola.modules.strategy.services.versions import content
from cupola.workspace import people
from cupola.workspace.models import AuditEntry, Finding, Need, User
from cupola.workspace.people import Wanted

HERE = ZoneInfo("America/Los_Angeles")
FOR_ALL = ("plan", "needs", "direction")
WHOLE = ("asks", "fitting", "versions", "track-record", "pilots", "workbook")
FORMS = (
    *("goal-new", "initiative-new", "blackout-new", "vision", "principle-new", "objective-new", "objectives-import"),
    *("need-new", "ask-new", "version-new", "pilot-new", "import"),
)


def to(name: str, *keys: object) -> str:
    return reverse(f"strategy:{name}", args=keys)


def in_days(days: int) -> date:
    return timezone.localdate(timezone=HERE) + timedelta(days=days)


def leader(cast, name: str = "Lena", role: str = "school_leader", schools: tuple = ()) -> User:
    user = User.objects.create_user(f"{name.lower()}@harbor.example", name, "a calm harbor morning")
    people.give_role(user, Wanted(role, schools=schools), by=None)
    return user


def everything(cast) -> dict[str, object]:
    """One of each thing of the plan."""
    found = needs_and_goal(cast)
    goal, need = found["goal"], found["need"]
    initiative = Initiative.objects.create(
        code="I1", title="Fewer printers", goal=goal, owner=cast.ada, state="active", hours=100,
        begins_on=in_days(-100), ends_on=in_days(200), promised="Half the jams",
    )  # fmt: skip
    milestone = Milestone.objects.create(
        code="M1", title="Count the printers", initiative=initiative, owner=cast.ada,
        due_on=in_days(-3), first_due_on=in_days(-13), hours=20,
    )  # fmt: skip
    later = Milestone.objects.create(code="M2", title="Remove half", initiative=initiative, due_on=in_days(60))
    comparison = Comparison.objects.create(need=need, title="How to print less")
    ask = Ask.objects.create(question="May we stop color?", by_when=in_days(5), initiative=initiative, waiting="Toner")
    change = Change.objects.create(initiative=initiative, who="Grades 3 to 5", does_differently="Print in the office")
    return {
        **found,
        "initiative": initiative,
        "milestone": milestone,
        "later": later,
        "comparison": comparison,
        "ask": ask,
        "change": change,
        "options": [AskOption.objects.create(ask=ask, place=n, text=text) for n, text in enumerate(("Yes", "No"))],
        "money": Money.objects.create(initiative=initiative, fund="General fund", school_year=2027, cents=1_234_500),
        "blackout": Blackout.objects.create(title="Spring testing", begins_on=in_days(100), ends_on=in_days(120)),
        "pilot": Pilot.objects.create(
            title="Reading aloud", tool="Echo", goals=["creativity"], begins_on=in_days(-60), ends_on=in_days(-2)
        ),
        "principle": Principle.objects.create(text="Daily before new"),
        "alternative": Alternative.objects.create(comparison=comparison, title="Buy new ones", five_year_cents=100),
    }


def needs_and_goal(cast) -> dict[str, object]:
    """A goal with a need of the first school behind it, and a need of the second that hangs on nothing."""
    need = Need.objects.create(
        title="Printers jam", voices=7, schools=2, hours=100, school=cast.schools[0],
        words=[{"text": "I give up on handouts", "role": "teacher", "school": "Breakwater"}],
    )  # fmt: skip
    elsewhere = Need.objects.create(title="Slow network upstairs", voices=1, school=cast.schools[1])
    objective = Objective.objects.create(code="L1", title="Every child reads by grade 3")
    goal = Goal.objects.create(code="G1", title="Rooms that work", measure="Rooms without a jam", owner=cast.ada)
    goal.needs.add(need)
    goal.objectives.add(objective)
    return {"need": need, "elsewhere": elsewhere, "objective": objective, "goal": goal}


@pytest.fixture
def plan(cast) -> dict[str, object]:
    return everything(cast)


def addresses(plan) -> dict[str, str]:
    """Pages of one thing each, by name."""
    key = {name: row.pk for name, row in plan.items() if name != "options"}
    whole = {name: to(name, key[name]) for name in ("comparison", "ask", "change", "pilot")}
    own = {
        "goal-edit": "goal", "initiative-edit": "initiative", "initiative-close": "initiative",
        "milestone-new": "initiative", "money-new": "initiative", "change-new": "initiative",
        "milestone-edit": "milestone", "money-edit": "money", "change-edit": "change", "reading-new": "change",
        "blackout-edit": "blackout", "principle-edit": "principle", "objective-edit": "objective",
        "need-edit": "need", "comparison-new": "need", "criteria": "comparison", "scores": "comparison",
        "decide": "comparison", "reopen": "comparison", "alternative-new": "comparison",
        "alternative-edit": "alternative", "ask-edit": "ask", "pilot-edit": "pilot", "pilot-decide": "pilot",
    }  # fmt: skip
    return {**whole, **{name: to(name, key[what]) for name, what in own.items()}}


def test_every_page_is_read_by_who_sees_all(plan, cast, as_) -> None:
    ada = as_(cast.ada)
    shared = [to(name, plan[name].pk) for name in ("goal", "initiative", "milestone", "need")]
    for address in (*map(to, FOR_ALL + WHOLE + FORMS), *shared, *addresses(plan).values()):
        assert ada.get(address).status_code == 200, address


def test_every_page_is_read_while_the_plan_is_empty_and_says_what_to_do_first(cast, as_) -> None:
    ada = as_(cast.ada)
    for name in FOR_ALL + WHOLE + FORMS:
        assert ada.get(to(name)).status_code == 200, name
    assert "Begin with what people need" in ada.get(to("plan")).content.decode()
    assert "a question with a day gets an answer" in ada.get(to("asks")).content.decode()


def test_a_technician_reads_the_plan_and_changes_nothing(plan, cast, as_) -> None:
    ben = as_(cast.ben)
    for name in FOR_ALL + WHOLE:
        assert ben.get(to(name)).status_code == 200, name
    for name in FORMS:
        assert ben.get(to(name)).status_code == 403, name
    assert to("goal-new") not in ben.get(to("plan")).content.decode()


@pytest.mark.parametrize("who", ["cleo", "dov", "rosa"])
def test_who_does_not_see_the_plan_is_refused_every_page(who, plan, cast, as_) -> None:
    client = as_(getattr(cast, who))
    shared = [to(name, plan[name].pk) for name in ("goal", "initiative", "milestone", "need")]
    for address in (*map(to, FOR_ALL + WHOLE + FORMS), *shared, *addresses(plan).values(), to("public-file")):
        assert client.get(address).status_code == 403, address


def test_a_principal_sees_goals_and_own_needs_and_no_money(plan, cast, as_) -> None:
    lena = as_(leader(cast, schools=(cast.schools[0],)))
    page = lena.get(to("plan")).content.decode()
    assert "Rooms that work" in page
    assert "Count the printers" in page
    for hidden in ("12,345", "May we stop color?", "Ada"):
        assert hidden not in page, hidden
        assert hidden not in lena.get(to("initiative", plan["initiative"].pk)).content.decode(), hidden
    needs = lena.get(to("needs")).content.decode()
    assert "Printers jam" in needs
    assert "Slow network upstairs" not in needs
    assert lena.get(to("need", plan["elsewhere"].pk)).status_code == 404
    assert "How to print less" not in lena.get(to("need", plan["need"].pk)).content.decode()
    for address in (*map(to, WHOLE + FORMS), *addresses(plan).values()):
        assert lena.get(address).status_code == 403, address
    assert to("asks") not in lena.get(to("plan")).content.decode()


def test_the_plan_shows_status_money_and_a_timeline_in_both_widths(plan, cast, as_) -> None:
    page = as_(cast.ada).get(to("plan")).content.decode()
    assert "0 of 2 milestones done, 1 late" in page
    assert "$12,345" in page
    assert page.count('<svg class="wide"') == page.count('<svg class="narrow"') == 1
    assert "Spring testing" in page
    assert "10 days later than first planned" in page


def test_money_stands_by_fund_and_school_year_and_closed_goals_stay_in_reach(plan, cast, as_) -> None:
    Money.objects.create(initiative=plan["initiative"], fund="Title I", school_year=2028, cents=500_000)
    Goal.objects.create(code="G7", title="Reached", is_open=False)
    page = as_(cast.ada).get(to("plan")).content.decode()
    for words in ("2026–27", "2027–28", "$5,000", "$17,345", "G7 Reached"):
        assert words in page, words


def test_a_needs_weight_is_a_formula_and_unknown_hours_say_so(plan, cast, as_) -> None:
    page = as_(cast.ada).get(to("needs")).content.decode()
    assert "7 voices + 3 × 2 schools + 100 hours ÷ 20" in page
    assert "hours unknown" in page
    assert page.index("Printers jam") < page.index("Slow network upstairs")
    assert "I give up on handouts" in as_(cast.ada).get(to("need", plan["need"].pk)).content.decode()


def test_a_need_is_raised_from_findings_with_their_count(cast, as_) -> None:
    check = Finding.objects.filter(is_open=True, school__isnull=False).first().check_id
    found = Finding.objects.filter(check_id=check, is_open=True)
    ada = as_(cast.ada)
    filled = {"title": "Clean rosters", "check_id": check, "voices": 0, "schools": 0, "state": "open"}
    answer = ada.post(to("need-new"), filled, follow=True)
    need = Need.objects.get()
    assert need.source == "finding"
    assert need.schools == found.exclude(school=None).values("school").distinct().count()
    assert f">{found.count():,}</a>" in answer.content.decode()


def test_a_goal_gets_the_next_code_and_a_milestone_keeps_its_first_day(plan, cast, as_) -> None:
    ada = as_(cast.ada)
    ada.post(to("goal-new"), {"title": "Second", "place": 1, "is_open": "on"})
    assert Goal.objects.get(title="Second").code == "G2"
    due = {"code": "M1", "title": "Count the printers", "due_on": in_days(9).isoformat(), "seen": 0}
    assert ada.post(to("milestone-edit", plan["milestone"].pk), due).status_code == 302
    row = Milestone.objects.get(code="M1")
    assert (row.due_on, row.first_due_on) == (in_days(9), in_days(-13))
    assert "slipped by 22 days" in ada.get(to("milestone", row.pk)).content.decode()


def test_money_is_typed_in_dollars_and_kept_in_cents(plan, cast, as_) -> None:
    line = {"fund": "Title I", "school_year": 2028, "cents": "$1,234.56"}
    as_(cast.ada).post(to("money-new", plan["initiative"].pk), line)
    assert Money.objects.get(fund="Title I").cents == 123_456
    page = as_(cast.ada).get(to("money-edit", Money.objects.get(fund="Title I").pk)).content.decode()
    assert 'value="1234.56"' in page


def test_milestones_that_wait_for_one_another_in_a_circle_are_refused(plan, cast, as_) -> None:
    ada, (first, second) = as_(cast.ada), (plan["milestone"], plan["later"])

    def wait(row: Milestone, other: Milestone) -> int:
        filled = {"title": row.title, "code": row.code, "due_on": row.due_on.isoformat(), "needs_first": [other.pk]}
        return ada.post(to("milestone-edit", row.pk), filled).status_code

    assert wait(second, first) == 302
    assert wait(first, second) == 422
    assert not first.waits_for.exists()


def test_an_initiative_is_closed_and_enters_the_track_record(plan, cast, as_) -> None:
    ada, row = as_(cast.ada), plan["initiative"]
    assert "Half the jams" in ada.get(to("initiative-close", row.pk)).content.decode()
    filled = {
        "promised": "Half the jams", "measured": "A third fewer, by tickets", "learned": "Ask first",
        "kept": "partly", "closed_on": in_days(0).isoformat(),
    }  # fmt: skip
    page = ada.post(to("initiative-close", row.pk), filled, follow=True).content.decode()
    assert "A third fewer, by tickets" in page
    assert "Kept in part" in page
    row.refresh_from_db()
    assert (row.state, row.kept, row.closed_on) == ("done", "partly", in_days(0))
    assert AuditEntry.objects.filter(act="initiative closed").exists()


def test_what_an_ended_initiative_left_undone_is_left_open_and_no_longer_late(plan, cast, as_) -> None:
    ada, row = as_(cast.ada), plan["initiative"]
    Milestone.objects.filter(initiative=row).update(done_on=None, due_on=in_days(-3))
    assert "Left open" not in ada.get(to("initiative", row.pk)).content.decode()
    assert "will stand there as left open" in ada.get(to("initiative-close", row.pk)).content.decode()
    Initiative.objects.filter(pk=row.pk).update(state="stopped")
    page = ada.get(to("initiative", row.pk)).content.decode()
    assert "Left open" in page
    assert "Late" not in page


def test_a_milestone_is_done_by_its_owner_only(plan, cast, as_) -> None:
    row = plan["milestone"]
    as_(cast.ben).post(to("milestone-done", row.pk))
    row.refresh_from_db()
    assert row.done_on is None
    Milestone.objects.filter(pk=row.pk).update(owner=cast.ben)
    as_(cast.ben).post(to("milestone-done", row.pk))
    row.refresh_from_db()
    assert row.done_on == in_days(0)


def test_a_version_tells_what_changed_and_why(plan, cast, as_) -> None:
    ada = as_(cast.ada)
    ada.post(to("version-new"), {"why": "As the board saw it"})
    assert PlanVersion.objects.get().content == content()
    again = ada.post(to("version-new"), {"why": "Once more"})
    assert again.status_code == 422
    assert "Nothing changed since the newest version" in again.content.decode()
    Milestone.objects.filter(code="M1").update(due_on=in_days(4))
    Goal.objects.create(code="G9", title="Late arrival")
    page = ada.get(to("versions")).content.decode()
    assert "As the board saw it" in page
    assert "2 things changed" in page
    assert "7 days later" in page
    assert "It is new." in page


def test_objectives_are_pasted_or_brought_and_a_bad_row_is_named(cast, as_) -> None:
    ada = as_(cast.ada)
    ada.post(to("objectives-import"), {"pasted": "code,title,text\nL1,Read,\nL2,Reason,Every day"})
    assert list(Objective.objects.values_list("code", "title", "text")) == [
        ("L1", "Read", ""),
        ("L2", "Reason", "Every day"),
    ]
    answer = ada.post(to("objectives-import"), {"pasted": "code,title\nL3,"})
    assert answer.status_code == 422
    assert "row 2: code or title is empty." in answer.content.decode()


def test_adoption_is_counted_as_reported(plan, cast, as_) -> None:
    ada, key = as_(cast.ada), plan["change"].pk
    assert ada.post(to("reading-new", key), {"on": in_days(0), "using": 9, "of": 8}).status_code == 422
    ada.post(to("reading-new", key), {"on": in_days(0), "using": 6, "of": 8})
    assert Reading.objects.get().using == 6
    assert "75%" in ada.get(to("change", key)).content.decode()


def test_a_pilot_that_ended_is_decided(plan, cast, as_) -> None:
    ada, key = as_(cast.ada), plan["pilot"].pk
    assert "waits for a decision" in ada.get(to("pilots")).content.decode()
    filled = {"found": "Nobody spoke more", "decision": "stop", "decided_on": in_days(0), "why": "No gain"}
    ada.post(to("pilot-decide", key), filled)
    assert Pilot.objects.get().decision == "stop"
    assert "No gain" in ada.get(to("pilot", key)).content.decode()


def test_the_vision_is_one_row_however_often_it_is_written(cast, as_) -> None:
    ada = as_(cast.ada)
    ada.post(to("vision"), {"text": "Every child reads"})
    ada.post(to("vision"), {"text": "Every child reads and asks", "seen": Vision.here().version})
    assert [each.text for each in Vision.objects.all()] == ["Every child reads and asks"]


def test_two_people_at_once_are_told(plan, cast, as_) -> None:
    ada, key = as_(cast.ada), plan["goal"].pk
    filled = {"code": "G1", "title": "Mine", "place": 0, "is_open": "on", "seen": 0}
    assert ada.post(to("goal-edit", key), filled).status_code == 302
    assert ada.post(to("goal-edit", key), {**filled, "title": "Theirs"}).status_code == 409
    assert Goal.objects.get(pk=key).title == "Mine"


def test_today_search_dates_and_links_know_the_plan(plan, cast) -> None:
    assert [each.title for each in told.milestones_overdue(cast.ada)] == ["A milestone of yours is late"]
    assert [each.title for each in told.asks_waiting(cast.ada)] == ["May we stop color?"]
    assert told.asks_waiting(cast.ben) == told.milestones_overdue(cast.rosa) == []
    assert [each.title for each in told.dates(cast.ada)] == ["May we stop color?"]
    assert {each.title for each in told.search(cast.ada, "printers")} == {
        "I1 Fewer printers", "M1 Count the printers", "Printers jam",
    }  # fmt: skip
    assert told.search(cast.cleo, "printers") == told.search(cast.rosa, "printers") == []
    assert told.items(cast.rosa) == []
    assert dict(told.items(cast.ada))["I1"] == "I1 Fewer printers"
    assert told.address_of("I1") == to("initiative", plan["initiative"].pk)
    assert told.address_of("I999") == to("plan")
