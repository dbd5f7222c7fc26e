"""What of the record goes on beside a delivery: other systems, tables it does not bring, rows it does not change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.reading import SAME_DELIVERY, ReadFile, time_of
from cupola.engine.record.manifest import DeliveredFile
from cupola.engine.record.merging import Layer, pile
from cupola.engine.record.opening import Held
from cupola.engine.record.renaming import KeyChange, key_changes, renamed
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.unusual import Unusual
from cupola.engine.sources.edfi import resource_of
from cupola.engine.sources.edfi_more_forms import DELETES, KEY_CHANGES

if TYPE_CHECKING:
    import duckdb

Place = tuple[str, str]
LONG_AGO = datetime(1, 1, 1)  # noqa: DTZ001 - compared with times whose zone nobody wrote down


@dataclass(frozen=True, slots=True)
class Merged:
    """How a file of changes was laid over its table: the rows it brought, and the earlier rows they replaced."""

    system: str
    table: str
    rows: int
    replaced: int


@dataclass(frozen=True, slots=True)
class Succession:
    """The files of the record that go on, and the parts of the delivery, each without what a later file replaces."""

    held: tuple[Held, ...]
    parts: tuple[SourcePart, ...]
    merged: tuple[Merged, ...]


def is_delta(file: ReadFile) -> bool:
    """Whether a file brings changes only. Without a key nobody can say what its rows replace."""
    return file.known.mode == "delta" and bool(file.known.key)


def place_of(file: ReadFile) -> Place:
    """The system and the table that a file brings rows of."""
    return file.known.system.id, file.part.table


def worth_taking(held: Sequence[Held], taken: Sequence[ReadFile]) -> list[ReadFile]:
    """The files but for those of changes that are empty and have no table to stand in."""
    there = bases(held, taken)
    return [file for file in taken if not is_delta(file) or file.part.rows or place_of(file) in there]


def bases(held: Sequence[Held], taken: Sequence[ReadFile]) -> set[Place]:
    """The tables of each system that changes can be laid over."""
    there = {(each.system, each.source.table) for each in held}
    there |= {place_of(file) for file in taken if not is_delta(file)}
    # A resource of an API that was empty when it was pulled whole has left no file.
    systems = {system for system, _ in there}
    return there | {place_of(file) for file in taken if file.known.page and file.known.system.id in systems}


def waiting(held: Sequence[Held], taken: Sequence[ReadFile]) -> Iterator[Unusual]:
    """Why this delivery cannot be laid over the record: what it changes is not there, or is newer."""
    there = bases(held, taken)
    lost = [file for file in taken if is_delta(file) and place_of(file) not in there]
    if lost:
        tables = ", ".join(sorted({file.part.table.replace("_", " ") for file in lost}))
        yield Unusual(
            "changes without a base",
            f"{tables} of {lost[0].known.system.name} hold changes only (delta), and the record has nothing "
            "that they change.",
            f"Load a full (bulk) export of {lost[0].known.system.name} first, then this one.",
            final=True,
        )
    yield from _older(held, taken)


def can_follow(held: Sequence[Held], taken: Sequence[ReadFile], system: str) -> bool:
    """Whether nothing that this system delivers is older than what is held of it."""
    return not any(_older(held, [file for file in taken if file.known.system.id == system]))


def _older(held: Sequence[Held], taken: Sequence[ReadFile]) -> Iterator[Unusual]:
    """Files that were made before what they would be laid over, or put in the place of."""
    in_force = _in_force(held)
    with_changes = {each.system for each in held if each.file.mode == "delta"}
    told_anew = _told_anew(taken)
    for file in taken:
        newest = in_force.get(place_of(file))
        if newest is not None and told_anew.get(place_of(file), LONG_AGO) + SAME_DELIVERY >= newest:
            continue
        counts = is_delta(file) or (file.known.system.id in with_changes and bool(file.known.form.key))
        if counts and newest is not None and time_of_file(file) + SAME_DELIVERY < newest:
            yield Unusual(
                "older than the record",
                f"{file.name} is of {time_of_file(file):%Y-%m-%d %H:%M}, what the record holds of "
                f"{file.part.table.replace('_', ' ')} of {file.known.system.name} is of {newest:%Y-%m-%d %H:%M}.",
                "Load exports in the order in which they were made. If the times are wrong and it is the newer one, "
                "load it with --accept-unusual.",
            )


def _in_force(held: Sequence[Held]) -> dict[Place, datetime]:
    """When the newest file was made that the record holds of each table."""
    newest: dict[Place, datetime] = {}
    for each in held:
        place = (each.system, each.source.table)
        newest[place] = max(delivered_at(each.file), newest.get(place, LONG_AGO))
    return newest


def _told_anew(taken: Sequence[ReadFile]) -> dict[Place, datetime]:
    """The tables that come whole, with the time of the newest file of each: changes may come along."""
    whole = {place_of(file) for file in taken if not is_delta(file)}
    newest: dict[Place, datetime] = {}
    for file in taken:
        if place_of(file) in whole:
            newest[place_of(file)] = max(time_of_file(file), newest.get(place_of(file), LONG_AGO))
    return newest


def not_yet_applied(
    held: Sequence[Held], taken: Sequence[ReadFile], applied: Collection[tuple[str, str]]
) -> list[ReadFile]:
    """The files but for changes that the record took in before and has newer ones of, as a folder brings again.

    `applied` are system and SHA-256 of the files of changes of every snapshot. Where the whole table comes along, all
    of its changes are laid over it again.
    """
    in_force = _in_force(held)
    whole = {place_of(file) for file in taken if not is_delta(file)}
    return [
        file
        for file in taken
        if not is_delta(file)
        or place_of(file) in whole
        or (file.known.system.id, file.table.facts.sha256) not in applied
        or time_of_file(file) >= in_force.get(place_of(file), LONG_AGO)
    ]


def delivered_at(file: DeliveredFile) -> datetime:
    """When a file of the record was made, by its name or its own time."""
    modified = datetime.fromisoformat(file.modified) if file.modified else LONG_AGO
    return time_of(file.name, modified).replace(tzinfo=None)


def time_of_file(file: ReadFile) -> datetime:
    """When an export was made, by its name or its own time."""
    arrival = file.table.arrival
    return time_of(arrival.name, arrival.modified).replace(tzinfo=None)


def goes_on(held: Sequence[Held], taken: Sequence[ReadFile], *, ended: Collection[str] = ()) -> list[Held]:
    """The files of the record that stay, with rows that may still be replaced; those of systems that ended do not.

    A system that is delivered whole replaces all that is held of it but the keys that it changed. One that delivers
    changes replaces the tables (of an API the resources) that come whole all the same; what does not come stays.
    """
    systems = {file.known.system.id for file in taken}
    changing = {file.known.system.id for file in taken if is_delta(file)}
    whole = {(*place_of(file), resource_of(file.name)) for file in taken if not is_delta(file)}
    return [
        each
        for each in held
        if (each.system not in systems and each.system not in ended)
        or (each.system in changing and (each.system, each.source.table, resource_of(each.file.name)) not in whole)
        or (each.source.table == KEY_CHANGES.table and each.file.mode == "delta")
    ]


def with_new_keys(
    connection: duckdb.DuckDBPyConnection,
    held: Sequence[Held],
    taken: Sequence[ReadFile],
    *,
    parts: Sequence[SourcePart],
    into: Path,
) -> list[Held]:
    """The files of the record with the keys that the delivery says were changed, in their own rows and in references.

    `parts` are the rows of `taken`, in the same order.
    """
    changes: dict[str, list[KeyChange]] = defaultdict(list)
    for file, part in zip(taken, parts, strict=True):
        if part.table == KEY_CHANGES.table and is_delta(file):
            changes[file.known.system.id] += key_changes(connection, part)
    if not changes:
        return list(held)
    found = [renamed(connection, each.source, changes.get(each.system, ()), into=into) for each in held]
    return [
        each if part is each.source else replace(each, source=part, rewritten=True)
        for each, part in zip(held, found, strict=True)
    ]


def succeed(
    connection: duckdb.DuckDBPyConnection,
    held: Sequence[Held],
    taken: Sequence[ReadFile],
    *,
    parts: Sequence[SourcePart],
    into: Path,
) -> Succession:
    """Lay the files of changes, oldest first, over the earlier files of their tables.

    `held` are the files that go on, `parts` the rows of `taken`, in the same order. A file of the record of
    which no row is left does not go on.
    """
    order = sorted(range(len(taken)), key=lambda n: (is_delta(taken[n]), time_of_file(taken[n])))
    layers = [Layer(each.source, each.system, ()) for each in held] + [
        Layer(
            parts[n],
            taken[n].known.system.id,
            taken[n].known.key,
            is_delta(taken[n]),
            deletes=parts[n].table == DELETES.table,
        )
        for n in order
    ]
    done = pile(connection, layers, into=into)
    left = [
        each if part is each.source else replace(each, source=part, rewritten=True)
        for each, part in zip(held, done, strict=False)
    ]
    changed = {place_of(file) for file in taken if is_delta(file)}
    mine = dict(zip(order, done[len(held) :], strict=True))
    return Succession(
        tuple(each for each in left if not _used_up(each, changed)),
        tuple(mine[n] for n in range(len(taken))),
        tuple(_merged(layers, done, changed)),
    )


def _used_up(held: Held, changed: Collection[Place]) -> bool:
    in_question = (held.system, held.source.table) in changed
    return in_question and held.source.rows == 0 and (held.rewritten or held.file.mode == "delta")


def _merged(layers: Sequence[Layer], done: Sequence[SourcePart], changed: Collection[Place]) -> Iterator[Merged]:
    brought: dict[Place, int] = defaultdict(int)
    lost: dict[Place, int] = defaultdict(int)
    for layer, part in zip(layers, done, strict=True):
        place = (layer.system, layer.part.table)
        brought[place] += layer.part.rows if layer.changes else 0
        lost[place] += layer.part.rows - part.rows
    for system, table in sorted({*changed} | {place for place, rows in lost.items() if rows}):
        yield Merged(system, table, brought[system, table], lost[system, table])
