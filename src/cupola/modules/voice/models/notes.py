"""Walkabout notes: what somebody saw or heard. They name colleagues, so only their writer reads them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.modules.voice.models.speakers import Speaker
from cupola.workspace.models import School


class NoteKind(models.TextChoices):
    """What kind of thing was said."""

    PAIN = "pain", _("Pain")
    PRAISE = "praise", _("Praise")
    IDEA = "idea", _("Idea")
    QUESTION = "question", _("Question")


class Note(models.Model):
    """One note. `key` was made on the device, so that a note that is sent twice is kept once.

    `photo` is the name of a file below the room's folder. `used_at` is when its writer put it in a theme or a promise.
    """

    writer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notes")
    key = models.UUIDField()
    kind = models.CharField(max_length=10, choices=NoteKind.choices)
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    place = models.CharField(max_length=100, blank=True)
    heard = models.TextField()
    speaker = models.CharField(max_length=12, choices=Speaker.choices, blank=True)
    heard_at = models.DateTimeField()
    came_at = models.DateTimeField(auto_now_add=True)
    photo = models.CharField(max_length=60, blank=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-heard_at", "-pk")
        constraints = (models.UniqueConstraint(fields=("writer", "key"), name="note_kept_once"),)

    def __str__(self) -> str:
        return f"note {self.pk}"
