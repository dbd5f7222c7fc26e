"""What a value of a query carries of personal columns, and which names stand for which values."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce

from cupola.engine.errors import CheckStopped

SMALL = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)


class Refused(CheckStopped):
    """A query may not do this. `at` is the byte of the query where it stands, None when not known."""

    def __init__(self, at: int | None, fact: str, next_step: str) -> None:
        super().__init__("an own check", fact, next_step)
        self.at = at


class Unknown(Refused):
    """A name that stands for nothing here: most likely misspelled."""


@dataclass(frozen=True, slots=True)
class Taint:
    """What a value carries.

    `columns` are personal columns that it shows or is made from; `answers` the yes-or-no questions about
    personal columns that it answers; `asked` every personal column that was looked at on the way. A value
    is `rooted` when a row of a table gave it, not the query itself (VALUES, range …).
    """

    columns: frozenset[str] = frozenset()
    answers: frozenset[int] = frozenset()
    asked: frozenset[str] = frozenset()
    rooted: bool = False

    def __or__(self, other: Taint) -> Taint:
        return Taint(
            self.columns | other.columns,
            self.answers | other.answers,
            self.asked | other.asked,
            self.rooted or other.rooted,
        )

    def beside(self, other: Taint) -> Taint:
        """Either of the two, as in a UNION: rooted only when both are."""
        return replace(self | other, rooted=self.rooted and other.rooted)

    def answered(self, by: int) -> Taint:
        """What a yes or no about this value carries: one answer when anything personal is in it."""
        personal = bool(self.columns or self.answers)
        return Taint(answers=frozenset({by} if personal else ()), asked=self.asked, rooted=self.rooted)


CLEAN = Taint()
ROOTED = Taint(rooted=True)


def together(taints: Iterable[Taint]) -> Taint:
    """What a value made from all of these carries."""
    return reduce(Taint.__or__, taints, CLEAN)


def small(identifier: str) -> str:
    """An identifier as DuckDB compares it: without regard to case, in ASCII alone."""
    return identifier.translate(SMALL)


@dataclass(frozen=True, slots=True)
class Relation:
    """Rows with named columns. `table` is set for a table itself; `in_order` says that places are certain.

    `asked` are personal columns that decide which rows there are.
    """

    alias: str | None
    columns: tuple[tuple[str, Taint], ...]
    table: str | None = None
    in_order: bool = True
    asked: frozenset[str] = frozenset()

    @property
    def whole(self) -> Taint:
        """What a whole row carries."""
        return together(taint for _, taint in self.columns)

    def named(self, column: str) -> list[Taint]:
        """What the columns of this name carry; there may be several, or none."""
        return [taint for each, taint in self.columns if each == column]

    @property
    def mixed(self) -> Taint:
        """What any of the columns may carry, when it is not certain which one it is."""
        return replace(self.whole, rooted=all(taint.rooted for _, taint in self.columns))

    def blurred(self) -> Relation:
        """The same with every column carrying what any of them does: for when places are not certain."""
        mixed = self.mixed
        return replace(self, columns=tuple((each, mixed) for each, _ in self.columns), in_order=False)

    def renamed(self, alias: str | None, names: Iterable[str] = ()) -> Relation:
        """The same under another name, its first columns under other names too."""
        given = tuple(names)
        source = self if self.in_order or not given else self.blurred()
        rest = source.columns[len(given) :]
        first = [(new, taint) for new, (_, taint) in zip(given, source.columns, strict=False)]
        return replace(source, alias=alias, columns=(*first, *rest))


@dataclass(frozen=True, slots=True)
class Scope:
    """What names mean at one place of a query: relations, names given in the same SELECT, CTEs, what is around.

    `chosen_by` are the personal columns that the conditions of this SELECT ask about: a value that the
    query made up itself and that a condition picks tells what the column holds.
    """

    relations: tuple[Relation, ...] = ()
    given: Mapping[str, Taint] = field(default_factory=dict)
    ctes: Mapping[str, Relation] = field(default_factory=dict)
    outer: Scope | None = None
    chosen_by: frozenset[str] = frozenset()

    def inside(self) -> Scope:
        """The scope of a query that stands here."""
        return Scope(ctes=self.ctes, outer=self)

    def look_up(self, parts: tuple[str, ...]) -> Taint | None:
        """What a column carries, None when there is none of this name.

        All columns that could be meant are taken together: a name that DuckDB would settle in one way
        is never taken for less than it may be.
        """
        found = [*self._here(parts), *self._outside(parts)]
        if not found:
            return None
        taint = replace(together(found), rooted=all(each.rooted for each in found))
        if self.chosen_by and not taint.rooted:
            return replace(taint, columns=taint.columns | self.chosen_by)
        return taint

    def _outside(self, parts: tuple[str, ...]) -> list[Taint]:
        around = self.outer.look_up(parts) if self.outer is not None else None
        return [] if around is None else [around]

    def _here(self, parts: tuple[str, ...]) -> list[Taint]:
        found = list(filter(None, [self.given.get(parts[0])]))
        for relation in self.relations:
            found += relation.named(parts[0])
            if relation.alias == parts[0]:
                found += relation.named(parts[1]) if len(parts) > 1 else [relation.whole]
        return found
