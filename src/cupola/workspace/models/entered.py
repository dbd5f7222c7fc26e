"""What every row that people type in has in common: who began it, when it was changed, and how often."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models


class Entered(models.Model):
    """A row typed in by somebody. `version` counts changes, so that two people at once are told.

    `of_school` is the way to the school that a row belongs to, as a lookup (`school`, `promise__school`); a kind of
    row without one is seen by those who see the whole district.
    """

    of_school: ClassVar[str] = ""

    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
