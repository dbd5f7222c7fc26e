"""What the snapshot that pages show says of devices and accounts: keys and figures, no names and no addresses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from cupola.workspace.models import School
from cupola.workspace.models.placed import Placed

KEY = 300


class Inventory(models.Model):
    """That the inventory of a snapshot was taken, with the figures that belong to no one row.

    `is_linked`: the crosswalk of linking joined it. `device_days` and `account_days` are after how many days silent.
    """

    snapshot = models.CharField(max_length=40, unique=True)
    as_of = models.DateField()
    made_at = models.DateTimeField(auto_now_add=True)
    is_linked = models.BooleanField(default=False)
    device_days = models.PositiveSmallIntegerField()
    account_days = models.PositiveSmallIntegerField()
    accounts = models.PositiveIntegerField(default=0)
    enabled = models.PositiveIntegerField(default=0)
    administrators = models.PositiveIntegerField(default=0)
    people = models.PositiveIntegerField(default=0)
    knows_second_step = models.BooleanField(default=False)
    knows_due_days = models.BooleanField(default=False)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return self.snapshot

    @classmethod
    def newest(cls) -> Inventory | None:
        """The one that pages show; None before the first was taken."""
        return cls.objects.first()


class DeviceRow(Placed):
    """One physical device; `one` is its key in the record, `sources` the keys of its rows there.

    `holder` is the key of a person. `cents` is null for a device of unknown price, which is not the same as $0.
    """

    of_school: ClassVar[str] = "school"

    one = models.CharField(max_length=KEY, unique=True)
    sources = models.JSONField(default=list)
    serial = models.CharField(max_length=100, blank=True)
    tag = models.CharField(max_length=100, blank=True)
    folded = models.CharField(max_length=210, blank=True)
    model = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=30)
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="devices")
    state = models.CharField(max_length=20, db_index=True)
    reason = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True)
    room = models.CharField(max_length=100, blank=True)
    fund = models.CharField(max_length=100, blank=True)
    holder = models.CharField(max_length=KEY, blank=True)
    way = models.CharField(max_length=12, blank=True)
    holder_school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")
    last_seen = models.DateField(null=True)
    bought_on = models.DateField(null=True)
    support_end = models.DateField(null=True)
    due_on = models.DateField(null=True)
    cents = models.PositiveIntegerField(null=True)
    is_priced_by_rate = models.BooleanField(default=False)
    in_register = models.BooleanField(default=False)
    is_managed = models.BooleanField(default=False)
    is_bought = models.BooleanField(default=False)
    with_student = models.BooleanField(default=False)
    snapshot = models.CharField(max_length=40)

    class Meta:
        ordering = ("tag", "serial", "pk")

    def __str__(self) -> str:
        return self.tag or self.serial or self.one

    def of_record(self) -> dict[str, Any]:
        """What a sample of devices copies of this one."""
        copied = ("one", "serial", "tag", "model", "school_id", "fund", "place", "room")
        return {name: getattr(self, name) for name in copied}


class HolderRow(Placed):
    """A person who holds no device (`none`), two or more (`several`), or a loaner past its day (`late`)."""

    of_school: ClassVar[str] = "school"

    person = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=10, db_index=True)
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")
    grade = models.CharField(max_length=20, blank=True)
    devices = models.JSONField(default=list)
    days = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ("school__folded", "grade", "pk")

    def __str__(self) -> str:
        return f"{self.kind}: {self.person}"


class AccountRow(Placed):
    """One thing about one account of the directory, or about a person without one; see `engine.inventory.accounts`."""

    of_school: ClassVar[str] = "school"

    account = models.CharField(max_length=KEY, blank=True)
    state = models.CharField(max_length=20, db_index=True)
    reason = models.CharField(max_length=300)
    person = models.CharField(max_length=KEY, blank=True)
    school = models.ForeignKey(School, null=True, on_delete=models.SET_NULL, related_name="+")
    unit = models.CharField(max_length=300, blank=True)
    signed_in = models.DateField(null=True)
    enabled = models.BooleanField(default=False)
    is_administrator = models.BooleanField(default=False)
    is_student = models.BooleanField(default=False)
    change = models.CharField(max_length=10, blank=True)
    to_unit = models.CharField(max_length=300, blank=True)
    is_entra = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.state}: {self.account or self.person}"
