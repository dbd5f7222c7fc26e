"""Decisions that the plan waits for: the question, the options, what waiting costs, and the answer."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cupola.modules.strategy.models.goals import Goal
from cupola.modules.strategy.models.initiatives import Initiative
from cupola.workspace.models.entered import Entered


class Ask(Entered):
    """A decision asked of somebody. It is open while `answer` is empty; an answer is never taken back."""

    question = models.CharField(max_length=300)
    background = models.TextField(blank=True)
    waiting = models.TextField(blank=True)
    by_when = models.DateField()
    initiative = models.ForeignKey(Initiative, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks")
    asked_of = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="asks"
    )
    answer = models.ForeignKey("strategy.AskOption", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_who = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("by_when", "pk")

    def __str__(self) -> str:
        return self.question


class AskOption(models.Model):
    """One answer that can be given, and what follows from it."""

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="options")
    place = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=200)
    consequence = models.TextField(blank=True)

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.text
