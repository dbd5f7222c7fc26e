"""What is filled in on the pages of people."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.shell.editing import offer
from cupola.workspace.models import School
from cupola.workspace.models.people import Reach
from cupola.workspace.people import Wanted
from cupola.workspace.policy import ROLES


class RoleForm(forms.Form):
    """A role and how far it reaches."""

    role = forms.ChoiceField(label=_("Role"))
    reach = forms.ChoiceField(
        label=_("Reaches"), choices=[("", _("as usual for the role")), *Reach.choices], required=False
    )
    schools = forms.ModelMultipleChoiceField(
        label=_("Schools"),
        help_text=_("For a role that reaches named schools."),
        queryset=School.objects.filter(is_listed=True, kind="school"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, with_administrator: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        given = [(name, role.title) for name, role in ROLES.items() if with_administrator or name != "administrator"]
        offer(self, "role", given)

    def clean(self) -> dict[str, Any]:
        """A role over named schools has to name one."""
        filled: dict[str, Any] = super().clean() or {}
        role = ROLES.get(filled.get("role", ""))
        reach = filled.get("reach") or (role.usual_reach if role else "")
        if reach == Reach.SCHOOLS and not filled.get("schools"):
            self.add_error("schools", _("Choose the schools that the role reaches."))
        return filled

    def wanted(self) -> Wanted:
        """What was chosen, as the service takes it."""
        filled = self.cleaned_data
        return Wanted(filled["role"], filled["reach"], tuple(filled["schools"]))


class InviteForm(RoleForm):
    """Somebody new, with a first role."""

    name = forms.CharField(label=_("Name"), max_length=150)
    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    field_order = ("name", "email", "role", "reach", "schools")


class SheetForm(forms.Form):
    """A spreadsheet of people."""

    sheet = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV or XLSX with the columns name, e-mail, role and schools. Several schools stand apart by ;"),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class TrailForm(forms.Form):
    """How the audit trail is narrowed."""

    act = forms.CharField(required=False)
    who = forms.CharField(required=False, max_length=254)
    thing = forms.CharField(required=False, max_length=300)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
