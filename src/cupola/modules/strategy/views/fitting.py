"""What does not fit, and versions of the plan."""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from cupola.modules.strategy.queries.fitting import fitting_page
from cupola.modules.strategy.queries.versions import versions_page
from cupola.modules.strategy.services.versions import is_as_kept, keep_version
from cupola.modules.strategy.views.plan import may_keep
from cupola.modules.strategy.views.sheets import to
from cupola.shell.doors import UserRequest
from cupola.shell.editing import Sheet, edit
from cupola.shell.whole import district_page


class VersionForm(forms.Form):
    """Why the plan is kept as it is now."""

    why = forms.CharField(
        label=gettext_lazy("What changed, and why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("In a year somebody will ask. One sentence is enough."),
    )

    def clean(self) -> None:
        """Refuse a second version of the same plan."""
        if is_as_kept():
            raise forms.ValidationError(_("Nothing changed since the newest version. Keep one when something has."))


@district_page("see plan")
def fitting(request: UserRequest) -> HttpResponse:
    return render(request, "strategy/fitting.html", {"page": fitting_page()})


@district_page("see plan")
def versions(request: UserRequest) -> HttpResponse:
    shown = versions_page(request.GET.get("older", ""), request.GET.get("newer", ""))
    return render(request, "strategy/versions.html", {"page": shown, "may_keep": may_keep(request)})


@district_page("keep plan")
@require_http_methods(["GET", "POST"])
def version(request: UserRequest) -> HttpResponse:
    sheet = Sheet(
        title=_("Keep this version"),
        act="plan version kept",
        back=to("versions"),
        back_title=_("Versions"),
        then=lambda _row: to("versions"),
        lead=_("The plan is kept as it stands now, with your reason. What changes later is told against it."),
        button=_("Keep it"),
    )
    form = VersionForm(request.POST if request.method == "POST" else None)
    return edit(request, form, sheet, save=lambda filled: keep_version(why=filled.cleaned_data["why"], by=request.user))
