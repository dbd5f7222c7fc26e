"""The job of this room: the inventory of the snapshot that pages show."""

from __future__ import annotations

from django_tasks import task

from cupola.modules.devices import taking


@task()
def take_inventory() -> None:
    """Bring the devices and accounts of the published snapshot into the tables of this room."""
    taking.take()
