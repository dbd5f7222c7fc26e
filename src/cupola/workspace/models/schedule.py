"""When what happens by itself was last begun."""

from __future__ import annotations

from django.db import models


class Schedule(models.Model):
    """A timed job by name, and when it was last put in the queue (see `workspace.schedule`)."""

    name = models.CharField(max_length=60, unique=True)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
