"""Walks a mapping's YAML, so that each mistake is told with its file, its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn

import yaml

from cupola.engine.errors import MappingError

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Place:
    """One value in the file, with the key it stands under and its line. All scalars are text."""

    path: Path
    key: str
    node: yaml.Node | None
    line: int

    def wrong(self, fact: str, next_step: str) -> NoReturn:
        """Raise `MappingError` for this place."""
        raise MappingError(f"{self.path}, line {self.line}", fact, next_step)

    def pairs(self, *, required: bool = False) -> list[tuple[str, Place]]:
        """Keys with the places of their values; a key written twice is an error."""
        if self.node is None or not isinstance(self.node, yaml.MappingNode):
            self.wrong(f"`{self.key}` must hold lines of the form `name: value`.", "Indent them below it.")
        found: dict[str, Place] = {}
        for key, value in self.node.value:
            place = Place(self.path, self._name(key), value, key.start_mark.line + 1)
            if place.key in found:
                place.wrong(f"`{place.key}` is written twice.", "Keep one of the two.")
            found[place.key] = place
        if required and not found:
            self.wrong(f"`{self.key}` is empty.", "Name at least one column.")
        return list(found.items())

    def _name(self, key: yaml.Node) -> str:
        if not isinstance(key, yaml.ScalarNode):
            Place(self.path, self.key, key, key.start_mark.line + 1).wrong(
                "a name stands in brackets.", "Put quotation marks around it."
            )
        return str(key.value)

    def at(self, key: str) -> Place:
        """The place of a key that must be there."""
        found = self.maybe(key)
        if found is None:
            known = ", ".join(name for name, _ in self.pairs()) or "nothing"
            self.wrong(f"`{key}` is missing{self._below()}.", f"Add a line `{key}: …`; there is {known}.")
        return found

    def maybe(self, key: str) -> Place | None:
        """The place of a key, or None where it is not written or has no value."""
        if self.node is None or not isinstance(self.node, yaml.MappingNode):
            self.pairs()  # It says what is wrong.
            return None
        for written, value in self.node.value:
            if isinstance(written, yaml.ScalarNode) and written.value == key:
                found = Place(self.path, key, value, written.start_mark.line + 1)
                return None if isinstance(value, yaml.ScalarNode) and found._is_nothing() else found
        return None

    def only(self, *keys: str) -> Place:
        """Refuse any other key; returns the place itself."""
        for key, place in self.pairs():
            if key not in keys:
                place.wrong(f"`{key}` is not known here.", place.suggestion(key, keys))
        return self

    def key_is_one_of(self, names: tuple[str, ...]) -> None:
        """Refuse a key that is none of `names`."""
        if self.key not in names:
            self.wrong(f"`{self.key}` is no column of this list.", self.suggestion(self.key, names))

    def text(self) -> str:
        """The text that stands here."""
        if not isinstance(self.node, yaml.ScalarNode) or self._is_nothing():
            self.wrong(f"`{self.key}` must be a single text.", "Write one value behind the colon.")
        return str(self.node.value)

    def one_of(self, words: tuple[str, ...]) -> str:
        """The text that stands here, which must be one of `words`."""
        text = self.text()
        if text not in words:
            self.wrong(f"`{self.key}` says {text!r}.", self.suggestion(text, words))
        return text

    def like(self, form: re.Pattern[str], example: str) -> str:
        """The text that stands here, which must follow `form`."""
        text = self.text()
        if not form.fullmatch(text):
            self.wrong(f"`{self.key}` says {text!r}.", f"Use {example}.")
        return text

    def number(self, low: int, high: int) -> int:
        """The whole number that stands here, within bounds."""
        text = self.text()
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            self.wrong(f"`{self.key}` says {text!r}.", f"Write a whole number from {low} to {high}.")
        return int(text)

    def items(self, *, required: bool = False) -> Iterator[Place]:
        """The places of a list's items."""
        if not isinstance(self.node, yaml.SequenceNode) or (required and not self.node.value):
            self.wrong(f"`{self.key}` must be a list.", "Write one item a line, each behind a dash.")
        for node in self.node.value:
            yield Place(self.path, self.key, node, node.start_mark.line + 1)

    def suggestion(self, text: str, words: tuple[str, ...]) -> str:
        """What to write instead of `text`."""
        near = get_close_matches(text, words, n=1)
        return f"Did you mean `{near[0]}`?" if near else f"Known: {', '.join(words)}."

    def _below(self) -> str:
        return f" below `{self.key}`" if self.key else ""

    def _is_nothing(self) -> bool:
        node: Any = self.node
        return node is None or node.tag == "tag:yaml.org,2002:null"


def read_text(path: Path) -> str:
    """The text of a mapping's file; what is not UTF-8 raises `MappingError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MappingError(str(path), "the file is not in UTF-8.", "Save it as UTF-8.") from error


def whole_place(path: Path, text: str) -> Place:
    """The whole file as a place; what is not YAML raises `MappingError` with its line."""
    try:
        node = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as mistake:
        mark = getattr(mistake, "problem_mark", None)
        place = f"{path}, line {mark.line + 1}" if mark else str(path)
        fact = f"this is not YAML: {getattr(mistake, 'problem', None) or 'a sign that may not stand there'}."
        raise MappingError(place, fact, "Look for a missing colon, quotation mark or blank.") from mistake
    return Place(path, "", node, 1)
