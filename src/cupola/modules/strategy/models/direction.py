"""Where the district wants to go: its vision, its principles, its learning objectives, and the needs tied to them."""

from __future__ import annotations

from django.db import models

from cupola.workspace.models import Need
from cupola.workspace.models.entered import Entered


class Vision(Entered):
    """The vision in words: one row. `intro` stands above the public plan."""

    text = models.TextField(blank=True)
    intro = models.TextField(blank=True)
    is_public = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"vision {self.pk}"

    @classmethod
    def here(cls) -> Vision:
        """The vision, or an unsaved one before anybody wrote it."""
        return cls.objects.order_by("pk").first() or cls()


class Principle(Entered):
    """One sentence by which choices are made."""

    place = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.text


class Objective(Entered):
    """A learning objective of the district, typed or imported. `source` says which paper it stands in."""

    code = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class NeedTie(Entered):
    """A need that stands in the way of an objective."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="ties")
    objective = models.ForeignKey(Objective, on_delete=models.CASCADE, related_name="ties")

    class Meta:
        ordering = ("objective__code", "pk")
        constraints = (models.UniqueConstraint(fields=("need", "objective"), name="need_tied_once"),)

    def __str__(self) -> str:
        return f"tie {self.need_id} {self.objective_id}"
