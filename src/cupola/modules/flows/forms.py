"""What is filled in about systems and audit results."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from cupola.shell.editing import EnteredForm, day_field, offer
from cupola.workspace.entering import keep
from cupola.workspace.folding import folded
from cupola.workspace.models import AuditResult, System, User, Vendor
from cupola.workspace.models.entered import Entered
from cupola.workspace.models.systems import MOST_CENTS
from cupola.workspace.systems import vendor_named

NOT_KNOWN = _("Leave it empty where nobody knows.")


class SystemForm(EnteredForm):
    """A system of the register."""

    vendor_name = forms.CharField(label=_("Vendor"), max_length=160, required=False)
    dollars = forms.DecimalField(
        label=_("Dollars a year"), min_value=0, max_value=MOST_CENTS // 100, decimal_places=2, required=False,
        help_text=_("Licences, hosting and support. Leave it empty where nobody knows."),
    )  # fmt: skip
    contract_begins = day_field(_("Contract begins"))
    contract_ends = day_field(_("Contract ends"))
    notice_by = day_field(_("Give notice by"), hint=_("The last day on which it can be ended for then."))

    class Meta:
        model = System
        fields = (
            *("name", "purpose", "hosting", "owner", "users", "tier"),
            *("contract_begins", "contract_ends", "notice_by", "exit_route", "holds_student_data"),
            *("for_attendance", "for_gradebook", "for_finance"),
        )
        labels: ClassVar[dict[str, Any]] = {
            "name": _("Name"),
            "purpose": _("What it is for"),
            "hosting": _("Where it runs"),
            "owner": _("Who answers for it"),
            "users": _("People who use it"),
            "tier": _("How much it matters"),
            "exit_route": _("How we get out of it"),
            "holds_student_data": _("Holds data of students"),
            "for_attendance": _("Attendance is taken in it"),
            "for_gradebook": _("Grades are kept in it"),
            "for_finance": _("The books are kept in it"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "users": NOT_KNOWN,
            "exit_route": _("In which form the data come out, who does it, and how long it takes."),
        }

    field_order = ("name", "vendor_name", "purpose", "hosting", "owner", "users", "dollars", "tier")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row: System = self.instance
        offer(self, "owner", User.objects.filter(is_active=True))
        self.fields["vendor_name"].initial = row.vendor.name if row.vendor else ""
        if row.annual_cents is not None:
            self.fields["dollars"].initial = Decimal(row.annual_cents) / 100

    def clean_name(self) -> str:
        """One name, one system, whatever its letter case."""
        name = " ".join(str(self.cleaned_data["name"]).split())
        others = System.objects.exclude(pk=self.instance.pk).values_list("name", flat=True)
        if folded(name) in map(folded, others):
            raise ValidationError(_("There is a system of this name already. Change that one."))
        return name

    def clean(self) -> dict[str, Any]:
        """A contract ends after it begins."""
        found = super().clean() or self.cleaned_data
        begin, end = found.get("contract_begins"), found.get("contract_ends")
        if begin and end and end < begin:
            self.add_error("contract_ends", _("It ends before it begins. Change one of the two days."))
        return found

    def save_as(self, by: User, act: str) -> Entered:
        """Save the system with its vendor."""
        row: System = self.save(commit=False)
        dollars = self.cleaned_data["dollars"]
        row.annual_cents = None if dollars is None else int(dollars * 100)
        row.vendor = vendor_named(self.cleaned_data["vendor_name"], by=by)
        keep(row, by=by, act=act, seen=self.cleaned_data.get("seen"), then=self.save_m2m)
        return row

    @property
    def vendors(self) -> list[str]:
        """Names that are known already."""
        return list(Vendor.objects.values_list("name", flat=True))


class AuditForm(EnteredForm):
    """The result of an audit."""

    held_on = day_field(_("Day of the result"), required=True)

    class Meta:
        model = AuditResult
        fields = ("kind", "framework", "scale", "scope", "held_on", "value", "best", "note")
        labels: ClassVar[dict[str, Any]] = {
            "kind": _("What it was about"),
            "framework": _("Framework"),
            "scale": _("Scale"),
            "scope": _("What was looked at"),
            "value": _("Result"),
            "best": _("Best possible"),
            "note": _("Note"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "framework": _("As its makers call it, with the version."),
            "scale": _("Such as: level 0 to 4, or controls met of controls asked."),
            "scope": _("Such as: whole district, or one system. Results of different scopes are never averaged."),
        }

    def clean(self) -> dict[str, Any]:
        """No result is above the best."""
        found = super().clean() or self.cleaned_data
        value, best = found.get("value"), found.get("best")
        if value is not None and best is not None and value > best:
            self.add_error("value", _("It is above the best possible. Change one of the two."))
        return found
