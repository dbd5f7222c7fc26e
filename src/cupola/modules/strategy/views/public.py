"""The plan as everybody may read it: no sign-in, no names of people, no money."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from cupola.modules.strategy.queries.public import PublicPlan, public_plan
from cupola.shell.doors import UserRequest
from cupola.shell.whole import district_page

STYLE = "shell/cupola.css"


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    plan = _published()
    if plan is None:
        return render(request, "strategy/not_public.html", status=404)
    return render(request, "strategy/public.html", {"plan": plan})


@district_page("see plan")
@require_safe
def export(request: UserRequest) -> HttpResponse:
    """The same as one file for the district's own web site."""
    plan = _published()
    if plan is None:
        raise Http404("the plan is not public")
    context = {"plan": plan, "style": _style(), "made_on": timezone.localdate(), "district": request.district}
    page = render_to_string("strategy/public_file.html", context)
    answer = HttpResponse(page, content_type="text/html; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="plan.html"'
    return answer


def _published() -> PublicPlan | None:
    return public_plan()


def _style() -> str:
    """The style sheet without what it would have to fetch."""
    place = finders.find(STYLE)
    text = Path(str(place)).read_text("utf-8") if place else ""
    return "\n".join(line for line in text.splitlines() if not line.startswith("@font-face"))
