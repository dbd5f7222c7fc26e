"""Tells Django of this room."""

from __future__ import annotations

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    """Devices counted three ways, rehearsals of an audit, and accounts."""

    name = "cupola.modules.devices"
    label = "devices"

    def ready(self) -> None:
        """Have the inventory taken after each publication."""
        from cupola.modules.devices.jobs import take_inventory
        from cupola.modules.devices.taking import is_behind
        from cupola.workspace.after_publishing import Follower, announce

        announce(Follower("inventory", take_inventory, is_behind))
