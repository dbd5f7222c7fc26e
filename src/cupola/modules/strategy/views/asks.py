"""Decisions asked: the list, one question, a new one, and the answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.modules.strategy.forms.asks import AnswerForm, AskForm
from cupola.modules.strategy.models import Ask, Goal, Initiative
from cupola.modules.strategy.queries import asks as queries
from cupola.modules.strategy.services import asks as service
from cupola.modules.strategy.views.plan import may_keep
from cupola.modules.strategy.views.sheets import filled, found, row_sheet, to
from cupola.shell.doors import UserRequest
from cupola.shell.editing import edit
from cupola.shell.whole import district_page


@district_page("see plan")
def asks(request: UserRequest) -> HttpResponse:
    context = {"page": queries.asks_page(request.user), "may_keep": may_keep(request)}
    return render(request, "strategy/asks.html", context)


@district_page("see plan")
@require_http_methods(["GET", "POST"])
def ask(request: UserRequest, key: int) -> HttpResponse:
    """The question; who was asked answers it here."""
    row = get_object_or_404(queries.seen_by(request.user), pk=key)
    may_answer = row.answer_id is None and service.may_answer(request.user, row)
    form = AnswerForm(request.POST if request.method == "POST" else None, ask=row)
    if request.method == "POST" and form.is_valid():
        try:
            row = service.answer(row, form.cleaned_data["option"], note=form.cleaned_data["note"], by=request.user)
            may_answer = False
        except CupolaError as error:
            form.add_error(None, str(error))
    context = {"ask": row, "form": form, "may_answer": may_answer, "may_keep": may_keep(request)}
    return render(request, "strategy/ask.html", context, status=422 if form.errors else 200)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def ask_form(request: UserRequest, key: int | None = None) -> HttpResponse:
    row = found(Ask, key)
    for name, model in (("initiative", Initiative), ("goal", Goal)):
        wanted = request.GET.get(name, "")
        if row.pk is None and wanted.isdecimal():
            setattr(row, name, model._default_manager.filter(pk=wanted).first())
    back = to("ask", row.pk) if row.pk else to("asks")
    titles = (_("Ask for a decision"), _("Change the question"))
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=back, back_title=_("Decisions"))

    def save(form: Any) -> Ask:
        asked: Ask = form.save(commit=False)
        return service.put(asked, form.options(), by=request.user, seen=form.cleaned_data["seen"])

    form = filled(request, AskForm, row)
    return edit(request, form, replace(sheet, then=lambda saved: to("ask", saved.pk)), save=save)
