"""Rehearsals of an audit: the sample that was drawn, and what was found of each device."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.devices.models.inventory import KEY
from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered


class Result(models.TextChoices):
    """What somebody who looked for a device found."""

    FOUND = "found", _("There, and the numbers agree")
    OTHER = "other", _("There, with another number or in another place")
    MISSING = "missing", _("Not there")


class Rehearsal(Entered):
    """One sample. The same seed, shares and snapshot draw it again; `expected` and `margin` are in percent."""

    title = models.CharField(max_length=120)
    seed = models.PositiveBigIntegerField()
    confidence = models.PositiveSmallIntegerField()
    expected = models.DecimalField(max_digits=4, decimal_places=1)
    margin = models.DecimalField(max_digits=4, decimal_places=1)
    population = models.PositiveIntegerField()
    snapshot = models.CharField(max_length=40)
    as_of = models.DateField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.title


class RehearsalItem(models.Model):
    """One device of a sample, as the register had it on the day of the draw, and what was found; empty is not yet."""

    rehearsal = models.ForeignKey(Rehearsal, on_delete=models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    one = models.CharField(max_length=KEY)
    serial = models.CharField(max_length=100, blank=True)
    tag = models.CharField(max_length=100, blank=True)
    model = models.CharField(max_length=200, blank=True)
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")
    fund = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=200, blank=True)
    room = models.CharField(max_length=100, blank=True)
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    note = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("rehearsal", "number")
        constraints = (models.UniqueConstraint(fields=("rehearsal", "number"), name="rehearsal_number_once"),)

    def __str__(self) -> str:
        return self.tag or self.serial
