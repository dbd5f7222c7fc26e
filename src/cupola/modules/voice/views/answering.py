"""The pages on which people answer: no account, no name, one column, in English or Spanish."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from cupola.modules.voice.models import Audience, Door, Item, Survey
from cupola.modules.voice.queries.surveys import door_of
from cupola.modules.voice.surveys import answering, codes, opening
from cupola.modules.voice.surveys.building import minutes
from cupola.modules.voice.surveys.phrases import LANGUAGES, PHRASES, STAFF, language_of

STATUS = {"unknown": 404, "soon": 200, "closed": 410}


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    language = language_of(request.GET.get("lang", ""))
    door = door_of(token)
    now = opening.standing(door.survey, timezone.localdate()) if door else "unknown"
    if door is None or now != "open":
        context = {**_frame(language, door if now != "unknown" else None), "now": now}
        words = PHRASES[language]
        context |= {"head": words[now], "text": words[f"{now}_text"]}
        return render(request, "voice/answer_told.html", context, status=STATUS[now])
    items = list(door.survey.items.all())
    if request.method == "POST":
        return _take(request, door, items, language=language)
    return _shown(request, (door, items, language))


def thanks(request: HttpRequest, token: str) -> HttpResponse:
    language = language_of(request.GET.get("lang", ""))
    words = PHRASES[language]
    door = door_of(token)
    if door is None or door.survey.state == Survey.State.DRAFT:
        context = {**_frame(language, None), "head": words["unknown"], "text": words["unknown_text"]}
        return render(request, "voice/answer_told.html", context, status=404)
    context = {**_frame(language, door), "head": words["thanks"], "text": words["thanks_text"]}
    return render(request, "voice/answer_told.html", context)


def _take(request: HttpRequest, door: Door, items: Sequence[Item], *, language: str) -> HttpResponse:
    filled = answering.read(items, request.POST, language)
    words = PHRASES[language]
    wrong = "look" if filled.wrong else ""
    if not filled.wrong and not filled.answers and not filled.words:
        wrong = "nothing"
    if not wrong:
        said = answering.take(door, filled, items, language=language)
        if said is codes.Answer.GOOD:
            return redirect(f"{reverse('voice:answer_thanks', args=[door.token])}?lang={language}")
        wrong = said.value
    return _shown(request, (door, items, language), wrong=words[wrong], at_code=wrong.startswith("code"))


def _shown(
    request: HttpRequest, what: tuple[Door, Sequence[Item], str], *, wrong: str = "", at_code: bool = False
) -> HttpResponse:
    door, items, language = what
    posted = request.POST if request.method == "POST" else None
    context = {
        **_frame(language, door),
        "door": door,
        "asked": answering.asked(items, language, posted),
        "takes": PHRASES[language]["minutes"] % minutes(items),
        "roles": STAFF[language].items() if door.survey.audience == Audience.STAFF else (),
        "speaker": posted.get("speaker", "") if posted else "",
        "typed": posted.get("code", "")[:40] if posted else "",
        "wrong": wrong,
        "at_code": at_code,
    }
    return render(request, "voice/answer.html", context, status=422 if wrong else 200)


def _frame(language: str, door: Door | None) -> dict[str, Any]:
    """What every page of a door shows around its middle."""
    survey = door.survey if door else None
    spanish = language == "es" and survey is not None
    return {
        "lang": language,
        "words": PHRASES[language],
        "others": [(each, name) for each, name in LANGUAGES.items() if each != language],
        "title": ((survey.title_es if spanish else "") or survey.title) if survey else "",
        "intro": ((survey.intro_es if spanish else "") or survey.intro) if survey else "",
        "place": door.school.name if door and door.school else "",
    }
