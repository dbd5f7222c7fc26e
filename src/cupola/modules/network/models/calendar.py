"""When school is in session: the days of the calendar, and when instruction begins and ends on them."""

from __future__ import annotations

from datetime import time
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered


class DayKind(models.TextChoices):
    """What a day is. On the first three pupils are taught."""

    SCHOOL = "school", _("School day")
    EARLY = "early", _("Early release or late start")
    REMOTE = "remote", _("Taught from home")
    HOLIDAY = "holiday", _("Holiday")
    STAFF = "staff", _("Staff only")
    CLOSED = "closed", _("Closed")


TAUGHT = (DayKind.SCHOOL, DayKind.EARLY, DayKind.REMOTE)


class CalendarDay(Entered):
    """One day of the district, or of a school where it differs. `schedule` is the bell schedule that holds on it."""

    of_school: ClassVar[str] = "school"

    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=DayKind.choices, default=DayKind.SCHOOL)
    schedule = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=("day",), condition=Q(school=None), name="one_day_of_the_district"),
            models.UniqueConstraint(fields=("day", "school"), name="one_day_of_a_school"),
        )

    def __str__(self) -> str:
        return self.day.isoformat()


class BellPeriod(Entered):
    """A stretch of instruction in a bell schedule, of a school or of all that have none of their own."""

    of_school: ClassVar[str] = "school"

    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    schedule = models.CharField(max_length=40)
    period = models.CharField(max_length=40)
    begins = models.TimeField()
    ends = models.TimeField()

    class Meta:
        ordering = ("schedule", "begins", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("schedule", "period"), condition=Q(school=None), name="one_period_of_the_district"
            ),
            models.UniqueConstraint(fields=("schedule", "period", "school"), name="one_period_of_a_school"),
        )

    def __str__(self) -> str:
        return f"{self.schedule} {self.period}"

    @property
    def minutes(self) -> int:
        """How long it is."""
        return minute_of(self.ends) - minute_of(self.begins)


def minute_of(clock: time) -> int:
    """Minutes after midnight of a time of day."""
    return clock.hour * 60 + clock.minute
