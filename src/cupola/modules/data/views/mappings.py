"""The page on which a person says what the columns of a list are."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from cupola.engine.errors import CupolaError
from cupola.engine.sources.date_forms import DATE_FORMS
from cupola.engine.sources.mapping import LISTS
from cupola.modules.data.queries.mappings import mapping_page, rows_of
from cupola.shell.doors import UserRequest, page
from cupola.workspace import mapping_lists
from cupola.workspace.mapping_lists import MOST_CODES, Look, Said
from cupola.workspace.models import Delivery, DeliveryFile
from cupola.workspace.policy import everywhere, visible


@page("see deliveries")
@require_http_methods(["GET", "POST"])
def mapping(request: UserRequest, key: int, file: int) -> HttpResponse:
    delivery = get_object_or_404(visible(Delivery.objects.all(), request.user, "see deliveries"), pk=key)
    one = get_object_or_404(DeliveryFile.objects.select_related("delivery"), delivery=delivery, pk=file)
    look = mapping_lists.look_at(one)
    if look is None:
        raise Http404
    form = request.POST.get("form") or request.GET.get("form", "")
    if form and form not in LISTS:
        raise Http404
    said = Said("", "", {}, {}, {})
    if request.method == "POST":
        if not everywhere(request.user, "apply deliveries"):
            raise PermissionDenied("apply deliveries")
        said = _said(request, form, look)
        try:
            mapping_lists.save(one, said, by=request.user)
        except CupolaError as error:
            messages.error(request, str(error))
        else:
            return redirect("data:delivery", key=key)
    shown = mapping_page(look, form, said.columns, with_names=everywhere(request.user, "see names"))
    may_save = everywhere(request.user, "apply deliveries")
    shows = {"delivery": delivery, "file": one, "shown": shown, "rows": rows_of(shown), "may_save": may_save}
    return render(request, "data/mapping.html", shows)


def _said(request: UserRequest, form: str, look: Look) -> Said:
    """What was chosen; names that are not ours count as not chosen."""
    post = request.POST
    ours = {column.name for column in LISTS[form].columns} if form else set()
    places = range(len(look.columns))
    return Said(
        form=form,
        system=post.get("system", ""),
        columns={place: target for place in places if (target := post.get(f"to-{place}", "")) in ours | {""}},
        dates={place: said for place in places if (said := post.get(f"dates-{place}", "")) in DATE_FORMS},
        codes={
            place: {
                value: post.get(f"code-{place}-{number}", "").strip()[:100]
                for number, value in enumerate(look.values(place)[:MOST_CODES])
                if f"code-{place}-{number}" in post
            }
            for place in places
        },
    )
