"""The district itself, its schools as the record names them, and which rows are a teacher's own."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from cupola.workspace.folding import folded

ONLY = 1


class District(models.Model):
    """The one district of this installation: a single row with the key 1.

    `is_sample` says that the record holds the invented district. `school_year` is the year in which it ends.
    """

    name = models.CharField(max_length=200)
    time_zone = models.CharField(max_length=64, default="America/New_York")
    school_year = models.PositiveSmallIntegerField(null=True)
    is_sample = models.BooleanField(default=False)
    began_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @classmethod
    def here(cls) -> District:
        """The district, or an unsaved one without a name before the first run is through."""
        return cls.objects.filter(pk=ONLY).first() or cls(pk=ONLY, name="")


class School(models.Model):
    """A school, department or other org of the record; `key` is its `org_id`. Gone ones stay, closed."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=300)
    folded = models.CharField(max_length=300, db_index=True)
    kind = models.CharField(max_length=20)
    low_grade = models.CharField(max_length=10, blank=True)
    high_grade = models.CharField(max_length=10, blank=True)
    students = models.PositiveIntegerField(default=0)
    is_listed = models.BooleanField(default=True)

    class Meta:
        ordering = ("folded", "key")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        """Keep the folded name beside the name."""
        self.folded = folded(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class OwnSubject(models.Model):
    """A key of the record that is a teacher's own: a section taught, or a student in it (`system:id`)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="own_subjects")
    key = models.CharField(max_length=300, db_index=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="own_subject_once"),)

    def __str__(self) -> str:
        return self.key
