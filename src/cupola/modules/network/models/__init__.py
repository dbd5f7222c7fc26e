"""The tables of this room."""

from cupola.modules.network.models.calendar import TAUGHT, BellPeriod, CalendarDay, DayKind
from cupola.modules.network.models.probes import Probing, Stretch, Target, TargetKind

__all__ = ["TAUGHT", "BellPeriod", "CalendarDay", "DayKind", "Probing", "Stretch", "Target", "TargetKind"]
