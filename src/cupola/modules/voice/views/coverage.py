"""Who was heard, who was not, and the visits that fill the gaps, as a page and as a calendar."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from cupola.engine.planning.visits import Visit
from cupola.modules.voice.queries.coverage import MOST_A_WEEK, Coverage, coverage
from cupola.shell.doors import UserRequest, page
from cupola.workspace.models import District
from cupola.workspace.policy import everywhere

USUAL = 2


@page("see voice")
def heard(request: UserRequest) -> HttpResponse:
    """Schools and roles this term, spans, and the plan of visits."""
    shown = _shown(request)
    choices = range(1, MOST_A_WEEK + 1)
    return render(request, "voice/coverage.html", {"page": shown, "choices": choices})


@page("see voice")
def visits(request: UserRequest) -> HttpResponse:
    """The plan of visits as a calendar file: whole days, to be moved to an hour that suits the school."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Cupola//visits//EN")
    calendar.add("version", "2.0")
    for visit in _shown(request).visits:
        event = Event()
        event.add("uid", f"visit-{visit.place.key}-{visit.on:%Y%m%d}@cupola")
        event.add("dtstamp", datetime.now(timezone.get_default_timezone()))
        event.add("dtstart", visit.on)
        event.add("dtend", visit.on + timedelta(days=1))
        event.add("summary", _("Visit %(school)s") % {"school": visit.place.name})
        event.add("description", _why(visit))
        calendar.add_component(event)
    name = District.here().name or "Cupola"
    calendar.add("x-wr-calname", _("Visits, %(name)s") % {"name": name})
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="visits.ics"'
    return answer


def _why(visit: Visit) -> str:
    silent = visit.silent_days
    since = _("Nobody was heard there yet.") if silent is None else _("Last heard %(n)s days before.") % {"n": silent}
    if not visit.place.roles_missing:
        return since
    return f"{since} {_('Not heard this term: %(roles)s.') % {'roles': ', '.join(visit.place.roles_missing)}}"


def _shown(request: UserRequest) -> Coverage:
    if not everywhere(request.user, "see voice"):
        raise PermissionDenied("see voice")
    asked = request.GET.get("week", "")
    return coverage(today=timezone.localdate(), per_week=int(asked) if asked.isdecimal() and len(asked) < 3 else USUAL)
