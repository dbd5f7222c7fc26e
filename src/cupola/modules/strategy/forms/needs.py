"""What is filled in about needs and the alternatives for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.forms.money import DollarsField
from cupola.modules.strategy.forms.people import person_field, short_text
from cupola.modules.strategy.models import (
    Alternative,
    Comparison,
    Criterion,
    CriterionKind,
    NeedTie,
    Objective,
)
from cupola.modules.strategy.queries.needs import checks_with_findings, schools_with_findings
from cupola.shell.editing import EnteredForm, day_field, offer
from cupola.workspace.models import Need, NeedSource, User
from cupola.workspace.models.entered import Entered

MORE_CRITERIA = 3
FEWEST_ROWS = 5


class NeedForm(EnteredForm):
    """A need raised by hand or from what a check found; a need of voices keeps the words behind it."""

    check_id = forms.ChoiceField(
        label=_("Seen in findings of"),
        required=False,
        help_text=_("The need then shows how many findings of this check are open."),
    )
    owner = person_field(_("Owner"))
    objectives = forms.ModelMultipleChoiceField(
        label=_("Learning objectives that it stands in the way of"),
        queryset=Objective.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Need
        fields = ("title", "text", "check_id", "school", "voices", "schools", "hours", "owner", "state", "why")
        labels: ClassVar[dict[str, Any]] = {
            "title": _("What is needed"),
            "text": _("In more words"),
            "school": _("School"),
            "voices": _("Voices"),
            "schools": _("Schools"),
            "hours": _("Hours that it costs a year"),
            "state": _("State"),
            "why": _("Why it is met or set aside"),
        }
        help_texts: ClassVar[dict[str, Any]] = {
            "school": _("Leave it empty for a need of several schools or of the district."),
            "voices": _("How many people said it."),
            "schools": _("At how many schools. A need from findings counts them by itself."),
            "hours": _("Leave it empty when nobody knows: unknown is not nothing."),
        }
        widgets: ClassVar[dict[str, Any]] = {"text": short_text(), "why": short_text(2)}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check_before = check = self.instance.check_id
        found = checks_with_findings()
        if check and check not in dict(found):
            found = [(check, check), *found]
        offer(self, "check_id", [("", _("no check: somebody said it")), *found])
        if self.instance.pk is not None:
            self.fields["objectives"].initial = Objective.objects.filter(ties__need=self.instance)

    def save_as(self, by: User, act: str) -> Entered:
        """Count the schools of a need from findings, and tie its objectives, in the same step."""
        check = self.cleaned_data["check_id"]
        if check and not self.check_before:
            self.instance.source = NeedSource.FINDING
        if check and not self.cleaned_data["schools"]:
            self.instance.schools = schools_with_findings(check)
        return super().save_as(by, act)

    def _save_m2m(self) -> None:
        super()._save_m2m()  # type: ignore[misc]
        chosen = list(self.cleaned_data["objectives"])
        NeedTie.objects.filter(need=self.instance).exclude(objective__in=chosen).delete()
        for each in chosen:
            NeedTie.objects.get_or_create(need=self.instance, objective=each)


class ComparisonForm(EnteredForm):
    """What a comparison is called."""

    class Meta:
        model = Comparison
        fields = ("title",)
        labels: ClassVar[dict[str, Any]] = {"title": _("What is to be decided")}


class AlternativeForm(EnteredForm):
    """One way to meet the need."""

    five_year_cents = DollarsField(
        label=_("Cost over five years, in dollars"),
        required=False,
        help_text=_("All of it: buying, licences, training, support. Leave it empty when it is not known."),
    )

    class Meta:
        model = Alternative
        fields = ("title", "description", "five_year_cents", "risk", "risk_level", "equity", "evidence")
        labels: ClassVar[dict[str, Any]] = {
            "title": _("Alternative"),
            "description": _("What it is"),
            "risk": _("What can go wrong"),
            "risk_level": _("How risky"),
            "equity": _("Whom it helps, and whom it leaves out"),
            "evidence": _("What shows that it works"),
        }
        widgets: ClassVar[dict[str, Any]] = {
            name: short_text() for name in ("description", "risk", "equity", "evidence")
        }


class CriteriaForm(forms.Form):
    """All criteria of a comparison with their weights, in one form; a row without a title goes."""

    def __init__(self, *args: Any, criteria: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = max(FEWEST_ROWS, len(criteria) + MORE_CRITERIA)
        for place in range(self.rows):
            row = criteria[place] if place < len(criteria) else None
            self.fields[f"key_{place}"] = forms.IntegerField(
                required=False, initial=row.pk if row else None, widget=forms.HiddenInput
            )
            self.fields[f"title_{place}"] = forms.CharField(
                label=_("Criterion"), max_length=100, required=False, initial=row.title if row else ""
            )
            self.fields[f"weight_{place}"] = forms.IntegerField(
                label=_("Weight, 0 to 100"),
                min_value=0,
                max_value=100,
                required=False,
                initial=row.weight if row else None,
            )
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=_("Scores come from"),
                choices=CriterionKind.choices,
                required=False,
                initial=row.kind if row else CriterionKind.SCORE,
            )

    def lines(self) -> Iterator[tuple[Any, ...]]:
        """The fields row by row: key, title, weight, kind."""
        for place in range(self.rows):
            yield tuple(self[f"{name}_{place}"] for name in ("key", "title", "weight", "kind"))

    def wanted(self) -> list[tuple[int | None, str, int, str]]:
        """What was filled in, as the service takes it."""
        filled = self.cleaned_data
        return [
            (
                filled.get(f"key_{place}"),
                filled[f"title_{place}"],
                filled.get(f"weight_{place}") or 0,
                filled.get(f"kind_{place}") or CriterionKind.SCORE,
            )
            for place in range(self.rows)
            if filled.get(f"title_{place}")
        ]


class ScoresForm(forms.Form):
    """Scores of all alternatives by all criteria that people score."""

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[Criterion],
        alternatives: Sequence[Alternative],
        scores: dict[str, dict[str, float | None]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = [each for each in criteria if each.kind == CriterionKind.SCORE]
        self.alternatives = list(alternatives)
        for alternative in self.alternatives:
            for criterion in self.criteria:
                self.fields[f"s_{alternative.pk}_{criterion.pk}"] = forms.DecimalField(
                    label=f"{alternative.title}, {criterion.title}",
                    required=False,
                    min_value=0,
                    max_value=10,
                    max_digits=4,
                    decimal_places=1,
                    initial=scores[str(alternative.pk)][str(criterion.pk)],
                )

    def lines(self) -> Iterator[tuple[Criterion, list[Any]]]:
        """The fields criterion by criterion, one for each alternative."""
        for criterion in self.criteria:
            yield criterion, [self[f"s_{each.pk}_{criterion.pk}"] for each in self.alternatives]

    def values(self) -> dict[tuple[int, int], Decimal | None]:
        """What was filled in, by (alternative, criterion)."""
        return {
            (alternative.pk, criterion.pk): self.cleaned_data.get(f"s_{alternative.pk}_{criterion.pk}")
            for alternative in self.alternatives
            for criterion in self.criteria
        }


class DecisionForm(forms.Form):
    """The decision record."""

    decided_for = forms.ModelChoiceField(label=_("Decided for"), queryset=Alternative.objects.none())
    decided_by = forms.CharField(
        label=_("Who decided"), max_length=150, help_text=_("A person or a body, such as the cabinet or the board.")
    )
    decided_on = day_field(_("When"), required=True)
    why = forms.CharField(
        label=_("Why"), widget=short_text(4), help_text=_("Also when it is not the first of the ranking.")
    )

    def __init__(self, *args: Any, comparison: Comparison, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "decided_for", comparison.alternatives.all())
        self.fields["decided_on"].initial = timezone.localdate()


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label=_("Why"), widget=short_text())
