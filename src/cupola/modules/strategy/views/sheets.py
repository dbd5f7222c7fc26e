"""Forms over rows of the plan, told in few words: which row, which form, where one came from, where one goes."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.shell.doors import UserRequest
from cupola.shell.editing import EnteredForm, Sheet, edit
from cupola.workspace.entering import drop
from cupola.workspace.models.entered import Entered

Words = str | Promise


def to(name: str, *keys: Any) -> str:
    """The address of a page of this room."""
    return reverse(f"strategy:{name}", args=keys)


def row_sheet(row: Entered, *, new: Words, title: Words, back: str, back_title: Words) -> Sheet:
    """The sheet of a row that is new or is changed; after saving one is back where one came from."""
    kind = row._meta.model_name
    is_new = row.pk is None
    return Sheet(
        title=new if is_new else title,
        act=f"{kind} added" if is_new else f"{kind} changed",
        back=back,
        back_title=back_title,
        then=lambda _row: back,
    )


def filled(request: UserRequest, form: type[EnteredForm], row: Entered, **given: Any) -> EnteredForm:
    """The form over a row, with what was sent when something was."""
    return form(request.POST if request.method == "POST" else None, instance=row, **given)


def edit_row(request: UserRequest, form: type[EnteredForm], row: Entered, *, sheet: Sheet) -> HttpResponse:
    """Show the form over a row, or save it."""
    return edit(request, filled(request, form, row), sheet)


def found(model: type[Model], key: int | None) -> Any:
    """The row with this key, or a new one."""
    return model() if key is None else get_object_or_404(model, pk=key)


def below(model: type[Model], key: int | None, *, parent: str, of: int | None) -> Any:
    """The row with this key with what it belongs to, or a new one below that."""
    if key is not None:
        return get_object_or_404(model._default_manager.select_related(parent), pk=key)
    above: Any = model._meta.get_field(parent).related_model
    return model(**{parent: get_object_or_404(above, pk=of)})


def take_out(request: UserRequest, row: Entered, *, back: str) -> HttpResponse:
    """Remove a row, and go back."""
    drop(row, by=request.user, act=f"{row._meta.model_name} taken out")
    return redirect(back)


PLAN_TITLE = _("Goals and timeline")
