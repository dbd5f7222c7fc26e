"""Findings as pages read them, and what people decided about them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models.district import School

# All that the queue's sums read, in the order in which they are grouped: one walk of this index, no sorting.
SUMMED = (
    *("check_id", "school", "owner", "role", "is_open", "standing", "severity", "due_on", "rows", "minutes"),
    *("priority", "first_seen", "first_snapshot"),
)


class DecisionKind(models.TextChoices):
    """What a person can say about a finding."""

    ASSIGNED = "assigned", _("Assigned")
    ACCEPTED = "accepted", _("Accepted")
    NOT_A_PROBLEM = "not_a_problem", _("Not a problem")
    REOPENED = "reopened", _("Opened again")
    NOTE = "note", _("Note")


class Finding(models.Model):
    """One trouble, in this and every later snapshot the same row: `fingerprint` names it.

    No names and no addresses of people. `subject` is `system:key` of the record. `rows` are how many rows it stands
    for, `listed` says that their list lies in a file. `is_open` is about the record: whether the newest snapshot has
    it. `standing` is about people: nothing (open), assigned, accepted or not a problem. `version` counts decisions,
    so that two people at once are told. `priority` orders the queue, highest first.
    """

    fingerprint = models.CharField(max_length=16, unique=True)
    check_id = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField()
    role = models.CharField(max_length=40)
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="findings")
    place = models.CharField(max_length=300, blank=True)
    system = models.CharField(max_length=100, blank=True)
    subject = models.CharField(max_length=300, blank=True, db_index=True)
    message = models.TextField()
    file = models.CharField(max_length=500, blank=True)
    line = models.PositiveBigIntegerField(null=True)
    column = models.CharField(max_length=200, blank=True)
    value = models.TextField(blank=True)
    repair = models.TextField(blank=True)
    rows = models.PositiveIntegerField(default=1)
    minutes = models.PositiveIntegerField(null=True)
    priority = models.PositiveIntegerField(default=0)

    is_open = models.BooleanField(default=True)
    first_snapshot = models.CharField(max_length=40)
    first_seen = models.DateField()
    last_snapshot = models.CharField(max_length=40)
    last_seen = models.DateField()
    closed_on = models.DateField(null=True)
    came_back_on = models.DateField(null=True)

    standing = models.CharField(max_length=15, choices=DecisionKind.choices, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="owned_findings"
    )
    due_on = models.DateField(null=True)
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-priority", "check_id", "file", "line", "pk")
        indexes = (
            models.Index(fields=("is_open", "check_id", "school"), name="finding_queue"),
            models.Index(fields=("check_id", "is_open", "priority"), name="finding_check"),
            models.Index(fields=("school", "is_open"), name="finding_school"),
            models.Index(fields=("owner", "is_open"), name="finding_owner"),
            models.Index(fields=("until",), name="finding_until"),
            models.Index(fields=SUMMED, name="finding_sums"),
        )

    def __str__(self) -> str:
        return f"{self.check_id} {self.fingerprint}"


class Decision(models.Model):
    """What one person said about one finding, and when; never changed, only followed by another."""

    fingerprint = models.CharField(max_length=16, db_index=True)
    kind = models.CharField(max_length=15, choices=DecisionKind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    who = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(max_length=150, blank=True)
    due_on = models.DateField(null=True)
    until = models.DateField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint}"


class CheckResult(models.Model):
    """How one check went in the newest publication: what it looked at and found, or why it did not run."""

    check_id = models.CharField(max_length=40, unique=True)
    ran = models.BooleanField()
    reason = models.TextField(blank=True)
    looked_at = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    found_before = models.PositiveIntegerField(null=True)
    list_file = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("check_id",)

    def __str__(self) -> str:
        return self.check_id


class CheckSwitch(models.Model):
    """A check that this district does not run, who said so and why."""

    check_id = models.CharField(max_length=40, unique=True)
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.check_id} off"


class SavedView(models.Model):
    """Filters of a list under a name; `query` is the address's own query string. Shared ones are for everybody."""

    page = models.CharField(max_length=100)
    title = models.CharField(max_length=80)
    query = models.CharField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title
