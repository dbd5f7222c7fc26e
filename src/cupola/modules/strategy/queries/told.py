"""What is told of the plan outside its own pages, always within what the reader may see."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.modules.strategy.models import Ask, Goal, Initiative, InitiativeState, Milestone, Pilot
from cupola.modules.strategy.queries import standing
from cupola.modules.strategy.queries.needs import seen_by
from cupola.modules.strategy.services.asks import may_answer
from cupola.shell.announcements import Day, Hit, Need
from cupola.shell.templatetags.ui import day
from cupola.workspace.folding import folded
from cupola.workspace.models import NeedState, User
from cupola.workspace.policy import can, everywhere

SOON = timedelta(days=14)
SHOWN = 20
LIVING = (InitiativeState.PLANNED, InitiativeState.ACTIVE)


def asks_in_words(user: User) -> str:
    """The count of decisions that wait, beside the word in the navigation."""
    n = Ask.objects.filter(answer=None).count() if everywhere(user, "see plan") else 0
    return f"{n:,}" if n else ""


def asks_waiting(user: User) -> list[Need]:
    """Decisions that wait for this person, from two weeks before they are needed."""
    if not can(user, "see plan"):
        return []
    today = standing.today()
    rows = Ask.objects.filter(answer=None, by_when__lte=today + SOON).select_related("asked_of")
    return [_need_of(each, is_overdue=each.by_when < today) for each in rows if _waits_for(user, each)][:3]


def _waits_for(user: User, ask: Ask) -> bool:
    """Asked of this person, or of nobody in particular and this person may answer."""
    return may_answer(user, ask) and ask.asked_of_id in (None, user.pk)


def _need_of(ask: Ask, *, is_overdue: bool) -> Need:
    return Need(
        title=ask.question,
        text=ask.waiting or _("Your answer stands on the plan with your name and the day."),
        url=reverse("strategy:ask", args=[ask.pk]),
        stake=_("by %(day)s") % {"day": day(ask.by_when)},
        stake_note=_("overdue") if is_overdue else _("a decision asked"),
        weight=800 if is_overdue else 600,
    )


def milestones_overdue(user: User) -> list[Need]:
    """Own milestones whose day has passed."""
    if not everywhere(user, "see plan"):
        return []
    late = list(_own_milestones(user).filter(due_on__lt=standing.today())[: SHOWN + 1])
    if not late:
        return []
    n = len(late)
    title = ngettext("A milestone of yours is late", "Milestones of yours are late", n)
    first = late[0]
    url = reverse("strategy:milestone", args=[first.pk]) if n == 1 else reverse("strategy:plan")
    words = ngettext("%(n)s milestone", "%(n)s milestones", n) % {"n": n if n <= SHOWN else f"{SHOWN}+"}
    return [Need(title, str(first), url, words, _("since %(day)s") % {"day": day(first.due_on)}, weight=500)]


def dates(user: User) -> list[Day]:
    """Own milestones, and decisions that are needed, by day."""
    if not everywhere(user, "see plan"):
        return []
    today = standing.today()
    own = _own_milestones(user).filter(due_on__gte=today)[:SHOWN]
    asks = Ask.objects.filter(answer=None, by_when__gte=today)[:SHOWN]
    return [
        *(Day(each.due_on, each.title, reverse("strategy:milestone", args=[each.pk]), each.code) for each in own),
        *(Day(each.by_when, each.question, reverse("strategy:ask", args=[each.pk]), _("a decision")) for each in asks),
    ]


def _own_milestones(user: User) -> QuerySet[Milestone]:
    return Milestone.objects.filter(owner=user, done_on=None, initiative__state__in=LIVING)


def search(user: User, words: str) -> list[Hit]:
    """Goals, initiatives, milestones and needs by code or title, and more for who sees the whole plan."""
    if not can(user, "see plan"):
        return []
    kinds = [
        (_("Goals"), "strategy:goal", Goal.objects.all()),
        (_("Initiatives"), "strategy:initiative", Initiative.objects.all()),
        (_("Milestones"), "strategy:milestone", Milestone.objects.all()),
        (_("Needs"), "strategy:need", seen_by(user)),
    ]
    if everywhere(user, "see plan"):
        kinds += [
            (_("Decisions"), "strategy:ask", Ask.objects.all()),
            (_("Classroom tools"), "strategy:pilot", Pilot.objects.all()),
        ]
    found = []
    for kind, url, rows in kinds:
        hits = [each for each in rows if words in folded(str(each))]
        found += [Hit(str(each), str(kind), reverse(url, args=[each.pk])) for each in hits[:SHOWN]]
    return found


def items(user: User) -> list[tuple[str, str]]:
    """What a promise may point to: (code, code and title) of goals, initiatives and milestones."""
    if not can(user, "see plan"):
        return []
    goals, initiatives = Goal.objects.filter(is_open=True), Initiative.objects.filter(state__in=LIVING)
    rows: list[Goal | Initiative | Milestone] = [*goals, *initiatives, *Milestone.objects.filter(done_on=None)]
    return [(each.code, str(each)) for each in rows]


def address_of(code: str) -> str:
    """The page of what has this code; the first page of the plan when nothing has it any more."""
    for model, url in ((Initiative, "initiative"), (Milestone, "milestone"), (Goal, "goal")):
        key = model._default_manager.filter(code=code).values_list("pk", flat=True).first()
        if key is not None:
            return reverse(f"strategy:{url}", args=[key])
    return reverse("strategy:plan")


def open_needs(user: User) -> list[tuple[str, str]]:
    """Needs that the user may see and that are not met yet, as what others may point to."""
    return [(str(need.pk), need.title) for need in seen_by(user).filter(state=NeedState.OPEN).order_by("title")]


def need_address(key: str) -> str:
    """The page of a need."""
    return reverse("strategy:need", args=[key])
