"""Rolls millions of readings of a monitor into the few stretches of time in which its state stayed the same."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

HOUR, DAY = 3_600, 86_400
# A reading that comes later than so many times the usual pause was not there: time between was not watched.
PATIENCE = 2.5
SHORTEST = 60.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A monitor was in one state from `begin` until `end`, in seconds since 1970."""

    begin: float
    end: float
    state: str


@dataclass(frozen=True, slots=True)
class Watched:
    """When a monitor was watched although its single readings are gone: begins of hours and of days, since 1970."""

    hours: Collection[int] = frozenset()
    days: Collection[int] = frozenset()

    def at(self, second: int) -> bool:
        """Whether it was watched in the hour that begins at this second."""
        return second in self.hours or second - second % DAY in self.days


def roll(readings: Iterable[tuple[float, str]], *, pause: float, watched: Watched) -> Iterator[Stretch]:
    """The stretches of one monitor, from its readings (second, state) in the order of time.

    A state lasts until the next reading. Where that comes late (`pause` is the usual time between two), it lasts for
    one pause, and through the hours that `watched` knows: a change of state there would have left a reading.
    """
    pause = max(pause, SHORTEST)
    now: Stretch | None = None
    for piece in _pieces(readings, pause, watched):
        if now is not None and piece.state == now.state and piece.begin <= now.end:
            now = Stretch(now.begin, max(now.end, piece.end), now.state)
            continue
        if now is not None:
            yield now
        now = piece
    if now is not None:
        yield now


def _pieces(readings: Iterable[tuple[float, str]], pause: float, watched: Watched) -> Iterator[Stretch]:
    longest = PATIENCE * pause
    begin, last, state = None, 0.0, ""
    for at, next_state in readings:
        if begin is None:
            begin, last, state = at, at, next_state
            continue
        if at - last <= longest:
            if next_state != state:
                yield Stretch(begin, at, state)
                begin, state = at, next_state
            last = at
            continue
        yield Stretch(begin, last + pause, state)
        yield from _through_the_gap(last + pause, at, state=state, watched=watched)
        begin, last, state = at, at, next_state
    if begin is not None:
        yield Stretch(begin, last + pause, state)


def _through_the_gap(begin: float, end: float, *, state: str, watched: Watched) -> Iterator[Stretch]:
    if not watched.hours and not watched.days:
        return
    hour = int(begin) - int(begin) % HOUR
    while hour < end:
        if watched.at(hour):
            yield Stretch(max(begin, hour), min(end, hour + HOUR), state)
        hour += HOUR
