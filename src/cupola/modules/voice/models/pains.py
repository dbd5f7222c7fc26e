"""Workflow pains: work that costs time because tools do not fit, with the sum that it comes to."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models.speakers import Speaker
from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered

MONTHS_OF_SCHOOL = 10


class PainState(models.TextChoices):
    """Whether it still costs time."""

    OPEN = "open", _("Still costs time")
    SOLVED = "solved", _("Solved")


class Pain(Entered):
    """One pain: minutes lost each time, people who lose them, times a month, months a year."""

    of_school: ClassVar[str] = "school"

    title = models.CharField(max_length=160)
    happens = models.TextField(blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    speaker = models.CharField(max_length=12, choices=Speaker.choices)
    minutes_each = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(10_000)])
    people = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(1_000_000)])
    times_a_month = models.DecimalField(
        max_digits=7, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(10_000)]
    )
    months_a_year = models.PositiveSmallIntegerField(
        default=MONTHS_OF_SCHOOL, validators=[MinValueValidator(1), MaxValueValidator(12)]
    )
    heard_on = models.DateField()
    state = models.CharField(max_length=8, choices=PainState.choices, default=PainState.OPEN)
    solved_by = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title

    @property
    def hours(self) -> int:
        """Hours a year: minutes × people × times a month × months ÷ 60, rounded."""
        return round(self.minutes_each * self.people * float(self.times_a_month) * self.months_a_year / 60)
