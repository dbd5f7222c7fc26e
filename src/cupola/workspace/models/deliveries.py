"""Files that arrived, and what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeliveryState(models.TextChoices):
    """Where a delivery stands on its road."""

    ARRIVED = "arrived", _("Arrived")
    READING = "reading", _("Reading")
    READY = "ready", _("Ready")
    HELD = "held", _("Held")
    APPLYING = "applying", _("Applying")
    APPLIED = "applied", _("Applied")
    NOTHING_NEW = "nothing_new", _("Nothing new")
    UNDONE = "undone", _("Undone")
    FAILED = "failed", _("Could not be read")
    PUT_ASIDE = "put_aside", _("Put aside")


class Delivery(models.Model):
    """Files that came together. `snapshot` is what applying them made; `preview` what they would do (see `previews`).

    `came_by` says the road: upload, folder (watched), command (cupola load), sample. Progress (0 to 1) and `doing`
    are written by the job at work.
    """

    state = models.CharField(max_length=12, choices=DeliveryState.choices, default=DeliveryState.ARRIVED)
    came_by = models.CharField(max_length=10, default="upload")
    came_at = models.DateTimeField(auto_now_add=True)
    brought_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=200, blank=True)
    system = models.CharField(max_length=100, blank=True)
    snapshot = models.CharField(max_length=40, blank=True, db_index=True)
    before = models.CharField(max_length=40, blank=True)
    as_of = models.DateField(null=True)
    preview = models.JSONField(null=True)
    problem = models.TextField(blank=True)
    progress = models.FloatField(default=0)
    doing = models.CharField(max_length=200, blank=True)
    accepted_reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-came_at", "-pk")

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def is_working(self) -> bool:
        """Whether a job is at work on it or will be soon."""
        return self.state in (DeliveryState.ARRIVED, DeliveryState.READING, DeliveryState.APPLYING)

    @property
    def waits_for_a_person(self) -> bool:
        """Whether it can be applied or put aside."""
        return self.state in (DeliveryState.READY, DeliveryState.HELD)


class DeliveryFile(models.Model):
    """One file of a delivery; `sha256` is that of the untouched file.

    `mapping` says by which mapping a list was read (proposed, confirmed, shipped), `none` where there is none yet;
    empty for a known export. `look` is the number of its first rows beside the kept copy.
    """

    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=500)
    bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    recognised_as = models.CharField(max_length=200, blank=True)
    why = models.TextField(blank=True)
    system = models.CharField(max_length=100, blank=True)
    rows = models.PositiveIntegerField(null=True)
    rows_set_aside = models.PositiveIntegerField(null=True)
    mapping = models.CharField(max_length=10, blank=True)
    look = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
