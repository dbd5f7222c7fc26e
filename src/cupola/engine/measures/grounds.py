"""Grounds: tables that several measures stand on, each made once for a snapshot from the record's tables."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from cupola.engine.measures.ground_form import Ground
from cupola.engine.measures.grounds_access import ACCESS_GROUNDS
from cupola.engine.measures.grounds_devices import DEVICE_GROUNDS
from cupola.engine.measures.grounds_learning import LEARNING_GROUNDS
from cupola.engine.measures.grounds_people import PEOPLE_GROUNDS
from cupola.engine.measures.grounds_service import SERVICE_GROUNDS
from cupola.engine.measures.grounds_voice import VOICE_GROUNDS

# In this order: each stands only on those before it.
GROUNDS: dict[str, Ground] = {
    ground.name: ground
    for ground in (
        *PEOPLE_GROUNDS,
        *DEVICE_GROUNDS,
        *ACCESS_GROUNDS,
        *LEARNING_GROUNDS,
        *SERVICE_GROUNDS,
        *VOICE_GROUNDS,
    )
}


def grounds_below(names: Iterable[str]) -> tuple[Ground, ...]:
    """The grounds among these names and all they stand on, in the order in which they can be made."""
    wanted: set[str] = set()
    open_names = [name for name in names if name in GROUNDS]
    while open_names:
        name = open_names.pop()
        if name not in wanted:
            wanted.add(name)
            open_names += [each for each in (*GROUNDS[name].needs, *GROUNDS[name].may) if each in GROUNDS]
    return tuple(ground for name, ground in GROUNDS.items() if name in wanted)


def tables_below(names: Iterable[str]) -> frozenset[str]:
    """The tables that these names, tables or grounds, read in the end."""
    names = tuple(names)
    read = {each for ground in grounds_below(names) for each in (*ground.needs, *ground.may)}
    return frozenset((read | set(names)) - GROUNDS.keys())


def missing_below(names: Iterable[str], filled: Collection[str]) -> tuple[str, ...]:
    """The tables without which these cannot be computed and that are not filled."""
    missing: list[str] = []
    for name in names:
        below = missing_below(GROUNDS[name].needs, filled) if name in GROUNDS else ()
        missing += below if name in GROUNDS else [] if name in filled else [name]
    return tuple(dict.fromkeys(missing))
