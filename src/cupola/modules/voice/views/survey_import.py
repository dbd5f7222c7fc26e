"""The pages on which a file of another form program is looked at and then made into a closed survey."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.engine.surveys.exports import SurveyFile
from cupola.modules.voice import jobs
from cupola.modules.voice.forms_surveys import FileForm
from cupola.modules.voice.models import Audience, ItemKind
from cupola.modules.voice.surveys import importing
from cupola.shell.doors import UserRequest, page
from cupola.shell.uploads import refusal_of
from cupola.workspace import masking
from cupola.workspace.policy import everywhere

KINDS = (*ItemKind.choices, (importing.LEFT_OUT, _("leave out")))


@dataclass(frozen=True, slots=True)
class Column:
    """One column as the page shows it: what it seems to be, and its first cells."""

    place: int
    text: str
    kind: str
    choices: str
    cells: tuple[str, ...]


@page("keep voice")
@require_http_methods(["GET", "POST"])
def bring(request: UserRequest) -> HttpResponse:
    _whole_district(request)
    form = FileForm(request.POST or None, request.FILES or None)
    refused = refusal_of(request)
    if request.method == "POST" and refused is not None:
        form.add_error("file", str(refused))
    elif request.method == "POST" and form.is_valid():
        token = importing.put(form.cleaned_data["file"].chunks(), by=request.user)
        return redirect("voice:survey_looked_at", token=token)
    return render(request, "voice/survey_import.html", {"form": form}, status=422 if form.errors else 200)


@page("keep voice")
@require_http_methods(["GET", "POST"])
def looked_at(request: UserRequest, token: str) -> HttpResponse:
    """Show what the file holds; nothing is kept of it before the button is pressed."""
    _whole_district(request)
    if request.POST.get("act") == "put aside":
        importing.put_aside(token, by=request.user)
        messages.success(request, _("The file is put aside. Nothing of it was kept."))
        return redirect("voice:surveys")
    try:
        read = importing.look(token, by=request.user)
        if request.POST.get("act") == "apply":
            return _apply(request, read, token)
    except CupolaError as error:
        importing.put_aside(token, by=request.user)
        messages.error(request, str(error))
        return redirect("voice:survey_import")
    return _shown(request, read)


def _apply(request: UserRequest, read: SurveyFile, token: str) -> HttpResponse:
    choice = _choice(request, read)
    if not choice.title:
        messages.error(request, _("Give it a title."))
        return _shown(request, read)
    survey = importing.apply(read, choice, by=request.user)
    importing.put_aside(token, by=request.user)
    jobs.mask_comments.enqueue()
    messages.success(request, _("The answers are in. Fill in how many were asked, and the margin is reckoned."))
    return redirect("voice:survey_doors", key=survey.pk)


def _choice(request: UserRequest, read: SurveyFile) -> importing.Choice:
    posted = request.POST
    audience = posted.get("audience", "")
    kinds = dict(KINDS)
    return importing.Choice(
        title=posted.get("title", "").strip(),
        audience=audience if audience in Audience.values else Audience.STAFF,
        school=_place(posted.get("school", ""), read),
        role=_place(posted.get("role", ""), read),
        kinds=tuple(
            kind if (kind := posted.get(f"kind-{place}", question.kind)) in kinds else question.kind
            for place, question in enumerate(read.questions)
        ),
    )


def _place(text: str, read: SurveyFile) -> int | None:
    place = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else -1
    return place if 0 <= place < len(read.questions) else None


def _shown(request: UserRequest, read: SurveyFile) -> HttpResponse:
    guessed = importing.guess(read)
    posted = request.POST
    choice = _choice(request, read) if posted else None
    school = choice.school if choice else guessed.school
    role = choice.role if choice else guessed.role
    columns = tuple(
        Column(
            place,
            question.text,
            choice.kinds[place] if choice else question.kind,
            "; ".join(question.choices[:6]),
            tuple(masking.masked(cell) for cell in importing.column(read, place)[: importing.SHOWN_ROWS]),
        )
        for place, question in enumerate(read.questions)
    )
    shown = {
        "read": read,
        "columns": columns,
        "rows": list(zip(*(column.cells for column in columns), strict=True)),
        "school": school,
        "role": role,
        "matched": importing.match(importing.column(read, school)) if school is not None else None,
        "kinds": KINDS,
        "audiences": Audience.choices,
        "audience": choice.audience if choice else "",
        "title": choice.title if choice else "",
        "set_aside": read.set_aside.items(),
    }
    return render(request, "voice/survey_looked_at.html", shown)


def _whole_district(request: UserRequest) -> None:
    if not everywhere(request.user, "keep voice"):
        raise PermissionDenied("keep voice")
