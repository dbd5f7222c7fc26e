"""The work that leads to a goal, its money by fund and school year, and what came of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.strategy.models.comparisons import Comparison
from cupola.modules.strategy.models.goals import Goal
from cupola.workspace.models import Need
from cupola.workspace.models.entered import Entered


class InitiativeState(models.TextChoices):
    """Where an initiative stands."""

    PLANNED = "planned", _("Planned")
    ACTIVE = "active", _("Under way")
    DONE = "done", _("Closed")
    STOPPED = "stopped", _("Stopped")


class Kept(models.TextChoices):
    """Whether an initiative gave what it promised."""

    YES = "yes", _("Kept")
    PARTLY = "partly", _("Kept in part")
    NO = "no", _("Not kept")
    UNKNOWN = "unknown", _("Not known")


class Initiative(Entered):
    """A piece of work. `promised` is what it shall give; `measured`, `learned`, `kept` are said when it is closed."""

    code = models.CharField(max_length=12, unique=True)
    goal = models.ForeignKey(Goal, null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives")
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    begins_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=InitiativeState.choices, default=InitiativeState.PLANNED)
    hours = models.PositiveIntegerField(null=True, blank=True)
    promised = models.TextField(blank=True)
    comparison = models.ForeignKey(
        Comparison, null=True, blank=True, on_delete=models.SET_NULL, related_name="initiatives"
    )
    needs = models.ManyToManyField(Need, blank=True, related_name="initiatives")
    closed_on = models.DateField(null=True, blank=True)
    measured = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    kept = models.CharField(max_length=10, choices=Kept.choices, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("begins_on", "pk")

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Money(Entered):
    """What an initiative takes from one fund in one school year, named by the year in which it ends."""

    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="money")
    fund = models.CharField(max_length=100)
    school_year = models.PositiveSmallIntegerField()
    cents = models.BigIntegerField()

    class Meta:
        ordering = ("school_year", "fund", "pk")
        constraints = (models.UniqueConstraint(fields=("initiative", "fund", "school_year"), name="fund_once_a_year"),)

    def __str__(self) -> str:
        return f"{self.fund} {self.school_year}"
