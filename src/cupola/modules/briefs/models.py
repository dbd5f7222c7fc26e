"""Papers that were frozen: what stands on them, and the file as it was given away."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models.entered import Entered


class PaperKind(models.TextChoices):
    """What kinds of papers there are."""

    ONEPAGER = "onepager", _("Board one-pager")


class Paper(Entered):
    """One frozen paper; never changed. `content` is the page as `engine.paper.onepager.as_object` gives it.

    `fingerprint` is the SHA-256 of the file, so that a copy can be told to be this one. `who` is who froze it, as the
    audit trail says it.
    """

    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    title = models.CharField(max_length=200)
    snapshot = models.CharField(max_length=40)
    as_of = models.DateField()
    frozen_on = models.DateField()
    who = models.CharField(max_length=150)
    content = models.JSONField()
    file = models.BinaryField()
    fingerprint = models.CharField(max_length=64)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
