"""Nested records laid flat: one cell for each path, lists side by side in one cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cupola.engine.errors import CupolaError
from cupola.engine.intake.forbidden import SOCIAL_SECURITY

APART = "|"
DEEPEST = 64
SECRET_SYSTEMS = frozenset((*SOCIAL_SECURITY, "socialsecuritycard"))


class TooDeep(CupolaError):
    """A record whose parts lie inside one another more than `DEEPEST` deep."""

    def __init__(self) -> None:
        fact = f"the record is nested more than {DEEPEST} deep"
        super().__init__("a record", fact, "Export it flatter.")


@dataclass(slots=True)
class Flat:
    """A record as cells by path; `hidden` counts social security numbers that were left out."""

    cells: dict[str, str] = field(default_factory=dict)
    hidden: int = 0


def flatten(record: Mapping[str, Any]) -> Flat:
    """Lay a record flat: `{"name": {"first": "Ada"}}` gives the cell `name.first`.

    A list stands in one cell for each path below it, its members apart by `|` in their order (an empty
    place where a member lacks the path; a `|` inside a value becomes `\\|`). Nothing and empty lists give
    no cell. A part that says its number is a social security number loses it. Half of a pair of code units in a name
    (`\\ud800`, which JSON can say and UTF-8 cannot) becomes `?`. Raises `TooDeep`.
    """
    flat = Flat()
    _part(record, "", flat, depth=1)
    flat.cells = {path if path.isascii() else sayable(path): cell for path, cell in flat.cells.items() if cell}
    return flat


def sayable(name: str) -> str:
    """The name with `?` for what UTF-8 cannot say."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _part(part: Mapping[str, Any], path: str, flat: Flat, *, depth: int) -> None:
    if depth > DEEPEST:
        raise TooDeep
    secret = any(type(value) is str and _is_social_security(value) for value in part.values())
    for key, value in part.items():
        below = f"{path}.{key}" if path else key
        if type(value) is str:
            if secret and not _is_social_security(value):
                flat.hidden += 1
            else:
                flat.cells[below] = value
        elif isinstance(value, dict):
            _part(value, below, flat, depth=depth + 1)
        elif isinstance(value, list):
            _several(value, below, flat, depth=depth + 1)
        elif value is not None:
            flat.cells[below] = _text(value)


def _several(members: list[Any], path: str, flat: Flat, *, depth: int) -> None:
    if depth > DEEPEST:
        raise TooDeep
    rows: list[dict[str, str]] = []
    for member in members:
        inner = Flat()
        if isinstance(member, dict):
            _part(member, path, inner, depth=depth + 1)
        elif isinstance(member, list):
            _several(member, path, inner, depth=depth + 1)
        elif member is not None:
            inner.cells[path] = _text(member)
        rows.append(inner.cells)
        flat.hidden += inner.hidden
    if len(rows) == 1:
        flat.cells.update(rows[0])
        return
    for name in dict.fromkeys(name for row in rows for name in row):
        cells = [row.get(name, "").replace(APART, "\\" + APART) for row in rows]
        flat.cells[name] = APART.join(cells) if any(cells) else ""


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _is_social_security(value: str) -> bool:
    """Whether a word names a social security number, such as `uri://…SystemDescriptor#SSN`."""
    if len(value) > 200:
        return False
    word = value.rpartition("#")[2].casefold()
    # Each of these words has two of it; most values have not, and are done with here.
    if word.count("s") < 2:
        return False
    return "".join(letter for letter in word if letter.isalnum()) in SECRET_SYSTEMS
