"""What is filled in about targets and events."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cupola.engine.measures.kinds import Measure
from cupola.engine.measures.reading import shipped_measures
from cupola.modules.indicators.models import Event, Target
from cupola.shell.address import sends_mail
from cupola.shell.editing import EnteredForm, day_field, offer
from cupola.workspace.models import School, User

AS_PERCENT = ("share", "difference")
MOST = 1e9


def _schools() -> QuerySet[School]:
    return School.objects.filter(kind="school", is_listed=True)


class TargetForm(forms.Form):
    """A target: typed in as people say it, shares in percent."""

    goal = forms.FloatField(label=_("Goal"), min_value=-MOST, max_value=MOST)
    is_at_least = forms.TypedChoiceField(
        label=_("Which way"),
        choices=(("yes", _("This much or more")), ("no", _("This much or less"))),
        coerce=lambda word: word == "yes",
    )
    line = forms.FloatField(
        label=_("Tell us at once when it is worse than"),
        min_value=-MOST,
        max_value=MOST,
        required=False,
        help_text=_("Empty: you are told from the day on which the goal is due."),
    )
    due_on = day_field(_("Due on"), required=True)
    owner = forms.ModelChoiceField(
        User.objects.none(), label=_("Who answers for it"), help_text=_("This person is told on the first page.")
    )
    mails_owner = forms.BooleanField(
        label=_("Send a mail as well when the line is crossed"),
        required=False,
        help_text=_("To who answers for it, once each time. It names the measure, the figure and the line, no people."),
    )
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("For"), required=False, empty_label=_("The whole district")
    )
    note = forms.CharField(label=_("Why this goal"), max_length=300, required=False)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.factor = 100 if measure.unit in AS_PERCENT else 1
        unit = _("In percent.") if measure.unit in AS_PERCENT else _("In %(unit)s.") % {"unit": measure.unit}
        self.fields["goal"].help_text = unit
        self.fields["is_at_least"].initial = "no" if measure.direction == "down" else "yes"
        if not sends_mail():
            self.fields["mails_owner"].help_text = _("No mail server is set here yet, so nothing would go out.")
        offer(self, "owner", User.objects.filter(is_active=True))
        if "school" in measure.grain:
            offer(self, "school", _schools())
        else:
            del self.fields["school"]

    def clean(self) -> dict[str, Any]:
        """The line lies on the worse side of the goal."""
        found = super().clean() or self.cleaned_data
        goal, line, more = found.get("goal"), found.get("line"), found.get("is_at_least")
        if goal is not None and line is not None and (line > goal if more else line < goal):
            self.add_error("line", _("It is better than the goal. Write one that is worse, or leave it empty."))
        return found

    def target(self) -> Target:
        """The target that was filled in, not saved."""
        told = self.cleaned_data
        return Target(
            measure_id=self.measure.id,
            school=told.get("school"),
            goal=told["goal"] / self.factor,
            is_at_least=told["is_at_least"],
            line=None if told["line"] is None else told["line"] / self.factor,
            due_on=told["due_on"],
            owner=told["owner"],
            mails_owner=told["mails_owner"],
            note=told["note"],
        )


class EventForm(EnteredForm):
    """Something that happened."""

    on = day_field(_("Day"), required=True)
    school = forms.ModelChoiceField(
        School.objects.none(), label=_("Where"), required=False, empty_label=_("The whole district")
    )
    measure_id = forms.ChoiceField(label=_("Drawn on"), required=False)

    class Meta:
        model = Event
        fields = ("title", "on", "kind", "school", "measure_id", "note")
        labels: ClassVar[dict[str, Any]] = {
            "title": _("What happened"),
            "kind": _("Kind"),
            "note": _("Note"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "title": _("A few words: they stand on the chart. No names of people."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", _schools())
        measures = sorted((each.title, each.id) for each in shipped_measures())
        offer(self, "measure_id", [("", _("Every chart")), *((key, title) for title, key in measures)])
