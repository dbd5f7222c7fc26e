"""What people need, as the plan takes it up: heard from them, or seen in findings."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models.district import School
from cupola.workspace.models.entered import Entered


class NeedSource(models.TextChoices):
    """Where a need comes from."""

    VOICE = "voice", _("Heard from people")
    FINDING = "finding", _("Seen in findings")


class NeedState(models.TextChoices):
    """What became of a need."""

    OPEN = "open", _("Open")
    MET = "met", _("Met")
    SET_ASIDE = "set_aside", _("Set aside")


class Need(Entered):
    """Something that is needed. `voices`, `schools` and `hours` (a year) say how much; None is not known.

    `words` are sentences that may be shown, without names: a list of {"text", "role", "school"}. `check` is the
    check behind a need that comes from findings.
    """

    of_school: ClassVar[str] = "school"

    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=10, choices=NeedSource.choices, default=NeedSource.VOICE)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="needs")
    voices = models.PositiveIntegerField(default=0)
    schools = models.PositiveIntegerField(default=0)
    hours = models.PositiveIntegerField(null=True, blank=True)
    words = models.JSONField(default=list, blank=True)
    check_id = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=NeedState.choices, default=NeedState.OPEN)
    why = models.TextField(blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="needs"
    )

    class Meta:
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title
