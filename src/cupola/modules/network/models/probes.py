"""What Cupola watches by itself, where nothing else does, and what it saw."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import School, System
from cupola.workspace.models.entered import Entered

USUAL_MINUTES = 5


class TargetKind(models.TextChoices):
    """How a target is asked."""

    HTTP = "http", _("Web page (HTTP)")
    TCP = "tcp", _("Port (TCP)")
    DNS = "dns", _("Name (DNS)")


class Target(Entered):
    """Something that is asked every few minutes whether it answers.

    `address` is a URL, `host:port`, or a name; for a name `server` is the DNS server that is asked, if not the usual.
    """

    of_school: ClassVar[str] = "school"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=4, choices=TargetKind.choices)
    address = models.CharField(max_length=300)
    server = models.CharField(max_length=100, blank=True)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    system = models.ForeignKey(System, null=True, blank=True, on_delete=models.SET_NULL, related_name="targets")
    is_on = models.BooleanField(default=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Stretch(models.Model):
    """A target answered, or did not, from the first of these readings until a while after the last."""

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="stretches")
    begin_at = models.DateTimeField()
    last_at = models.DateTimeField()
    pause_seconds = models.PositiveIntegerField()
    is_up = models.BooleanField()
    readings = models.PositiveIntegerField(default=1)
    says = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ("target", "begin_at")
        constraints = (models.UniqueConstraint(fields=("target", "begin_at"), name="one_stretch_at_a_time"),)

    def __str__(self) -> str:
        return f"{self.target_id} {self.begin_at.isoformat()}"


class Probing(Entered):
    """Whether the targets are asked at all, and how often: one row with the key 1. Nothing is asked unless it is on."""

    is_on = models.BooleanField(default=False)
    every_minutes = models.PositiveSmallIntegerField(
        default=USUAL_MINUTES, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    last_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return "probing"

    @classmethod
    def here(cls) -> Probing:
        """The row, or an unsaved one that is off."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
