"""The audit trail's one table."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class AuditEntry(models.Model):
    """One act: appended, never changed; each line holds the hash of the one before (see `workspace.audit`).

    `thing` is a kind and key such as `delivery:12` or `person:sis:4711`; never a name.
    """

    at = models.DateTimeField()
    who = models.CharField(max_length=254)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    act = models.CharField(max_length=60, db_index=True)
    thing = models.CharField(max_length=300, blank=True, db_index=True)
    reason = models.TextField(blank=True)
    details = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    line_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.act} {self.thing}"
