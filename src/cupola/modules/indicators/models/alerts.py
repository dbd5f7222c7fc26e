"""What is told because a figure crossed a line, a day came, or data stopped: one row from its begin to its end."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.indicators.models.targets import Target
from cupola.workspace.models import School
from cupola.workspace.models.placed import Placed


class AlertKind(models.TextChoices):
    """Why something is told."""

    LINE = "line", _("Crossed its line")
    DUE = "due", _("Its day came, its goal is not reached")
    GONE = "gone", _("No longer computed")
    STALE = "stale", _("The record is old")


class Alert(Placed):
    """Something that is told for as long as it is so. `value` is the figure's, `ends_at` is null while it is so.

    `mailed_at` is when the owner of the target was mailed, null where nobody was.
    """

    of_school: ClassVar[str] = "school"
    is_open_to_schools: ClassVar[bool] = True

    kind = models.CharField(max_length=6, choices=AlertKind.choices)
    measure_id = models.CharField(max_length=20, blank=True, db_index=True)
    school = models.ForeignKey(School, null=True, on_delete=models.CASCADE, related_name="+")
    target = models.ForeignKey(Target, null=True, on_delete=models.CASCADE, related_name="alerts")
    value = models.FloatField(null=True)
    is_within_range = models.BooleanField(default=False)
    as_of = models.DateField()
    begins_at = models.DateTimeField(auto_now_add=True)
    ends_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-begins_at", "-pk")

    def __str__(self) -> str:
        return f"{self.measure_id} {self.kind}"


class Round(models.Model):
    """When targets were last looked at: one row with the key 1."""

    looked_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.looked_at.isoformat()
