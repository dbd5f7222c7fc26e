"""The systems that the district runs on, and their vendors: the register that other rooms point to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cupola.workspace.models.entered import Entered

MOST_USERS = 10_000_000
MOST_CENTS = 10**13


class Hosting(models.TextChoices):
    """Where a system runs. Cloud and vendor-hosted count as in the cloud; a hybrid one does not."""

    ON_PREMISES = "on_premises", _("On our own machines")
    VENDOR_HOSTED = "vendor_hosted", _("On the vendor's machines, for us alone")
    CLOUD = "cloud", _("In the cloud")
    HYBRID = "hybrid", _("Partly in the cloud")
    UNKNOWN = "unknown", _("Unknown")


IN_THE_CLOUD = (Hosting.CLOUD, Hosting.VENDOR_HOSTED)


class Tier(models.IntegerChoices):
    """How soon work stops when the system is down."""

    FIRST = 1, _("1: school cannot go on without it")
    SECOND = 2, _("2: work slows down within a day")
    THIRD = 3, _("3: it can wait for a week")


class Vendor(Entered):
    """A firm that a system comes from, by its name."""

    name = models.CharField(max_length=160, unique=True)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class System(Entered):
    """A system in use. Users, cost and days are None where nobody knows them; unknown is never counted as zero.

    `holds_student_data` is None as long as nobody has said.
    """

    of_school: ClassVar[str] = ""

    name = models.CharField(max_length=160, unique=True)
    vendor = models.ForeignKey(Vendor, null=True, blank=True, on_delete=models.SET_NULL, related_name="systems")
    purpose = models.CharField(max_length=300, blank=True)
    hosting = models.CharField(max_length=16, choices=Hosting.choices, default=Hosting.UNKNOWN)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="systems"
    )
    users = models.PositiveIntegerField(null=True, blank=True, validators=[MaxValueValidator(MOST_USERS)])
    annual_cents = models.BigIntegerField(
        null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(MOST_CENTS)]
    )
    tier = models.PositiveSmallIntegerField(null=True, blank=True, choices=Tier.choices)
    contract_begins = models.DateField(null=True, blank=True)
    contract_ends = models.DateField(null=True, blank=True)
    notice_by = models.DateField(null=True, blank=True)
    exit_route = models.TextField(blank=True)
    holds_student_data = models.BooleanField(null=True, blank=True)
    for_attendance = models.BooleanField(default=False)
    for_gradebook = models.BooleanField(default=False)
    for_finance = models.BooleanField(default=False)

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
