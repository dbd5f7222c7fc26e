"""The room's tables: a light diary of one's own time, and decisions in which technology had no seat."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models.entered import Entered

HALF_HOUR = 30


class TimeKind(models.TextChoices):
    """What time goes to."""

    LEADERSHIP = "leadership", _("Leadership")
    INSTRUCTION = "instruction", _("Instruction")
    OPERATIONS = "operations", _("Operations")
    TECHNICAL = "technical", _("Technical work")


class DiaryRun(models.Model):
    """Two weeks in which somebody writes down what the time goes to. Nobody else reads it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="diary_runs")
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("-begins_on", "-pk")
        constraints = (models.UniqueConstraint(fields=("user", "begins_on"), name="diary_begun_once"),)

    def __str__(self) -> str:
        return f"diary from {self.begins_on}"


class DiaryEntry(models.Model):
    """One tap: a half hour of one kind, planned or not. Its user is the one of the run."""

    run = models.ForeignKey(DiaryRun, on_delete=models.CASCADE, related_name="entries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=12, choices=TimeKind.choices)
    was_planned = models.BooleanField()
    minutes = models.PositiveSmallIntegerField(default=HALF_HOUR)

    class Meta:
        ordering = ("at", "pk")
        indexes = (models.Index(fields=("user", "at"), name="diary_day"),)

    def __str__(self) -> str:
        return f"{self.minutes} min {self.kind}"


class SeatKind(models.TextChoices):
    """In which way technology had no seat."""

    PURCHASE = "purchase_without_request", _("Bought without asking")
    LATE = "late_involvement", _("Asked too late")
    OTHER = "other", _("Something else")


class SeatMissed(Entered):
    """A decision in which technology had no seat, and what followed. Cost and hours that nobody knows stay empty.

    It may point to a thing of another room (`linked_kind` and `linked_key` as that room calls them), or hold a number
    that was typed in (kind `typed`).
    """

    title = models.CharField(max_length=160)
    happened_on = models.DateField()
    where = models.CharField(max_length=100)
    kind = models.CharField(max_length=30, choices=SeatKind.choices)
    followed = models.TextField(blank=True)
    cost_cents = models.BigIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(1_000_000)])
    linked_kind = models.CharField(max_length=20, blank=True)
    linked_key = models.CharField(max_length=100, blank=True)
    linked_title = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-happened_on", "-pk")

    def __str__(self) -> str:
        return self.title
