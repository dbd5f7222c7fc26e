"""Which written names are one vendor: those of one form, unless a person said otherwise, and those a person joined."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

Pair = tuple[str, str]


class Groups:
    """Names in groups; `head` gives the smallest name of the group that a name is in."""

    def __init__(self, names: Iterable[str], different: Collection[Pair]) -> None:
        self._head = {name: name for name in names}
        self._members = {name: {name} for name in self._head}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for one, other in different:
            self._apart[one].add(other)
            self._apart[other].add(one)

    def head(self, name: str) -> str:
        """The name that stands for the group."""
        return self._head[name]

    def members(self, name: str) -> frozenset[str]:
        """Every name of the group that a name is in."""
        return frozenset(self._members[self._head[name]])

    def are_apart(self, one: str, other: str) -> bool:
        """Whether somebody called any name of one group different from any of the other."""
        theirs = self._members[self._head[other]]
        return any(self._apart[name] & theirs for name in self._members[self._head[one]] if name in self._apart)

    def doubts(self, name: str) -> int:
        """How often names of the group were called different from others."""
        return sum(len(self._apart[each]) for each in self._members[self._head[name]] if each in self._apart)

    def join(self, one: str, other: str) -> None:
        """Make one group of two."""
        first, last = sorted((self._head[one], self._head[other]))
        if first != last:
            self._members[first] |= self._members.pop(last)
            for name in self._members[first]:
                self._head[name] = first


def grouped(forms: Mapping[str, str], same: Iterable[Pair], different: Collection[Pair]) -> Groups:
    """Groups of names: what a person called the same is one, then what has one form and nobody called different.

    `forms` is each name with its form. A name that was called different from others of its form is placed last, so
    that those others stay together. Names that are in no source any more are passed over.
    """
    known = [pair for pair in different if pair[0] != pair[1]]
    groups = Groups(forms, known)
    for one, other in same:
        if one in forms and other in forms:
            groups.join(one, other)
    of_form: dict[str, set[str]] = defaultdict(set)
    for name, form in forms.items():
        of_form[form].add(name)
    for names in of_form.values():
        placed: list[str] = []
        for name in sorted(names, key=lambda each: (groups.doubts(each), each)):
            home = next((each for each in placed if not groups.are_apart(each, name)), None)
            if home is not None:
                groups.join(home, name)
            placed.append(name)
    return groups
