"""What is filled in about changes, how many follow them, and pilots of tools."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.forms.people import short_text
from cupola.modules.strategy.forms.work import check_order
from cupola.modules.strategy.models import Change, LearningGoal, Pilot, PilotDecision, Reading
from cupola.shell.editing import EnteredForm, day_field
from cupola.workspace.models import School


class ChangeForm(EnteredForm):
    """Who does what differently."""

    class Meta:
        model = Change
        fields = ("who", "does_differently", "readiness", "champions", "training", "notes")
        labels: ClassVar[dict[str, Any]] = {
            "who": _("Who"),
            "does_differently": _("What they do differently"),
            "readiness": _("How ready they are"),
            "champions": _("Who goes ahead"),
            "training": _("Training that they need"),
            "notes": _("Notes"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "who": _("A group of people, such as teachers of grades 3 to 5."),
            "champions": _("Grades or schools that show the others how it is done. No names are needed."),
        }
        widgets: ClassVar[dict[str, Any]] = {
            name: short_text() for name in ("does_differently", "champions", "training", "notes")
        }


class ReadingForm(EnteredForm):
    """How many do it, as reported."""

    on = day_field(_("On"), required=True)

    class Meta:
        model = Reading
        fields = ("on", "using", "of")
        labels: ClassVar[dict[str, Any]] = {"using": _("How many do it"), "of": _("Of how many")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        """No more can do it than there are."""
        filled: dict[str, Any] = super().clean() or {}
        using, of = filled.get("using"), filled.get("of")
        if using is not None and of is not None and using > of:
            self.add_error("using", gettext("That is more than there are."))
        return filled


class PilotForm(EnteredForm):
    """A tool that is tried."""

    goals = forms.MultipleChoiceField(
        label=_("What it shall help students with"),
        choices=LearningGoal.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    schools = forms.ModelMultipleChoiceField(
        label=_("Schools"),
        queryset=School.objects.filter(is_listed=True, kind="school"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    begins_on = day_field(_("Begins"), required=True)
    ends_on = day_field(_("Ends"), required=True)

    class Meta:
        model = Pilot
        fields = (
            *("title", "tool", "goals", "schools", "begins_on", "ends_on"),
            *("readiness", "question", "found", "initiative"),
        )
        labels: ClassVar[dict[str, Any]] = {
            "title": _("Pilot"),
            "tool": _("Tool"),
            "readiness": _("How ready the teachers are"),
            "question": _("What you want to find out"),
            "found": _("What was found"),
            "initiative": _("Initiative"),
        }
        widgets: ClassVar[dict[str, Any]] = {"question": short_text(), "found": short_text()}

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        filled: dict[str, Any] = super().clean() or {}
        check_order(self, filled.get("begins_on"), filled.get("ends_on"))
        return filled


class PilotDecisionForm(EnteredForm):
    """What becomes of the tool."""

    decision = forms.ChoiceField(label=_("What becomes of it"), choices=PilotDecision.choices)
    decided_on = day_field(_("Decided on"), required=True)

    class Meta:
        model = Pilot
        fields = ("found", "decision", "decided_on", "why")
        labels: ClassVar[dict[str, Any]] = {"found": _("What was found"), "why": _("Why")}
        widgets: ClassVar[dict[str, Any]] = {"found": short_text(), "why": short_text()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("found", "why"):
            self.fields[name].required = True
        if self.instance.decided_on is None:
            self.initial["decided_on"] = timezone.localdate()
