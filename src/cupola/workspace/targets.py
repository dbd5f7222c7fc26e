"""Where the targets of the whole district are found: the room that keeps them announces how, others only ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from cupola.engine.measures.indicator_kinds import Target
from cupola.workspace.policy import Reader

# Who reads, and the day by which the targets hold -> measure id -> target.
Finder = Callable[[Reader, date], Mapping[str, Target]]
_FINDERS: dict[str, Finder] = {}


def announce(name: str, finder: Finder) -> None:
    """Say how targets are found; the same name replaces the one before."""
    _FINDERS[name] = finder


def forget(name: str) -> None:
    """Take back what was announced under a name."""
    _FINDERS.pop(name, None)


def targets_for(user: Reader, day: date) -> dict[str, Target]:
    """The targets of the whole district that hold on a day, by measure id; none where nobody announced any."""
    return {measure: target for finder in _FINDERS.values() for measure, target in finder(user, day).items()}
