"""The ledger: lists, months, one promise with its history, and what everybody may read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cupola.engine.paper.charts import Point, both_widths
from cupola.modules.voice.models import Promise, PromiseEvent, PromiseLink, PromiseState
from cupola.shell.announcements import Day, Hit, Need, linkables
from cupola.shell.templatetags.ui import day
from cupola.workspace.folding import folded
from cupola.workspace.models import User
from cupola.workspace.policy import can, everywhere, visible

MONTHS = 12
LATELY = timedelta(days=120)
VIEWS: dict[str, Any] = {
    "open": gettext_lazy("To be kept"),
    "late": gettext_lazy("Late"),
    "mine": gettext_lazy("Mine"),
    "unanswered": gettext_lazy("Not answered"),
    "done": gettext_lazy("Done"),
    "not_done": gettext_lazy("Not done"),
    "all": gettext_lazy("All"),
}


@dataclass(frozen=True, slots=True)
class Month:
    """The promises that were due in one month: kept by their day, kept late, and not kept."""

    first: date
    due: int
    kept: int
    late: int

    @property
    def share(self) -> float | None:
        """The share kept by their day, of 1; None where nothing was due."""
        return self.kept / self.due if self.due else None


@dataclass(frozen=True, slots=True)
class Line:
    """One promise in a list, with the mark of its state."""

    promise: Promise
    mark: str
    words: str
    css: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """The page of promises."""

    view: str
    views: tuple[tuple[str, Any, int], ...]
    lines: tuple[Line, ...]
    heard: int
    open: int
    late: int
    done: int
    not_done: int
    unanswered: int
    months: tuple[Month, ...]
    chart: str
    in_all: int


@dataclass(frozen=True, slots=True)
class Tie:
    """What a promise hangs together with, and where it is."""

    key: int
    title: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class PromisePage:
    """One promise; the asker's name is there for those alone who may write to them."""

    line: Line
    events: tuple[PromiseEvent, ...]
    ties: tuple[Tie, ...]
    may_keep: bool
    may_move: bool
    answers: tuple[PromiseEvent, ...]


def promises_of(user: User) -> QuerySet[Promise]:
    """The promises that the user may see: of the district or the own schools, and those that are the user's own."""
    seen = visible(Promise.objects.all(), user, "see voice")
    return Promise.objects.filter(Q(pk__in=seen.values("pk")) | Q(owner=user)).select_related("school", "owner", "need")


def may_move(user: User, promise: Promise) -> bool:
    """Whether the user may say what became of it: who keeps voices, and who answers for it."""
    return everywhere(user, "keep voice") or (promise.owner_id == user.pk and can(user, "see voice"))


def ledger(user: User, view: str, words: str) -> Ledger:
    """The promises of one view, with the counts of all."""
    today = timezone.localdate()
    seen = list(promises_of(user))
    chosen = {key: [each for each in seen if _is_in(each, key, user, today=today)] for key in VIEWS}
    view = view if view in VIEWS else "open"
    found = [each for each in chosen[view] if folded(words) in folded(each.what)]
    months = kept_by_month(seen, today)
    return Ledger(
        view=view,
        views=tuple((key, title, len(chosen[key])) for key, title in VIEWS.items()),
        lines=tuple(line_of(each, today) for each in _in_order(found, view)),
        heard=sum(each.state == PromiseState.HEARD for each in seen),
        open=len(chosen["open"]),
        late=len(chosen["late"]),
        done=len(chosen["done"]),
        not_done=len(chosen["not_done"]),
        unanswered=len(chosen["unanswered"]),
        months=months,
        chart=_chart(months),
        in_all=len(seen),
    )


def _in_order(found: Sequence[Promise], view: str) -> list[Promise]:
    if view in ("done", "not_done", "all"):
        return sorted(found, key=lambda each: (each.done_on or each.heard_on, each.pk), reverse=True)
    return sorted(found, key=lambda each: (each.due_on or date.max, each.pk))


def _is_in(promise: Promise, view: str, user: User, *, today: date) -> bool:
    is_open = promise.state in (PromiseState.HEARD, PromiseState.PROMISED)
    return {
        "open": is_open,
        "late": is_late(promise, today),
        "mine": is_open and promise.owner_id == user.pk,
        "unanswered": not is_open and promise.replied_on is None,
        "done": promise.state == PromiseState.DONE,
        "not_done": promise.state == PromiseState.NOT_DONE,
        "all": True,
    }[view]


def is_late(promise: Promise, today: date) -> bool:
    """Whether its day has passed and it is not done."""
    return promise.state == PromiseState.PROMISED and promise.due_on is not None and promise.due_on < today


def line_of(promise: Promise, today: date) -> Line:
    """A promise with its mark: shape, word, then colour."""
    if is_late(promise, today):
        return Line(promise, "clock", _("Late"), "held")
    if promise.state == PromiseState.PROMISED:
        return Line(promise, "person", _("On time"), "dec")
    if promise.state == PromiseState.DONE:
        words = _("Done and confirmed") if promise.confirmed_on else _("Done")
        return Line(promise, "ok", words, "ok")
    if promise.state == PromiseState.NOT_DONE:
        return Line(promise, "none", _("Not done, and why"), "")
    return Line(promise, "open", _("Heard"), "")


def kept_by_month(promises: Iterable[Promise], today: date) -> tuple[Month, ...]:
    """The last twelve months with what was due in each; months in which nothing was due are among them."""
    due: defaultdict[date, list[Promise]] = defaultdict(list)
    for promise in promises:
        if promise.due_on is not None and promise.promised_on is not None and promise.due_on <= today:
            due[promise.due_on.replace(day=1)].append(promise)
    first = today.replace(day=1)
    months = []
    for _place in range(MONTHS):
        found = due.get(first, [])
        kept = sum(each.done_on is not None and each.done_on <= each.due_on for each in found if each.due_on)
        late = sum(each.done_on is not None for each in found) - kept
        months.append(Month(first, len(found), kept, late))
        first = (first - timedelta(days=1)).replace(day=1)
    return tuple(reversed(months))


def _chart(months: Sequence[Month]) -> str:
    if sum(month.due > 0 for month in months) < 2:
        return ""
    points = [Point(f"{month.first:%b}", None if month.share is None else round(100 * month.share)) for month in months]
    told = [f"{point.label} {point.value:.0f}%" for point in points if point.value is not None]
    return both_widths(points, says=_("Share of promises kept by their day: %(all)s") % {"all": ", ".join(told)})


def promise_page(promise: Promise, user: User) -> PromisePage:
    """One promise with its history and ties."""
    events = tuple(promise.events.all())
    return PromisePage(
        line=line_of(promise, timezone.localdate()),
        events=events,
        ties=tuple(_tie(each) for each in promise.links.all()),
        may_keep=everywhere(user, "keep voice"),
        may_move=may_move(user, promise),
        answers=tuple(each for each in events if each.kind in (PromiseEvent.Kind.MAIL, PromiseEvent.Kind.SLIP)),
    )


def _tie(link: PromiseLink) -> Tie:
    known = linkables().get(link.kind)
    titles = {"ticket": _("Ticket"), "budget": _("Budget line")}
    kind = str(known.title) if known else titles.get(link.kind, link.kind)
    return Tie(link.pk, link.title or link.key, kind, known.url(link.key) if known else "")


@dataclass(frozen=True, slots=True)
class PublicPromise:
    """One promise as everybody may read it."""

    words: str
    school: str
    heard_on: date
    due_on: date | None
    mark: str
    state: str
    css: str
    why: str


@dataclass(frozen=True, slots=True)
class PublicPage:
    """What the district shows of its promises: without names of people."""

    promises: tuple[PublicPromise, ...]
    kept: int
    due: int
    since: date


def public_page() -> PublicPage:
    """Everything that has words for everybody, the newest first; kept and due of all promises of the last year."""
    today = timezone.localdate()
    shown = Promise.objects.exclude(public_words="").select_related("school").order_by("-heard_on", "-pk")
    months = kept_by_month(Promise.objects.all(), today)
    return PublicPage(
        promises=tuple(_public(each, today) for each in shown),
        kept=sum(month.kept for month in months),
        due=sum(month.due for month in months),
        since=months[0].first,
    )


def _public(promise: Promise, today: date) -> PublicPromise:
    line = line_of(promise, today)
    return PublicPromise(
        words=promise.public_words,
        school=promise.school.name if promise.school else "",
        heard_on=promise.heard_on,
        due_on=promise.due_on,
        mark=line.mark,
        state=line.words,
        css=line.css,
        why=promise.why_not if promise.state == PromiseState.NOT_DONE else "",
    )


def needs(user: User) -> list[Need]:
    """Own promises that are late or due within a week, and done ones whose askers do not know."""
    today = timezone.localdate()
    own = promises_of(user).filter(owner=user)
    soon = own.filter(state=PromiseState.PROMISED, due_on__lte=today + timedelta(days=7)).order_by("due_on")[:5]
    found = [
        Need(
            each.what,
            _("You promised it to a %(who)s.") % {"who": str(each.get_speaker_display()).lower()},
            reverse("voice:promise", args=[each.pk]),
            _("late since %(day)s") % {"day": day(each.due_on)}
            if is_late(each, today)
            else _("by %(day)s") % {"day": day(each.due_on)},
            is_held=is_late(each, today),
            weight=700 if is_late(each, today) else 500,
        )
        for each in soon
    ]
    silent = own.filter(state=PromiseState.DONE, replied_on=None, done_on__gte=today - LATELY)
    if count := silent.count():
        url = reverse("voice:promises") + "?view=unanswered"
        text = _("They asked, it is done, and nobody told them.")
        found.append(Need(_("Tell people that it is done"), text, url, f"{count:,}", _("promises"), weight=400))
    return found


def dates(user: User) -> list[Day]:
    """The days of promises that are still to be kept, those of the user or, for who keeps them all, everybody's."""
    today = timezone.localdate()
    found = promises_of(user).filter(state=PromiseState.PROMISED, due_on__gte=today)
    if not everywhere(user, "keep voice"):
        found = found.filter(owner=user)
    return [
        Day(each.due_on, each.what, reverse("voice:promise", args=[each.pk]), _("promised"))
        for each in found.order_by("due_on")[:6]
        if each.due_on
    ]


def search(user: User, words: str) -> list[Hit]:
    """Promises by their words."""
    if not can(user, "see voice"):
        return []
    found = (each for each in promises_of(user) if words in folded(each.what))
    return [
        Hit(each.what, _("Promises"), reverse("voice:promise", args=[each.pk]), str(each.get_state_display()))
        for each in list(found)[:20]
    ]
