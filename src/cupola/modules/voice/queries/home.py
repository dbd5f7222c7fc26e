"""The way into the room: what there is of each way of hearing people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cupola.modules.voice.models import Note, Session, Survey, Theme
from cupola.modules.voice.queries.coverage import coverage
from cupola.modules.voice.queries.pains import pain_page
from cupola.workspace.models import User
from cupola.workspace.policy import can, everywhere, visible


@dataclass(frozen=True, slots=True)
class Way:
    """One way of hearing people: its title, what it is for, what there is, and its address."""

    title: str
    what: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class NoteCard:
    """What the first page says of notes."""

    last: datetime | None
    this_month: int


def note_card(user: User) -> NoteCard | None:
    """The way to a new note, for those who walk."""
    if not can(user, "take notes"):
        return None
    own = Note.objects.filter(writer=user).order_by("-heard_at").values_list("heard_at", flat=True)
    begin = timezone.localtime().replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return NoteCard(own.first(), own.filter(heard_at__gte=begin).count())


def ways(user: User) -> list[Way]:
    """The ways that are open to the user."""
    notes = Note.objects.filter(writer=user).count()
    own = ngettext("%(n)s note of yours", "%(n)s notes of yours", notes) % {"n": f"{notes:,}"}
    found = [_way("notes", (_("Notes"), _("Twenty seconds on a phone. Only you read them.")), own)]
    if can(user, "see voice"):
        found += _shared(user)
    if everywhere(user, "keep voice"):
        found += _kept()
    return found


def _shared(user: User) -> list[Way]:
    count = visible(Session.objects.all(), user, "see voice").count()
    sessions = ngettext("%(n)s session", "%(n)s sessions", count) % {"n": f"{count:,}"}
    pains = _("%(n)s hours a year") % {"n": f"{pain_page(user).hours:,}"}
    states = dict(Survey.objects.order_by().values_list("state").annotate(n=Count("pk")))
    surveys = _("%(open)s open, %(closed)s closed") % {"open": states.get("open", 0), "closed": states.get("closed", 0)}
    asked = _("Teachers, parents and students answer in English or Spanish, without a name.")
    lost = _("What is done by hand, twice, or in waiting, in hours a year.")
    return [
        _way("sessions", (_("Sessions"), _("Listening sessions and advisory groups, with who came.")), sessions),
        _way("surveys", (_("Surveys"), asked), surveys),
        _way("pains", (_("Work that costs time"), lost), pains),
    ]


def _kept() -> list[Way]:
    count = Theme.objects.count()
    themes = ngettext("%(n)s theme", "%(n)s themes", count) % {"n": count}
    heard = coverage(today=timezone.localdate(), per_week=2)
    silent = ngettext("%(n)s school was not heard this term", "%(n)s schools were not heard this term", heard.silent)
    schools = silent % {"n": heard.silent} if heard.schools else _("no school is in the record yet")
    many = _("What many say, put together by a person, and the needs that come of it.")
    gaps = _("Schools and roles this term, and the visits that fill the gaps.")
    return [
        _way("themes", (_("Themes"), many), themes),
        _way("coverage", (_("Who was heard"), gaps), schools),
    ]


def _way(name: str, words: tuple[str, str], state: str) -> Way:
    title, what = words
    return Way(title, what, state, reverse(f"voice:{name}"))
