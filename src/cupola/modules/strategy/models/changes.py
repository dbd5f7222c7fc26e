"""What people are to do differently, and how many do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.models.initiatives import Initiative
from cupola.workspace.models.entered import Entered

READINESS = (
    (1, _("not ready")),
    (2, _("hardly ready")),
    (3, _("half ready")),
    (4, _("mostly ready")),
    (5, _("ready")),
)


class Change(Entered):
    """A group of people, what they are to do differently for an initiative, and what they need for it."""

    LEVELS: ClassVar = READINESS

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="changes")
    who = models.CharField(max_length=160)
    does_differently = models.TextField()
    readiness = models.PositiveSmallIntegerField(null=True, blank=True, choices=READINESS)
    champions = models.TextField(blank=True)
    training = models.TextField(blank=True)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.who


class Reading(Entered):
    """How many of a group do it, as somebody reported it on a day."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="readings")
    on = models.DateField()
    using = models.PositiveIntegerField()
    of = models.PositiveIntegerField()

    class Meta:
        ordering = ("on", "pk")

    def __str__(self) -> str:
        return f"reading {self.pk}"
