"""Results of privacy and security audits: what was looked at, when, and how it came out."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models.entered import Entered

LARGEST = 1_000_000


class AuditKind(models.TextChoices):
    """What the audit was about."""

    PRIVACY = "privacy", _("Privacy")
    SECURITY = "security", _("Security")


class AuditResult(Entered):
    """One result: `value` of `best` on the scale that the framework uses, for what `scope` says, on a day.

    Results of different frameworks, scales or scopes are never averaged: 3 of 4 of one is not 75 of 100 of another.
    """

    kind = models.CharField(max_length=10, choices=AuditKind.choices)
    framework = models.CharField(max_length=120)
    scale = models.CharField(max_length=120)
    scope = models.CharField(max_length=200)
    held_on = models.DateField()
    value = models.DecimalField(
        max_digits=10, decimal_places=2, validators=[MinValueValidator(0), MaxValueValidator(LARGEST)]
    )
    best = models.DecimalField(
        max_digits=10, decimal_places=2, validators=[MinValueValidator(1), MaxValueValidator(LARGEST)]
    )
    note = models.TextField(blank=True)

    class Meta:
        ordering = ("-held_on", "framework", "-pk")

    def __str__(self) -> str:
        return f"{self.framework}, {self.held_on.isoformat()}"
