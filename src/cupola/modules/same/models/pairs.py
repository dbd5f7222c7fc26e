"""What linking asks people, and what sources disagree about: keys and figures, no names."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models import School
from cupola.workspace.models.placed import Placed

KEY = 300


class Says(models.TextChoices):
    """What a person can say of a pair; open is before anybody said anything."""

    OPEN = "open", _("Open")
    SAME = "same", _("Same")
    DIFFERENT = "different", _("Different")
    UNSURE = "unsure", _("Not sure")


class Taking(models.Model):
    """That the links of a snapshot were brought here, with the figures that belong to no one row.

    `titles` are the names of the systems by their ids; `linked` and `proposed` count links of people.
    """

    snapshot = models.CharField(max_length=40, unique=True)
    as_of = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    linked = models.PositiveIntegerField(default=0)
    proposed = models.PositiveIntegerField(default=0)
    titles = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.snapshot

    @classmethod
    def newest(cls) -> Taking | None:
        """The one that pages show; None before the first."""
        return cls.objects.first()


class Pair(Placed):
    """Two records that may be one. `one` names the pair for good, whichever stands left.

    `band` is `proposed` for a question of linking and `linked` for one of the sample by which linking is measured.
    `is_current` says that the newest links still hold it. `order` is drawn by lot, so that whoever stops early has
    seen a fair share. Every tenth that is decided, and each not sure one, wants a second person, who is not shown
    what the first one said.
    """

    of_school: ClassVar[str] = "school"

    one = models.CharField(max_length=64, unique=True)
    entity = models.CharField(max_length=10)
    left = models.CharField(max_length=KEY)
    right = models.CharField(max_length=KEY)
    left_system = models.CharField(max_length=100)
    right_system = models.CharField(max_length=100)
    band = models.CharField(max_length=10)
    method = models.CharField(max_length=20)
    weight = models.FloatField(null=True)
    reasons = models.JSONField(default=list)
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")
    order = models.PositiveIntegerField(default=0)
    is_current = models.BooleanField(default=True)
    snapshot = models.CharField(max_length=40)

    state = models.CharField(max_length=10, choices=Says.choices, default=Says.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True)
    wants_second = models.BooleanField(default=False)
    second_state = models.CharField(max_length=10, choices=Says.choices, blank=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    second_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("order", "pk")
        indexes = (models.Index(fields=("state", "order"), name="same_pair_queue"),)

    def __str__(self) -> str:
        return f"{self.entity} {self.pk}"


class Differing(Placed):
    """One thing that two sources say differently of one person, or a person whom one of them lacks (`missing`).

    `trusted` is the source that is believed, `changes` the one in which somebody must change it; both are empty where
    a person decides.
    """

    of_school: ClassVar[str] = "school"

    field = models.CharField(max_length=20)
    left = models.CharField(max_length=KEY, blank=True)
    right = models.CharField(max_length=KEY, blank=True)
    left_system = models.CharField(max_length=100)
    right_system = models.CharField(max_length=100)
    trusted = models.CharField(max_length=100, blank=True)
    changes = models.CharField(max_length=100, blank=True)
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("school__folded", "left", "right", "pk")
        indexes = (models.Index(fields=("field", "left_system", "right_system"), name="same_differing_of"),)

    def __str__(self) -> str:
        return f"{self.field} {self.pk}"
