"""The page with one form on it: shown, checked, saved with its line in the audit trail, and back to where one was."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cupola.engine.errors import CupolaError
from cupola.shell.doors import UserRequest
from cupola.workspace.entering import ChangedMeanwhile, keep
from cupola.workspace.models import User
from cupola.workspace.models.entered import Entered

Words = str | Promise
SAVE, BACK, SAVED = _("Save"), _("Back"), _("Saved.")


class EnteredForm(forms.ModelForm[Any]):
    """A form over one row; it sends back which version of the row the person saw."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            self.fields["seen"].initial = self.instance.version

    def save_as(self, by: User, act: str) -> Entered:
        """Save what was filled in; only after `is_valid`. Raises `ChangedMeanwhile`."""
        row: Entered = self.save(commit=False)
        keep(row, by=by, act=act, seen=self.cleaned_data.get("seen"), then=self.save_m2m)
        return row


def offer(form: forms.BaseForm, field: str, rows: QuerySet[Any] | Sequence[Any]) -> None:
    """Let a field choose among these rows, or among these pairs of a value and its words."""
    chosen = form.fields[field]
    if isinstance(chosen, forms.ModelChoiceField) and isinstance(rows, QuerySet):
        chosen.queryset = rows
    elif isinstance(chosen, forms.ChoiceField):
        chosen.choices = rows
    else:
        raise TypeError(f"{field} offers no choice")


def day_field(label: Any, *, hint: Any = "", required: bool = False) -> forms.DateField:
    """A field for a day, as browsers draw it."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around the form: title, lead, what its button does, where one came from, and where one goes then.

    `act` is what the audit trail says; `then` gives the address after saving, for the row that was saved.
    """

    title: Words
    act: str
    back: str
    then: Callable[[Any], str]
    lead: Words = ""
    button: Words = SAVE
    back_title: Words = BACK
    done: Words = SAVED


def edit(
    request: UserRequest,
    form: forms.BaseForm,
    sheet: Sheet,
    *,
    save: Callable[[Any], object] | None = None,
    template: str = "shell/edit.html",
) -> HttpResponse:
    """Show a form, or save what was filled in: by itself, or by a service (`save`) that returns the row."""
    if request.method == "POST" and form.is_valid():
        try:
            row = save(form) if save is not None else _saved(form, request.user, sheet.act)
        except ChangedMeanwhile as error:
            messages.error(request, str(error))
            return _shown(request, form, sheet, template=template, status=409)
        except CupolaError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, str(sheet.done))
            return redirect(sheet.then(row))
    return _shown(request, form, sheet, template=template, status=422 if form.errors else 200)


def _saved(form: forms.BaseForm, user: User, act: str) -> Entered:
    if not isinstance(form, EnteredForm):
        raise TypeError("a form without a row needs a service that saves it")
    return form.save_as(user, act)


def _shown(request: UserRequest, form: forms.BaseForm, sheet: Sheet, *, template: str, status: int) -> HttpResponse:
    return render(request, template, {"form": form, "sheet": sheet}, status=status)
