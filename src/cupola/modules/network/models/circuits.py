"""The lines that a district pays for: to the Internet, and from its sites into its own network."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered

MOST_MBPS = 10_000_000
MOST_CENTS = 10**12


class LineKind(models.TextChoices):
    """Where a line leads."""

    INTERNET = "internet", _("To the Internet")
    WAN = "wan", _("Into the district's own network")


class Circuit(Entered):
    """A line. `usable_percent` is what of it schools may use; without a school it serves the whole district."""

    of_school: ClassVar[str] = "school"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=8, choices=LineKind.choices, default=LineKind.INTERNET)
    provider = models.CharField(max_length=120, blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    mbps = models.PositiveIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_MBPS)])
    usable_percent = models.PositiveSmallIntegerField(
        default=100, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    begins_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    monthly_cents = models.BigIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(MOST_CENTS)]
    )
    fund = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ("kind", "name", "pk")
        constraints = (models.CheckConstraint(condition=Q(usable_percent__lte=100), name="at_most_the_whole_line"),)

    def __str__(self) -> str:
        return self.name

    @property
    def usable(self) -> float:
        """Mbps that schools may use."""
        return self.mbps * self.usable_percent / 100
