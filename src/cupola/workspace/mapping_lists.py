"""Lists that are no known export: what their columns are taken for, and saving what a person says they are."""

from __future__ import annotations

import json
from collections.abc import Mapping as Pairs
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cupola.engine.errors import CupolaError
from cupola.engine.kinds import Arrival, System
from cupola.engine.sources import propose
from cupola.engine.sources.code_words import code_list
from cupola.engine.sources.forms import Column
from cupola.engine.sources.mapping import (
    LISTS,
    MappedColumn,
    Mapping,
    choose_mapping,
    read_mappings,
    save_mapping,
    shipped_mappings,
)
from cupola.engine.sources.recognition import slug
from cupola.engine.sources.sample_columns import FLAGS
from cupola.engine.sources.system_names import system_id
from cupola.workspace import audit, deliveries, keeping
from cupola.workspace.models import DeliveryFile, DeliveryState, User

MOST_CODES = 40


class NotAMapping(CupolaError):
    """What was said does not make a list."""


@dataclass(frozen=True, slots=True)
class Look:
    """Headers and first rows of a list, without columns that are never read."""

    base: str
    columns: tuple[str, ...]
    sample: tuple[tuple[str | None, ...], ...]

    @property
    def arrival(self) -> Arrival:
        """The file by its name alone."""
        return Arrival(self.base, Path(self.base), "", datetime.now(UTC), 0)

    def values(self, place: int) -> tuple[str, ...]:
        """The different values of a column in the first rows, in order."""
        return tuple(sorted({row[place] or "" for row in self.sample if place < len(row)} - {""}))


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says: the list, the system's name, and by place of column our column, date form and codes."""

    form: str
    system: str
    columns: Pairs[int, str]
    dates: Pairs[int, str]
    codes: Pairs[int, Pairs[str, str]]


def look_at(file: DeliveryFile) -> Look | None:
    """The first rows of a delivered list; None when they are not kept any more."""
    place = keeping.kept_of(file.delivery) / "looks" / f"{file.look}.json"
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Look(said["base"], tuple(said["columns"]), tuple(tuple(row) for row in said["rows"]))


def mapping_of(look: Look, form: str = "") -> Mapping:
    """The mapping in force for such a list, else the one proposed; with `form`, for that list of ours."""
    known = (*read_mappings(settings.DATA_FOLDER / "mappings"), *shipped_mappings())
    chosen = choose_mapping(known, look.columns, system_id(look.base))
    if chosen is not None and form in ("", chosen.form):
        return chosen
    seen = propose.look(look)
    if seen.proposal is not None and form in ("", seen.proposal.mapping.form):
        return seen.proposal.mapping
    return propose.propose_as(look, LISTS[form or seen.nearest or "student_list"])


def has_codes(column: Column) -> bool:
    """Whether what the file writes in it may need words of ours."""
    return bool(column.values) or column.name in FLAGS or code_list(column) is not None


def save(file: DeliveryFile, said: Said, *, by: User) -> Mapping:
    """Remember how this list is read, for this delivery and all that come, and have it read again."""
    look = look_at(file)
    if look is None:
        raise NotAMapping(file.name, "its first rows are not kept any more.", "Deliver it again.")
    before = mapping_of(look, said.form)
    columns = _columns(look, said, before)
    form = LISTS[said.form]
    if lacks := propose.lacking(form, set(columns)):
        raise NotAMapping(file.name, f"no column is {lacks}.", "Say which column it is, or choose another list.")
    taken = {column.header for column in columns.values()} | {column.then for column in columns.values()}
    reasons = {header: before.ignored.get(header, "left out by a person") for header in look.columns}
    made = replace(
        before,
        form=form.table,
        system=_system(before, said.system),
        columns=columns,
        signature=propose.signature_of(form, columns),
        ignored={header: why for header, why in reasons.items() if header not in taken},
        origin="confirmed",
    )
    with transaction.atomic():
        save_mapping(made, settings.DATA_FOLDER / "mappings")
        audit.note("mapping saved", user=by, thing=f"delivery:{file.delivery_id}", mapping=made.name, form=made.form)
        if file.delivery.state != DeliveryState.APPLIED:
            deliveries.read_again(file.delivery, by=by)
    return made


def _system(before: Mapping, name: str) -> System:
    name = name.strip()[:100]
    if not name or name == before.system.name:
        return before.system
    return System(slug(name) or before.system.id, before.system.kind, name)


def _columns(look: Look, said: Said, before: Mapping) -> dict[str, MappedColumn]:
    """Our column -> where it comes from, in the order of the list."""
    form = LISTS[said.form]
    found: dict[str, MappedColumn] = {}
    for place, target in sorted(said.columns.items()):
        if not target:
            continue
        if target in found:
            fact = f"{found[target].header!r} and {look.columns[place]!r} are both said to be {target}."
            raise NotAMapping(look.base, fact, "Choose one of them.")
        found[target] = _column(look, said, before, place)
    kept = {
        key: column for key, column in before.columns.items()
        if key not in found and (column.value is not None or any(
            other.header == column.header and target in found for target, other in before.columns.items()))
    }  # fmt: skip
    every = found | kept
    return {column.name: every[column.name] for column in form.columns if column.name in every}


def _column(look: Look, said: Said, before: Mapping, place: int) -> MappedColumn:
    header, target = look.columns[place], said.columns[place]
    was = before.columns.get(target)
    base = was if was is not None and was.header == header else MappedColumn(header, "said by a person")
    codes = dict(base.codes or {})
    for value, word in said.codes.get(place, {}).items():
        codes.pop(value, None)
        if word and word != value:
            codes[value] = word
    return replace(base, date_format=said.dates.get(place) or None, codes=codes or None)
