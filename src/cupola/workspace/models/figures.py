"""The figures of each published snapshot, and the measures that had none."""

from __future__ import annotations

from django.db import models

from cupola.workspace.models.district import School
from cupola.workspace.models.publications import Publication


class Figure(models.Model):
    """One value of a measure at one place, as it was computed when its snapshot was published.

    `key` names the place within its grain (an org of the record, a grade band, a group, a part) and is empty for the
    whole district. `version` is that of the definition: figures of two versions are never one trend. `restricted`
    figures are of groups of students and shown only to who may see the rows.
    """

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="figures")
    measure_id = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    grain = models.CharField(max_length=20)
    key = models.CharField(max_length=300, blank=True)
    school = models.ForeignKey(School, null=True, on_delete=models.CASCADE, related_name="figures")
    numerator = models.FloatField(null=True)
    denominator = models.FloatField(null=True)
    value = models.FloatField()
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    coverage = models.FloatField(null=True)
    as_of = models.DateField()
    restricted = models.BooleanField(default=False)

    class Meta:
        ordering = ("measure_id", "version", "grain", "key")
        constraints = (
            models.UniqueConstraint(
                fields=("publication", "measure_id", "version", "grain", "key"), name="figure_published_once"
            ),
        )
        indexes = (models.Index(fields=("measure_id", "grain", "key"), name="figures_of_a_place"),)

    def __str__(self) -> str:
        return f"{self.measure_id} {self.grain} {self.key}: {self.value}"


class FigureNotComputed(models.Model):
    """A measure without a figure in a publication, and why; that is not zero."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="not_computed")
    measure_id = models.CharField(max_length=20)
    version = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)

    class Meta:
        ordering = ("measure_id",)
        constraints = (
            models.UniqueConstraint(fields=("publication", "measure_id", "version"), name="not_computed_said_once"),
        )

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.reason}"
