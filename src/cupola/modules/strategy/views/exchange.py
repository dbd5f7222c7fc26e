"""The plan as a spreadsheet, out and in again."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cupola.engine.errors import CupolaError
from cupola.modules.strategy.services import importing, workbook
from cupola.shell.doors import UserRequest
from cupola.shell.whole import district_page

LOOKED_AT = "strategy.workbook-looked-at"
HOUR = 3600
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class WorkbookForm(forms.Form):
    """The workbook."""

    sheet = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("The one that you took from here and changed, as XLSX."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


@district_page("see plan")
@require_safe
def export(request: UserRequest) -> HttpResponse:
    answer = HttpResponse(workbook.write(), content_type=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="plan.xlsx"'
    return answer


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def bring(request: UserRequest) -> HttpResponse:
    """Show what a workbook would change; the second button changes it."""
    if "book" in request.POST:
        return _take_in(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sheet = form.cleaned_data["sheet"]
        try:
            book = workbook.read(sheet.name, b"".join(sheet.chunks())[: workbook.MOST_BYTES])
        except CupolaError as error:
            form.add_error("sheet", str(error))
        else:
            return _looked_at(request, book)
    return render(request, "strategy/bring.html", {"form": form}, status=422 if form.errors else 200)


def _looked_at(request: UserRequest, book: dict[str, workbook.Lines]) -> HttpResponse:
    rows = importing.judge(book)
    counts = {
        verdict: sum(each.verdict == verdict for each in rows) for verdict in ("new", "changed", "same", "faulty")
    }
    signed = signing.dumps({"by": request.user.pk, "book": book}, salt=LOOKED_AT, compress=True)
    shown = [each for each in rows if each.verdict != "same"]
    context = {"rows": shown, "counts": counts, "signed": signed, "writes": counts["new"] + counts["changed"]}
    return render(request, "strategy/looked_at.html", context)


def _take_in(request: UserRequest) -> HttpResponse:
    try:
        said = signing.loads(request.POST["book"], salt=LOOKED_AT, max_age=HOUR)
    except signing.BadSignature:
        said = {}
    if said.get("by") != request.user.pk:
        messages.error(request, _("That spreadsheet was looked at too long ago. Look at it again."))
        return redirect("strategy:import")
    try:
        written = importing.take_in(importing.judge(said["book"]), by=request.user)
    except CupolaError as error:
        messages.error(request, str(error))
        return redirect("strategy:import")
    messages.success(request, _("%(n)s rows were taken in.") % {"n": written})
    return redirect("strategy:plan")
