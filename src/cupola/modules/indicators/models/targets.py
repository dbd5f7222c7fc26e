"""What a district wants a measure to reach, until when, and who answers for it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered


class Target(Entered):
    """A goal of a measure, for the district or one school, from the day it was set.

    A target is never changed: another takes its place, and `ends_on` of the one before is the day of that. `goal` and
    `line` are in the measure's own unit (a share is 0 to 1). Worse than `line` is told at once, worse than `goal` from
    the day on which it is due. `mails_owner`: who answers for it is mailed, once each time that the line is crossed.
    """

    of_school: ClassVar[str] = "school"
    is_open_to_schools: ClassVar[bool] = True

    measure_id = models.CharField(max_length=20, db_index=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    goal = models.FloatField()
    is_at_least = models.BooleanField()
    line = models.FloatField(null=True, blank=True)
    due_on = models.DateField()
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    mails_owner = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        ordering = ("measure_id", "begins_on", "pk")

    def __str__(self) -> str:
        return f"{self.measure_id} {self.goal:g}"

    def is_met_by(self, value: float) -> bool:
        """Whether a value reaches the goal."""
        return value >= self.goal if self.is_at_least else value <= self.goal

    def is_past_line(self, value: float) -> bool:
        """Whether a value is worse than the line; never where there is none."""
        if self.line is None:
            return False
        return value < self.line if self.is_at_least else value > self.line
