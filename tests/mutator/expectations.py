"""What a mutation must bring to light, and how a report is held against it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from random import Random

from cupola.engine.kinds import Finding
from tests.mutator.clean_people import Student, Worker, students, workers
from tests.mutator.sheets import Content, Files, Sheet, sheet

# A list that nobody has confirmed is read by a proposed mapping, and that is said; it is no fault.
ALWAYS = frozenset({"FIL-019"})


@dataclass(frozen=True, slots=True)
class Must:
    """One finding that must be there: its check and, where they can be known, its place and subject.

    `row` is the row itself; its line is told when all mutations are done, because rows move.
    """

    check: str
    file: str | None = None
    row: dict[str, str] | None = None
    line: int | None = None
    subject: str | None = None
    column: str | None = None
    repair: str | None = None

    def is_met_by(self, finding: Finding, files: Mapping[str, Content]) -> bool:
        line = self.line
        if self.row is not None and self.file is not None:
            line = sheet(files, self.file).line(self.row)
        wanted = (self.file, line, self.subject, self.column, self.repair)
        found = (finding.file, finding.line, finding.subject, finding.column, finding.repair)
        return finding.check == self.check and all(w is None or w == f for w, f in zip(wanted, found, strict=True))


@dataclass(frozen=True, slots=True)
class Expectation:
    """What must be found, and which other checks cannot but speak up as well."""

    musts: tuple[Must, ...]
    also: frozenset[str] = frozenset()

    @property
    def checks(self) -> set[str]:
        return {must.check for must in self.musts}


def expects(*musts: Must, also: Collection[str] = ()) -> Expectation:
    return Expectation(musts, frozenset(also))


def beside(files: Files, name: str, check: str, *, subject: str, **where: str) -> tuple[Must, ...]:
    """What a row of another file brings to light too, where that file is delivered; `where` is the row."""
    return (Must(check, name, sheet(files, name).one(**where), subject=subject),) if name in files else ()


class Draw:
    """A seeded draw that never hands out the same row or person twice, so that mutations stay apart."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.rows: dict[int, dict[str, str]] = {}
        self.people: set[str] = set()

    def row(self, table: Sheet, test: Callable[[dict[str, str]], object] = bool) -> dict[str, str]:
        chosen = self.rng.choice([row for row in table.rows if id(row) not in self.rows and test(row)])
        self.take(chosen)
        return chosen

    def take(self, row: dict[str, str]) -> None:
        """Keep a row for one mutation alone."""
        self.rows[id(row)] = row

    def student(self, test: Callable[[Student], object] = bool) -> Student:
        """A student who has not left; the whole family is taken."""
        return self._person(students(), lambda each: not each.left and test(each))

    def leaver(self) -> Student:
        return self._person(students(), lambda each: each.left)

    def _person(self, pool: Iterable[Student], test: Callable[[Student], object]) -> Student:
        chosen = self.rng.choice([each for each in pool if f"gu-{each.guardian}" not in self.people and test(each)])
        self.people.add(f"gu-{chosen.guardian}")
        return chosen

    def worker(self, test: Callable[[Worker], object] = bool) -> Worker:
        chosen = self.rng.choice([each for each in workers() if each.key not in self.people and test(each)])
        self.people.add(chosen.key)
        return chosen

    def teacher(self) -> Worker:
        return self.worker(lambda each: each.role == "teacher")


Make = Callable[[Draw, Files], tuple[Files, Expectation]]
ROSTER, LISTS, MACHINES, EDFI = "roster", "lists", "machines", "edfi"
# A gradebook brings the manifest that says so, in place of the roster's: it comes after it in the alphabet.
GRADEBOOK, SDS, CLEVER = "with gradebook", "school data sync", "clever"
# Beside the roster, but not beside everything else: other registers of devices, other lists of schools.
DESKS, RESOURCES = "desks", "with resources"
# Nothing by itself: mutations of it bring their own files.
VENDOR_FILES = "files of vendors"
# Deliveries of their own, which stand beside no other.
CALIFORNIA, FIRST_SYNC, OLDER, INSIGHTS = "california", "first sync", "older package", "insights"


@dataclass(frozen=True, slots=True)
class Mutation:
    """One kind of damage. `parts` are what of the delivery it needs; `alone` keeps it apart from others.

    `look` are the checks that run beside those expected, when it is tried alone in the ordinary suite.
    """

    name: str
    make: Make
    parts: frozenset[str]
    alone: bool
    look: tuple[str, ...]


class Mutations:
    """The mutations of one subject, gathered by a decorator."""

    def __init__(self, subject: str, *parts: str, look: tuple[str, ...] = ()) -> None:
        self.subject = subject
        self.parts = frozenset(parts)
        self.look = look
        self.kinds: list[Mutation] = []

    def one(self, *more: str, alone: bool = False) -> Callable[[Make], Make]:
        """Register a mutation; `more` are parts of the delivery that it needs beside those of the subject."""

        def keep(make: Make) -> Make:
            name = make.__name__.replace("_", " ")
            self.kinds.append(Mutation(name, make, self.parts | set(more), alone, self.look))
            return make

        return keep

    @property
    def together(self) -> list[Mutation]:
        return [kind for kind in self.kinds if not kind.alone]

    @property
    def apart(self) -> list[Mutation]:
        return [kind for kind in self.kinds if kind.alone]


def disagreement(findings: Iterable[Finding], told: Mapping[str, Expectation], files: Mapping[str, Content]) -> str:
    """What is missing and what nobody expected, a line each; empty when the report is as it must be."""
    left = [finding for finding in findings if finding.check not in ALWAYS]
    said = []
    for name, expectation in told.items():
        for must in expectation.musts:
            met = next((finding for finding in left if must.is_met_by(finding, files)), None)
            if met is None:
                said.append(f"missing: {name}: {shown(must, files)}")
            else:
                left.remove(met)
    companions = {check for expectation in told.values() for check in expectation.also}
    said += [f"unexpected: {seen(finding)}" for finding in left if finding.check not in companions]
    return "\n".join(said)


def shown(must: Must, files: Mapping[str, Content]) -> str:
    line = sheet(files, must.file).line(must.row) if must.row is not None and must.file else must.line
    return f"{must.check} {must.file}:{line} subject={must.subject} column={must.column} repair={must.repair}"


def seen(finding: Finding) -> str:
    place = f"{finding.check} {finding.file}:{finding.line} subject={finding.subject} column={finding.column}"
    return f"{place} repair={finding.repair}: {finding.message}"
