"""Reads lists that are no known export by a mapping: one given, saved or shipped, else one proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.intake import Shape
from cupola.engine.kinds import ReadProblem, ReadTable, System
from cupola.engine.sources import mapping as mapping_
from cupola.engine.sources import propose
from cupola.engine.sources.families import LISTS
from cupola.engine.sources.fixed_width import LINE
from cupola.engine.sources.mapped_cells import settle
from cupola.engine.sources.recognition import Recognised
from cupola.engine.sources.system_names import system_id

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Mappings:
    """The mappings at hand: those given by hand, the saved ones, and those that came with the program."""

    own: tuple[mapping_.Mapping, ...]

    @property
    def known(self) -> tuple[mapping_.Mapping, ...]:
        """All of them. Those that came along are read when they are first asked for: most deliveries need none."""
        return (*self.own, *mapping_.shipped_mappings())

    @classmethod
    def of(cls, folder: Path, given: Sequence[Path] = ()) -> Mappings:
        """Read the mapping files given (naming one is confirming it) and the saved ones."""
        by_hand = tuple(replace(mapping_.read_mapping(path), origin="confirmed") for path in given)
        return cls((*by_hand, *mapping_.read_mappings(folder)))


@dataclass(frozen=True, slots=True)
class Left:
    """A file that nothing recognises, and what came nearest."""

    shape: Shape
    why: str


@dataclass(frozen=True, slots=True)
class Mapped:
    """Lists read by a mapping, files left over, and what a person should know."""

    known: tuple[Recognised, ...]
    left: tuple[Left, ...]
    problems: tuple[ReadProblem, ...]


@dataclass(frozen=True, slots=True)
class SettledCells:
    """Column name -> SQL over the file's Parquet columns, with what settling brought up.

    `mapping` is the mapping with its date forms filled in, for a list that was read by one; `decided`
    says in words what whole columns decided.
    """

    cells: Mapping[str, str]
    problems: tuple[ReadProblem, ...] = ()
    mapping: mapping_.Mapping | None = None
    decided: tuple[str, ...] = ()


def map_lists(shapes: Iterable[Shape], mappings: Mappings) -> Mapped:
    """Find for each file the mapping that fits it, or propose one; what gets none is left, with the reason."""
    known: list[Recognised] = []
    left: list[Left] = []
    problems: list[ReadProblem] = []
    for shape in shapes:
        chosen = fitting(shape, mappings)
        if chosen is not None:
            fits = "its lines" if chosen.fixed else "its header"
            known.append(_recognised(shape, chosen, f"the mapping {chosen.name!r} fits {fits}"))
            continue
        seen = propose.look(shape)
        if seen.proposal is None:
            left.append(Left(shape, seen.why.rstrip(".")))
            continue
        known.append(_recognised(shape, seen.proposal.mapping, seen.why.rstrip(".")))
        problems.append(_unconfirmed(shape, seen.proposal))
    return Mapped(tuple(known), tuple(left), tuple(problems))


def fitting(shape: Shape, mappings: Mappings) -> mapping_.Mapping | None:
    """The mapping at hand that a file is read by, None where there is none: by its lines or by its header."""
    if shape.columns == (LINE,):
        lines = tuple(row[0] or "" for row in shape.sample)
        return next((each for each in mappings.known if each.fixed and each.fixed.fits(lines)), None)
    return mapping_.choose_mapping(mappings.known, shape.columns, system_id(shape.arrival.base))


def _recognised(shape: Shape, mapping: mapping_.Mapping, why: str) -> Recognised:
    return Recognised(
        shape=shape,
        form=mapping.list_form,
        family=LISTS,
        system=System(mapping.system.id, mapping.system.kind, mapping.system.name),
        headers={target: column.header for target, column in mapping.columns.items() if column.header},
        why=why,
        mapping=mapping,
    )


def _unconfirmed(shape: Shape, proposal: propose.Proposal) -> ReadProblem:
    mapping = proposal.mapping
    pairs = ", ".join(f"{column.header!r} as {target}" for target, column in mapping.columns.items())
    return ReadProblem(
        code="FIL-019",
        file=shape.arrival.name,
        fact=f"it was read as a {mapping.list_form.title[0].lower()}{mapping.list_form.title[1:]} "
        f"by a mapping that nobody has confirmed yet: {pairs}.",
        next_step="Look it over, then load with --accept-mapping; it is remembered.",
    )


def settle_item(item: Recognised, connection: duckdb.DuckDBPyConnection, table: ReadTable) -> SettledCells:
    """The cells of a recognised file that was read; a mapping looks at whole columns first."""
    if item.mapping is None:
        return SettledCells(item.cells)
    settled = settle(item.mapping, connection, table.parquet, file=table.arrival.name)
    return SettledCells(settled.cells, tuple(settled.problems), settled.mapping, tuple(settled.decided))
