"""What happened, on which day: written down once, and drawn on the charts of what it may have moved."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered


class EventKind(models.TextChoices):
    """What kind of thing happened."""

    DEVICES = "devices", _("Devices came or went")
    NETWORK = "network", _("Network or systems changed")
    PEOPLE = "people", _("People, training or support changed")
    RULES = "rules", _("A rule or a budget changed")
    SURVEY = "survey", _("A survey changed")
    OTHER = "other", _("Something else")


class Event(Entered):
    """Something that happened. Without a school it is of the whole district, without a measure it is on every chart."""

    of_school: ClassVar[str] = "school"
    is_open_to_schools: ClassVar[bool] = True

    title = models.CharField(max_length=120)
    on = models.DateField()
    kind = models.CharField(max_length=10, choices=EventKind.choices, default=EventKind.OTHER)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    measure_id = models.CharField(max_length=20, blank=True, db_index=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return self.title
