"""What is filled in about the calendar, bell schedules, lines and what is watched."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cupola.engine.pull.probing import check_address
from cupola.modules.network.models import BellPeriod, Circuit, DayKind, Probing, Target
from cupola.modules.network.models.circuits import MOST_CENTS
from cupola.shell.editing import EnteredForm, day_field, offer
from cupola.workspace.entering import keep
from cupola.workspace.models import School, User
from cupola.workspace.models.entered import Entered

WEEKDAYS = (
    ("0", _("Monday")), ("1", _("Tuesday")), ("2", _("Wednesday")), ("3", _("Thursday")), ("4", _("Friday")),
    ("5", _("Saturday")), ("6", _("Sunday")),
)  # fmt: skip
ALL_SCHOOLS = _("All schools")


def schools() -> Any:
    """The schools to choose from."""
    return School.objects.filter(is_listed=True, kind="school")


class DaysForm(forms.Form):
    """A stretch of days of one kind."""

    first = day_field(_("From"), required=True)
    last = day_field(_("To"), hint=_("Left empty it is the one day."))
    weekdays = forms.MultipleChoiceField(
        label=_("On"), choices=WEEKDAYS, widget=forms.CheckboxSelectMultiple, initial=["0", "1", "2", "3", "4"]
    )
    kind = forms.ChoiceField(label=_("What these days are"), choices=DayKind.choices)
    schedule = forms.CharField(
        label=_("Bell schedule"),
        max_length=40,
        required=False,
        help_text=_("By its name, such as regular. Empty on days off."),
    )
    school = forms.ModelChoiceField(
        label=_("School"), queryset=School.objects.none(), required=False, empty_label=ALL_SCHOOLS,
        help_text=_("Only where a school differs from the district."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", schools())

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        found = super().clean() or self.cleaned_data
        first, last = found.get("first"), found.get("last")
        if first and last and last < first:
            self.add_error("last", _("It is before the first day. Change one of the two."))
        found["last"] = last or first
        return found


class PeriodForm(EnteredForm):
    """A stretch of instruction in a bell schedule."""

    begins = forms.TimeField(label=_("Begins"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    class Meta:
        model = BellPeriod
        fields = ("schedule", "period", "begins", "ends", "school")
        labels: ClassVar[dict[str, Any]] = {
            "schedule": _("Bell schedule"),
            "period": _("Period"),
            "school": _("School"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "schedule": _("Its name, such as regular or early."),
            "period": _("Such as 1, or morning. Leave lunch and passing time out, if they are not to count."),
            "school": _("Only where a school has bells of its own; then it needs all of its periods."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school: Any = self.fields["school"]
        school.queryset, school.empty_label = schools(), ALL_SCHOOLS

    def clean(self) -> dict[str, Any]:
        """It ends after it begins, and is there once."""
        found = super().clean() or self.cleaned_data
        begin, end = found.get("begins"), found.get("ends")
        if begin and end and end <= begin:
            self.add_error("ends", _("It ends before it begins. Change one of the two times."))
        same = BellPeriod.objects.filter(
            schedule=found.get("schedule"), period=found.get("period"), school=found.get("school")
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("period", _("This schedule has a period of this name already."))
        return found


class TargetForm(EnteredForm):
    """Something to be watched."""

    class Meta:
        model = Target
        fields = ("name", "kind", "address", "server", "school", "system", "is_on")
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "kind": _("How it is asked"),
            "address": _("Address"),
            "server": _("DNS server"),
            "school": _("At the school"),
            "system": _("System of the register"),
            "is_on": _("Ask it"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "address": _("For a web page its URL, for a port host:port, for DNS a name. No password may stand in it."),
            "server": _("For DNS only; left empty the one of this computer is asked."),
            "system": _("Then it counts for the availability of that system."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school: Any = self.fields["school"]
        school.queryset, school.empty_label = schools(), _("No school")

    def clean(self) -> dict[str, Any]:
        """An address that can be asked."""
        found = super().clean() or self.cleaned_data
        try:
            check_address(found.get("kind", ""), found.get("address", ""), found.get("server", ""))
        except ValueError as error:
            self.add_error("address", ValidationError(str(error)))
        return found


class ProbingForm(EnteredForm):
    """Whether targets are asked at all, and how often."""

    class Meta:
        model = Probing
        fields = ("is_on", "every_minutes")
        labels: ClassVar[dict[str, Any]] = {"is_on": _("Ask the targets"), "every_minutes": _("Every so many minutes")}


class CircuitForm(EnteredForm):
    """A line to the Internet, or from a site into the district's network."""

    begins_on = day_field(_("From"))
    ends_on = day_field(_("Until"), hint=_("The last day on which it is there. Empty while it goes on."))
    dollars = forms.DecimalField(
        label=_("Dollars a month"), min_value=0, max_value=MOST_CENTS // 100, decimal_places=2, required=False,
        help_text=_("Before any discount. Leave it empty where nobody knows."),
    )  # fmt: skip

    class Meta:
        model = Circuit
        fields = ("name", "kind", "provider", "school", "mbps", "usable_percent", "begins_on", "ends_on", "fund")
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "kind": _("Where it leads"),
            "provider": _("Provider"),
            "school": _("Ends at"),
            "mbps": _("Mbps down"),
            "usable_percent": _("Usable, in percent"),
            "fund": _("Paid from"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "name": _("Such as the number on the bill. Each line has its own."),
            "school": _("Empty for a line that serves the whole district."),
            "mbps": _("As the contract says, towards the site. 1 Gbps is 1000."),
            "usable_percent": _("Less than 100 where others share the line, or the slower part of the way limits it."),
        }

    field_order = ("name", "kind", "provider", "school", "mbps", "usable_percent", "begins_on", "ends_on", "dollars")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        school: Any = self.fields["school"]
        school.queryset, school.empty_label = schools(), _("The whole district")
        if self.instance.monthly_cents is not None:
            self.fields["dollars"].initial = Decimal(self.instance.monthly_cents) / 100

    def clean(self) -> dict[str, Any]:
        """Its last day is not before its first."""
        found = super().clean() or self.cleaned_data
        begin, end = found.get("begins_on"), found.get("ends_on")
        if begin and end and end < begin:
            self.add_error("ends_on", _("It is before the first day. Change one of the two."))
        return found

    def save_as(self, by: User, act: str) -> Entered:
        """Save the line with its cost."""
        row: Circuit = self.save(commit=False)
        dollars = self.cleaned_data["dollars"]
        row.monthly_cents = None if dollars is None else int(dollars * 100)
        keep(row, by=by, act=act)
        return row
