"""`cupola devices` and `cupola accounts`: what the record in force says of them, in counts and without names."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cupola.cli.folders import data_folder, data_option
from cupola.engine.errors import CupolaError

if TYPE_CHECKING:
    from cupola.engine.inventory.counting import Count, Worth
    from cupola.engine.inventory.taking import Inventory

json_option = click.option("--json", "as_json", is_flag=True, help="For programs.")


@click.command()
@click.option("--silent-after", default=60, show_default=True, type=click.IntRange(1, 3650), help="Days.")
@json_option
@data_option
def devices(silent_after: int, as_json: bool, data: Path | None) -> None:
    """Count devices three ways: bought, managed, with an enrolled student; and say where the rest is.

    Each device is in exactly one state. Money goes by purchase price, else by the price of its type in
    `rates.yaml`; a device without either counts as unknown, never as $0.

    With --json the answer is one object: snapshot, as_of, linked, all, by_school, by_model, by_fund (each group,
    bought, managed, with_student, nowhere, worth, nowhere_worth), states (state, devices, worth), holders and
    support_ends (month, model, devices).
    """
    from cupola.engine.inventory import counting

    found = _inventory(data, device_days=silent_after)
    everything = counting.counted(found.devices)
    if as_json:
        click.echo(json.dumps(_devices_as_json(found, everything), indent=1))
        return
    click.echo(f"Snapshot {found.snapshot}, as of {found.day}")
    click.echo(
        f"\nYou bought {everything.bought:,} devices, manage {everything.managed:,}, and {everything.with_student:,} "
        f"are with enrolled students; {everything.nowhere:,} of those you bought are nowhere, worth "
        f"{_dollars(everything.nowhere_worth)}."
    )
    click.echo("\nState")
    for state, n, worth in counting.by_state(found.devices):
        click.echo(f"  {n:>10,}  {state.replace('_', ' '):<18} {_dollars(worth)}")
    click.echo("\nHolders")
    for kind, count in _holders(found).items():
        click.echo(f"  {count:>10,}  {kind}")


@click.command()
@click.option("--silent-after", default=90, show_default=True, type=click.IntRange(1, 3650), help="Days.")
@json_option
@data_option
def accounts(silent_after: int, as_json: bool, data: Path | None) -> None:
    """Count the directory's accounts that should not be as they are, against the SIS and human resources.

    With --json the answer is one object: snapshot, as_of, accounts, enabled, administrators, people,
    knows_second_step, and findings (kind -> how many).
    """
    from cupola.engine.inventory.accounts import KINDS

    found = _inventory(data, account_days=silent_after)
    told = found.accounts
    counts = {kind: told.by_kind.get(kind, 0) for kind in KINDS}
    if as_json:
        said = {
            "snapshot": found.snapshot,
            "as_of": found.day.isoformat(),
            "accounts": told.total,
            "enabled": told.enabled,
            "administrators": told.administrators,
            "people": told.people,
            "knows_second_step": told.knows_second_step,
            "findings": counts,
        }
        click.echo(json.dumps(said, indent=1))
        return
    click.echo(f"Snapshot {found.snapshot}, as of {found.day}")
    click.echo(
        f"\n{told.enabled:,} of {told.total:,} accounts are enabled; {told.administrators:,} are administrators."
    )
    for kind, n in counts.items():
        click.echo(f"  {n:>10,}  {kind.replace('_', ' ')}")
    if not told.knows_second_step:
        click.echo("\nThe directory's export does not say who uses two-step sign-in.")


def _inventory(data: Path | None, *, device_days: int = 60, account_days: int = 90) -> Inventory:
    from cupola.engine.inventory.taking import Options, take_inventory
    from cupola.engine.money.prices import read_prices

    folder = data_folder(data)
    prices = {kind: price.cents for kind, price in read_prices(folder).items()}
    found = take_inventory(folder, Options(device_days, account_days, prices))
    if found is None:
        raise CupolaError(str(folder), "holds no record yet.", "`cupola load` takes exports in.")
    return found


def _devices_as_json(found: Inventory, everything: Count) -> dict[str, Any]:
    from cupola.engine.inventory import counting

    ways = {f"by_{way}": [asdict(each) for each in counting.counted_by(found.devices, way)] for way in counting.WAYS}
    return {
        "snapshot": found.snapshot,
        "as_of": found.day.isoformat(),
        "linked": found.is_linked,
        "all": asdict(everything),
        **ways,
        "states": [
            {"state": state, "devices": n, "worth": asdict(worth)}
            for state, n, worth in counting.by_state(found.devices)
        ],
        "holders": _holders(found),
        "support_ends": [
            {"month": month, "model": model, "devices": n}
            for month, model, n in counting.support_ends(found.devices, found.day)
        ],
    }


def _holders(found: Inventory) -> dict[str, int]:
    return {kind: sum(each.kind == kind for each in found.holders) for kind in ("none", "several", "late")}


def _dollars(worth: Worth) -> str:
    known = f"${round(worth.cents / 100):,}"
    if not worth.unknown:
        return known
    return f"{known} and {worth.unknown:,} of unknown price" if worth.cents else f"{worth.unknown:,} of unknown price"
