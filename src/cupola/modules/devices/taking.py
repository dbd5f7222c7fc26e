"""Takes the inventory of the published snapshot and brings it into the tables of this room, in one step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.db import models, transaction

from cupola.engine.inventory import taking as engine
from cupola.engine.inventory.accounts import AccountFinding
from cupola.engine.inventory.devices import Device
from cupola.engine.inventory.opened import crosswalk_of
from cupola.engine.money.prices import read_prices
from cupola.modules.devices.models import AccountRow, DeviceRow, HolderRow, Inventory
from cupola.workspace.folding import folded
from cupola.workspace.models import Publication, School

AT_ONCE = 500
Row = TypeVar("Row", bound=models.Model)
KEPT = [field.name for field in DeviceRow._meta.concrete_fields if field.name not in ("id", "one")]


def is_behind(publication: Publication) -> bool:
    """Whether the inventory is of another snapshot than the publication, or older than the links of that one."""
    newest = Inventory.newest()
    if newest is None or newest.snapshot != publication.snapshot:
        return True
    links = crosswalk_of(Path(settings.DATA_FOLDER), publication.snapshot)
    return links.is_file() and links.stat().st_mtime > newest.made_at.timestamp()


def take() -> Inventory | None:
    """Take the inventory of the newest publication; None when there is none. Done twice it ends the same."""
    publication = Publication.newest()
    if publication is None:
        return None
    data = Path(settings.DATA_FOLDER)
    prices = {kind: price.cents for kind, price in read_prices(data).items()}
    found = engine.take_inventory(data, engine.Options(prices=prices), publication.snapshot)
    return write(found) if found is not None else None


@transaction.atomic
def write(found: engine.Inventory) -> Inventory:
    """Put an inventory in the place of the one before. A device keeps its number, so that its address stays."""
    schools = dict(School.objects.values_list("key", "pk"))
    for devices in _chunks(_device(each, schools, found.snapshot) for each in found.devices):
        DeviceRow.objects.bulk_create(devices, update_conflicts=True, unique_fields=["one"], update_fields=KEPT)
    DeviceRow.objects.exclude(snapshot=found.snapshot).delete()
    HolderRow.objects.all().delete()
    AccountRow.objects.all().delete()
    holders = (
        HolderRow(
            person=_fit(HolderRow, "person", each.person),
            kind=each.kind,
            school_id=schools.get(each.school),
            grade=_fit(HolderRow, "grade", each.grade),
            devices=list(each.devices),
            days=each.days,
        )
        for each in found.holders
    )
    for some in _chunks(holders):
        HolderRow.objects.bulk_create(some)
    for rows in _chunks(_account(each, schools) for each in found.accounts.findings):
        AccountRow.objects.bulk_create(rows)
    Inventory.objects.all().delete()
    options = engine.Options()
    return Inventory.objects.create(
        snapshot=found.snapshot,
        as_of=found.day,
        is_linked=found.is_linked,
        device_days=options.device_days,
        account_days=options.account_days,
        accounts=found.accounts.total,
        enabled=found.accounts.enabled,
        administrators=found.accounts.administrators,
        people=found.accounts.people,
        knows_second_step=found.accounts.knows_second_step,
        knows_due_days=any(each.due_on for each in found.devices),
    )


def _chunks(rows: Iterable[Row]) -> Iterator[list[Row]]:
    walking = iter(rows)
    while some := list(islice(walking, AT_ONCE)):
        yield some


def _device(each: Device, schools: Mapping[str, int], snapshot: str) -> DeviceRow:
    texts = {
        "one": each.key,
        "serial": each.serial,
        "tag": each.tag,
        "folded": folded(f"{each.tag} {each.serial}"),
        "model": each.model,
        "kind": each.kind,
        "state": each.state,
        "reason": each.reason,
        "place": each.place,
        "room": each.room,
        "fund": each.fund,
        "holder": each.holder,
        "way": each.way,
    }
    return DeviceRow(
        **{name: _fit(DeviceRow, name, text) for name, text in texts.items()},
        sources=list(each.ids),
        school_id=schools.get(each.school or ""),
        holder_school_id=schools.get(each.holder_school or ""),
        last_seen=each.last_seen,
        bought_on=each.bought_on,
        support_end=each.support_end,
        due_on=each.due_on,
        cents=each.cents,
        is_priced_by_rate=each.is_priced_by_rate,
        in_register=each.in_register,
        is_managed=each.is_managed,
        is_bought=each.is_bought,
        with_student=each.with_student,
        snapshot=snapshot,
    )


def _account(each: AccountFinding, schools: Mapping[str, int]) -> AccountRow:
    texts = {
        "account": each.account,
        "state": each.kind,
        "reason": each.reason,
        "person": each.person,
        "unit": each.unit,
        "change": each.change,
        "to_unit": each.to_unit,
    }
    return AccountRow(
        **{name: _fit(AccountRow, name, text) for name, text in texts.items()},
        school_id=schools.get(each.school or ""),
        signed_in=each.signed_in,
        enabled=each.enabled,
        is_administrator=each.is_administrator,
        is_student=each.is_student,
        is_entra=each.is_entra,
    )


def _fit(model: type[models.Model], name: str, text: str) -> Any:
    """A text as its column takes it: not longer, and without NUL, which PostgreSQL refuses."""
    field = model._meta.get_field(name)
    return text.replace("\0", "\ufffd")[: getattr(field, "max_length", None)]
