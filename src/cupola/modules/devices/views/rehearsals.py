"""The pages of rehearsals: draw a sample, print its sheet, type in what was found."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cupola.engine.errors import CupolaError
from cupola.modules.devices import drawing, photographed
from cupola.modules.devices.forms import SampleForm
from cupola.modules.devices.models import Inventory, Rehearsal, RehearsalItem, Result
from cupola.modules.devices.queries import rehearsals as queries
from cupola.shell.doors import UserRequest, page
from cupola.shell.downloads import as_csv
from cupola.shell.editing import Sheet, edit
from cupola.shell.uploads import refusal_of

VERB = queries.VERB


@page(VERB)
def rehearsals(request: UserRequest) -> HttpResponse:
    about = {"standings": queries.standings(request.user), "inventory": Inventory.newest()}
    return render(request, "devices/rehearsals.html", about)


@page(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    sheet = Sheet(
        title=gettext_lazy("A new sample"),
        act="rehearsal drawn",
        back=reverse("devices:rehearsals"),
        back_title=gettext_lazy("Rehearsals"),
        then=lambda row: reverse("devices:rehearsal", args=[row.pk]),
        lead=gettext_lazy(
            "Drawn from every device on the register that is not retired, in shares by school and fund, as an auditor "
            "draws it."
        ),
        button=gettext_lazy("Draw it"),
        done=gettext_lazy("The sample is drawn."),
    )
    form = SampleForm(request.POST or None)
    return edit(request, form, sheet, save=lambda filled: drawing.draw_sample(filled.wanted(), by=request.user))


@page(VERB)
def rehearsal(request: UserRequest, key: int) -> HttpResponse:
    one = _one(request, key)
    about = {"standing": queries.standing(request.user, one), "rooms": queries.rooms(one)}
    return render(request, "devices/rehearsal.html", about)


@page(VERB)
def sheet(request: UserRequest, key: int) -> HttpResponse:
    """The sheet to print; each device's code opens its own page on a phone."""
    one = _one(request, key)
    origin = f"{request.scheme}://{request.get_host()}"
    about = {"standing": queries.standing(request.user, one), "rooms": queries.rooms(one, origin)}
    return render(request, "devices/sheet.html", about)


@page(VERB)
def export(request: UserRequest, key: int) -> StreamingHttpResponse:
    return as_csv(f"rehearsal-{key}", queries.HEAD, queries.lines(_one(request, key)))


@page(VERB)
@require_POST
def upload(request: UserRequest, key: int) -> HttpResponse:
    one = _one(request, key)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise CupolaError(_("The upload"), _("holds no file."), _("Choose a CSV file of results."))
        taken = drawing.take_list(one, b"".join(file.chunks()), by=request.user)
    except CupolaError as error:
        messages.error(request, str(error))
    else:
        told = _("%(n)s results were taken; %(m)s lines fit no device of this sample.")
        messages.success(request, told % {"n": taken.taken, "m": taken.unknown})
    return redirect("devices:rehearsal", key=key)


@page(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def photos(request: UserRequest, key: int) -> HttpResponse:
    """Photos of codes: read, told one by one, and gone. Sent again they say the same, so the answer is the page."""
    one = _one(request, key)
    about = {"rehearsal": one, "results": Result.choices, "result": Result.FOUND, "most": photographed.AT_ONCE}
    if request.method == "POST":
        result = str(request.POST.get("result", ""))
        about["result"] = result
        files = tuple(request.FILES.getlist("photos"))
        try:
            if (refused := refusal_of(request)) is not None:
                raise refused
            sent = photographed.Sent(files, request.get_host(), result)
            about["told"] = photographed.take_photos(one, sent, by=request.user)
        except CupolaError as error:
            messages.error(request, str(error))
            return render(request, "devices/photos.html", about, status=422)
    return render(request, "devices/photos.html", about)


@page(VERB)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: UserRequest, key: int, number: int) -> HttpResponse:
    """One device of the sample, as a phone opens it from the sheet: three buttons."""
    one = _one(request, key)
    found = get_object_or_404(one.items.select_related("school", "answered_by"), number=number)
    if request.method == "POST":
        try:
            drawing.answer(found, request.POST.get("result", ""), request.POST.get("note", ""), by=request.user)
        except CupolaError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Written down."))
        return redirect("devices:rehearsal_item", key=key, number=number)
    following = RehearsalItem.objects.filter(rehearsal=one, result="").exclude(pk=found.pk)
    after = following.filter(number__gt=number).order_by("number").first() or following.order_by("number").first()
    about = {"rehearsal": one, "item": found, "results": Result.choices, "next": after}
    return render(request, "devices/item.html", about)


def _one(request: UserRequest, key: int) -> Rehearsal:
    return get_object_or_404(queries.rehearsals(request.user), pk=key)
