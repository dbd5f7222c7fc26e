"""Ways to meet a need side by side: criteria with weights, alternatives, scores, and the decision."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import Need
from cupola.workspace.models.entered import Entered


class CriterionKind(models.TextChoices):
    """How a criterion gets its scores."""

    SCORE = "score", _("People give 0 to 10")
    COST = "cost", _("From the five-year cost")


class Comparison(Entered):
    """Alternatives for one need, and who decided for which of them, when and why."""

    class State(models.TextChoices):
        """Whether it was decided."""

        OPEN = "open", _("Open")
        DECIDED = "decided", _("Decided")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="comparisons")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    decided_for = models.ForeignKey(
        "strategy.Alternative", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_by = models.CharField(max_length=150, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


class Criterion(models.Model):
    """What alternatives are judged by. Weights are taken as proportions of their sum."""

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(max_length=100)
    weight = models.PositiveSmallIntegerField(default=50, validators=[MaxValueValidator(100)])
    kind = models.CharField(max_length=10, choices=CriterionKind.choices, default=CriterionKind.SCORE)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Alternative(Entered):
    """One way to meet the need. An unknown cost is None, never nothing."""

    RISKS: ClassVar = (
        (1, _("very low")),
        (2, _("low")),
        (3, _("middling")),
        (4, _("high")),
        (5, _("very high")),
    )

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="alternatives")
    title = models.CharField(max_length=160)
    description = models.TextField(blank=True)
    five_year_cents = models.BigIntegerField(null=True, blank=True)
    risk = models.TextField(blank=True)
    risk_level = models.PositiveSmallIntegerField(null=True, blank=True, choices=RISKS)
    equity = models.TextField(blank=True)
    evidence = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Score(models.Model):
    """How well an alternative does by one criterion, 0 to 10; None is not judged."""

    alternative = models.ForeignKey(Alternative, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.CASCADE, related_name="scores")
    value = models.DecimalField(
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(10)],
    )

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("alternative", "criterion"), name="scored_once"),)

    def __str__(self) -> str:
        return f"score {self.pk}"
