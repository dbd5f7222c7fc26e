"""The plan as it stood on a day, and why it was kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class PlanVersion(models.Model):
    """One version; never changed. `content` is what `services.versions.content` makes of the plan."""

    number = models.PositiveIntegerField(unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=150)
    why = models.TextField()
    content = models.JSONField(default=dict)

    class Meta:
        ordering = ("-number",)

    def __str__(self) -> str:
        return f"version {self.number}"
