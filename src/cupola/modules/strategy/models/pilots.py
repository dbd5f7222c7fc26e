"""Tools tried in classrooms against learning goals, and what was decided at the end."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.models.changes import READINESS
from cupola.modules.strategy.models.initiatives import Initiative
from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered


class LearningGoal(models.TextChoices):
    """What a tool shall help students with."""

    CRITICAL_THINKING = "critical_thinking", _("Critical thinking")
    CREATIVITY = "creativity", _("Creativity")
    COMMUNICATION = "communication", _("Communication")
    COLLABORATION = "collaboration", _("Collaboration")
    PERSONALISED = "personalised", _("Personalised learning")


class PilotDecision(models.TextChoices):
    """What became of a tool after its pilot."""

    ADOPT = "adopt", _("Adopt it")
    EXTEND = "extend", _("Try it longer")
    STOP = "stop", _("Stop it")


class Pilot(Entered):
    """A tool in some classrooms for a while. `goals` is a list of values of `LearningGoal`; `decision` "" is open."""

    title = models.CharField(max_length=200)
    tool = models.CharField(max_length=160)
    goals = models.JSONField(default=list, blank=True)
    schools = models.ManyToManyField(School, blank=True, related_name="pilots")
    begins_on = models.DateField()
    ends_on = models.DateField()
    readiness = models.PositiveSmallIntegerField(null=True, blank=True, choices=READINESS)
    question = models.TextField(blank=True)
    found = models.TextField(blank=True)
    decision = models.CharField(max_length=10, choices=PilotDecision.choices, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    why = models.TextField(blank=True)
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.SET_NULL, related_name="pilots")

    class Meta:
        ordering = ("-ends_on", "pk")

    def __str__(self) -> str:
        return self.title
