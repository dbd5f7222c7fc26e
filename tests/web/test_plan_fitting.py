"""What does not fit is listed exactly: planted clashes and missing links, no more and no fewer."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from cupola.modules.strategy.models import Blackout, Dependency, Goal, Initiative, Milestone, Money
from cupola.modules.strategy.queries import fitting
from cupola.modules.strategy.queries.load import load_page, term_of
from cupola.workspace.models import Need

HERE = ZoneInfo("America/Los_Angeles")


def in_days(days: int) -> date:
    return timezone.localdate(timezone=HERE) + timedelta(days=days)


@pytest.fixture
def sound(cast) -> Initiative:
    """A plan in which everything fits."""
    need = Need.objects.create(title="Heard")
    goal = Goal.objects.create(code="G1", title="Whole", measure="Rooms", owner=cast.ada)
    goal.needs.add(need)
    Blackout.objects.create(title="Testing", begins_on=in_days(50), ends_on=in_days(60))
    row = Initiative.objects.create(
        code="I1", title="Sound", goal=goal, owner=cast.ada, state="active", begins_on=in_days(-9), ends_on=in_days(90)
    )
    Money.objects.create(initiative=row, fund="General fund", school_year=2027, cents=100)
    Milestone.objects.create(code="M1", title="First", initiative=row, due_on=in_days(10))
    Milestone.objects.create(code="M2", title="Second", initiative=row, due_on=in_days(20))
    return row


def found() -> dict[str, list[str]]:
    kinds = (*fitting.clashes(), *fitting.alignment())
    return {kind.name: [each.title for each in kind.found] for kind in kinds if kind.found}


def test_a_plan_in_which_everything_fits_lists_nothing(sound, cast, as_) -> None:
    assert found() == {}
    page = as_(cast.ada).get(reverse("strategy:fitting")).content.decode()
    assert "Everything fits" in page


def test_exactly_the_planted_mismatches_are_listed(sound, cast, as_) -> None:
    Need.objects.create(title="Silent")
    Need.objects.create(title="Set aside", state="set_aside")
    Goal.objects.create(code="G2", title="Of nobody", owner=cast.ada)
    Goal.objects.create(code="G3", title="Closed long ago", is_open=False)
    loose = Initiative.objects.create(
        code="I2", title="Loose", owner=cast.ada, begins_on=in_days(0), ends_on=in_days(9)
    )
    Money.objects.create(initiative=loose, fund="Grant", school_year=2027, cents=500_000)
    Initiative.objects.create(code="I3", title="Free", owner=cast.ada, begins_on=in_days(0), ends_on=in_days(9))
    assert found() == {
        "goal-without-need": ["G2 Of nobody"],
        "need-without-goal": ["Silent"],
        "goal-without-measure": ["G2 Of nobody"],
        "money-without-goal": ["I2 Loose"],
    }
    page = as_(cast.ada).get(reverse("strategy:fitting")).content.decode()
    assert "4 things do not fit." in page
    assert "$5,000 and no goal" in page


def test_clashes_of_days_owners_and_stale_work_are_listed(sound) -> None:
    first, second = Milestone.objects.order_by("code")
    Dependency.objects.create(milestone=first, needs_first=second)
    Milestone.objects.create(code="M3", title="In testing", initiative=sound, due_on=in_days(55))
    Milestone.objects.create(
        code="M4", title="Was done in testing", initiative=sound, due_on=in_days(55), done_on=in_days(-1)
    )
    orphan = Initiative.objects.create(
        code="I2", title="Orphan", goal=sound.goal, begins_on=in_days(0), ends_on=in_days(9)
    )
    Milestone.objects.create(code="M5", title="Of nobody", initiative=orphan, due_on=in_days(5))
    assert found() == {
        "blackout": ["M3 In testing"],
        "order": ["M1 First"],
        "owner": ["I2 Orphan", "M5 Of nobody"],
    }


def test_work_that_nobody_touched_is_stale_until_somebody_looked_at_it(sound, cast, as_) -> None:
    long_ago = timezone.make_aware(datetime.combine(in_days(-61), datetime.min.time()))
    Initiative.objects.update(changed_at=long_ago)
    Milestone.objects.update(changed_at=long_ago)
    assert found() == {"stale": ["I1 Sound"]}
    as_(cast.ada).post(reverse("strategy:initiative-reviewed", args=[sound.pk]))
    assert found() == {}


def test_load_is_told_by_owner_and_term_and_unknown_hours_are_counted(sound, cast) -> None:
    Milestone.objects.filter(code="M1").update(hours=30, owner=cast.ben)
    line = next(each for each in load_page().lines if each.owner == cast.ben)
    assert (line.total, line.unknown) == (30, 0)
    assert next(each for each in load_page().lines if each.owner == cast.ada).unknown == 1


def test_the_rest_of_an_initiatives_hours_is_spread_over_its_days(sound, cast) -> None:
    begin, end = in_days(0), in_days(365)
    Initiative.objects.update(hours=365, begins_on=begin, ends_on=end)
    page = load_page()
    assert sum(next(each for each in page.lines if each.owner == cast.ada).hours) == pytest.approx(365, abs=2)
    assert len(page.terms) in (2, 3)


def test_school_years_begin_in_july() -> None:
    assert term_of(date(2026, 7, 1)) == (2027, 0)
    assert term_of(date(2027, 6, 30)) == (2027, 1)


def test_milestones_without_hours_below_an_initiative_without_hours_are_unknown(sound, cast) -> None:
    assert next(each for each in load_page().lines if each.owner == cast.ada).unknown == 2
