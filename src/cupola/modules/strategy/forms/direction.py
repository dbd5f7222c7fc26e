"""What is filled in about vision, principles and objectives."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.forms.people import short_text
from cupola.modules.strategy.models import Objective, Principle, Vision
from cupola.shell.editing import EnteredForm


class VisionForm(EnteredForm):
    """The vision, and what stands above the public plan."""

    class Meta:
        model = Vision
        fields = ("text", "intro", "is_public")
        labels: ClassVar[dict[str, Any]] = {
            "text": _("Vision"),
            "intro": _("Words above the public plan"),
            "is_public": _("Everybody may read the plan, without names and without money"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "text": _("Two or three sentences: what will students and teachers be able to do?"),
            "is_public": _("The address of the public page stands on this page when it is open."),
        }
        widgets: ClassVar[dict[str, Any]] = {"text": short_text(4), "intro": short_text()}


class PrincipleForm(EnteredForm):
    """One principle."""

    class Meta:
        model = Principle
        fields = ("text", "place")
        labels: ClassVar[dict[str, Any]] = {"text": _("Principle"), "place": _("Place in the list")}
        help_texts: ClassVar[dict[str, Any]] = {"text": _("One sentence by which you choose between two good things.")}


class ObjectiveForm(EnteredForm):
    """One learning objective."""

    class Meta:
        model = Objective
        fields = ("code", "title", "text", "source")
        labels: ClassVar[dict[str, Any]] = {
            "code": _("Code"),
            "title": _("Objective"),
            "text": _("In more words"),
            "source": _("Where it stands"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "code": _("As the district's own paper calls it, such as L1."),
            "source": _("The paper that it is from, such as the accountability plan of 2026."),
        }
        widgets: ClassVar[dict[str, Any]] = {"text": short_text()}


class ObjectivesForm(forms.Form):
    """Many objectives at once: a file, or lines that were pasted."""

    sheet = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV or XLSX with the columns code, title and text."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    pasted = forms.CharField(
        label=_("Or paste the lines"),
        required=False,
        help_text=_("The first line names the columns: code, title, text."),
        widget=short_text(6),
    )
    source = forms.CharField(label=_("Where they stand"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Either of both is needed."""
        filled: dict[str, Any] = super().clean() or {}
        if not filled.get("sheet") and not (filled.get("pasted") or "").strip() and not self.errors:
            self.add_error("sheet", _("Choose a file, or paste lines."))
        return filled
