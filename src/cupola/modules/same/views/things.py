"""Vendors and schools under several names and numbers, as pages; and a spelling that is another vendor."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cupola.engine.linking.vendors import ENTITY
from cupola.modules.same import clusters
from cupola.modules.same.queries import things as queries
from cupola.shell.doors import UserRequest
from cupola.shell.whole import district_page

VERB = "review links"


@district_page(VERB)
def vendors(request: UserRequest) -> HttpResponse:
    """The same vendor, written in several ways."""
    return render(request, "same/vendors.html", {"page": queries.vendors_page(request.user)})


@district_page(VERB)
@require_POST
def take_out(request: UserRequest) -> HttpResponse:
    """Say that one spelling is another vendor."""
    key = request.POST.get("out", "").replace("\0", "")
    others = queries.others_of(key)
    if not others:
        messages.error(request, _("This name stands alone already. Look at the list again."))
        return redirect("same:vendors")
    pair = clusters.take_out(key, others, by=request.user, school=None, entity=ENTITY)
    messages.success(request, _("Taken out. From the next linking on it is a vendor of its own."))
    return redirect("same:pair", pair.pk)


@district_page(VERB)
def schools(request: UserRequest) -> HttpResponse:
    """One school, and what each system calls it."""
    return render(request, "same/schools.html", {"page": queries.schools_page(request.user)})
