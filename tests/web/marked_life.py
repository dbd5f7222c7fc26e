"""Tokens in what people enter: promises, sessions, pains, needs and notes of each school, and names in them."""

from __future__ import annotations

from datetime import date, time
from uuid import uuid4

from django.utils import timezone

from cupola.modules.indicators.models import Event
from cupola.modules.indicators.models import Target as Aim
from cupola.modules.leadership.models import SeatMissed
from cupola.modules.network.models import BellPeriod, CalendarDay, Circuit, Stretch, Target
from cupola.modules.strategy import models as plan
from cupola.modules.voice import promises, themes
from cupola.modules.voice.models import Door, Group, Item, Note, Pain, Promise, Session, Survey, Theme
from cupola.workspace.models import AuditResult, Need, School, System, User, Vendor

DAY = date(2026, 10, 1)


def write(by: User) -> None:
    """One of each for each school; every word of a row says whose it is. The plan and a survey belong to all."""
    write_plan()
    write_survey(by)
    write_systems()
    writer = User.objects.create_user("writer@harbor.example", "Wren", "a calm harbor morning")
    SeatMissed.objects.create(title="Tablets bought", happened_on=DAY, where="purchasing", kind="other")
    for letter in ("A", "B"):
        school = School.objects.get(key=f"sis:ZZTOKEN-{letter}0")
        mark, name = f"ZZTOKEN-{letter}0", f"ZZPERSON-{letter}1"
        promise = Promise(what=f"{mark} promise", details=f"{mark} details", asker=f"{name}-asker", speaker="teacher",
                          asker_email=f"{name}@harbor.example".lower(), school=school, heard_on=DAY)  # fmt: skip
        promise.public_words = f"Asked by Mrs. {name}-given for the library"
        promises.enter(promise, by=by)
        promises.answer(promise, f"Dear {name}-asker, {mark} is done", how="slip", by=by)
        Session.objects.create(title=f"{mark} session", kind="visit", held_on=DAY, school=school, heard=f"{mark} heard")
        pain = Pain.objects.create(title=f"{mark} pain", speaker="teacher", minutes_each=5, people=4, times_a_month=3,
                                   heard_on=DAY, school=school)  # fmt: skip
        Need.objects.create(title=f"{mark} need", school=school, words=[{"text": mark, "role": "", "school": mark}])
        Event.objects.create(title=f"{mark} event", on=DAY, school=school, note=f"{mark} note")
        Aim.objects.create(measure_id="MEA-STU-07", school=school, goal=1, line=1, is_at_least=True, owner=by,
                           note=f"{mark} why", due_on=DAY, begins_on=DAY)  # fmt: skip
        theme = Theme.objects.create(title=f"{mark} theme")
        themes.add_pains(theme, [pain], by=by)
        said = {"kind": "pain", "school": school, "heard": f"{name}-note", "speaker": "teacher"}
        Note.objects.create(writer=writer, key=uuid4(), heard_at=timezone.now(), **said)


def write_systems() -> None:
    """What the district runs on, at least one row of each kind; none of it belongs to a school or a person."""
    vendor = Vendor.objects.create(name="Vendor")
    system = System.objects.create(name="System", vendor=vendor, hosting="cloud", users=10, annual_cents=100)
    result = {"framework": "Seal", "scale": "0 to 5", "scope": "All", "value": 3, "best": 5}
    AuditResult.objects.create(kind="privacy", held_on=DAY, **result)
    CalendarDay.objects.create(day=DAY, schedule="regular")
    BellPeriod.objects.create(schedule="regular", period="1", begins=time(8), ends=time(9))
    Circuit.objects.create(name="Line", mbps=1000, provider="Vendor", begins_on=DAY)
    target = Target.objects.create(name="Target", kind="tcp", address="sis.example.org:443", system=system)
    now = timezone.now()
    Stretch.objects.create(target=target, begin_at=now, last_at=now, pause_seconds=300, is_up=True)


def write_plan() -> None:
    """One row of each kind, so that every address of the plan has something to open."""
    need = Need.objects.create(title="Need of the district")
    objective = plan.Objective.objects.create(code="L1", title="Objective")
    plan.Principle.objects.create(text="Principle")
    plan.Vision.objects.create(text="Vision", is_public=True)
    goal = plan.Goal.objects.create(code="G1", title="Goal", measure="Measure")
    goal.needs.add(need)
    goal.objectives.add(objective)
    when = {"begins_on": DAY, "ends_on": date(2027, 6, 1)}
    initiative = plan.Initiative.objects.create(code="I1", title="Initiative", goal=goal, state="active", **when)
    plan.Money.objects.create(initiative=initiative, fund="General", school_year=2027, cents=100)
    due = {"due_on": date(2027, 3, 1), "first_due_on": date(2027, 3, 1)}
    plan.Milestone.objects.create(code="M1", title="Milestone", initiative=initiative, **due)
    plan.Blackout.objects.create(title="Tests", kind="testing", begins_on=DAY, ends_on=DAY)
    comparison = plan.Comparison.objects.create(need=need, title="Comparison")
    plan.Criterion.objects.create(comparison=comparison, title="Cost", weight=50, kind="cost")
    for title in ("One", "Two"):
        plan.Alternative.objects.create(comparison=comparison, title=title, five_year_cents=100)
    change = plan.Change.objects.create(initiative=initiative, who="Teachers", does_differently="Something")
    plan.Reading.objects.create(change=change, on=DAY, using=1, of=2)
    plan.Pilot.objects.create(title="Pilot", tool="Tool", **when)
    ask = plan.Ask.objects.create(question="Question", by_when=date(2027, 2, 1), goal=goal)
    for text in ("Yes", "No"):
        plan.AskOption.objects.create(ask=ask, text=text)


def write_survey(by: User) -> None:
    """A survey that is open and one that is being made, with a door at each school."""
    Group.objects.create(title="Group")
    for audience, state in (("teacher", "open"), ("student", "draft")):
        survey = Survey.objects.create(title=state, audience=audience, state=state, opens_on=DAY, made_by=by)
        Item.objects.create(survey=survey, code="one", text="It works.", text_es="Funciona.")
        for letter in ("A", "B"):
            school = School.objects.get(key=f"sis:ZZTOKEN-{letter}0")
            Door.objects.create(survey=survey, school=school, token=f"{state}{letter}".lower())
