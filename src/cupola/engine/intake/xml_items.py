"""XML read as a stream: the children of the root are the records; declarations of entities are refused."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from cupola.engine.intake.flatten import DEEPEST, TooDeep, flatten
from cupola.engine.intake.items import Break, Item
from cupola.engine.intake.limits import Limits
from cupola.engine.intake.problems import Refused
from cupola.engine.kinds import Arrival, ReadProblem

BLOCK = 65_536
DAMAGE = (expat.ExpatError, LookupError, ValueError)


class Element:
    """An element that is still open: its name, its parts so far, its text."""

    __slots__ = ("name", "parts", "text")

    def __init__(self, name: str, parts: dict[str, Any]) -> None:
        self.name = name
        self.parts = parts
        self.text: list[str] = []

    def value(self) -> Any:
        """Its text, or its parts when it has any."""
        text = "".join(self.text)
        if not self.parts:
            return text if text.strip() else None
        if text.strip():
            self.parts.setdefault("value", text)
        return self.parts

    def put(self, name: str, value: Any) -> None:
        """Take a part in; parts of one name become a list."""
        if name not in self.parts:
            self.parts[name] = value
        elif isinstance(self.parts[name], list):
            self.parts[name].append(value)
        else:
            self.parts[name] = [self.parts[name], value]


class XmlItems:
    """The records of one XML file; `root` is the namespace and name of its root once a record came.

    Memory is bounded by the largest record. Going through it raises `Refused` where the file declares a document
    type or an entity.
    """

    def __init__(self, arrival: Arrival, limits: Limits) -> None:
        self.arrival = arrival
        self.limits = limits
        self.root = ""
        self.depth = 0
        self.size = 0
        self.line = 0
        self.record: str | None = None
        self.fault: str | None = None
        self.open: list[Element] = []
        self.found: list[Item] = []

    def __iter__(self) -> Iterator[Item | Break]:
        parser = self._parser()
        fed = 0
        with self.arrival.path.open("rb") as file:
            while True:
                block = file.read(BLOCK)
                try:
                    parser.Parse(block, not block)
                except DAMAGE as error:
                    yield from self._taken()
                    yield Break(
                        parser.CurrentLineNumber, f"the XML cannot be read further ({_said(error)})", self.record
                    )
                    return
                yield from self._taken()
                fed += len(block)
                if not block:
                    return
                if fed - max(parser.CurrentByteIndex, 0) > self.limits.row_bytes:
                    fact = f"a tag is larger than {self.limits.row_bytes // 1_000:,} kilobytes"
                    yield Break(parser.CurrentLineNumber, fact, self.record)
                    return

    def _taken(self) -> list[Item]:
        found, self.found = self.found, []
        return found

    def _parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._declared
        parser.EntityDeclHandler = self._declared
        self.parser = parser
        return parser

    def _declared(self, *_: object) -> None:
        fact = "the XML declares a document type or entities; such files can swamp a computer, it was not opened."
        step = "Export it without a DOCTYPE; no system for schools needs one."
        line = self.parser.CurrentLineNumber
        raise Refused(ReadProblem("FIL-028", self.arrival.name, fact, line=line, next_step=step))

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth == 1:
            self.root = name
            return
        if self.depth == 2:
            self.record = _bare(name)
            self.line = self.parser.CurrentLineNumber
            self.size, self.fault, self.open = 0, None, []
        if self.fault:
            return
        if self.depth > DEEPEST:
            self._give_up(f"the record is nested more than {DEEPEST} deep")
            return
        own = {key: value for key, value in attributes.items() if " " not in key} if attributes else {}
        self.open.append(Element(_bare(name), own))
        self._weigh(len(name) + (sum(len(key) + len(value) for key, value in own.items()) if own else 0))

    def _characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text.append(text)
            self._weigh(len(text))

    def _end(self, _: str) -> None:
        self.depth -= 1
        if self.depth == 0:
            return
        if not self.fault:
            element = self.open.pop()
            if self.depth > 1:
                value = element.value()
                if value is not None:
                    self.open[-1].put(element.name, value)
            else:
                self._keep(element)
        elif self.depth == 1:
            self.found.append(Item(self.record or "", self.line, fault=self.fault))
        if self.depth == 1:
            self.record = None

    def _keep(self, element: Element) -> None:
        value = element.value()
        try:
            flat = flatten(value if isinstance(value, dict) else {"value": value})
        except TooDeep as deep:
            self._give_up(deep.fact)
            self.found.append(Item(element.name, self.line, fault=self.fault))
            return
        self.found.append(Item(element.name, self.line, flat.cells, hidden=flat.hidden))

    def _weigh(self, size: int) -> None:
        self.size += size
        if self.size > self.limits.row_bytes:
            self._give_up(f"the record is larger than {self.limits.row_bytes // 1_000:,} kilobytes")

    def _give_up(self, fact: str) -> None:
        self.fault = fact
        self.open = []


@lru_cache(maxsize=10_000)
def _bare(name: str) -> str:
    return name.rpartition(" ")[2]


def _said(error: Exception) -> str:
    if isinstance(error, expat.ExpatError):
        return expat.ErrorString(error.code)
    return "its encoding is not known"
