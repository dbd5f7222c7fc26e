"""The pages of those who make surveys and read what they found."""

from __future__ import annotations

from typing import Any, cast

import segno
from django.conf import settings as site
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.voice import jobs
from cupola.modules.voice.forms_surveys import ItemForm, LastDayForm, NewSurveyForm, SlipsForm, SurveyForm
from cupola.modules.voice.models import Audience, Door, Item, Survey
from cupola.modules.voice.queries import survey_results as found
from cupola.modules.voice.queries import surveys as queries
from cupola.modules.voice.surveys import answering, building, codes, opening
from cupola.modules.voice.surveys.guard import CONSENTS
from cupola.modules.voice.surveys.phrases import LANGUAGES, PHRASES
from cupola.shell.doors import UserRequest, page
from cupola.shell.downloads import as_csv
from cupola.shell.editing import Sheet, edit
from cupola.workspace import audit
from cupola.workspace.policy import everywhere


@page("see voice")
def surveys(request: UserRequest) -> HttpResponse:
    may = everywhere(request.user, "keep voice")
    return render(request, "voice/surveys.html", {"lines": queries.survey_list(request.user), "may_keep": may})


@page("keep voice")
@require_http_methods(["GET", "POST"])
def new(request: UserRequest) -> HttpResponse:
    _whole_district(request)
    form = NewSurveyForm(request.POST or None, initial={"ready": "teachers"})
    sheet = Sheet(
        title=_("New survey"),
        act="survey begun",
        lead=_("Short surveys get more answers. You can change, add and remove questions before it opens."),
        back=reverse("voice:surveys"),
        back_title=_("Surveys"),
        button=_("Make it"),
        done=_("The survey is made. Nobody can answer it yet."),
        then=lambda row: reverse("voice:survey", args=[row.pk]),
    )

    def save(filled: Any) -> Survey:
        wanted = filled.cleaned_data
        row = Survey(title=wanted["title"], audience=wanted["audience"])
        return building.begin(row, wanted["ready"], by=request.user)

    return edit(request, form, sheet, save=save, template="voice/survey_new.html")


@page("keep voice")
@require_http_methods(["GET", "POST"])
def survey(request: UserRequest, key: int) -> HttpResponse:
    _whole_district(request)
    row = get_object_or_404(Survey, pk=key)
    if request.method == "POST":
        return _act(request, row)
    shown = queries.survey_page(row)
    return render(request, "voice/survey.html", {"page": shown, "consents": CONSENTS})


def _act(request: UserRequest, row: Survey) -> HttpResponse:
    """Do what a button of the survey's page says."""
    act, by = request.POST.get("act", ""), request.user
    try:
        if act in ("up", "down", "remove"):
            _act_on_item(request, row, act)
        elif act == "open":
            opening.open_up(row, by=by)
            messages.success(request, _("The survey is open from its first day on. Hand out the links or the slips."))
        elif act == "close":
            opening.close(row, by=by)
            jobs.mask_comments.enqueue()
            messages.success(request, _("The survey is closed. Comments are shown when names were taken out."))
        elif act == "copy":
            copied = building.copy(row, by=by)
            messages.success(request, _("This is the copy. Give it its days, and its doors."))
            return redirect("voice:survey", key=copied.pk)
        elif act == "throw away":
            building.throw_away(row, by=by)
            messages.success(request, _("The survey is removed."))
            return redirect("voice:surveys")
    except CupolaError as error:
        messages.error(request, str(error))
    return redirect("voice:survey", key=row.pk)


def _act_on_item(request: UserRequest, row: Survey, act: str) -> None:
    item = get_object_or_404(row.items, pk=_number(request.POST.get("item", "")))
    if act == "remove":
        building.take_out(item, by=request.user)
    else:
        building.move(item, -1 if act == "up" else 1, by=request.user)


@page("keep voice")
@require_http_methods(["GET", "POST"])
def settings(request: UserRequest, key: int) -> HttpResponse:
    _whole_district(request)
    row = get_object_or_404(Survey, pk=key)
    if row.state == Survey.State.CLOSED:
        messages.error(request, _("This survey is closed and stays as it is. Copy it to a new wave."))
        return redirect("voice:survey", key=key)
    kind = SurveyForm if row.state == Survey.State.DRAFT else LastDayForm
    sheet = Sheet(
        title=_("Words and days"),
        act="survey changed",
        back=reverse("voice:survey", args=[key]),
        back_title=row.title,
        then=lambda each: reverse("voice:survey", args=[each.pk]),
    )
    return edit(request, kind(request.POST or None, instance=row), sheet)


@page("keep voice")
@require_http_methods(["GET", "POST"])
def item(request: UserRequest, key: int, number: int = 0) -> HttpResponse:
    _whole_district(request)
    row = get_object_or_404(Survey, pk=key)
    one = get_object_or_404(row.items, pk=number) if number else Item(survey=row)
    if row.state != Survey.State.DRAFT:
        messages.error(request, _("This survey is in use. Copy it to a new wave and change the copy."))
        return redirect("voice:survey", key=key)
    sheet = Sheet(
        title=_("Question") if number else _("New question"),
        act="survey question kept",
        lead=_("Ask one thing in one sentence. Write both languages, so that nobody needs a relative to translate."),
        back=reverse("voice:survey", args=[key]),
        back_title=row.title,
        then=lambda _row: reverse("voice:survey", args=[key]),
    )

    def save(form: Any) -> Item:
        made = cast("Item", form.save(commit=False))
        building.keep_item(made, by=request.user, seen=form.cleaned_data.get("seen"))
        return made

    return edit(request, ItemForm(request.POST or None, instance=one), sheet, save=save)


@page("keep voice")
def preview(request: UserRequest, key: int) -> HttpResponse:
    _whole_district(request)
    row = get_object_or_404(Survey, pk=key)
    items = list(row.items.all())
    both = [
        {
            "lang": each,
            "name": name,
            "words": PHRASES[each],
            "title": (row.title_es if each == "es" else "") or row.title,
            "intro": (row.intro_es if each == "es" else "") or row.intro,
            "takes": PHRASES[each]["minutes"] % building.minutes(items),
            "asked": answering.asked(items, each, prefix=f"{each}-"),
        }
        for each, name in LANGUAGES.items()
    ]
    return render(request, "voice/survey_preview.html", {"survey": row, "both": both})


@page("keep voice")
def notice(request: UserRequest, key: int) -> HttpResponse:
    """A letter to parents in both languages, to be printed before students are asked."""
    _whole_district(request)
    row = get_object_or_404(Survey, pk=key)
    if row.audience != Audience.STUDENT:
        raise Http404("only surveys of students need a notice")
    items = list(row.items.all())
    return render(
        request, "voice/survey_notice.html", {"survey": row, "items": items, "page": queries.survey_page(row)}
    )


@page("keep voice")
@require_http_methods(["GET", "POST"])
def doors(request: UserRequest, key: int) -> HttpResponse:
    _whole_district(request)
    row = get_object_or_404(Survey, pk=key)
    if request.method == "POST":
        _act_on_doors(request, row)
        return redirect("voice:survey_doors", key=key)
    lines = [
        (line, _address(request, line.url), _square(_address(request, line.url))) for line in queries.door_lines(row)
    ]
    shown = {
        "survey": row,
        "lines": lines,
        "missing": queries.schools_without_door(row),
        "is_draft": row.state == Survey.State.DRAFT,
        "is_for_students": row.audience == Audience.STUDENT,
    }
    return render(request, "voice/survey_doors.html", shown)


def _act_on_doors(request: UserRequest, row: Survey) -> None:
    act, by = request.POST.get("act", ""), request.user
    try:
        if act in ("schools", "district"):
            opening.make_doors(row, for_schools=act == "schools", by=by)
        elif act == "invited":
            opening.set_invited(row, _invited(request, row), by=by)
            messages.success(request, _("Saved."))
        elif act.startswith("remove "):
            opening.remove_door(get_object_or_404(row.doors, pk=_number(act.partition(" ")[2])), by=by)
    except CupolaError as error:
        messages.error(request, str(error))


def _invited(request: UserRequest, row: Survey) -> dict[int, int | None]:
    """Door -> how many people it asks; an empty field is not known, what is no number changes nothing."""
    wanted: dict[int, int | None] = {}
    for key in row.doors.values_list("pk", flat=True):
        typed = request.POST.get(f"invited-{key}")
        if typed is None:
            continue
        plain = typed.strip().replace(",", "")
        if plain == "" or (plain.isascii() and plain.isdigit() and len(plain) < 8):
            wanted[key] = int(plain) if plain else None
    return wanted


@page("keep voice")
@require_http_methods(["GET", "POST"])
def slips(request: UserRequest, key: int, number: int) -> HttpResponse:
    """Codes for one door, shown this once: only their hashes are kept."""
    _whole_district(request)
    door = get_object_or_404(Door.objects.select_related("survey", "school"), pk=number, survey_id=key)
    form = SlipsForm(request.POST or None, initial={"many": door.invited or 30})
    if request.method == "POST" and form.is_valid():
        if door.survey.state == Survey.State.CLOSED:
            messages.error(request, _("This survey is closed and takes no more answers."))
            return redirect("voice:survey_doors", key=key)
        made = codes.make(door, form.cleaned_data["many"], by=request.user)
        link = _address(request, reverse("voice:answer", args=[door.token]))
        shown = {"door": door, "codes": made, "link": link, "short": link.partition("://")[2], "square": _square(link)}
        return render(request, "voice/survey_slips.html", shown)
    return render(request, "voice/survey_slips_ask.html", {"door": door, "form": form})


@page("see voice")
def results(request: UserRequest, key: int) -> HttpResponse:
    shown = found.results_page(_used(request, key), request.user, request.GET.get("school", ""))
    charts = {line.item.pk: mark_safe(line.chart) for line in shown.items}
    may = everywhere(request.user, "keep voice")
    return render(request, "voice/survey_results.html", {"page": shown, "charts": charts, "may_keep": may})


@page("see voice")
def table(request: UserRequest, key: int) -> StreamingHttpResponse:
    """The table of the page as a file."""
    shown = found.results_page(_used(request, key), request.user, request.GET.get("school", ""))
    audit.note("survey results exported", user=request.user, thing=f"survey:{key}")
    return as_csv(f"survey-{key}", found.HEADER, found.table(shown))


def _used(request: UserRequest, key: int) -> Survey:
    """A survey that is or was open; drafts have no results."""
    return get_object_or_404(Survey.objects.exclude(state=Survey.State.DRAFT), pk=key)


def _address(request: HttpRequest, path: str) -> str:
    public = str(site.OPTIONS.public_url).rstrip("/")
    return f"{public}{path}" if public else request.build_absolute_uri(path)


def _square(link: str) -> SafeString:
    """The link as a square code, drawn into the page."""
    drawn = segno.make(link, micro=False).svg_inline(omitsize=True, svgclass="qr", lineclass=None)
    return mark_safe(drawn.replace("<svg ", '<svg role="img" aria-label="QR" ', 1))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _whole_district(request: UserRequest) -> None:
    """Surveys belong to the district, so a role over some schools does not make them."""
    if not everywhere(request.user, "keep voice"):
        raise PermissionDenied("keep voice")
