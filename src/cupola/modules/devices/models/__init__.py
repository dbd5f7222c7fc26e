"""The tables of this room."""

from cupola.modules.devices.models.inventory import AccountRow, DeviceRow, HolderRow, Inventory
from cupola.modules.devices.models.rehearsals import Rehearsal, RehearsalItem, Result

__all__ = ["AccountRow", "DeviceRow", "HolderRow", "Inventory", "Rehearsal", "RehearsalItem", "Result"]
