"""Listening sessions and advisory groups, with who came: how many, of which role, from which school."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models.speakers import Speaker
from cupola.workspace.models import School
from cupola.workspace.models.entered import Entered


class SessionKind(models.TextChoices):
    """What kind of meeting it was."""

    LISTENING = "listening", _("Listening session")
    ADVISORY = "advisory", _("Advisory group")
    VISIT = "visit", _("School visit")


class Group(Entered):
    """An advisory group that meets again and again."""

    title = models.CharField(max_length=120)
    purpose = models.TextField(blank=True)
    meets = models.CharField(max_length=120, blank=True)
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title


class Session(Entered):
    """One meeting at which people were heard. `heard` tells what was said, without names."""

    of_school: ClassVar[str] = "school"

    kind = models.CharField(max_length=10, choices=SessionKind.choices)
    title = models.CharField(max_length=160)
    held_on = models.DateField()
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="sessions")
    heard = models.TextField(blank=True)
    answer = models.TextField(blank=True)

    class Meta:
        ordering = ("-held_on", "-pk")

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """How many of one role came, from one school."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    speaker = models.CharField(max_length=12, choices=Speaker.choices)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    people = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.people} {self.speaker}"
