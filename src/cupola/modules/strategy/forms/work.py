"""What is filled in about goals, initiatives, money, milestones and blackout days."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.forms.money import DollarsField
from cupola.modules.strategy.forms.people import person_field, short_text
from cupola.modules.strategy.models import (
    Blackout,
    Comparison,
    Goal,
    Initiative,
    InitiativeState,
    Kept,
    Milestone,
    Money,
    Objective,
)
from cupola.modules.strategy.services import work
from cupola.modules.strategy.services.codes import next_code
from cupola.modules.strategy.services.faults import PlanError
from cupola.shell.editing import EnteredForm, day_field, offer
from cupola.workspace.models import Need, User
from cupola.workspace.models.entered import Entered

CODE_HINT = _("Leave it empty for the next number.")


class _Coded(EnteredForm):
    """A form over something with a code that is given by itself when nobody types one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].required = False

    def clean_code(self) -> str:
        """The code that was typed, or the next one."""
        return self.cleaned_data.get("code") or self.instance.code or next_code(self._meta.model)


def check_order(form: forms.BaseForm, begin: date | None, end: date | None) -> None:
    """Say so when something ends before it begins."""
    if begin and end and end < begin:
        form.add_error("ends_on", gettext("It ends before it begins."))


class GoalForm(_Coded):
    """A goal."""

    owner = person_field(_("Owner"))
    objectives = forms.ModelMultipleChoiceField(
        label=_("Learning objectives"),
        queryset=Objective.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.ModelMultipleChoiceField(
        label=_("Needs behind it"), queryset=Need.objects.all(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Goal
        fields = (
            *("code", "title", "text", "measure", "measure_target", "owner"),
            *("objectives", "needs", "place", "is_open"),
        )
        labels: ClassVar[dict[str, Any]] = {
            "code": _("Code"),
            "title": _("Goal"),
            "text": _("In more words"),
            "measure": _("Measure"),
            "measure_target": _("What the measure shall be"),
            "place": _("Place in the list"),
            "is_open": _("It is a goal of the plan now"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "code": CODE_HINT,
            "measure": _("By what would anybody see that it is reached?"),
            "measure_target": _("How much, and by when."),
        }
        widgets: ClassVar[dict[str, Any]] = {"text": short_text()}


class InitiativeForm(_Coded):
    """An initiative. It is closed on a page of its own, because closing asks more."""

    owner = person_field(_("Owner"))
    begins_on = day_field(_("Begins"), required=True)
    ends_on = day_field(_("Ends"), required=True)
    comparison = forms.ModelChoiceField(
        label=_("Decision that it follows"),
        queryset=Comparison.objects.all(),
        required=False,
        empty_label=_("none"),
    )
    needs = forms.ModelMultipleChoiceField(
        label=_("Needs that it meets"),
        queryset=Need.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Initiative
        fields = (
            *("code", "title", "text", "goal", "owner", "begins_on", "ends_on"),
            *("state", "hours", "promised", "comparison", "needs"),
        )
        labels: ClassVar[dict[str, Any]] = {
            "code": _("Code"),
            "title": _("Initiative"),
            "text": _("In more words"),
            "goal": _("Goal"),
            "state": _("State"),
            "hours": _("Hours of work in all"),
            "promised": _("What it promises"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "code": CODE_HINT,
            "hours": _("Leave it empty when nobody knows."),
            "promised": _("When it is closed, you are asked whether it came true."),
        }
        widgets: ClassVar[dict[str, Any]] = {"text": short_text(), "promised": short_text()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.state not in (InitiativeState.DONE, InitiativeState.STOPPED):
            open_states = (InitiativeState.PLANNED, InitiativeState.ACTIVE)
            offer(self, "state", [(each.value, each.label) for each in open_states])

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        filled: dict[str, Any] = super().clean() or {}
        check_order(self, filled.get("begins_on"), filled.get("ends_on"))
        return filled


class MoneyForm(EnteredForm):
    """Money of one fund in one school year."""

    cents = DollarsField(label=_("Dollars"))

    class Meta:
        model = Money
        fields = ("fund", "school_year", "cents")
        labels: ClassVar[dict[str, Any]] = {
            "fund": _("Fund"),
            "school_year": _("School year, named by the year in which it ends"),
        }

    def clean_school_year(self) -> int:
        """A year of this century."""
        year: int = self.cleaned_data["school_year"]
        if not 2000 < year < 2100:
            raise forms.ValidationError(gettext("Write the year in which the school year ends, such as 2027."))
        return year

    def clean(self) -> dict[str, Any]:
        """One line for each fund and year."""
        filled: dict[str, Any] = super().clean() or {}
        same = Money.objects.filter(
            initiative=self.instance.initiative, fund=filled.get("fund"), school_year=filled.get("school_year") or 0
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("fund", gettext("This fund has a line for this year already. Change that one."))
        return filled


class MilestoneForm(_Coded):
    """A milestone and what it waits for."""

    owner = person_field(_("Owner"))
    due_on = day_field(_("Due"), required=True)
    done_on = day_field(_("Done on"))
    needs_first = forms.ModelMultipleChoiceField(
        label=_("Needs first"),
        help_text=_("Milestones that must be done before this one can be."),
        queryset=Milestone.objects.none(),
        required=False,
    )

    class Meta:
        model = Milestone
        fields = ("code", "title", "owner", "due_on", "done_on", "hours")
        labels: ClassVar[dict[str, Any]] = {
            "code": _("Code"),
            "title": _("Milestone"),
            "hours": _("Hours of work"),
        }
        help_texts: ClassVar[dict[str, Any]] = {"code": CODE_HINT, "hours": _("Leave it empty when nobody knows.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Milestone.objects.exclude(pk=self.instance.pk)
        offer(self, "needs_first", others)
        if self.instance.pk is not None:
            self.fields["needs_first"].initial = others.filter(holds_up__milestone=self.instance)

    def clean_needs_first(self) -> Any:
        """A milestone cannot wait for itself."""
        chosen = self.cleaned_data["needs_first"]
        try:
            work.check_no_circle(self.instance, chosen)
        except PlanError as error:
            raise forms.ValidationError(str(error)) from error
        return chosen

    def save_as(self, by: User, act: str) -> Entered:
        """The milestone with what it waits for, in one step; the day planned first is kept."""
        if self.instance.first_due_on is None:
            self.instance.first_due_on = self.cleaned_data["due_on"]
        with transaction.atomic():
            row = super().save_as(by, act)
            work.set_needs_first(self.instance, self.cleaned_data["needs_first"])
        return row


class BlackoutForm(EnteredForm):
    """Days on which nothing may be changed."""

    begins_on = day_field(_("From"), required=True)
    ends_on = day_field(_("To"), required=True)

    class Meta:
        model = Blackout
        fields = ("title", "kind", "begins_on", "ends_on")
        labels: ClassVar[dict[str, Any]] = {"title": _("What it is"), "kind": _("Why")}

    def clean(self) -> dict[str, Any]:
        """The days are in order."""
        filled: dict[str, Any] = super().clean() or {}
        check_order(self, filled.get("begins_on"), filled.get("ends_on"))
        return filled


class CloseForm(forms.Form):
    """What is asked when an initiative is closed."""

    promised = forms.CharField(label=_("What was promised"), widget=short_text())
    measured = forms.CharField(
        label=_("What was measured"),
        widget=short_text(),
        help_text=_("With its number, its source and its date. If nothing was measured, say so."),
    )
    learned = forms.CharField(label=_("What was learned"), widget=short_text(), required=False)
    kept = forms.ChoiceField(label=_("Did it give what it promised?"), choices=Kept.choices)
    closed_on = day_field(_("Closed on"), required=True)
    was_stopped = forms.BooleanField(label=_("It was stopped before its end"), required=False)

    def __init__(self, *args: Any, initiative: Initiative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("promised", "measured", "learned", "kept"):
            self.fields[name].initial = getattr(initiative, name)
        self.fields["closed_on"].initial = initiative.closed_on or timezone.localdate()
        self.fields["was_stopped"].initial = initiative.state == InitiativeState.STOPPED

    def closing(self) -> work.Closing:
        """What was filled in, as the service takes it."""
        said = self.cleaned_data
        words = {name: said[name] for name in ("promised", "measured", "learned", "kept", "was_stopped")}
        return work.Closing(on=said["closed_on"], **words)
