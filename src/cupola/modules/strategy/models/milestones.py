"""Days by which something is to be done, what must be done before it, and days on which nothing may be changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.models.initiatives import Initiative
from cupola.workspace.models.entered import Entered


class Milestone(Entered):
    """Something that is to be done by a day. `first_due_on` keeps the day that was planned first; it shows slipping."""

    code = models.CharField(max_length=12, unique=True)
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="milestones"
    )
    due_on = models.DateField()
    first_due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Dependency(models.Model):
    """`milestone` cannot be done before `needs_first` is."""

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="waits_for")
    needs_first = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="holds_up")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("milestone", "needs_first"), name="depends_once"),)

    def __str__(self) -> str:
        return f"dependency {self.milestone_id} {self.needs_first_id}"


class Blackout(Entered):
    """Days on which nothing may be changed."""

    class Kind(models.TextChoices):
        """Why nothing may be changed."""

        TESTING = "testing", _("Testing")
        ROLLOVER = "rollover", _("Rollover to the new year")
        FREEZE = "freeze", _("Change freeze")

    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.TESTING)
    begins_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        ordering = ("begins_on", "pk")

    def __str__(self) -> str:
        return self.title
