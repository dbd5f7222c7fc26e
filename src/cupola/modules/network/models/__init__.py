"""The tables of this room."""

from cupola.modules.network.models.calendar import TAUGHT, BellPeriod, CalendarDay, DayKind
from cupola.modules.network.models.circuits import Circuit, LineKind
from cupola.modules.network.models.probes import Probing, Stretch, Target, TargetKind

__all__ = [
    "TAUGHT",
    "BellPeriod",
    "CalendarDay",
    "Circuit",
    "DayKind",
    "LineKind",
    "Probing",
    "Stretch",
    "Target",
    "TargetKind",
]
