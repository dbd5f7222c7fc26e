"""The form in which a person says what is to become of findings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.modules.data.queries.choices import assignable
from cupola.workspace.decisions import Wish
from cupola.workspace.models import DecisionKind, User

KINDS = (
    (DecisionKind.ASSIGNED, _("Assign"), _("Someone fixes it by a date")),
    (DecisionKind.ACCEPTED, _("Accept until"), _("It stays wrong for now, for a reason")),
    (DecisionKind.NOT_A_PROBLEM, _("Not a problem"), _("The check is right, this case is not a fault")),
    (DecisionKind.REOPENED, _("Open again"), _("What was said before no longer holds")),
    (DecisionKind.NOTE, _("Note"), _("Something to know; nothing else changes")),
)


def _day(label: Any, hint: Any) -> forms.DateField:
    return forms.DateField(
        label=label, help_text=hint, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class DecisionForm(forms.Form):
    """Kind, person, dates and reason; whether they fit together is said by the service."""

    kind = forms.ChoiceField(choices=[(key, title) for key, title, _hint in KINDS])
    owner = forms.ChoiceField(label=_("To whom"), required=False)
    due_on = _day(_("Due"), _("For what is assigned."))
    until = _day(_("Until"), _("The last day on which it is accepted; then it comes back."))
    reason = forms.CharField(
        label=_("Reason or note"),
        required=False,
        max_length=2000,
        help_text=_("Everybody who sees the finding reads it: no names of students."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, reader: User, **kwargs: Any) -> None:
        """With the people whom the reader may assign to."""
        super().__init__(*args, **kwargs)
        self.people = assignable(reader)
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("The role, nobody by name")), *((str(key), name) for key, name in self.people)]

    def wish(self) -> Wish:
        """What was asked for; only after `is_valid`."""
        said = self.cleaned_data
        owner = User.objects.filter(pk=int(said["owner"])).first() if said["owner"] else None
        kind = DecisionKind(said["kind"])
        return Wish(kind, owner=owner, due_on=said["due_on"], until=said["until"], reason=said["reason"])
