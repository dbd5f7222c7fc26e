"""What does not fit in the plan: clashes of days, things without an owner, stale work, and missing links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from cupola.modules.strategy.models import Blackout, Dependency, Goal, Initiative, InitiativeState, Milestone
from cupola.modules.strategy.queries import standing
from cupola.modules.strategy.queries.load import LoadPage, load_page
from cupola.modules.strategy.templatetags.plan import dollars
from cupola.shell.templatetags.ui import day
from cupola.workspace.models import Need, NeedState

STALE = timedelta(days=60)
LIVING = (InitiativeState.PLANNED, InitiativeState.ACTIVE)


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing that does not fit: what it is, what is wrong with it, and its page."""

    title: str
    fact: str
    url: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of misfit with all of them; `good` is what its empty list says."""

    name: str
    title: Promise
    why: Promise
    good: Promise
    found: tuple[Misfit, ...]


@dataclass(frozen=True, slots=True)
class FittingPage:
    """Clashes, then alignment, then the load of owners."""

    clashes: tuple[Kind, ...]
    alignment: tuple[Kind, ...]
    load: LoadPage
    is_empty: bool

    @property
    def total(self) -> int:
        """How many things do not fit."""
        return sum(len(kind.found) for kind in (*self.clashes, *self.alignment))


def fitting_page() -> FittingPage:
    """Everything that does not fit today."""
    is_empty = not (Goal.objects.exists() or Initiative.objects.exists() or Need.objects.exists())
    return FittingPage(clashes(), alignment(), load_page(), is_empty)


def clashes() -> tuple[Kind, ...]:
    """Days that clash, owners that are missing, work that nobody looked at."""
    open_ones = list(
        Milestone.objects.filter(done_on=None, initiative__state__in=LIVING).select_related("initiative", "owner")
    )
    return (
        Kind(
            "blackout",
            lazy("Milestones on days when nothing may be changed"),
            lazy("Testing, the rollover to the new year or a freeze: the work would have to stop or would do harm."),
            lazy("No open milestone falls on such days."),
            tuple(_in_blackouts(open_ones)),
        ),
        Kind(
            "order",
            lazy("Milestones due before what they need first"),
            lazy("One of the two days cannot hold."),
            lazy("Every open milestone is due after what it needs."),
            tuple(_out_of_order()),
        ),
        Kind(
            "owner",
            lazy("Without an owner"),
            lazy("What belongs to nobody is done by nobody."),
            lazy("Every goal, initiative and open milestone has an owner."),
            tuple(_without_owner(open_ones)),
        ),
        Kind(
            "stale",
            lazy("Under way, but untouched for 60 days"),
            lazy("Either it goes on and the plan should say how far, or it has stopped and the plan should say so."),
            lazy("Somebody looked at everything that is under way within 60 days."),
            tuple(_stale()),
        ),
    )


def alignment() -> tuple[Kind, ...]:
    """Needs, goals, measures and money that hang on nothing."""
    goals = list(Goal.objects.filter(is_open=True).annotate(n=Count("needs")))
    needs = Need.objects.filter(state=NeedState.OPEN, goals=None)
    return (
        Kind(
            "goal-without-need",
            lazy("Goals with no need behind them"),
            lazy("Nobody said that they need it. Tie a need to it, or ask why it is a goal."),
            lazy("Every goal answers a need."),
            tuple(_of_goal(each, _("no need behind it")) for each in goals if not each.n),
        ),
        Kind(
            "need-without-goal",
            lazy("Needs with no goal"),
            lazy("People said so and the plan is silent. Take it up, or set it aside and say why."),
            lazy("Every open need belongs to a goal."),
            tuple(Misfit(each.title, _("no goal"), reverse("strategy:need", args=[each.pk])) for each in needs),
        ),
        Kind(
            "goal-without-measure",
            lazy("Goals with no measure"),
            lazy("Nobody will be able to say whether they were reached."),
            lazy("Every goal has a measure."),
            tuple(_of_goal(each, _("no measure")) for each in goals if not each.measure.strip()),
        ),
        Kind(
            "money-without-goal",
            lazy("Money with no goal"),
            lazy("A board member will ask what it is for."),
            lazy("All money of the plan belongs to a goal."),
            tuple(_money_without_goal()),
        ),
    )


def _of_goal(goal: Goal, fact: str) -> Misfit:
    return Misfit(str(goal), fact, reverse("strategy:goal", args=[goal.pk]))


def _of_milestone(milestone: Milestone, fact: str) -> Misfit:
    return Misfit(str(milestone), fact, reverse("strategy:milestone", args=[milestone.pk]))


def _of_initiative(initiative: Initiative, fact: str) -> Misfit:
    return Misfit(str(initiative), fact, reverse("strategy:initiative", args=[initiative.pk]))


def _in_blackouts(milestones: Sequence[Milestone]) -> Iterator[Misfit]:
    bands = list(Blackout.objects.all())
    for each in milestones:
        for band in bands:
            if band.begins_on <= each.due_on <= band.ends_on:
                said = {"day": day(each.due_on), "what": band.title, "end": day(band.ends_on)}
                yield _of_milestone(each, _("due %(day)s, in %(what)s until %(end)s") % said)


def _out_of_order() -> Iterator[Misfit]:
    rows = Dependency.objects.filter(milestone__done_on=None, needs_first__done_on=None)
    for each in rows.filter(milestone__initiative__state__in=LIVING).select_related("milestone", "needs_first"):
        first = each.needs_first
        if each.milestone.due_on < first.due_on:
            said = {"day": day(each.milestone.due_on), "first": first.code, "later": day(first.due_on)}
            yield _of_milestone(each.milestone, _("due %(day)s, but needs %(first)s, due %(later)s") % said)


def _without_owner(milestones: Sequence[Milestone]) -> Iterator[Misfit]:
    for goal in Goal.objects.filter(is_open=True, owner=None):
        yield _of_goal(goal, _("goal"))
    for initiative in Initiative.objects.filter(state__in=LIVING, owner=None):
        yield _of_initiative(initiative, _("initiative"))
    for each in milestones:
        if each.owner_id is None and each.initiative.owner_id is None:
            yield _of_milestone(each, _("milestone"))


def _stale() -> Iterator[Misfit]:
    today = standing.today()
    for each in Initiative.objects.filter(state=InitiativeState.ACTIVE).prefetch_related("milestones"):
        touched = last_touched(each)
        if today - touched > STALE:
            said = {"day": day(touched), "n": (today - touched).days}
            yield _of_initiative(each, _("last touched %(day)s, %(n)s days ago") % said)


def last_touched(initiative: Initiative) -> date:
    """The newest day on which somebody changed an initiative or its milestones, or looked at it."""
    moments = [initiative.changed_at, *(each.changed_at for each in initiative.milestones.all())]
    days = [timezone.localtime(each).date() for each in moments]
    return max(days if initiative.reviewed_on is None else [*days, initiative.reviewed_on])


def _money_without_goal() -> Iterator[Misfit]:
    rows = Initiative.objects.filter(goal=None, state__in=LIVING).annotate(total=Sum("money__cents"))
    for each in rows.filter(total__gt=0):
        yield _of_initiative(each, _("%(dollars)s and no goal") % {"dollars": dollars(each.total)})
