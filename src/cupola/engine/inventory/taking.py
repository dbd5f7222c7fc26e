"""Takes the inventory of a snapshot: devices, holders and accounts, in one reading of the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from cupola.engine.inventory import accounts as of_accounts
from cupola.engine.inventory import states
from cupola.engine.inventory.accounts import Accounts, find_accounts
from cupola.engine.inventory.devices import Device, find_devices
from cupola.engine.inventory.holders import Holder, find_holders
from cupola.engine.inventory.joining import join_devices
from cupola.engine.inventory.opened import opened
from cupola.engine.inventory.people import lay_out_people
from cupola.engine.record.store import open_store


@dataclass(frozen=True, slots=True)
class Options:
    """After how many days devices and accounts count as silent, and cents by type of device (see `rates.yaml`)."""

    device_days: int = 60
    account_days: int = 90
    prices: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inventory:
    """What a snapshot says of devices and accounts. `is_linked`: the crosswalk of linking joined it."""

    snapshot: str
    day: date
    devices: tuple[Device, ...]
    holders: tuple[Holder, ...]
    accounts: Accounts
    is_linked: bool


def take_inventory(data: Path, options: Options, snapshot: str = "current") -> Inventory | None:
    """The inventory of a snapshot of the record; None before the first load. Nothing is written."""
    store = open_store(data)
    manifest = store.current() if snapshot == "current" else store.snapshot(snapshot)
    if manifest is None:
        return None
    with opened(data, store, manifest) as record:
        lay_out_people(record)
        join_devices(record)
        devices = find_devices(record, states.Limits(manifest.as_of, options.device_days), options.prices)
        holders = find_holders(record, devices)
        accounts = find_accounts(record, of_accounts.Limits(manifest.as_of, options.account_days))
        return Inventory(manifest.id, manifest.as_of, devices, holders, accounts, record.is_linked)
