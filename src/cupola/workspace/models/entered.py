"""What every row that people type in has in common: who began it, when it was changed, and how often."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cupola.workspace.models.placed import Placed


class Entered(Placed):
    """A row typed in by somebody. `version` counts changes, so that two people at once are told."""

    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True
