"""What the plan wants to reach."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cupola.modules.strategy.models.direction import Objective
from cupola.workspace.models import Need
from cupola.workspace.models.entered import Entered


class Goal(Entered):
    """A goal, the objectives and needs it serves, and how one would see that it is reached."""

    code = models.CharField(max_length=12, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    objectives = models.ManyToManyField(Objective, blank=True, related_name="goals")
    needs = models.ManyToManyField(Need, blank=True, related_name="goals")
    measure = models.CharField(max_length=300, blank=True)
    measure_target = models.CharField(max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="goals"
    )
    place = models.PositiveSmallIntegerField(default=0)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
