"""Which snapshot the pages show, and how many each check found in each."""

from __future__ import annotations

from django.db import models


class Publication(models.Model):
    """A snapshot whose findings were brought into the workspace; the newest is what pages show.

    `files`, `not_run` count what was read and which checks could not look. `finished_at` is null while the job writes.
    """

    snapshot = models.CharField(max_length=40, db_index=True)
    as_of = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    opened = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    came_back = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.snapshot

    @classmethod
    def newest(cls) -> Publication | None:
        """The one that pages show."""
        return cls.objects.filter(finished_at__isnull=False).first()


class CheckCount(models.Model):
    """How many rows one check found in one publication: its trend."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="counts")
    check_id = models.CharField(max_length=40)
    found = models.PositiveIntegerField()
    looked_at = models.PositiveIntegerField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("publication", "check_id"), name="check_counted_once"),)

    def __str__(self) -> str:
        return f"{self.check_id}: {self.found}"
