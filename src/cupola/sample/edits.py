"""Changes to single rows on their way into a file: how faults get into an otherwise clean export."""

from collections.abc import Mapping
from dataclasses import dataclass, field

NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Edit:
    """What happens to one row: new cells, dropped, or copied; `fault` gets the line of the row or its last copy.

    An edit that does nothing but have a fault only asks for the line.
    """

    cells: Mapping[str, str] = field(default_factory=dict)
    drop: bool = False
    copies: tuple[Mapping[str, str], ...] = ()
    fault: int = -1


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that the export would not have; columns that are not named stay empty. `raw` is the line as it is."""

    cells: Mapping[str, str] = field(default_factory=dict)
    fault: int = -1
    raw: str = ""


@dataclass(slots=True)
class FileEdits:
    """All changes to one file: edits by the row's key, and rows added at the end."""

    by_key: dict[str, list[Edit]] = field(default_factory=dict)
    rows: list[NewRow] = field(default_factory=list)


def cell(text: str) -> str:
    """A cell as RFC 4180 writes it: quoted when it holds a comma, a quote or a line break."""
    if any(letter in text for letter in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
