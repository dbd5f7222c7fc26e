"""Comparisons: alternatives side by side, criteria, scores, and the decision."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from cupola.modules.strategy.forms.needs import (
    AlternativeForm,
    ComparisonForm,
    CriteriaForm,
    DecisionForm,
    ScoresForm,
    WhyForm,
)
from cupola.modules.strategy.models import Alternative, Comparison, Criterion, CriterionKind
from cupola.modules.strategy.queries import comparisons as queries
from cupola.modules.strategy.services import comparisons as service
from cupola.modules.strategy.services.faults import PlanError
from cupola.modules.strategy.views.plan import may_keep
from cupola.modules.strategy.views.sheets import below, edit_row, row_sheet, take_out, to
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page
from cupola.workspace.models import Need

FIRST_CRITERIA = (
    (gettext_lazy("Helps learning"), 40, CriterionKind.SCORE),
    (gettext_lazy("Cost"), 30, CriterionKind.COST),
    (gettext_lazy("Low risk"), 30, CriterionKind.SCORE),
)


@district_page("see plan")
def comparison(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(Comparison.objects.select_related("need", "decided_for"), pk=key)
    context = {"page": queries.comparison_page(row), "may_keep": may_keep(request)}
    return render(request, "strategy/comparison.html", context)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def begin(request: UserRequest, need: int) -> HttpResponse:
    """A new comparison for a need, with criteria to begin with."""
    above = get_object_or_404(Need, pk=need)
    back = to("need", above.pk)
    row = Comparison(need=above, title=above.title)
    sheet = row_sheet(row, new=_("Compare alternatives"), title="", back=back, back_title=str(above))

    def save(form: Any) -> Comparison:
        form.save_as(request.user, sheet.act)
        wanted = [(None, str(title), weight, kind) for title, weight, kind in FIRST_CRITERIA]
        return service.set_criteria(row, wanted, by=request.user)

    form = ComparisonForm(request.POST if request.method == "POST" else None, instance=row)
    return edit(request, form, replace(sheet, then=lambda saved: to("comparison", saved.pk)), save=save)


def _open_one(request: UserRequest, key: int) -> Comparison | HttpResponse:
    """The comparison, or the way back to it when it was decided."""
    row = get_object_or_404(Comparison.objects.select_related("need"), pk=key)
    try:
        service.check_open(row)
    except PlanError as error:
        messages.error(request, str(error))
        return redirect("strategy:comparison", key=row.pk)
    return row


def _sheet(row: Comparison, title: str, *, lead: str = "") -> Sheet:
    back = to("comparison", row.pk)
    return Sheet(title=title, act="", back=back, back_title=str(row), then=lambda _row: back, lead=lead)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def alternative(request: UserRequest, comparison: int | None = None, key: int | None = None) -> HttpResponse:
    row = below(Alternative, key, parent="comparison", of=comparison)
    above = _open_one(request, row.comparison_id)
    if isinstance(above, HttpResponse):
        return above
    titles = (_("A new alternative"), _("Change the alternative"))
    back = to("comparison", above.pk)
    sheet = row_sheet(row, new=titles[0], title=titles[1], back=back, back_title=str(above))
    return edit_row(request, AlternativeForm, row, sheet=sheet)


@district_page("keep plan")
@require_POST
def alternative_out(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(Alternative, pk=key)
    above = _open_one(request, row.comparison_id)
    if isinstance(above, HttpResponse):
        return above
    return take_out(request, row, back=to("comparison", above.pk))


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def criteria(request: UserRequest, key: int) -> HttpResponse:
    row = _open_one(request, key)
    if isinstance(row, HttpResponse):
        return row
    known: list[Criterion] = list(row.criteria.all())
    form = CriteriaForm(request.POST if request.method == "POST" else None, criteria=known)
    lead = _("Weights are taken as proportions of their sum. A row without a title goes, with its scores.")
    sheet = _sheet(row, _("Criteria and weights"), lead=lead)
    return edit(
        *(request, form, sheet),
        save=lambda filled: service.set_criteria(row, filled.wanted(), by=request.user),
        template="strategy/criteria.html",
    )


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def scores(request: UserRequest, key: int) -> HttpResponse:
    row = _open_one(request, key)
    if isinstance(row, HttpResponse):
        return row
    known, alternatives = list(row.criteria.all()), list(row.alternatives.all())
    form = ScoresForm(
        request.POST if request.method == "POST" else None,
        criteria=known,
        alternatives=alternatives,
        scores=queries.scores_of(known, alternatives),
    )
    lead = _("0 is worst, 10 is best. Leave empty what nobody can judge. Cost scores itself: the cheapest has 10.")
    return edit(
        *(request, form, _sheet(row, _("Scores"), lead=lead)),
        save=lambda filled: service.set_scores(row, filled.values(), by=request.user),
        template="strategy/scores.html",
    )


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def decide(request: UserRequest, key: int) -> HttpResponse:
    row = _open_one(request, key)
    if isinstance(row, HttpResponse):
        return row
    form = DecisionForm(request.POST if request.method == "POST" else None, comparison=row)

    def save(filled: Any) -> Comparison:
        said = filled.cleaned_data
        decided = service.Decided(said["decided_for"], said["decided_by"], said["decided_on"], said["why"])
        return service.decide(row, decided, by=request.user)

    return edit(request, form, _sheet(row, _("Write down the decision")), save=save)


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def reopen(request: UserRequest, key: int) -> HttpResponse:
    row = get_object_or_404(Comparison, pk=key)
    form = WhyForm(request.POST if request.method == "POST" else None)
    lead = _("The reason stands in the audit trail.")
    return edit(
        *(request, form, _sheet(row, _("Open the comparison again"), lead=lead)),
        save=lambda filled: service.reopen(row, why=filled.cleaned_data["why"], by=request.user),
    )
