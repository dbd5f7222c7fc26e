"""The tables of this room."""

from cupola.modules.indicators.models.alerts import Alert, AlertKind, Round
from cupola.modules.indicators.models.events import Event, EventKind
from cupola.modules.indicators.models.targets import Target

__all__ = ["Alert", "AlertKind", "Event", "EventKind", "Round", "Target"]
